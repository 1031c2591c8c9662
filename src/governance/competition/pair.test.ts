import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Access } from '#agreement';
import { sql } from '#store';
import { freshDatabase, type TestDatabase } from '#testing/database';
import { engineOn } from '../engine.testing.ts';
import {
  BOARD,
  codesOf,
  COUNCIL,
  ELM,
  RIVERSIDE,
  type TestPartnership,
  testPartnership,
  valueOf,
} from '../partnership.testing.ts';
import type { Typed } from '../programme/typed.ts';

let database: TestDatabase;
let vale: TestPartnership;
let river: Access;
let elm: Access;

beforeEach(async () => {
  database = await freshDatabase();
  vale = await testPartnership(database.store, { obligationsOn: engineOn(database.store) });
  river = await vale.seat(RIVERSIDE, 'signatory', 'planning');
  elm = await vale.seat(ELM, 'signatory', 'planning');
});
afterEach(async () => {
  await vale.stop();
  await database.drop();
});

const say = (by: Access, to: string, did: string, typed: Typed) =>
  vale.governance.competition.pairAct(by, to, { did, typed });
const map = async (by: Access) => valueOf(await vale.governance.competition.map(by));
const pair = async (by: Access, to: string) => (await map(by)).pairs.find((one) => one.with.organization === to);
const said = async (by: Access, to: string) =>
  Object.fromEntries(((await pair(by, to))?.cells ?? []).map((one) => [one.over, one.said]));

const PODIATRISTS = { over: 'staff', words: 'Podiatrists', evidence: 'Four of five applicants.' };
const TERM = {
  promises: ['posts-told', 'start-agreed'],
  needed: 'The foot clinics of both.',
  follows: 'Chief executives meet.',
  days: '10',
  until: '2026-12-31',
};

test('what one says of two is seen by both with its evidence, and by no third partner, whoever asks there', async () => {
  valueOf(await say(river, ELM, 'declared', PODIATRISTS));
  expect(await said(river, ELM)).toMatchObject({ staff: 'we', contracts: 'nobody' });
  expect(await said(elm, RIVERSIDE)).toMatchObject({ staff: 'they' });
  expect((await pair(elm, RIVERSIDE))?.claims).toMatchObject([
    { words: 'Podiatrists', evidence: 'Four of five applicants.' },
  ]);
  for (const organization of [COUNCIL, BOARD])
    for (const role of ['signatory', 'commissioner', 'programme-lead', 'ig-lead'] as const) {
      const third = await map(await vale.seat(organization, role, 'planning'));
      expect(JSON.stringify(third)).not.toContain('Podiatrists');
      expect(third.pairs.flatMap(({ claims }) => claims)).toEqual([]);
    }
  valueOf(await say(elm, RIVERSIDE, 'declared', { ...PODIATRISTS, words: 'The same twelve' }));
  expect(await said(elm, RIVERSIDE)).toMatchObject({ staff: 'both' });
  expect(await said(river, ELM)).toMatchObject({ staff: 'both' });
});

test('evidence is asked for, nobody speaks of two others or of itself, and only who said it says that it is over', async () => {
  expect(codesOf(await say(river, ELM, 'declared', { ...PODIATRISTS, evidence: '' }))).toEqual([
    'governance.programme-typed',
  ]);
  expect(codesOf(await say(river, RIVERSIDE, 'declared', PODIATRISTS))).toEqual(['governance.no-pair']);
  const nurse = await vale.seat(ELM, 'practice-nurse');
  expect(codesOf(await say(nurse, RIVERSIDE, 'declared', PODIATRISTS))).toEqual(['governance.pair-whose']);
  expect(codesOf(await vale.governance.competition.map(nurse))).toEqual(['governance.no-pair']);
  valueOf(await say(river, ELM, 'declared', PODIATRISTS));
  const over = { claim: 'd1', why: 'They are all ours now.' };
  expect(codesOf(await say(elm, RIVERSIDE, 'no-longer', over))).toEqual(['governance.no-pair']);
  valueOf(await say(river, ELM, 'no-longer', over));
  expect(await said(elm, RIVERSIDE)).toMatchObject({ staff: 'nobody' });
  expect((await pair(elm, RIVERSIDE))?.claims).toMatchObject([{ ended: { words: 'They are all ours now.' } }]);
});

test('a term of fair recruitment holds once the other signatory agrees; two have one at a time, and it runs out by its day', async () => {
  const lead = await vale.seat(RIVERSIDE, 'programme-lead', 'planning');
  expect(codesOf(await say(lead, ELM, 'term', TERM))).toEqual(['governance.pair-whose']);
  expect(codesOf(await say(river, ELM, 'term', { ...TERM, promises: [] }))).toEqual(['governance.fair-term']);
  expect(codesOf(await say(river, ELM, 'term', { ...TERM, days: '0' }))).toEqual(['governance.fair-term']);
  expect(codesOf(await say(river, ELM, 'term', { ...TERM, until: '2026-05-31' }))).toEqual(['governance.fair-term']);
  valueOf(await say(river, ELM, 'term', TERM));
  expect(codesOf(await say(elm, RIVERSIDE, 'term', TERM))).toEqual(['governance.fair-term-stands']);
  expect(codesOf(await say(river, ELM, 'agreed', { term: 't1' }))).toEqual(['governance.no-fair-term']);
  const broken = { term: 't1', words: 'A post was advertised alone.', evidence: 'The advertisement of May.' };
  expect(codesOf(await say(river, ELM, 'breach', broken))).toEqual(['governance.no-fair-term']);
  valueOf(await say(elm, RIVERSIDE, 'agreed', { term: 't1' }));
  expect((await pair(river, ELM))?.terms).toMatchObject([{ standing: 'agreed' }]);
  vale.repository.clock.now = Date.parse('2027-01-01T12:00:00Z');
  expect((await pair(river, ELM))?.terms).toMatchObject([{ standing: 'run-out' }]);
  expect(codesOf(await say(river, ELM, 'breach', broken))).toEqual(['governance.no-fair-term']);
  valueOf(await say(elm, RIVERSIDE, 'term', { ...TERM, until: '2027-12-31' }));
});

test('who is said to have broken it owes an answer in the days agreed, to the other and nobody else; the answer closes it, and what followed stands', async () => {
  valueOf(await say(river, ELM, 'term', TERM));
  valueOf(await say(elm, RIVERSIDE, 'agreed', { term: 't1' }));
  const broken = { term: 't1', words: 'A post was advertised alone.', evidence: 'The advertisement of May.' };
  valueOf(await say(river, ELM, 'breach', broken));
  const owed = async (by: Access) =>
    (await vale.governance.obligations.owedBy(by)).items.filter(({ kind }) => kind === 'fair-recruitment');
  expect(await owed(elm)).toMatchObject([
    { title: 'Answer what Riverside Community Trust says of fair recruitment', page: '/competition-map/riverside' },
  ]);
  expect(await owed(await vale.seat(BOARD, 'signatory', 'planning'))).toEqual([]);
  const answer = { breach: 'b1', words: 'It was an oversight, and is withdrawn.' };
  expect(codesOf(await say(river, ELM, 'answered', answer))).toEqual(['governance.no-pair']);
  valueOf(await say(elm, RIVERSIDE, 'answered', answer));
  expect(await owed(elm)).toEqual([]);
  valueOf(await say(river, ELM, 'settled', { breach: 'b1', words: 'Advertised again by both.' }));
  const [term] = (await pair(elm, RIVERSIDE))?.terms ?? [];
  expect(term?.breaches).toMatchObject([
    {
      answer: { words: answer.words },
      settled: { words: 'Advertised again by both.' },
      may: { answer: false, settle: false },
    },
  ]);
  valueOf(await say(elm, RIVERSIDE, 'ended', { term: 't1', why: 'The clinics ended.' }));
  expect((await pair(river, ELM))?.terms).toMatchObject([
    { standing: 'ended', ended: { words: 'The clinics ended.' } },
  ]);
});

const LONGER = { term: 't1', until: '2027-06-30', why: 'The clinics go on for another half-year.' };
const asked = async (by: Access) =>
  (await vale.governance.obligations.owedBy(by)).items.filter(({ kind }) => kind === 'fair-recruitment');

test('a term goes on to a later day once both have said yes to that very day, before it runs out; from which day stays to be read', async () => {
  valueOf(await say(river, ELM, 'term', TERM));
  expect(codesOf(await say(river, ELM, 'extension', LONGER))).toEqual(['governance.no-fair-term']);
  valueOf(await say(elm, RIVERSIDE, 'agreed', { term: 't1' }));
  const lead = await vale.seat(RIVERSIDE, 'programme-lead', 'planning');
  expect(codesOf(await say(lead, ELM, 'extension', LONGER))).toEqual(['governance.pair-whose']);
  for (const until of ['2026-12-31', '2026-11-30'])
    expect(codesOf(await say(river, ELM, 'extension', { ...LONGER, until }))).toEqual(['governance.fair-term-longer']);
  valueOf(await say(river, ELM, 'extension', { ...LONGER, until: '2027-12-31' }));
  valueOf(await say(river, ELM, 'extension', LONGER));
  expect((await pair(river, ELM))?.terms).toMatchObject([{ may: { extend: true, prolong: false, decline: false } }]);
  expect((await pair(elm, RIVERSIDE))?.terms).toMatchObject([
    { until: '2026-12-31', extension: { until: '2027-06-30' }, extended: [], may: { prolong: true, decline: true } },
  ]);
  const yes = { term: 't1', until: '2027-06-30' };
  expect(codesOf(await say(river, ELM, 'extended', yes))).toEqual(['governance.no-fair-extension']);
  for (const until of ['2027-12-31', '2027-06-29'])
    expect(codesOf(await say(elm, RIVERSIDE, 'extended', { ...yes, until }))).toEqual(['governance.no-fair-extension']);
  valueOf(await say(elm, RIVERSIDE, 'extended', yes));
  expect(codesOf(await say(elm, RIVERSIDE, 'extended', yes))).toEqual(['governance.no-fair-extension']);
  vale.repository.clock.now = Date.parse('2027-02-01T12:00:00Z');
  const [term] = (await pair(river, ELM))?.terms ?? [];
  expect(term).toMatchObject({ standing: 'agreed', until: '2027-06-30', may: { report: true, extend: true } });
  expect(term?.extension).toBeUndefined();
  expect(term?.extended).toMatchObject([{ from: '2026-12-31', until: '2027-06-30', why: LONGER.why }]);
  expect(codesOf(await say(elm, RIVERSIDE, 'term', { ...TERM, until: '2027-12-31' }))).toEqual([
    'governance.fair-term-stands',
  ]);
});

test('who is asked for a later day owes a word by the last day, one word for each day that was proposed; a no closes it and stands', async () => {
  valueOf(await say(river, ELM, 'term', TERM));
  valueOf(await say(elm, RIVERSIDE, 'agreed', { term: 't1' }));
  valueOf(await say(river, ELM, 'extension', { ...LONGER, until: '2027-03-31' }));
  valueOf(await say(river, ELM, 'extension', LONGER));
  expect(await asked(elm)).toMatchObject([
    {
      title: 'Say whether fair recruitment with Riverside Community Trust goes on',
      page: '/competition-map/riverside',
      dueDay: '2026-12-31',
    },
  ]);
  expect(await asked(river)).toEqual([]);
  expect(await asked(await vale.seat(BOARD, 'signatory', 'planning'))).toEqual([]);
  // Whoever asks for another day has answered, and now the first is asked.
  valueOf(await say(elm, RIVERSIDE, 'extension', { ...LONGER, until: '2027-03-31' }));
  expect(await asked(elm)).toEqual([]);
  expect(await asked(river)).toHaveLength(1);
  const no = { term: 't1', until: '2027-03-31', why: 'The clinics end in winter.' };
  expect(codesOf(await say(elm, RIVERSIDE, 'not-extended', no))).toEqual(['governance.no-fair-extension']);
  valueOf(await say(river, ELM, 'not-extended', no));
  expect(await asked(river)).toEqual([]);
  expect((await pair(elm, RIVERSIDE))?.terms).toMatchObject([
    { standing: 'agreed', until: '2026-12-31', extension: { declined: { words: no.why } }, may: { extend: true } },
  ]);
  expect(codesOf(await say(river, ELM, 'extended', no))).toEqual(['governance.no-fair-extension']);
});

test('what has run out or was ended does not go on, and nobody is left owing a word that can no longer be kept', async () => {
  valueOf(await say(river, ELM, 'term', TERM));
  valueOf(await say(elm, RIVERSIDE, 'agreed', { term: 't1' }));
  valueOf(await say(river, ELM, 'extension', LONGER));
  vale.repository.clock.now = Date.parse('2027-01-01T12:00:00Z');
  expect((await pair(elm, RIVERSIDE))?.terms).toMatchObject([
    { standing: 'run-out', may: { extend: false, prolong: false, decline: true } },
  ]);
  const yes = { term: 't1', until: LONGER.until };
  expect(codesOf(await say(elm, RIVERSIDE, 'extended', yes))).toEqual(['governance.no-fair-extension']);
  expect(codesOf(await say(river, ELM, 'extension', LONGER))).toEqual(['governance.no-fair-term']);
  expect(await asked(elm)).toHaveLength(1);
  valueOf(await say(elm, RIVERSIDE, 'not-extended', { ...yes, why: 'Nobody looked in time.' }));
  expect(await asked(elm)).toEqual([]);
  valueOf(await say(elm, RIVERSIDE, 'term', { ...TERM, until: '2027-12-31' }));
  valueOf(await say(river, ELM, 'agreed', { term: 't2' }));
  valueOf(await say(river, ELM, 'extension', { ...LONGER, term: 't2', until: '2028-06-30' }));
  expect(await asked(elm)).toHaveLength(1);
  valueOf(await say(river, ELM, 'ended', { term: 't2', why: 'The clinics ended.' }));
  expect(await asked(elm)).toEqual([]);
  const late = { term: 't2', until: '2028-06-30' };
  expect(codesOf(await say(elm, RIVERSIDE, 'extended', late))).toEqual(['governance.no-fair-extension']);
});

test('nothing that was said is changed or removed, and what was said openly before is read by those whom it names alone', async () => {
  valueOf(await say(river, ELM, 'declared', PODIATRISTS));
  await database.store.write(async (transaction) => {
    await transaction.run(sql`delete from governance_pair_deed`);
    await transaction.run(sql`update governance_pair_deed set said = '{}'`);
    const old = { did: 'rivalry', over: 'estate', between: [ELM, RIVERSIDE], words: 'Rooms at Ashdown' };
    await transaction.run(sql`
      insert into governance_procurement_deed (procurement, at, principal, by, organization, role, said)
      values (null, now(), 'account/x', 'x', ${BOARD}, 'programme-lead', ${JSON.stringify(old)}::jsonb)`);
    return { ok: true, value: true };
  });
  expect(await said(river, ELM)).toMatchObject({ staff: 'we', places: 'others' });
  expect(JSON.stringify(await map(await vale.seat(COUNCIL, 'signatory', 'planning')))).not.toContain('Ashdown');
});
