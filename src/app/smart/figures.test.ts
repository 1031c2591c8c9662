import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Demonstrated, startDemonstration } from '#testing/server';
import { askToken, askWith, type Json, type Launching, launchingOn, signInBy, tokensFor } from './launching.testing.ts';

/** Measures asked for with the tokens of apps: of one that a nurse opened, and of a backend system. */
const EVALUATE = '/fhir/Measure/hba1c-recorded/$evaluate-measure';
const GAPS = '/fhir/Measure/$care-gaps';
const DECIDE = ['Patient', 'Observation', 'Condition'];

let server: Demonstrated;
let launching: Launching;
let cookie: string;
/** Somebody of the nurse's practice on the register. */
let someone: string;
beforeAll(async () => {
  server = await startDemonstration();
  launching = launchingOn(server);
  await launching.register({});
  const nurse = server.links.find(({ who }) => who.endsWith('practice nurse'));
  cookie = await signInBy(nurse?.address ?? '');
  const ask = await appWith('user/*.rs');
  const { json } = await ask(`${EVALUATE}?subject=Group/practice-1&reportType=subject-list`);
  someone = json.contained[0].entry[0].item.reference;
}, 300_000);
afterAll(() => server?.close());

type Ask = (path: string) => ReturnType<typeof askWith>;

async function appWith(scope: string, person?: string): Promise<Ask> {
  const given = await tokensFor(launching, { scope, cookie, ...(person === undefined ? {} : { person }) });
  expect((given.scope as string).split(' ').toSorted()).toEqual(scope.split(' ').toSorted());
  return (path) => askWith(launching, given.access_token as string, path);
}

let words = 0;
async function systemWith(scope: string): Promise<Ask> {
  const { privateKey, publicKey } = await generateKeyPair('ES384');
  const id = `warehouse-${++words}`;
  const jwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES384', use: 'sig' };
  const system = {
    kind: 'system',
    organization: 'Organization/practice-1',
    authenticates: 'key',
    redirects: [],
  } as const;
  await launching.register({ ...system, id, name: 'Warehouse', jwks: { keys: [jwk] }, scopes: scope });
  const now = Math.floor(Date.now() / 1000);
  const assertion = await new SignJWT({
    iss: id,
    sub: id,
    aud: `${launching.origin}/smart/token`,
    jti: id,
    exp: now + 120,
  })
    .setProtectedHeader({ alg: 'ES384', kid: 'one', typ: 'JWT' })
    .sign(privateKey);
  const { json } = await askToken(launching.origin, {
    grant_type: 'client_credentials',
    scope,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  });
  return (path) => askWith(launching, json.access_token as string, path);
}

const scopes = (context: string, ...types: readonly string[]) => types.map((type) => `${context}/${type}.rs`).join(' ');
const told = ({ status, json }: { readonly status: number; readonly json: Json }) => [
  status,
  json.issue?.[0].details.coding[0].code,
];
const REFUSED = [403, 'insight.scopes'];
const countsOf = ({ json }: { readonly json: Json }): readonly number[] =>
  json.group[0].population.map(({ count }: Json) => count);

test('an app with figures among its scopes is told them without small numbers; with all that they rest on, as the nurse is', async () => {
  const bare = await appWith(scopes('user', 'MeasureReport'));
  const whole = await appWith('user/*.rs');
  const [all, practice] = ['all', 'practice-1'].map((place) => `${EVALUATE}?subject=Group/${place}`) as [
    string,
    string,
  ];
  expect(countsOf(await bare(all))).toEqual(countsOf(await whole(all)));
  expect((await whole(practice)).json).toMatchObject({ status: 'complete' });
  const kept = await bare(practice);
  expect(kept.json).toMatchObject({ resourceType: 'MeasureReport', status: 'error' });
  expect(kept.json.group[0].population[0].count).toBeUndefined();
  expect(told(await (await appWith(scopes('user', ...DECIDE)))(all))).toEqual(REFUSED);
});

test('people are told of to the app that reads all that decides, and refused by name to one that reads a part', async () => {
  const asks = [`${EVALUATE}?subject=${someone}`, `${EVALUATE}?subject=Group/practice-1&reportType=subject-list`];
  const whole = await appWith(scopes('user', 'MeasureReport', ...DECIDE));
  for (const path of asks) expect((await whole(path)).json).toMatchObject({ resourceType: 'MeasureReport' });
  const bare = await appWith(scopes('user', 'MeasureReport', 'Patient', 'Condition'));
  const laboratory =
    'user/Observation.rs?category=http://terminology.hl7.org/CodeSystem/observation-category|vital-signs';
  const part = await appWith(`${scopes('user', 'MeasureReport', 'Patient', 'Condition')} ${laboratory}`);
  for (const ask of [bare, part])
    for (const path of asks) {
      const refused = await ask(path);
      expect(told(refused)).toEqual(REFUSED);
      expect(refused.text).toContain('all of Observation');
    }
});

test('gaps are told by all that the checks rest on, as the nurse is told them', async () => {
  const path = `${GAPS}?subject=${someone}&status=open-gap,closed-gap`;
  const { json } = await (await appWith('user/*.rs'))(path);
  const types: readonly string[] = json.entry.map(({ resource }: Json) => resource.resourceType);
  expect(types.slice(0, 4)).toEqual(['Composition', 'Patient', 'DetectedIssue', 'MeasureReport']);
  expect(told(await (await appWith(scopes('user', 'MeasureReport', 'DetectedIssue', ...DECIDE)))(path))).toEqual(
    REFUSED,
  );
});

test('an app that was opened for one person asks about that person and nobody else', async () => {
  const ask = await appWith('launch/patient patient/*.rs', someone);
  expect((await ask(`${EVALUATE}?subject=${someone}`)).json).toMatchObject({ type: 'individual' });
  expect((await ask(`${GAPS}?subject=${someone}`)).json).toMatchObject({ resourceType: 'Bundle' });
  const other = (await (await appWith('user/*.rs'))('/fhir/Patient?_count=2')).json.entry
    .map(({ resource }: Json) => `Patient/${resource.id}`)
    .find((one: string) => one !== someone);
  for (const path of [`${EVALUATE}?subject=${other}`, `${GAPS}?subject=${other}`, `${EVALUATE}?subject=Group/all`])
    expect(told(await ask(path))).toEqual(REFUSED);
});

test('a backend system is told figures of month ends, and people where its scopes leave it all that decides', async () => {
  const bare = await systemWith(scopes('system', 'MeasureReport'));
  const figures = await bare(`${EVALUATE}?subject=Group/all`);
  expect(figures.json.period.end).toMatch(/-(28|29|30|31)$/);
  expect(told(await bare(`${EVALUATE}?subject=${someone}`))).toEqual(REFUSED);
  const whole = await systemWith('system/*.rs');
  expect((await whole(`${EVALUATE}?subject=${someone}`)).json).toMatchObject({ type: 'individual' });
  expect(told(await (await systemWith(scopes('system', 'Patient')))(`${EVALUATE}?subject=Group/all`))).toEqual(REFUSED);
  expect(told(await whole('/api/figures?place=all&format=csv'))[0]).toBe(403);
});
