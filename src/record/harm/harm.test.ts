import { freshDatabase } from '#testing/database';
import { beforeEach, expect, test } from 'vitest';
import type { Access } from '#agreement';
import { type Store, sql } from '#store';
import {
  CLINIC,
  ELM,
  hba1c,
  loadFrom,
  onePerson,
  type Opened,
  openForTest,
  PARTNERS,
  patient,
} from '../record.testing.ts';
import type { HarmAnswers } from './contract.ts';

let store: Store;
let opened: Opened;
let harms: HarmAnswers;
let self: Access;
let person: string;

beforeEach(async () => {
  const { drop, ...database } = await freshDatabase();
  store = database.store;
  opened = await openForTest(store, PARTNERS);
  ({ harms } = opened.answers);
  await loadFrom(
    opened,
    ELM.organization,
    patient('a'),
    hba1c('h', 'a', { value: 50, unit: 'mmol/mol', on: '2026-01-05' }),
  );
  await opened.follow();
  person = await onePerson(opened, await opened.staff(ELM.organization), '9990000018');
  self = await opened.person(person);
  return async () => {
    await opened.stop();
    await drop();
  };
});

const TOLD = {
  kind: 'told',
  organization: ELM.organization,
  happened: '2026-03-01',
  words: 'My neighbour was told at the desk.',
};

const code = (found: { readonly ok: boolean; readonly refusals?: readonly { readonly code: string }[] }) =>
  found.ok ? 'accepted' : found.refusals?.[0]?.code;
const valueOf = <T>(found: { readonly ok: true; readonly value: T } | { readonly ok: false }): T | undefined =>
  found.ok ? found.value : undefined;

test('is read by the person and by information governance where it happened, and by nobody else', async () => {
  const id = valueOf(await harms.report(self, TOLD)) ?? '';
  const [lead, other] = [
    await opened.staff(ELM.organization, 'ig-lead'),
    await opened.staff(CLINIC.organization, 'ig-lead'),
  ];
  expect(valueOf(await harms.ours(lead))).toMatchObject([{ id, words: TOLD.words, organization: ELM.name }]);
  expect(valueOf(await harms.one(lead, id))).toMatchObject({ person, happened: '2026-03-01' });
  expect(valueOf(await harms.ours(other))).toEqual([]);
  expect(code(await harms.one(other, id))).toBe('record.no-harm');
  expect(code(await harms.one(await opened.staff(ELM.organization, 'gp'), id))).toBe('record.not-an-officer');
  expect(valueOf(await harms.mine(self))?.harms).toMatchObject([{ id, words: TOLD.words }]);
});

test('says in the record that it was reported, restricted, recorded by nobody’s staff and without its words', async () => {
  await harms.report(self, TOLD);
  const [item] = await opened.repository
    .bind(await opened.system(ELM.organization))
    .compartments(await opened.repository.persons.records(store, [person]), { types: ['AdverseEvent'], limit: 5 });
  expect(item?.body).toContain('Harm by disclosure');
  expect(item?.body).not.toContain('neighbour');
  const [row] = await store.all<{ readonly lab: number; readonly organization: string }>(sql`
    select r.lab, k.organization from resource r join organization_key k on k.key = r.org where r.id = ${item?.id ?? ''}`);
  expect(row).toMatchObject({ organization: 'Organization/concord-person' });
  expect(row?.lab).not.toBe(0);
});

test('is answered once, and the person reads what was found', async () => {
  const id = valueOf(await harms.report(self, TOLD)) ?? '';
  const lead = await opened.staff(ELM.organization, 'ig-lead');
  expect(code(await harms.reply(lead, id, { found: '', words: 'We looked.' }))).toBe('record.harm-found');
  expect(code(await harms.reply(lead, id, { found: 'ours', words: '' }))).toBe('record.answer-words');
  expect(code(await harms.reply(lead, id, { found: 'ours', words: 'The desk spoke too loudly. We are sorry.' }))).toBe(
    'accepted',
  );
  expect(code(await harms.reply(lead, id, { found: 'ours', words: 'And again.' }))).toBe('record.harm-answered');
  expect(valueOf(await harms.mine(self))?.harms).toMatchObject([
    { found: 'ours', answer: 'The desk spoke too loudly. We are sorry.' },
  ]);
});

test('is reported by staff who see the person, who do not read the answer', async () => {
  const clerk = { ...(await opened.staff(ELM.organization, 'receptionist')), name: 'Wendy Oakes' };
  expect(code(await harms.report(clerk, { ...TOLD, person }))).toBe('accepted');
  expect(valueOf(await harms.mine(self))?.harms).toMatchObject([{ reporter: 'Wendy Oakes' }]);
  expect(code(await harms.mine(clerk))).toBe('record.requests-own');
  const stranger = await opened.staff(CLINIC.organization, 'therapist');
  expect(code(await harms.report(stranger, { ...TOLD, person }))).toBe('record.no-person');
});

test('says where, when, what and of what kind', async () => {
  const wrong = [
    [{ kind: 'other' }, 'record.harm-kind'],
    [{ organization: 'Organization/nobody' }, 'record.harm-where'],
    [{ happened: '2026-03-09' }, 'record.harm-day'],
    [{ words: ' ' }, 'record.harm-words'],
  ] as const;
  for (const [change, why] of wrong) expect(code(await harms.report(self, { ...TOLD, ...change }))).toBe(why);
});
