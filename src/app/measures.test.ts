import { Client } from 'fhir-kit-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Demonstrated, startDemonstration } from '#testing/server';
import { validate } from '#fhir';

// oxlint-disable-next-line typescript/no-explicit-any
type Json = Record<string, any>;

let server: Demonstrated;
let practice: Client;

beforeAll(async () => {
  server = await startDemonstration();
  practice = new Client({ baseUrl: server.base });
  practice.bearerToken = await server.tokenFor('measures', 'Organization/practice-1');
}, 300_000);

afterAll(async () => {
  await server?.close();
});

const evaluate = (input: Json): Promise<Json> =>
  practice.operation({
    name: '$evaluate-measure',
    resourceType: 'Measure',
    id: 'hba1c-recorded',
    method: 'GET',
    input,
  }) as Promise<Json>;
const countOf = (report: Json, code: string) =>
  report['group'][0].population.find((one: Json) => one['code'].coding[0].code === code)?.count;

test('a measure is read and searched as a resource, and says what it counts', async () => {
  const measure = (await practice.read({ resourceType: 'Measure', id: 'hba1c-recorded' })) as Json;
  expect(validate(measure)).toEqual([]);
  const found = (await practice.search({ resourceType: 'Measure', searchParams: { url: measure['url'] } })) as Json;
  expect(found['entry'].map(({ resource }: Json) => resource.id)).toEqual(['hba1c-recorded']);
  expect(measure['description']).toContain('HbA1c');
});

test('a summary, its list and each person of it agree', async () => {
  const summary = await evaluate({ subject: 'Group/practice-1' });
  const list = await evaluate({ subject: 'Group/practice-1', reportType: 'subject-list' });
  for (const report of [summary, list]) expect(validate(report)).toEqual([]);
  expect(countOf(summary, 'denominator')).toBeGreaterThan(0);
  expect(countOf(list, 'denominator')).toBeGreaterThan(0);
  expect(countOf(list, 'denominator')).toBeLessThanOrEqual(countOf(summary, 'denominator'));
  const of = (id: string): readonly string[] =>
    (list['contained'].find((one: Json) => one['id'] === id).entry ?? []).map(({ item }: Json) => item.reference);
  const [numerator, denominator] = [of('numerator'), of('denominator')];
  for (const subject of denominator.slice(0, 5)) {
    const one = await evaluate({ subject });
    expect([countOf(one, 'denominator'), countOf(one, 'numerator')]).toEqual([1, Number(numerator.includes(subject))]);
  }
});

test('what is posted as Parameters is answered as what is asked in the address', async () => {
  const posted = (await practice.operation({
    name: '$evaluate-measure',
    resourceType: 'Measure',
    id: 'hba1c-recorded',
    method: 'POST',
    input: { resourceType: 'Parameters', parameter: [{ name: 'subject', valueString: 'Group/practice-1' }] },
  })) as Json;
  const got = await evaluate({ subject: 'Group/practice-1' });
  expect(posted['group']).toEqual(got['group']);
});

test('gaps of a person come as a document', async () => {
  const list = await evaluate({ subject: 'Group/practice-1', reportType: 'subject-list' });
  const subject = list['contained'][0].entry[0].item.reference;
  const input = { subject, status: 'open-gap,closed-gap' };
  const gaps = (await practice.operation({
    name: '$care-gaps',
    resourceType: 'Measure',
    method: 'GET',
    input,
  })) as Json;
  expect(validate(gaps)).toEqual([]);
  const types = gaps['entry'].map(({ resource }: Json) => resource.resourceType);
  expect(types.slice(0, 4)).toEqual(['Composition', 'Patient', 'DetectedIssue', 'MeasureReport']);
});

test('a refusal is an OperationOutcome that names its rule', async () => {
  const refused = (await evaluate({ subject: 'Patient/nobody' }).catch((error: unknown) => error)) as Json;
  expect(refused['response'].status).toBe(404);
  expect(refused['response'].data).toMatchObject({
    resourceType: 'OperationOutcome',
    issue: [{ details: { coding: [{ code: 'insight.no-person' }] } }],
  });
  const { operation } = ((await practice.capabilityStatement()) as Json)['rest'][0].resource.find(
    ({ type }: Json) => type === 'Measure',
  );
  expect(operation.map(({ name }: Json) => name)).toEqual(expect.arrayContaining(['evaluate-measure', 'care-gaps']));
});

test('teams have figures of their own, of those whom they care for', async () => {
  for (const [team, partner] of [
    ['community-podiatry', 'community'],
    ['acute-diabetes', 'acute'],
  ]) {
    const answer = await fetch(`${server.app.address}/api/measures?place=${team}`, {
      headers: { authorization: `Bearer ${await server.tokenFor('measures', `Organization/${partner}`)}` },
    });
    const body = (await answer.json()) as Json;
    expect(body).toMatchObject({ place: { id: team, level: 'team' } });
    expect(body['register'].of).toBeGreaterThan(9);
  }
});
