import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Json, tokensFor } from './launching.testing.ts';
import { openStrangers, said, type Strangers } from './strangers.testing.ts';

let strangers: Strangers;
beforeAll(async () => {
  strangers = await openStrangers();
}, 60_000);
afterAll(() => strangers?.launching.server.close());

const ask: Strangers['ask'] = (path, init) => strangers.ask(path, init);

const body = (type: string, id: string) =>
  JSON.stringify({
    resourceType: type,
    id,
    ...(type === 'Observation' ? { status: 'final', code: { text: 'x' } } : {}),
  });
const patch = { 'content-type': 'application/json-patch+json' };

/** Of whatever is asked about a resource by its id: path behind it, and how. */
const PROBES: readonly (readonly [name: string, path: string, init: (type: string, id: string) => RequestInit])[] = [
  ['read', '', () => ({})],
  ['head', '', () => ({ method: 'HEAD' })],
  ['if it changed', '', () => ({ headers: { 'if-none-match': 'W/"1"' } })],
  ['if it changed at all', '', () => ({ headers: { 'if-none-match': '*' } })],
  ['if it changed since', '', () => ({ headers: { 'if-modified-since': new Date().toUTCString() } })],
  ['version', '/_history/1', () => ({})],
  ['a version there is not', '/_history/9', () => ({})],
  ['history', '/_history', () => ({})],
  ['labels', '/$meta', () => ({})],
  ['everything', '/$everything', () => ({})],
  ['write', '', (type, id) => ({ method: 'PUT', body: body(type, id) })],
  ['write its version', '', (type, id) => ({ method: 'PUT', body: body(type, id), headers: { 'if-match': 'W/"1"' } })],
  ['write no version', '', (type, id) => ({ method: 'PUT', body: body(type, id), headers: { 'if-match': 'W/"9"' } })],
  ['write if absent', '', (type, id) => ({ method: 'PUT', body: body(type, id), headers: { 'if-none-match': '*' } })],
  ['patch', '', () => ({ method: 'PATCH', headers: patch, body: '[{"op":"add","path":"/language","value":"en"}]' })],
  [
    'patch badly',
    '',
    () => ({ method: 'PATCH', headers: patch, body: '[{"op":"test","path":"/status","value":"x"}]' }),
  ],
  ['delete', '', () => ({ method: 'DELETE' })],
  ['delete its version', '', () => ({ method: 'DELETE', headers: { 'if-match': 'W/"1"' } })],
  ['delete another version', '', () => ({ method: 'DELETE', headers: { 'if-match': 'W/"7"' } })],
];

// Shows requirements API1:2023, V8.2.2.
test.each([...PROBES])(
  '%s: what is hidden is answered as what is not there, to a seat and to an app',
  async (_, path, init) => {
    const scope = 'launch/patient patient/*.cruds user/*.cruds';
    const { access_token } = await tokensFor(strangers.launching, { scope, person: 'Patient/one' });
    const app = { authorization: `Bearer ${access_token as string}`, cookie: '' };
    for (const type of ['Patient', 'Observation']) {
      for (const as of [{}, app]) {
        const asked = async (id: string) => {
          const one = init(type, id);
          return said(
            await ask(`/fhir/${type}/${id}${path}`, { ...one, headers: { ...(one.headers as object), ...as } }),
            id,
          );
        };
        expect(await asked('hidden')).toBe(await asked('absent'));
      }
    }
  },
);

test.each([
  ['a reference', (id: string) => ({ subject: { reference: `Patient/${id}` } })],
  [
    'an identifier',
    (id: string) => ({
      subject: { identifier: { system: 'urn:nhs', value: id === 'hidden' ? '9990001' : '9990002' } },
    }),
  ],
])('what is written about somebody hidden, by %s, is refused as about nobody', async (_, about) => {
  const write = async (id: string) => {
    const resource = { resourceType: 'Condition', code: { text: 'x' }, ...about(id) };
    const told = await ask('/fhir/Condition', { method: 'POST', body: JSON.stringify(resource) });
    return said(told, id).replace(/999000\d/g, 'NUMBER');
  };
  expect(await write('hidden')).toBe(await write('absent'));
  const found = await ask(`/fhir/Observation?subject:Patient.identifier=urn:nhs|9990001&_include=Observation:subject`);
  expect(found.text).not.toContain('Zuckerman');
});

/** Types that lie in nobody's record and can name somebody, or hold what opens a door. */
const NOBODYS: readonly object[] = [
  {
    resourceType: 'Task',
    status: 'requested',
    intent: 'order',
    for: { reference: 'Patient/hidden' },
    description: 'Zuckerman',
  },
  {
    resourceType: 'Linkage',
    item: [{ type: 'source', resource: { reference: 'Patient/hidden', display: 'Zuckerman' } }],
  },
  {
    resourceType: 'GuidanceResponse',
    moduleUri: 'urn:x',
    status: 'success',
    subject: { reference: 'Patient/hidden', display: 'Zuckerman' },
  },
  { resourceType: 'Device', patient: { reference: 'Patient/hidden', display: 'Zuckerman' } },
  { resourceType: 'Contract', subject: [{ reference: 'Patient/hidden', display: 'Zuckerman' }] },
  {
    resourceType: 'MessageHeader',
    eventUri: 'urn:x',
    source: { endpoint: 'urn:x' },
    focus: [{ reference: 'Patient/hidden', display: 'Zuckerman' }],
  },
  {
    resourceType: 'VerificationResult',
    status: 'validated',
    target: [{ reference: 'Patient/hidden', display: 'Zuckerman' }],
  },
  {
    resourceType: 'Group',
    type: 'person',
    actual: true,
    name: 'Zuckerman',
    member: [{ entity: { reference: 'Patient/hidden' } }],
  },
  { resourceType: 'Schedule', actor: [{ reference: 'Patient/hidden', display: 'Zuckerman' }] },
  { resourceType: 'BiologicallyDerivedProduct', request: [{ display: 'Zuckerman' }] },
  {
    resourceType: 'Subscription',
    status: 'requested',
    reason: 'Zuckerman',
    criteria: 'Observation?patient=hidden',
    channel: { type: 'rest-hook', endpoint: 'https://hook.example.org', header: ['Authorization: Bearer Zuckerman'] },
  },
];

// Shows requirement API1:2023.
test('nothing of another organisation that lies in nobody’s record names whom one may not see', async () => {
  for (const one of NOBODYS) await strangers.other('POST', `/${(one as Json)['resourceType']}`, one);
  await strangers.launching.server.app.caughtUp();
  for (const one of NOBODYS) {
    const type = (one as Json)['resourceType'] as string;
    const found = [
      await ask(`/fhir/${type}`),
      await ask(`/fhir/${type}/_history`),
      await ask(`/fhir/${type}?_include=*`),
      await ask(`/fhir/Patient?_revinclude=${type}:*`),
    ];
    expect.soft([type, found.some(({ text }) => /Zuckerman|Patient\/hidden/.test(text))]).toEqual([type, false]);
  }
});
