import type { Repository } from '#repository';
import { testStore } from '#testing/database';
import { beforeAll, expect, test } from 'vitest';
import { NOW, NURSE, searchedWorld } from './searched.testing.ts';

const URL = 'http://example.org/Questionnaire/frailty';
let system: Repository;
let nurse: Repository;
beforeAll(async () => {
  const made = await searchedWorld(await testStore());
  system = made.system;
  nurse = made.repositories.bind(NURSE);
  for (const version of ['1', '2']) {
    await put({ ...questionnaire(`q${version}`, URL), version, title: `Frailty ${version}` });
    made.setClock(NOW + 1_000);
  }
  await put(questionnaire('other', 'http://example.org/Questionnaire/other'));
  await put(answered('to-1', `${URL}|1`, 'p3'));
  await put(answered('to-2', `${URL}|2`, 'p3'));
  await put(answered('to-any', URL, 'p3'));
  await put(answered('to-none', `${URL}|9`, 'p3'));
  await put(answered('hidden', `${URL}|1`, 'p1'));
  await put({
    resourceType: 'PlanDefinition',
    id: 'plan',
    status: 'active',
    action: [{ definitionCanonical: `${URL}|1` }],
  });
}, 120_000);

const questionnaire = (id: string, url: string) => ({ resourceType: 'Questionnaire', id, url, status: 'active' });
const answered = (id: string, of: string, person: string) => ({
  resourceType: 'QuestionnaireResponse',
  id,
  status: 'completed',
  questionnaire: of,
  subject: { reference: `Patient/${person}` },
});

async function put(resource: Readonly<Record<string, unknown>> & { resourceType: string; id: string }): Promise<void> {
  const written = await system.update(resource.resourceType, resource.id, JSON.stringify(resource));
  if (!written.ok) throw new Error(JSON.stringify(written));
}

async function found(
  repository: Repository,
  type: string,
  query: string,
): Promise<Record<'match' | 'include', string[]>> {
  const page = await repository.search({ type, parameters: [...new URLSearchParams(query)], handling: 'strict' });
  if (!page.ok) throw new Error(JSON.stringify(page));
  const of = (mode: string) =>
    page.value.entries.flatMap((entry) => (entry.mode === mode ? [entry.resource.id] : [])).sort();
  return { match: of('match'), include: of('include') };
}

test('_include follows an address to the version it names, or to the one changed last', async () => {
  const included = async (id: string, name = 'questionnaire') =>
    (await found(nurse, 'QuestionnaireResponse', `_id=${id}&_include=QuestionnaireResponse:${name}`)).include;
  expect(await included('to-1')).toEqual(['q1']);
  expect(await included('to-2')).toEqual(['q2']);
  expect(await included('to-any')).toEqual(['q2']);
  expect(await included('to-none')).toEqual([]);
  expect(await included('to-1', 'questionnaire:Questionnaire')).toEqual(['q1']);
  const all = await found(system, 'QuestionnaireResponse', '_id=to-1&_include=QuestionnaireResponse:*');
  expect(all.include).toEqual(['p3', 'q1']);
  const plan = await found(nurse, 'PlanDefinition', '_id=plan&_include=PlanDefinition:definition');
  expect(plan.include).toEqual(['q1']);
});

test('_revinclude brings what names the address, of that version or of none, and nothing hidden', async () => {
  const query = '_revinclude=QuestionnaireResponse:questionnaire';
  expect((await found(nurse, 'Questionnaire', `_id=q1&${query}`)).include).toEqual(['to-1', 'to-any']);
  expect((await found(system, 'Questionnaire', `_id=q1&${query}`)).include).toEqual(['hidden', 'to-1', 'to-any']);
  expect((await found(nurse, 'Questionnaire', `_id=other&${query}`)).include).toEqual([]);
});

test('chains and _has go by addresses too', async () => {
  const chained = await found(nurse, 'QuestionnaireResponse', 'questionnaire.title=frailty 1');
  expect(chained.match).toEqual(['to-1', 'to-any']);
  const has = (person: string, repository: Repository) =>
    found(repository, 'Questionnaire', `_has:QuestionnaireResponse:questionnaire:subject=Patient/${person}&version=1`);
  expect((await has('p3', nurse)).match).toEqual(['q1']);
  expect((await has('p1', nurse)).match).toEqual([]);
  expect((await has('p1', system)).match).toEqual(['q1']);
});

test('an address with a version is searched for as such, and without one in any', async () => {
  const asked = async (value: string) => (await found(nurse, 'QuestionnaireResponse', `questionnaire=${value}`)).match;
  expect(await asked(`${URL}|1`)).toEqual(['to-1']);
  expect(await asked(URL)).toEqual(['to-1', 'to-2', 'to-any', 'to-none']);
});
