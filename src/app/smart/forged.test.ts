import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Asking, COOKIE, forgedCookies, forgedTokens, misplaced, routesOf } from './forging.testing.ts';
import { type Launching, openLaunching } from './launching.testing.ts';

let launching: Launching;
beforeAll(async () => {
  launching = await openLaunching();
}, 60_000);
afterAll(() => launching?.server.close());

/** What anybody may ask for; a new one is a decision, and is written down here. */
const OPEN =
  /^\/$|^\/(begin|sign-in|sign-out|still|healthz|assets|smart|\.well-known|apps\/consent|fhir\/metadata|fhir\/\.well-known)|^\/fhir\/x$/;

/** What a session is for that waits for its second step: whose it is stands there, and nothing else. */
const SECOND_STEP = /^\/sign-in(\/(code|recovery|passkey|enrol).*)?$/;

type Told = { readonly status: number; readonly text: string };

async function ask(method: string, path: string, { headers = {}, query }: Asking = {}): Promise<Told> {
  const address = `${launching.origin}${path}${query === undefined ? '' : `?${query}`}`;
  const answer = await fetch(address, {
    method,
    headers: { 'sec-fetch-site': 'same-origin', ...headers },
    redirect: 'manual',
  });
  return { status: answer.status, text: await answer.text() };
}

/** Who is in the record, who works here, and what opens it: told to nobody who is not let in. */
const SECRETS = /Khan|Reyes|Diabetes|Amina|Yusuf|Rosa Diaz|Elm Tree|link-gp-elm/;

type Route = readonly [method: string, path: string];

/** Routes that somebody has to be let in to, and the others. */
async function sorted(): Promise<{ readonly closed: readonly Route[]; readonly open: readonly Route[] }> {
  const all = routesOf(launching);
  expect(all.length).toBeGreaterThan(60);
  const [closed, open]: [Route[], Route[]] = [[], []];
  for (const [method, path] of all) {
    const { status } = await ask(method, path);
    if (status === 401) closed.push([method, path]);
    else open.push([method, path]);
    if (status !== 401 && !OPEN.test(path)) expect.soft([405, 404, 400], `${method} ${path} is open`).toContain(status);
  }
  expect(closed.length).toBeGreaterThan(50);
  return { closed, open };
}

/** Beside the code each is tried on a third of the routes, and each route by a third of them; `test:all` tries all on all. */
const PART = process.env['CONCORD_TESTS'] === 'whole' ? 1 : 3;

/** Each of them on every route: a closed one refuses all in the same words, an open one tells nothing and does not break. */
async function refusedOnAll(all: readonly (readonly [string, Asking])[]): Promise<void> {
  const { closed, open } = await sorted();
  for (const [turn, [method, path]] of closed.filter(([, path]) => !SECOND_STEP.test(path)).entries()) {
    const forged = all.filter((_, index) => (index + turn) % PART === 0);
    const answers = await Promise.all(forged.map(([, asking]) => ask(method, path, asking)));
    const said = new Set(answers.map(({ status, text }) => `${status} ${text}`));
    const odd = forged.filter((_, index) => answers[index]?.status !== 401).map(([name]) => name);
    expect([odd, said.size, [...said].filter((text) => SECRETS.test(text))], `${method} ${path}`).toEqual([[], 1, []]);
  }
  for (const [turn, [method, path]] of open.filter(([, path]) => !SECOND_STEP.test(path)).entries()) {
    const forged = all.filter((_, index) => (index + turn) % PART === 0);
    const answers = await Promise.all(forged.map(([, asking]) => ask(method, path, asking)));
    const odd = forged.filter((_, index) => {
      const { status, text } = answers[index] as Told;
      return status >= 500 || SECRETS.test(text);
    });
    expect(
      odd.map(([name]) => name),
      `${method} ${path}`,
    ).toEqual([]);
  }
}

// Shows requirements API2:2023, V9.1.1.
test('no forged token is taken on any route, and all are refused in the same words', { timeout: 120_000 }, async () => {
  const forged = Object.entries(await forgedTokens(launching));
  expect(forged.length).toBeGreaterThanOrEqual(30);
  await refusedOnAll(forged.map(([name, token]) => [name, { headers: { authorization: `Bearer ${token}` } }]));
});

// Shows requirements API2:2023, V7.2.1.
test('no forged, ended or foreign session is taken on any route', { timeout: 120_000 }, async () => {
  const forged = Object.entries(await forgedCookies(launching));
  expect(forged.length).toBeGreaterThanOrEqual(20);
  await refusedOnAll(forged.map(([name, sid]) => [name, { headers: { cookie: `${COOKIE}=${sid}` } }]));
});

// Shows requirement V7.2.1.
test('a token or a session is taken nowhere but in its own place', { timeout: 120_000 }, async () => {
  const forged = Object.entries(await misplaced(launching));
  const { closed } = await sorted();
  for (const [method, path] of closed.filter(([, path]) => !SECOND_STEP.test(path))) {
    const answers = await Promise.all(forged.map(([, asking]) => ask(method, path, asking)));
    const odd = forged.filter((_, index) => answers[index]?.status !== 401 || SECRETS.test(answers[index]?.text ?? ''));
    expect(
      odd.map(([name]) => name),
      `${method} ${path}`,
    ).toEqual([]);
  }
});
