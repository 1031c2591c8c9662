import { freshDatabase } from '#testing/database';
import { beforeEach, expect, test } from 'vitest';
import type { Access } from '#agreement';
import { sql, type Store } from '#store';
import { BOARD, ELM, type Opened, openForTest, ndjson, NHS, PARTNERS, patient } from '../record.testing.ts';
import type { MyProject, NewResearch, ResearchAnswers } from './contract.ts';

const FEET = 'urn:iras:301234';
const NUMBER = '9990000018';
const PROJECT: NewResearch = {
  id: FEET,
  title: 'Feet first',
  why: 'To find out who keeps their feet, and what helped them.',
  takes: 'Your age and which of the yearly checks you had.',
  approval: 'North West Research Ethics Committee, 26/NW/0123',
  until: '2026-12-31',
};

let store: Store;
let opened: Opened;
let research: ResearchAnswers;
let system: Access;
let asker: Access;
let lead: Access;
let person: string;
let self: Access;

beforeEach(async () => {
  const { drop, ...database } = await freshDatabase();
  store = database.store;
  opened = await openForTest(store, PARTNERS);
  ({ research } = opened.answers);
  system = await opened.system(ELM.organization);
  asker = { ...(await opened.own(BOARD.organization, 'ig-lead')), purpose: 'audit' };
  lead = { ...(await opened.own(ELM.organization, 'ig-lead')), purpose: 'audit' };
  await sent(patient('a', { identifier: [{ system: NHS, value: NUMBER }] }));
  const row = await store.first<{ person: string }>(sql`select person from person_record limit 1`);
  person = row?.person ?? '';
  self = await opened.person(person);
  expect(await codeOf(research.ask(asker, PROJECT))).toBe('accepted');
  return async () => {
    await opened.stop();
    await drop();
  };
});

async function sent(...resources: readonly object[]): Promise<void> {
  const file = { organization: ELM.organization, name: 'file', content: ndjson(...resources) };
  const done = await opened.answers.intake(system, file);
  if (!done.ok || done.value.refused.length > 0) throw new Error(JSON.stringify(done));
  await opened.follow();
}

const codeOf = async (found: Promise<{ readonly ok: boolean }>) => {
  const outcome = (await found) as { ok: boolean; refusals?: readonly { code: string }[] };
  return outcome.ok ? 'accepted' : outcome.refusals?.[0]?.code;
};

const say = (answer: string) => codeOf(research.say(self, { project: FEET, answer }));

const enter = (answer: string, on: string) =>
  codeOf(research.enter(lead, { person: NUMBER, project: FEET, answer, on }));

async function reads(): Promise<MyProject | undefined> {
  const found = await research.mine(self);
  return found.ok ? found.value.find(({ id }) => id === FEET) : undefined;
}

/** Who would be on a list of the project; nothing where it is not known. */
async function agreed(organization: string = BOARD.organization): Promise<readonly string[] | undefined> {
  const project = { id: FEET, organization: organization as 'Organization/x' };
  const found = await research.agreedAmong(system, { persons: [person], project });
  if (!found.ok) throw new Error(found.refusals[0].code);
  return found.value === undefined ? undefined : [...found.value];
}

test('a person reads who asks for what, agrees, withdraws, and agrees again; each from the answer on', async () => {
  expect(await reads()).toMatchObject({
    title: 'Feet first',
    by: BOARD.name,
    until: '2026-12-31',
    over: false,
    said: [],
  });
  expect(await agreed()).toEqual([]);
  expect(await say('agree')).toBe('accepted');
  expect([await agreed(), (await reads())?.answer]).toEqual([[person], 'agree']);
  opened.clock.now += 60_000;
  expect(await say('refuse')).toBe('accepted');
  expect([await agreed(), (await reads())?.answer]).toEqual([[], 'refuse']);
  opened.clock.now += 60_000;
  expect(await say('agree')).toBe('accepted');
  expect(await agreed()).toEqual([person]);
  const said = (await reads())?.said ?? [];
  expect(said.map(({ answer, ended }) => [answer, ended !== undefined])).toEqual([
    ['agree', false],
    ['refuse', true],
    ['agree', true],
  ]);
  expect(await say('perhaps')).toBe('record.research-answer');
  expect(await codeOf(research.say(self, { project: 'urn:other', answer: 'agree' }))).toBe('record.no-research');
});

test('agreeing counts for who asks alone, and shows nobody more of the record', async () => {
  await say('agree');
  expect(await agreed(ELM.organization)).toEqual([]);
  const sharing = await opened.answers.sharing(self, `Person/${person}`);
  expect(sharing.ok && sharing.value.said).toEqual([]);
  const clinic = { ...(await opened.staff(BOARD.organization)), purpose: 'planning' as const };
  expect(await codeOf(opened.answers.openPerson(clinic, person, opened.today))).toBe('record.no-person');
});

test('it ends with the last day of the project, and when who asks ends it; withdrawing is possible then too', async () => {
  await say('agree');
  expect(await codeOf(research.end(lead, FEET))).toBe('record.no-research');
  expect(await codeOf(research.end(asker, FEET))).toBe('accepted');
  expect([await agreed(), (await reads())?.over]).toEqual([[], true]);
  expect(await say('refuse')).toBe('accepted');
  expect(await say('agree')).toBe('record.research-over');
  expect(await codeOf(research.ask(asker, PROJECT))).toBe('record.research-known');
  opened.clock.now = Date.parse('2027-01-01T10:00:00Z');
  const register = await research.register(asker);
  expect(register.ok && [register.value.own.length, register.value.open.length]).toEqual([1, 0]);
});

test('what is said on paper is written down with its day, and undoes nothing that was said after it', async () => {
  expect(await enter('agree', '2026-02-20')).toBe('accepted');
  expect(await agreed()).toEqual([person]);
  expect((await reads())?.said).toMatchObject([{ answer: 'agree', on: '2026-02-20', writtenBy: ELM.name, own: true }]);
  expect(await say('refuse')).toBe('accepted');
  expect(await enter('agree', '2026-02-20')).toBe('record.research-later');
  expect(await agreed()).toEqual([]);
  expect(await enter('agree', '2026-03-03')).toBe('record.research-day');
  const nurse = await opened.own(ELM.organization);
  expect(
    await codeOf(research.enter(nurse, { person: NUMBER, project: FEET, answer: 'agree', on: '2026-03-02' })),
  ).toBe('record.not-an-officer');
});

test('a refusal that another system holds goes on counting whatever is said here', async () => {
  await sent({
    resourceType: 'Consent',
    id: 'elsewhere',
    status: 'active',
    scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'research' }] },
    category: [{ coding: [{ system: 'http://loinc.org', code: '59284-0' }] }],
    patient: { reference: 'Patient/a' },
    dateTime: '2026-01-10',
    policy: [{ uri: FEET }],
    provision: { type: 'deny' },
  });
  expect(await reads()).toMatchObject({ answer: 'refuse', said: [{ writtenBy: ELM.name, own: false }] });
  expect(await say('agree')).toBe('accepted');
  expect([await agreed(), (await reads())?.answer]).toEqual([[], 'refuse']);
});

test('people are asked in words that can be read, by information governance alone', async () => {
  for (const [more, code] of [
    [{ id: 'has a space' }, 'record.research-reference'],
    [{ why: 'research' }, 'record.research-words'],
    [{ takes: '' }, 'record.research-words'],
    [{ approval: '' }, 'record.research-words'],
    [{ until: '2026-03-01' }, 'record.research-until'],
  ] as const)
    expect(await codeOf(research.ask(asker, { ...PROJECT, id: 'urn:two', ...more }))).toBe(code);
  expect(await codeOf(research.ask(await opened.own(ELM.organization), { ...PROJECT, id: 'urn:two' }))).toBe(
    'record.not-an-officer',
  );
  expect(await codeOf(research.mine(lead))).toBe('record.requests-own');
  const question = { persons: [], project: { id: FEET, organization: 'Organization/x' as const } };
  expect(await codeOf(research.agreedAmong(lead, question))).toBe('record.not-an-officer');
});
