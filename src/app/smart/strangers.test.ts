import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { routesOf } from './forging.testing.ts';
import { askWith, type Json, tokensFor } from './launching.testing.ts';
import { openStrangers, said, type Strangers, type Told } from './strangers.testing.ts';

/** What somebody tries who may be here, and wants what is not theirs. */
let strangers: Strangers;
beforeAll(async () => {
  strangers = await openStrangers();
}, 60_000);
afterAll(() => strangers?.launching.server.close());

const ask: Strangers['ask'] = (path, init) => strangers.ask(path, init);

// Shows requirement V3.5.1.
test('no form or call of any route is done for a page of another site, whoever is signed in', {
  timeout: 60_000,
}, async () => {
  const sites = [
    { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
    { 'sec-fetch-site': 'same-site', origin: 'http://evil.localhost' },
    { 'sec-fetch-site': '', origin: 'https://evil.example' },
    { 'sec-fetch-site': '', origin: 'null' },
  ];
  const routes = routesOf(strangers.launching).filter(
    ([method, path]) => method !== 'GET' && !path.startsWith('/smart/'),
  );
  expect(routes.length).toBeGreaterThan(20);
  for (const [method, path] of routes) {
    for (const site of sites) {
      const { 'sec-fetch-site': fetched, ...rest } = site;
      const headers: Record<string, string> = {
        cookie: strangers.cookie,
        'content-type': 'application/x-www-form-urlencoded',
        ...rest,
      };
      if (fetched !== '') headers['sec-fetch-site'] = fetched;
      const answer = await fetch(`${strangers.launching.origin}${path}`, {
        method,
        headers,
        redirect: 'manual',
        body: 'action=end&code=1',
      });
      expect
        .soft([method, path, site, answer.status < 400, answer.headers.getSetCookie()])
        .toEqual([method, path, site, false, []]);
    }
  }
  expect((await ask('/account')).status).toBe(200);
});

// Shows requirement V3.7.2.
test('signing in leads to no other site, whatever the link, the kept way or the host say', async () => {
  const places = [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    '/join/1@evil.example',
    '/apps/consent/../../..//evil.example',
    '/%2F/evil.example',
    '\t//evil.example',
    '/join/1?to=//evil.example',
    '/apps/consent/%2e%2e',
  ];
  for (const place of places) {
    const link = `${strangers.launching.origin}/sign-in?link=link-gp-elm&to=${encodeURIComponent(place)}`;
    const first = await fetch(link, { redirect: 'manual' });
    expect([place, first.headers.get('location')]).toEqual([place, '/']);
    const cookie = first.headers.getSetCookie().map((one) => one.split(';')[0]);
    const kept = [...cookie, `concord-way=${encodeURIComponent(place)}`].join('; ');
    const second = await fetch(`${strangers.launching.origin}/`, { redirect: 'manual', headers: { cookie: kept } });
    expect([place, second.headers.get('location')]).toEqual([place, '/people']);
  }
});

function raw(path: string, headers: Readonly<Record<string, string>>): Promise<string> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(strangers.launching.origin);
    request({ port, host: '127.0.0.1', path, headers }, (answer) => {
      let text = JSON.stringify(answer.headers);
      answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
      answer.on('end', () => resolve(text));
    })
      .on('error', reject)
      .end();
  });
}

test('what a request says of proxies is believed by nothing that is kept or led to', async () => {
  const forged = {
    cookie: strangers.cookie,
    forwarded: 'host=evil.example;proto=https',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'https',
    'x-forwarded-server': 'evil.example',
    'x-original-url': '/staff',
    'x-rewrite-url': '/staff',
    'x-http-method-override': 'DELETE',
    'x-forwarded-prefix': '/evil.example',
  };
  const { host } = new URL(strangers.launching.origin);
  for (const path of [
    '/',
    '/sign-in',
    '/people',
    '/account',
    '/fhir/Observation',
    '/fhir/metadata',
    '/smart/jwks',
    '/.well-known/smart-configuration',
    '/.well-known/openid-configuration',
    '/smart/authorize?client_id=x',
    '/fhir/Patient/one',
  ]) {
    const told = await raw(path, { host, ...forged });
    expect([path, /evil\.example|__Host-/.test(told)]).toEqual([path, false]);
  }
  for (const path of [
    '/sign-in?link=link-gp-elm',
    '/.well-known/smart-configuration',
    '/.well-known/openid-configuration',
    '/smart/authorize?client_id=x',
    '/',
  ]) {
    expect([path, (await raw(path, { host: 'evil.example' })).includes('evil.example')]).toEqual([path, false]);
  }
  expect((await ask('/fhir/Patient/one')).status).toBe(200);
});

// Shows requirement V7.2.4.
test('a session that somebody put there before signing in is never the one that is signed in', async () => {
  const planted = 'x'.repeat(43);
  const link = `${strangers.launching.origin}/sign-in?link=link-gp-elm`;
  const first = await fetch(link, { redirect: 'manual', headers: { cookie: `concord-sid=${planted}` } });
  const [given = ''] = first.headers.getSetCookie().map((one) => one.split(';')[0] ?? '');
  expect(given).toMatch(/^concord-sid=[\w-]{43}$/);
  expect(given).not.toContain(planted);
  const again = await fetch(link, { redirect: 'manual', headers: { cookie: given } });
  expect(again.headers.getSetCookie().join()).not.toContain(given);
  const opened = await fetch(`${strangers.launching.origin}/people`, { headers: { cookie: `concord-sid=${planted}` } });
  expect(opened.status).toBe(401);
});

test('another site moves nobody who is signed in to an account of its choosing, and the link still counts', async () => {
  const link = `${strangers.launching.origin}/sign-in?link=link-gp-elm`;
  const first = await fetch(link, { redirect: 'manual', headers: { 'sec-fetch-site': 'cross-site' } });
  expect(first.status).toBe(303);
  const [own = ''] = first.headers.getSetCookie().map((one) => one.split(';')[0] ?? '');
  const moved = await fetch(link, { redirect: 'manual', headers: { cookie: own, 'sec-fetch-site': 'cross-site' } });
  expect([moved.status, moved.headers.getSetCookie()]).toEqual([409, []]);
  expect(await moved.text()).toContain('Sign out first');
  const meant = await fetch(link, { redirect: 'manual', headers: { cookie: own, 'sec-fetch-site': 'none' } });
  expect(meant.status).toBe(303);
});

test('the place of a next page is for who got it and what they asked, to the letter', async () => {
  const next = (told: Told) => {
    const link = ((JSON.parse(told.text) as Json)['link'] as Json[]).find(({ relation }) => relation === 'next');
    return new URL((link as Json)['url'] as string);
  };
  const { pathname, searchParams } = next(await ask('/fhir/Observation?_count=1'));
  const token = searchParams.get('_page') ?? '';
  expect((await ask(`${pathname}?_count=1&_page=${token}`)).status).toBe(200);
  const turned = [...token].flatMap((letter, at) =>
    at % 7 === 0 ? [token.slice(0, at) + (letter === 'A' ? 'B' : 'A') + token.slice(at + 1)] : [],
  );
  for (const one of [...turned, token.slice(0, -2), `${token}AA`, Buffer.from('{"bkt":0}').toString('base64url')]) {
    if (one === token) continue;
    expect([one, (await ask(`${pathname}?_count=1&_page=${one}`)).status]).toEqual([one, 400]);
  }
  for (const query of ['_count=1&code=4548-4', '_count=1&_sort=date', '_count=1&patient=two']) {
    expect([query, (await ask(`/fhir/Observation?${query}&_page=${token}`)).status]).toEqual([query, 400]);
  }
  expect((await ask(`/fhir/Condition?_count=1&_page=${token}`)).status).toBe(400);
  const { access_token } = await tokensFor(strangers.launching, {
    scope: 'launch/patient patient/*.rs',
    person: 'Patient/one',
  });
  expect(
    (await askWith(strangers.launching, access_token as string, `/fhir/Observation?_count=1&_page=${token}`)).status,
  ).toBe(400);
});

test('a calendar is found by its whole secret alone, and a wrong one is as no page at all', async () => {
  const { auth, obligations } = strangers.launching.server.app.core;
  const [seat] = await auth.seats('doctor');
  const made = seat && (await obligations.feeds.make(await auth.accessOfSeat(seat)));
  if (!made?.ok) throw new Error('no calendar');
  const secret = made.value;
  const anonymous = { cookie: '' };
  expect((await ask(`/calendar/${secret}.ics`, { headers: anonymous })).status).toBe(200);
  const nothing = said(await ask('/calendar-that-is-not', { headers: anonymous }), 'x');
  const wrong = [
    secret.slice(0, -1),
    `${secret}x`,
    secret.slice(0, 20),
    secret.toLowerCase(),
    secret.toUpperCase(),
    'x'.repeat(43),
    `${secret}.ics`,
    `%00${secret}`,
    `${secret}%00`,
    '*',
    '%25',
  ];
  for (const one of wrong) {
    expect([one, said(await ask(`/calendar/${one}.ics`, { headers: anonymous }), 'x')]).toEqual([one, nothing]);
  }
  expect((await ask(`/calendar/${secret}.ics`, { method: 'POST', headers: anonymous })).status).toBeGreaterThanOrEqual(
    400,
  );
});

// Shows requirements API5:2023, V8.2.2.
test('no form does for one seat what is another’s to do', async () => {
  const { auth, people } = strangers.launching.server.app.core;
  const organization = { organization: 'Organization/other', organizationName: 'Harbour Trust' };
  await auth.keepAccount({
    id: 'victim',
    name: 'Lea Novak',
    seats: [{ id: 'victim', role: 'ig-lead', ...organization }],
  });
  await auth.keepLink({ link: 'link-victim', seat: 'victim', reusable: true, days: 1 });
  const theirs = await strangers.launching.signIn('victim');
  const session = (await people.session(theirs.slice('concord-sid='.length)))?.id ?? '';
  const manager = {
    id: 'own-lead',
    role: 'ig-lead',
    organization: 'Organization/test',
    organizationName: 'Elm Tree Surgery',
  } as const;
  await auth.keepAccount({ id: 'own-lead', name: 'Noor Haddad', seats: [manager] });
  await auth.keepLink({ link: 'link-own-lead', seat: 'own-lead', reusable: true, days: 1 });
  const own = await strangers.launching.signIn('own-lead');
  const { access_token } = await tokensFor(strangers.launching, {
    scope: 'launch/patient patient/*.rs',
    person: 'Patient/one',
  });
  const grant = /name="grant" value="([^"]+)"/.exec((await ask('/apps')).text)?.[1] ?? '';
  expect(grant).not.toBe('');
  const post = (path: string, form: Readonly<Record<string, string>>) =>
    ask(path, {
      method: 'POST',
      headers: { cookie: own, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
    });
  await post('/account', { action: 'end-session', session });
  await post('/account', { action: 'let-out', seat: 'victim' });
  await post('/staff', { action: 'end', seat: 'victim', when: 'now' });
  await post('/staff', { action: 'move', seat: 'victim', role: 'gp' });
  await post('/staff', { action: 'again', seat: 'victim' });
  await post('/apps', { action: 'end', grant });
  const switched = await post('/seat', { seat: 'victim' });
  expect(switched.status).toBeGreaterThanOrEqual(400);
  expect(switched.headers.getSetCookie()).toEqual([]);
  expect((await ask('/account', { headers: { cookie: theirs } })).status).toBe(200);
  expect((await ask('/staff', { headers: { cookie: theirs } })).text).toContain('Lea Novak');
  expect((await ask('/staff', { headers: { cookie: own } })).text).not.toContain('Lea Novak');
  expect((await askWith(strangers.launching, access_token as string, '/fhir/Patient/one')).status).toBe(200);
});
