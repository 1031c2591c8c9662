import { testStore } from '#testing/database';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import feet from '#packs/forms/feet-at-home/questionnaire.json' with { type: 'json' };
import type { Access } from '#agreement';
import type { GivenItem } from '#forms';
import { type Store, sql } from '#store';
import { CLINIC, ELM, loadFrom, onePerson, type Opened, openForTest, PARTNERS, patient } from '../record.testing.ts';
import type { FormAnswers } from './contract.ts';

let store: Store;
let opened: Opened;
let forms: FormAnswers;
let nurse: Access;
let self: Access;
let person: string;

beforeAll(async () => {
  store = await testStore();
  opened = await openForTest(store, PARTNERS);
  ({ forms } = opened.answers);
  const system = await opened.system(ELM.organization);
  await opened.repository.bind(system).update('Questionnaire', feet.id, JSON.stringify(feet));
  await loadFrom(opened, ELM.organization, patient('a'));
  await opened.follow();
  const staff = await opened.staff(ELM.organization, 'practice-nurse');
  person = await onePerson(opened, staff, '9990000018');
  nurse = { ...staff, writes: 'own-people', name: 'Ruth Adeyemi' };
  const own = await opened.person(person);
  self = { ...own, name: 'Amina Khan', filter: { op: 'or', of: [own.filter, { op: 'impersonal' }] } };
  return () => opened.stop();
});

beforeEach(async () => {
  await store.run(sql`delete from record_form_draft`);
  await store.run(sql`delete from record_form_ask`);
});

const chosen = (code: string) => feet.item[0]?.answerOption?.find((one) => one.valueCoding.code === code) ?? {};
const FINE: readonly GivenItem[] = [
  { linkId: 'looked', answer: [chosen('self')] },
  { linkId: 'wound', answer: [{ valueBoolean: false }] },
];
const code = (found: { readonly ok: boolean; readonly refusals?: readonly { readonly code: string }[] }) =>
  found.ok ? 'accepted' : found.refusals?.[0]?.code;
const must = <T>(found: { readonly ok: true; readonly value: T } | { readonly ok: false }): T => {
  if (!found.ok) throw new Error(JSON.stringify(found));
  return found.value;
};
const stored = async (id: string) => {
  const system = opened.repository.bind(await opened.system(ELM.organization));
  return JSON.parse(must(await system.read('QuestionnaireResponse', id)).body);
};

test('an answer is a QuestionnaireResponse about the person, with who answered for whom; the sheet sent twice is one', async () => {
  const task = { form: feet.id, about: person };
  const { sheet } = must(await forms.open(nurse, task));
  const id = must(await forms.submit(nurse, task, { sheet, items: FINE }));
  expect(must(await forms.submit(nurse, task, { sheet, items: FINE }))).toBe(id);
  expect(await stored(id)).toMatchObject({
    questionnaire: 'urn:concord:questionnaire:feet-at-home|1',
    status: 'completed',
    author: { display: 'Ruth Adeyemi' },
    subject: { reference: expect.stringMatching(/^Patient\//) },
  });
  const [provenance] = must(
    await opened.repository.bind(await opened.system(ELM.organization)).search({
      type: 'Provenance',
      parameters: [['target', `QuestionnaireResponse/${id}`]],
      handling: 'strict',
    }),
  ).entries;
  expect(JSON.parse(provenance?.resource.body ?? '')).toMatchObject({
    agent: [{ onBehalfOf: { reference: ELM.organization } }],
  });
  expect(must(await forms.one(nurse, feet.id, person)).answers.map((one) => one.id)).toContain(id);
});

test('what breaks a rule of the form is not kept, and nobody fills a form in about whom they do not see', async () => {
  const task = { form: feet.id, about: person };
  const wrong = [{ linkId: 'wound', answer: [{ valueBoolean: true }] }];
  expect(code(await forms.submit(nurse, task, { sheet: 's1', items: wrong }))).toBe('record.form-wrong');
  const stranger = { ...(await opened.staff(CLINIC.organization, 'gp')), writes: 'own-people' as const };
  expect(code(await forms.open(stranger, task))).toBe('record.no-person');
  expect(code(await forms.open(nurse, { form: 'none' }))).toBe('record.no-form');
  expect(code(await forms.open(self, { form: feet.id }))).toBe('record.form-not-asked');
});

test('an answer is put right as a new version with a reason, by who wrote it down and nobody else', async () => {
  const task = { form: feet.id, about: person };
  const id = must(await forms.submit(nurse, task, { sheet: 's2', items: FINE }));
  const better = [
    FINE[0],
    { linkId: 'wound', answer: [{ valueBoolean: false }] },
    { linkId: 'since', answer: [{ valueDate: '2026-01-05' }] },
  ] as readonly GivenItem[];
  const put = (access: Access, reason: string) =>
    forms.submit(access, { amends: id }, { sheet: '', items: better, reason });
  expect(code(await put(nurse, ' '))).toBe('record.form-reason');
  expect(code(await put(self, 'I know better.'))).toBe('record.form-not-yours');
  expect(must(await put(nurse, 'The day was left out.'))).toBe(id);
  expect(await stored(id)).toMatchObject({ status: 'amended', meta: { versionId: '2' } });
  expect(must(await forms.response(nurse, id)).amendments).toMatchObject([
    { reason: 'The day was left out.', by: 'Ruth Adeyemi' },
  ]);
});

test('the FHIR API takes answers to a form that is kept only as the form asks, and names the place', async () => {
  const system = opened.repository.bind(await opened.system(ELM.organization));
  const response = (more: object) =>
    JSON.stringify({
      resourceType: 'QuestionnaireResponse',
      status: 'completed',
      questionnaire: `${feet.url}|1`,
      ...more,
    });
  expect(must(await system.create('QuestionnaireResponse', response({ item: FINE }))).effect).toBe('created');
  const wrong = [
    FINE[0],
    { linkId: 'wound', answer: [{ valueBoolean: true }] },
    { linkId: 'wounds', item: [{ linkId: 'days', answer: [{ valueInteger: 900 }] }] },
  ];
  const refused = await system.create('QuestionnaireResponse', response({ item: wrong }));
  expect(refused).toMatchObject({ ok: false });
  expect(refused.ok ? [] : refused.refusals.map(({ expression }) => expression)).toEqual(
    expect.arrayContaining(['QuestionnaireResponse.item[2].item[0].answer[0]', 'QuestionnaireResponse.item[2]']),
  );
  expect((await system.create('QuestionnaireResponse', response({ item: wrong, status: 'entered-in-error' }))).ok).toBe(
    true,
  );
  const unknown = response({ item: wrong, questionnaire: 'https://example.org/elsewhere' });
  expect((await system.create('QuestionnaireResponse', unknown)).ok).toBe(true);
  expect(must(await system.admissible('QuestionnaireResponse', unknown))).toMatchObject([
    { code: 'record.answer-unchecked' },
  ]);
});

test('a published version of a form stays as it is, and there is one of it', async () => {
  const system = opened.repository.bind(await opened.system(ELM.organization));
  const put = (id: string, more: object) =>
    system.update('Questionnaire', id, JSON.stringify({ ...feet, ...more, id }));
  expect(code(await put(feet.id, { title: 'Feet' }))).toBe('record.form-published');
  expect(code(await put(feet.id, { status: 'draft' }))).toBe('record.form-published');
  expect(code(await put('another', {}))).toBe('record.form-twice');
  expect(code(await put('next', { version: '2', status: 'draft', title: 'Feet' }))).toBe('accepted');
});

test('what is typed is kept for its writer alone, goes after thirty days, and can be discarded', async () => {
  const task = { form: feet.id, about: person };
  const typed = { fields: 'wound%3A0=true', page: '/forms/feet-at-home/fill', sheet: 's3' };
  must(await forms.keep(nurse, task, typed));
  expect(must(await forms.open(nurse, task))).toMatchObject({ draft: { fields: typed.fields }, sheet: 's3' });
  const colleague = { ...nurse, principal: 'account/other' };
  expect(must(await forms.open(colleague, task)).draft).toBeUndefined();
  expect(must(await forms.list(nurse)).begun).toMatchObject([{ page: typed.page }]);
  opened.clock.now += 31 * 86_400_000;
  expect(must(await forms.open(nurse, task)).draft).toBeUndefined();
  opened.clock.now -= 31 * 86_400_000;
  must(await forms.discard(nurse, task));
  expect(must(await forms.list(nurse)).begun).toEqual([]);
});

test('a person answers what they are asked, once, and it belongs to who asked', async () => {
  const until = '2026-03-20';
  must(await forms.ask(nurse, { form: feet.id, about: person, who: 'person', until, words: 'Before you come.' }));
  const [ask] = must(await forms.list(self)).asked;
  expect(ask).toMatchObject({ title: 'Feet at home', by: 'Ruth Adeyemi', words: 'Before you come.' });
  const task = { ask: ask?.id ?? '' };
  expect(code(await forms.open(nurse, task))).toBe('record.form-not-asked');
  const id = must(await forms.submit(self, task, { sheet: 's4', items: FINE }));
  const response = await stored(id);
  expect(response.source).toEqual({ ...response.subject, display: 'Amina Khan' });
  expect(code(await forms.submit(self, task, { sheet: 's5', items: FINE }))).toBe('record.form-answered');
  expect(must(await forms.list(self))).toMatchObject({
    asked: [],
    answered: expect.arrayContaining([expect.objectContaining({ id })]),
  });
  expect(must(await forms.response(nurse, id)).by).toBe('Amina Khan');
  expect(must(await forms.submit(self, { amends: id }, { sheet: '', items: FINE, reason: 'I looked again.' }))).toBe(
    id,
  );
});

test('a role is asked by a day, and a form about nobody belongs to who filled it in', async () => {
  const asking = { form: feet.id, who: `${ELM.organization}|practice-nurse`, until: '2026-03-20', words: '' };
  expect(code(await forms.ask(nurse, { ...asking, until: '2026-03-01' }))).toBe('record.form-until');
  expect(code(await forms.ask(nurse, { ...asking, who: 'person' }))).toBe('record.form-who');
  must(await forms.ask(nurse, asking));
  const [ask] = must(await forms.list(nurse)).asked;
  const id = must(await forms.submit(nurse, { ask: ask?.id ?? '' }, { sheet: 's6', items: FINE }));
  expect(await stored(id)).not.toHaveProperty('subject');
  expect(must(await forms.list(nurse)).asked).toEqual([]);
});
