import { freshDatabase } from '#testing/database';
import { beforeEach, expect, test } from 'vitest';
import { type Access, confided, labelBits, type Expr, relationshipBits } from '#agreement';
import type { Store } from '#store';
import { ELM, type Opened, openForTest, ndjson, NHS, PARTNERS, patient } from '../record.testing.ts';
import type { ConfidingAnswers } from './contract.ts';
import { tellsAnything, worded } from './wording.ts';

const HELD = [
  { account: 'dev', name: 'Dev Chandra' },
  { account: 'mia', name: 'Mia Price' },
];
const DEV = { account: 'dev', organization: ELM.organization, role: 'community-health-worker' } as const;
const [DEVS, MIAS] = [`dev ${ELM.organization}`, `mia ${ELM.organization}`];

let store: Store;
let opened: Opened;
let confiding: ConfidingAnswers;
let self: Access;
let person: string;
let holders: typeof HELD;

beforeEach(async () => {
  const { drop, ...database } = await freshDatabase();
  store = database.store;
  holders = HELD;
  opened = await openForTest(store, PARTNERS);
  ({ confiding } = opened.answers);
  Object.assign(opened.services, {
    holders: async (organization: string, role: string) =>
      organization === ELM.organization && role === DEV.role ? holders : [],
  });
  const labelled = { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'HIV' }] };
  const subject = { reference: 'Patient/a' };
  const active = { coding: [{ code: 'active' }] };
  const file = {
    organization: ELM.organization,
    name: 'file',
    content: ndjson(
      patient('a', { identifier: [{ system: NHS, value: '9990000018' }] }),
      {
        resourceType: 'Condition',
        id: 'c',
        meta: labelled,
        clinicalStatus: active,
        code: { text: 'Lifelong infection' },
        subject,
      },
      {
        resourceType: 'Encounter',
        id: 'e',
        status: 'finished',
        class: { code: 'AMB' },
        type: [{ text: 'HIV clinic, Dr Moss' }],
        subject,
        period: { start: '2026-01-12T09:00:00Z' },
      },
    ),
  };
  const done = await opened.answers.intake(await opened.system(ELM.organization), file);
  if (!done.ok) throw new Error(JSON.stringify(done));
  await opened.follow();
  const owner = await opened.repository.persons.of(store, await opened.repository.persons.records(store, []));
  expect(owner).toEqual([]);
  const found = await opened.answers.findPeople(await opened.staff(ELM.organization), { text: '9990000018', limit: 1 });
  person = found.ok ? (found.value.people[0]?.person ?? '') : '';
  self = await opened.person(person);
  return async () => {
    await opened.stop();
    await drop();
  };
});

/** What a seat of a community worker sees: nothing that is labelled. */
const BARE: Expr = {
  op: 'and',
  of: [
    { op: 'relationship', bits: relationshipBits('contributed') },
    { op: 'unlabelled', bits: labelBits('hiv', 'mental-health') },
    { op: 'undenied' },
  ],
};

/** Problems that a worker reads on the person's page. */
async function reads(account: string): Promise<readonly string[]> {
  const worker = await opened.staff(ELM.organization, DEV.role);
  const told = await opened.answers.told({ ...DEV, account });
  const page = await opened.answers.openPerson({ ...worker, filter: confided(BARE, told) }, person, opened.today);
  return page.ok ? page.value.problems.map(({ text }) => text) : ['not found'];
}

const code = (found: { readonly ok: boolean; readonly refusals?: readonly { readonly code: string }[] }) =>
  found.ok ? 'accepted' : found.refusals?.[0]?.code;

test('whom the person named is shown it from the next look on, nobody else, and not after it ended', async () => {
  expect([await reads('dev'), await reads('mia')]).toEqual([[], []]);
  expect(code(await confiding.tell(self, { worker: DEVS, labels: ['hiv'] }))).toBe('accepted');
  expect([await reads('dev'), await reads('mia')]).toEqual([['Lifelong infection'], []]);
  expect(await opened.answers.told({ ...DEV, organization: 'Organization/clinic' })).toEqual([]);
  expect(await opened.answers.told({ ...DEV, role: 'receptionist' })).toEqual([]);
  const mine = await confiding.mine(self);
  const [told] = mine.ok ? mine.value.told : [];
  expect(told).toMatchObject({ name: 'Dev Chandra', organization: ELM.name, about: ['HIV'], left: false });
  expect(code(await confiding.end(self, told?.id ?? ''))).toBe('accepted');
  expect(await reads('dev')).toEqual([]);
  expect(code(await confiding.end(self, told?.id ?? ''))).toBe('record.no-confidant');
});

test('it ends by its day, and is handed over at one instant when the worker has left', async () => {
  await confiding.tell(self, { worker: DEVS, labels: ['hiv'], until: '2026-03-03' });
  opened.clock.now += 86_400_000;
  expect(await reads('dev')).toEqual(['Lifelong infection']);
  opened.clock.now += 86_400_000;
  expect(await reads('dev')).toEqual([]);
  await confiding.tell(self, { worker: DEVS, labels: ['hiv'] });
  holders = HELD.slice(1);
  const left = await confiding.mine(self);
  const [told] = left.ok ? left.value.told : [];
  expect(told).toMatchObject({ left: true });
  expect(code(await confiding.tell(self, { worker: DEVS, labels: ['hiv'] }))).toBe('record.confide-whom');
  expect(code(await confiding.handOver(self, told?.id ?? '', MIAS))).toBe('accepted');
  expect([await reads('dev'), await reads('mia')]).toEqual([[], ['Lifelong infection']]);
  const after = await confiding.mine(self);
  expect(after.ok && after.value.told.find(({ id }) => id === told?.id)).toMatchObject({ handedTo: 'Mia Price' });
});

test('what is told is said, and said of one day or none', async () => {
  expect(code(await confiding.tell(self, { worker: DEVS, labels: [] }))).toBe('record.confide-what');
  expect(code(await confiding.tell(self, { worker: DEVS, labels: ['safeguarding'] }))).toBe('record.confide-what');
  const late = await confiding.tell(self, { worker: DEVS, labels: ['hiv'], until: '2026-03-01' });
  expect(code(late)).toBe('record.confide-until');
});

test('a clerk reads what the person calls it, whatever stood around the word', async () => {
  const clerk = await opened.staff(ELM.organization, 'receptionist');
  const titles = async (access: Access) => {
    const page = await opened.answers.openPerson(access, person, opened.today);
    return page.ok ? page.value.timeline.filter(({ kind }) => kind === 'encounter').map(({ title }) => title) : [];
  };
  expect(await titles(clerk)).toEqual(['Chronic care']);
  expect(code(await confiding.call(self, 'my Thursday clinic'))).toBe('accepted');
  expect(await titles(clerk)).toEqual(['My Thursday clinic']);
  expect(await titles(await opened.staff(ELM.organization, 'gp'))).toEqual(['HIV clinic, Dr Moss']);
  expect(code(await confiding.call(self, 'hiv and so on'))).toBe('record.wording');
  expect(code(await confiding.call(self, ''))).toBe('accepted');
  expect(await titles(clerk)).toEqual(['Chronic care']);
});

test('words tell only as words', () => {
  const tells = ['HIV', 'TB', 'sexual health'];
  expect(tellsAnything('hiv-clinic', tells)).toBe(true);
  expect(tellsAnything('Sexual\n health', tells)).toBe(true);
  expect(tellsAnything('Archive of NTB and shivering', tells)).toBe(false);
  expect(worded('Blood pressure', { tells }, 'chronic care')).toBe('Blood pressure');
});
