import { freshDatabase } from '#testing/database';
import { beforeEach, expect, test } from 'vitest';
import type { Access } from '#agreement';
import { sql, type Store } from '#store';
import { BOARD, ELM, type Opened, openForTest, ndjson, NHS, PARTNERS, patient } from '../record.testing.ts';
import type { OptOutAnswers } from './contract.ts';

const NDOO = 'national-data-opt-out';
const [ONE, TWO] = ['9990000018', '9990000026'] as const;

let store: Store;
let opened: Opened;
let optOuts: OptOutAnswers;
let system: Access;
let lead: Access;
let person: string;
let self: Access;

beforeEach(async () => {
  const { drop, ...database } = await freshDatabase();
  store = database.store;
  opened = await openForTest(store, PARTNERS);
  ({ optOuts } = opened.answers);
  const { answers } = opened.services as unknown as { answers: { governance: object } };
  answers.governance = { ...answers.governance, host: async () => BOARD.organization };
  system = await opened.system(ELM.organization);
  lead = { ...(await opened.own(ELM.organization, 'ig-lead')), purpose: 'audit' };
  await sent(patient('a', { identifier: [{ system: NHS, value: ONE }] }));
  person = await personOf();
  self = await opened.person(person);
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

async function personOf(): Promise<string> {
  const row = await store.first<{ person: string }>(sql`select person from person_record order by at desc limit 1`);
  return row?.person ?? '';
}

async function* text(...lines: readonly string[]): AsyncGenerator<string> {
  yield lines.join('\r\n');
}

const list = (asAt: string, whole: boolean, ...lines: readonly string[]) =>
  optOuts.takeList(system, { rule: NDOO, source: 'National service', asAt, whole, content: text(...lines) });

async function out(...persons: readonly string[]): Promise<readonly string[]> {
  const found = await optOuts.among(system, { persons, rules: [NDOO] });
  return found.ok ? found.value.map((one) => one.person) : [];
}

const codeOf = async (found: Promise<{ readonly ok: boolean }>) => {
  const outcome = (await found) as { ok: boolean; refusals?: readonly { code: string }[] };
  return outcome.ok ? 'accepted' : outcome.refusals?.[0]?.code;
};

test('the person says so and takes it back; what was said before stays', async () => {
  expect(await codeOf(optOuts.optOut(self, NDOO))).toBe('accepted');
  expect(await out(person)).toEqual([person]);
  expect(await codeOf(optOuts.takeBack(self, NDOO))).toBe('accepted');
  expect(await out(person)).toEqual([]);
  const mine = await optOuts.mine(self);
  expect(mine.ok && mine.value.said).toEqual([
    { rule: NDOO, since: '2026-03-02', source: 'person', ended: '2026-03-02' },
  ]);
  expect(mine.ok && mine.value.kinds.map(({ id }) => id)).toEqual([NDOO, 'practice-opt-out']);
  expect(await codeOf(optOuts.takeBack(self, NDOO))).toBe('record.no-opt-out');
  expect(await codeOf(optOuts.optOut(self, 'made-up'))).toBe('record.opt-out-rule');
});

test('a list holds for who is known here and for who comes later', async () => {
  const taken = await list('2026-02-01', true, 'NHS number,Opted out on', `${ONE},2024-05-25`, `${TWO},`);
  expect(taken).toMatchObject({ ok: true, value: { lines: 2, added: 2, ended: 0, refused: [] } });
  expect(await out(person)).toEqual([person]);
  await sent(
    patient('b', { identifier: [{ system: NHS, value: TWO }], name: [{ family: 'Price' }], birthDate: '1940-01-01' }),
  );
  const other = (await store.all<{ person: string }>(sql`select person from person_record`)).map((one) => one.person);
  expect((await out(...other)).length).toBe(2);
  const mine = await optOuts.mine(self);
  expect(mine.ok && mine.value.said).toEqual([{ rule: NDOO, since: '2024-05-25', source: 'National service' }]);
  expect(await codeOf(optOuts.takeBack(self, NDOO))).toBe('record.no-opt-out');
});

test('who is not on a newer whole list has taken it back; not on one of which a line could not be read', async () => {
  await list('2026-02-01', true, 'nhs_number', ONE, TWO);
  const torn = await list('2026-02-02', true, 'nhs_number', TWO, '12345');
  expect(torn).toMatchObject({ ok: true, value: { ended: 0, refused: [{ line: 3, why: 'the NHS number is none' }] } });
  expect(await out(person)).toEqual([person]);
  expect(await list('2026-02-03', true, 'nhs_number', TWO)).toMatchObject({ ok: true, value: { added: 0, ended: 1 } });
  expect(await out(person)).toEqual([]);
});

test('a list of some adds and takes back what it names, and an older one undoes nothing', async () => {
  await list('2026-02-01', false, 'nhs_number,state', `${ONE},opted-out`);
  await list('2026-02-02', false, 'nhs_number,state', `${TWO},opted-out`);
  expect(await out(person)).toEqual([person]);
  expect(await codeOf(list('2026-02-01', false, 'nhs_number,state', `${ONE},withdrawn`))).toBe('record.opt-out-older');
  await list('2026-02-02', false, 'nhs_number,state', `${ONE},withdrawn`);
  expect(await out(person)).toEqual([]);
});

test('a list names its columns, its day and whose it is', async () => {
  expect(await codeOf(list('2026-02-01', false, 'name', 'Amina'))).toBe('record.opt-out-columns');
  expect(await codeOf(list('2026-03-03', false, 'nhs_number', ONE))).toBe('record.opt-out-day');
  const content = text('nhs_number', ONE);
  const wish = { rule: NDOO, source: ' ', asAt: '2026-02-01', whole: false, content };
  expect(await codeOf(optOuts.takeList(system, wish))).toBe('record.opt-out-source');
  expect(await codeOf(optOuts.takeList(lead, { ...wish, source: 'x' }))).toBe('record.opt-out-host');
});

test('information governance writes down what came by letter, and reads numbers, never of few', async () => {
  expect(await codeOf(optOuts.enter(lead, { person: ONE, rule: NDOO, on: '2026-02-20' }))).toBe('accepted');
  expect(await out(person)).toEqual([person]);
  const read = await optOuts.register(lead);
  expect(read).toMatchObject({ ok: true, value: { takesLists: false } });
  const [national, practice] = read.ok ? read.value.kinds : [];
  expect(national).not.toHaveProperty('standing');
  expect(practice).toMatchObject({ standing: 0 });
  const nurse = await opened.staff(ELM.organization);
  expect(await codeOf(optOuts.register(nurse))).toBe('record.not-an-officer');
  expect(await codeOf(optOuts.among(nurse, { persons: [person], rules: [NDOO] }))).toBe('record.not-an-officer');
  const lines = await store.all<{ action: string }>(sql`select action from audit where action = 'opt-out'`);
  expect(lines.length).toBe(1);
});
