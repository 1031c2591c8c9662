import { type Instrument, readInstrument } from '#agreement';
import { day, plusDays } from '#base';
import { freshDatabase } from '#testing/database';
import { beforeEach, expect, test } from 'vitest';
import { acceptPapersFor } from '../../governance/assurance/accepting.testing.ts';
import {
  diabetes,
  ELM,
  measuring,
  MILL,
  patient,
  SNOMED,
  type TestInsight,
  testInsight,
  TODAY,
  valueOf,
} from '../insight.testing.ts';

let made: TestInsight;

const BOARD = 'Organization/board';
const DAY_MS = 86_400_000;

/** More than one in ten who fall in a year calls for a review. */
function fearing(percent: number, more: Partial<Instrument> = {}): Instrument {
  const draft = measuring();
  const feared = [{ measure: 'bal-falls', worse: 'above', percent }] as const;
  const counts = { id: 'feared', cites: '5.2', clause: 'measure', pack: 'balancing', version: '2026.1' } as const;
  return { ...draft, clauses: [...draft.clauses, { ...counts, aims: [], feared }], ...more };
}

beforeEach(async () => {
  const { store, drop } = await freshDatabase();
  made = await testInsight(store, fearing(10));
  for (const [organization, id] of [
    [ELM, 'elm'],
    [MILL, 'mill'],
  ] as const)
    for (let at = 0; at < 12; at += 1) {
      await made.put(organization, patient(`${id}${at}`, organization, { birthDate: '1945-05-01' }));
      await made.put(organization, diabetes(`d-${id}${at}`, `${id}${at}`));
    }
  await made.follow();
  return async () => {
    await made.stop();
    await drop();
  };
});

async function fall(count: number): Promise<void> {
  for (let at = 0; at < count; at += 1)
    await made.put(ELM, {
      resourceType: 'Condition',
      id: `fall${at}`,
      subject: { reference: `Patient/elm${at}` },
      code: { coding: [{ system: SNOMED, code: '217082002' }] },
      onsetDateTime: plusDays(TODAY, -30),
    });
  await made.follow();
}

const listed = async () => {
  const lead = await made.seat(BOARD, 'programme-lead');
  return valueOf(await made.insight.sentinels(lead)).sentinels;
};
const viewed = async (id: string) => {
  const lead = await made.seat(BOARD, 'programme-lead');
  return valueOf(await made.insight.sentinel(lead, id));
};

test('what a signed agreement fears is watched from its first day on, and nobody declared it', async () => {
  const [one, ...others] = await listed();
  expect(others).toEqual([]);
  expect(one).toMatchObject({ agreed: '/agreements/measuring', by: 'the agreement, paragraph 5.2', signals: [] });
  const view = await viewed(one?.id ?? '');
  expect(view.since).toBe(measuring().effective);
  expect(view.limits).toMatchObject([
    { measure: 'bal-falls', worse: 'above', percent: 10, counted: true, past: false },
  ]);
  // Its course stands beside it for each practice whose people it is about.
  expect(view.watches.every(({ limit }) => limit === undefined)).toBe(true);
  expect(view.may.end).toBe(false);
  const lead = await made.seat(BOARD, 'programme-lead');
  expect(await made.insight.endSentinel(lead, view.id, 'We know better')).toMatchObject({
    refusals: [{ code: 'insight.agreed-watch' }],
  });
});

test('a value past what was agreed asks for a review at once, and for another in the next month while it is', async () => {
  const [before] = await listed();
  await fall(2);
  expect(await made.insight.watch()).toBe(0);
  for (const id of ['fall0', 'fall1']) await made.remove(ELM, `Condition/${id}`);
  await fall(12);
  expect(await made.insight.watch()).toBe(1);
  expect(await made.insight.watch()).toBe(0);
  const view = await viewed(before?.id ?? '');
  expect(view.limits).toMatchObject([{ past: true, tally: { met: 12, of: 24 } }]);
  const [signal] = view.signals;
  expect(signal).toMatchObject({
    series: expect.stringContaining('above the 10 % that were agreed'),
    state: 'to-review',
    counted: 12,
    people: 12,
    rules: ['agreed-limit'],
    limit: { measure: 'bal-falls', percent: 10 },
    since: TODAY,
  });
  expect(signal?.expected).toBeCloseTo(2.4);
  const trust = await made.seat('Organization/trust', 'programme-lead');
  expect(valueOf(await made.insight.sentinel(trust, view.id)).signals).toHaveLength(1);
  const lead = await made.seat(BOARD, 'programme-lead');
  valueOf(await made.insight.review(lead, signal?.id ?? '', { verdict: 'adjust', words: 'Rails and a falls nurse' }));
  made.clock.now += DAY_MS;
  expect(await made.insight.watch()).toBe(0);
  made.clock.now += 20 * DAY_MS;
  expect(await made.insight.watch()).toBe(1);
  expect((await viewed(view.id)).signals.map(({ state }) => state)).toEqual(['to-review', 'reviewed']);
});

test('a suspended agreement watches nothing; lifted, the same watch goes on', async () => {
  const [one] = await listed();
  const board = await made.seat(BOARD, 'programme-lead', 'planning');
  valueOf(await made.governance.suspend(board, 'measuring', 'A dispute about the figures'));
  expect(await listed()).toMatchObject([{ id: one?.id, ended: { words: expect.stringContaining('not in effect') } }]);
  valueOf(await made.governance.resume(board, 'measuring', 'It is settled'));
  const [again, ...others] = await listed();
  expect(others).toEqual([]);
  expect(again).toMatchObject({ id: one?.id, since: one?.since });
  expect(again).not.toHaveProperty('ended');
});

test('a version that fears something else is watched instead; one that fears the same goes on', async () => {
  const [one] = await listed();
  await version(2, 10);
  expect((await listed()).map(({ id, ended }) => [id, ended === undefined])).toEqual([[one?.id, true]]);
  await version(3, 20);
  const [now, before] = await listed();
  expect(before).toMatchObject({ id: one?.id, ended: { words: expect.stringContaining('in its place') } });
  expect(now?.id).not.toBe(one?.id);
  expect((await viewed(now?.id ?? '')).limits).toMatchObject([{ percent: 20 }]);
});

/** Proposed and signed by all parties, in effect today. */
async function version(number: number, percent: number): Promise<void> {
  const { governance } = made;
  const draft = fearing(percent, { version: number, decided: TODAY, effective: TODAY });
  expect(readInstrument(draft)).toMatchObject({ ok: true });
  const board = await made.seat(BOARD, 'programme-lead', 'planning');
  valueOf(await governance.propose(board, draft));
  const view = valueOf(await governance.instrument(board, 'measuring', number));
  for (const { organization } of view.signatures) {
    const signatory = await made.seat(organization, 'signatory', 'planning');
    await acceptPapersFor(governance, signatory, { id: 'measuring', version: number, today: day(TODAY) });
    valueOf(await governance.sign({ ...signatory, name: 'Signatory' }, 'measuring', number, view.textHash));
  }
}
