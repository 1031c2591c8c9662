import { TOTP } from 'otpauth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Governance } from '#governance';
import { startTestServer, type TestServer } from '#testing/server';
import { addressToBegin } from './begin.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.close());

const FIRST = {
  partnership: 'Thames Vale',
  name: 'Thames Vale Care Board',
  code: 'QU9',
  kind: 'care-board',
  person: 'Sian Rees',
};

const cookies = new Map<string, string>();

async function visit(path: string, form?: Record<string, string>, site = 'same-origin') {
  const response = await fetch(new URL(path, server.app.address), {
    redirect: 'manual',
    method: form ? 'POST' : 'GET',
    headers: {
      cookie: [...cookies].map((one) => one.join('=')).join('; '),
      ...(form ? { 'sec-fetch-site': site } : {}),
    },
    ...(form ? { body: new URLSearchParams(form) } : {}),
  });
  for (const kept of response.headers.getSetCookie()) {
    const [name = '', value = ''] = (kept.split(';')[0] ?? '').split('=');
    cookies.set(name, value);
  }
  return { status: response.status, to: response.headers.get('location') ?? '', html: await response.text() };
}

const key = async () =>
  new URL((await addressToBegin(server.app.core, server.app.address)) ?? '').searchParams.get('key') ?? '';

test('without the key of the terminal nothing begins, and a form of another site begins nothing', async () => {
  expect((await visit('/begin')).status).toBe(404);
  expect((await visit('/begin?key=aaaa')).status).toBe(404);
  expect((await visit('/begin', { ...FIRST, key: `${await key()}x` })).status).toBe(404);
  expect((await visit('/begin', { ...FIRST, key: await key() }, 'cross-site')).status).toBe(403);
});

test('what is wrong is said on the form, which keeps what was typed', async () => {
  const nameless = await visit('/begin', { ...FIRST, person: ' ', key: await key() });
  expect([nameless.status, nameless.html.includes('Thames Vale Care Board')]).toEqual([400, true]);
  const coded = await visit('/begin', { ...FIRST, code: 'two words', key: await key() });
  expect(coded.html).toContain('Each partner needs');
  expect(await addressToBegin(server.app.core, server.app.address)).toBeDefined();
});

test('begun and interrupted, it goes on with the same host and no other', async () => {
  const { auth, services } = server.app.core;
  const operator = await auth.accessOfClient('operator', 'Organization/QU9');
  const host = { organization: 'Organization/QU9', name: FIRST.name, kind: 'care-board', hosts: true } as const;
  const enrolled = await (services.answers['governance'] as Governance).enroll(operator, {
    name: 'T',
    partners: [host],
  });
  expect(enrolled.ok).toBe(true);
  const other = await visit('/begin', { ...FIRST, code: 'QU8', key: await key() });
  expect([other.status, other.html.includes('begun with QU9')]).toEqual([409, true]);
});

test('the first person begins, adds a way to sign in, puts a partner on the list; the way in is closed for good', async () => {
  const once = await key();
  const begun = await visit('/begin', { ...FIRST, key: once });
  expect(begun.status).toBe(303);
  expect(await addressToBegin(server.app.core, server.app.address)).toBeUndefined();
  expect((await visit(`/begin?key=${once}`)).status).toBe(404);
  await visit(begun.to);
  const secret = /<code dir="ltr">([A-Z2-7 ]+)<\/code>/.exec((await visit('/sign-in')).html)?.[1] ?? '';
  await visit('/sign-in/enrol', { code: new TOTP({ secret: secret.replaceAll(' ', '') }).generate() });
  const list = await visit('/partnership');
  expect(list.html).toContain('Put an organisation on the list');
  const elm = {
    action: 'add',
    name: 'Elm Tree Surgery',
    code: 'K84001',
    kind: 'general-practice',
    person: 'Ines Duarte',
  };
  expect((await visit('/partnership', elm)).to).toBe('/partnership');
  const told = await visit('/partnership');
  expect(told.html).toContain('Elm Tree Surgery');
  expect(told.html).toContain('/sign-in?link=');
  const again = await visit('/partnership', elm);
  expect([again.status, again.html.includes('is on the list already')]).toEqual([409, true]);
});
