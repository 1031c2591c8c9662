import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ask, askingServer } from './asking.testing.ts';

let ask: Ask;
let close: () => Promise<void>;
let address: string;
beforeAll(async () => {
  const asking = await askingServer();
  ask = asking.ask;
  close = asking.server.close;
  address = asking.server.app.address;
});
afterAll(() => close?.());

const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types concord',
];
const API_POLICY = ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"];

const policyOf = (headers: Headers) =>
  (headers.get('content-security-policy') ?? '').split(';').map((one) => one.trim());

const expectGuarded = (headers: Headers) => {
  expect(headers.get('strict-transport-security')).toBe('max-age=63072000; includeSubDomains');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('x-powered-by')).toBeNull();
  expect(headers.get('server')).toBeNull();
};

// Shows requirements API8:2023, V3.4.1, V3.4.3, V3.4.4, V3.4.5, V3.4.6, V14.3.2.
test.each([
  ['a page', 'GET', '/sign-in', 200],
  ['a page for whoever is signed in', 'GET', '/people', 401],
  ['a form that leads nowhere', 'POST', '/people', 404],
  ['an address that leads nowhere', 'GET', '/nowhere', 404],
  ['a script that is not there', 'GET', '/assets/nothing.js', 404],
] as const)('%s runs nothing inline, foreign or framed, and is not kept', async (...row) => {
  const [, method, path, status] = row;
  const answer = await ask(method, `${address}${path}`, { anonymous: true });
  expect(answer.status).toBe(status);
  expect(new Set(policyOf(answer.headers))).toEqual(new Set(PAGE_POLICY));
  expect(answer.headers.get('x-frame-options')).toBe('DENY');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expectGuarded(answer.headers);
});

// Shows requirements API8:2023, V3.2.1, V3.4.1, V3.4.3, V3.4.4, V3.4.5, V3.4.6, V4.1.1, V14.3.2.
test.each([
  ['what the FHIR API finds', '/fhir/Patient', {}, 200],
  ['what it does not', '/fhir/Patient/nobody', {}, 404],
  ['what it refuses', '/fhir/Patient', { anonymous: true }, 401],
  ['a type that is none', '/fhir/Nothing/1', {}, 404],
  ['a format that it does not speak', '/fhir/Patient?_format=xml', {}, 406],
  ['its capability statement', '/fhir/metadata', { anonymous: true }, 200],
  ['health', '/healthz', { anonymous: true }, 200],
  ['a route of a joint', '/api/audit/anchors', { anonymous: true }, 401],
] as const)('%s is no page, runs nothing and is not kept', async (...row) => {
  const [, path, asked, status] = row;
  const answer = await ask('GET', `${address}${path}`, asked);
  expect(answer.status).toBe(status);
  expect(policyOf(answer.headers)).toEqual(API_POLICY);
  expect(answer.headers.get('content-type')).toMatch(/^application\/(?:fhir\+)?json; charset=utf-8$/);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expectGuarded(answer.headers);
});

// Shows requirement V3.4.1.
test('the endpoints of OAuth are guarded too, though the answer is not ours', async () => {
  const answer = await ask('POST', `${address}/smart/token`, { anonymous: true });
  expect(policyOf(answer.headers)).toEqual(API_POLICY);
  expectGuarded(answer.headers);
});

test('what is no HTTP is answered by the same headers', async () => {
  const text = await new Promise<string>((resolve, reject) => {
    const socket = connect(Number(new URL(address).port), 'localhost', () => socket.end('nonsense\r\n\r\n'));
    let heard = '';
    socket.setEncoding('utf8').on('data', (part: string) => (heard += part));
    socket.on('end', () => resolve(heard)).on('error', reject);
  });
  expect(text).toMatch(/^HTTP\/1\.1 400 /);
  for (const line of [
    "content-security-policy: default-src 'none'",
    'x-content-type-options: nosniff',
    'referrer-policy: no-referrer',
  ]) {
    expect(text).toContain(line);
  }
});
