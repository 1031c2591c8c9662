import { type Day, day, plusDays } from '#base';
import { freshDatabase } from '#testing/database';
import { beforeEach, expect, test } from 'vitest';
import {
  diabetes,
  ELM,
  HILL,
  patient,
  type TestInsight,
  testInsight,
  TODAY,
  TRUST,
  valueOf,
} from '../insight.testing.ts';
import { engineOn } from '../../governance/engine.testing.ts';
import type { SentinelWish } from './contract.ts';

let made: TestInsight;

const SINCE = plusDays(TODAY, -21);
const WISH: SentinelWish = {
  change: 'The foot clinic moves to Elm Tree',
  hoped: 'Feet are looked at nearer to home',
  since: SINCE,
  hopedMeasure: 'foot-checked',
  watches: [{ series: 'emergency-attendance', organization: TRUST, feared: 'up', cost: '250' }],
};

beforeEach(async () => {
  const { store, drop } = await freshDatabase();
  made = await testInsight(store, {}, { obligationsOn: engineOn(store) });
  for (let at = 0; at < 12; at += 1) {
    await made.put(ELM, patient(`p${at}`, ELM));
    await made.put(ELM, diabetes(`d${at}`, `p${at}`));
  }
  return async () => {
    await made.stop();
    await drop();
  };
});

const said = (verdict: string, words: string, early?: string) => ({
  verdict,
  words,
  ...(early === undefined ? {} : { early }),
});

let contacts = 0;
async function attended(person: string, at: Day, by = TRUST): Promise<void> {
  const id = `e${(contacts += 1)}`;
  await made.put(by, {
    resourceType: 'Encounter',
    id,
    status: 'finished',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'EMER' },
    subject: { reference: `Patient/${person}` },
    period: { start: `${at}T10:00:00Z` },
  });
}

/** Two or three attendances a week before the change, and so many a week from then on. */
async function course(after: number): Promise<void> {
  for (let week = -14; week < 0; week += 1)
    for (let at = 0; at < 2 + (week % 2 === 0 ? 1 : 0); at += 1)
      await attended(`p${at}`, plusDays(SINCE, week * 7 + at));
  for (let week = 0; week < 3; week += 1)
    for (let at = 0; at < after; at += 1) await attended(`p${at % 12}`, plusDays(SINCE, week * 7 + (at % 7)));
  await made.follow();
}

test('P3: attendances rise after a clinic moved: seen, first by both partners, then reviewed', async () => {
  await course(12);
  const [lead, trustLead, hillLead] = [
    await made.seat(ELM, 'programme-lead'),
    await made.seat(TRUST, 'programme-lead'),
    await made.seat(HILL, 'programme-lead'),
  ];
  const { id } = valueOf(await made.insight.declareChange(lead, WISH));
  // It was looked at when it was declared: what stands already is no new signal.
  expect(await made.insight.watch()).toBe(0);

  const seen = valueOf(await made.insight.sentinel(trustLead, id));
  expect(seen.signals).toMatchObject([
    { at: { organization: TRUST }, since: SINCE, counted: 36, people: 12, state: 'for-comment', movement: true },
  ]);
  expect(seen.hopedFor).toMatchObject({ measure: 'foot-checked', place: 'elm' });
  const hoped = valueOf(await made.insight.signals(trustLead, 'foot-checked', 'elm'));
  expect(hoped.effects).toMatchObject([
    { id: `change-${id}`, since: SINCE, why: expect.stringContaining('8 on each side') },
  ]);
  const [signal] = seen.signals;
  // Twelve a week where two and a half are usual: three weeks, 36 less 7.5, at 250 pounds.
  expect(signal?.expected).toBeCloseTo(7.5, 0);
  expect(signal?.cost?.minor).toBe(Math.round((36 - (signal?.expected ?? 0)) * 25_000));
  const course3 = seen.watches[0]?.weeks.slice(-3).map(({ counted }) => counted);
  expect(course3).toEqual([12, 12, 12]);

  // Others see that the change was declared, and nothing of the signal yet.
  expect(valueOf(await made.insight.sentinel(hillLead, id)).signals).toEqual([]);
  valueOf(
    await made.insight.comment(trustLead, signal?.id ?? '', 'Two are a data fault; the rest came with foot wounds.'),
  );
  expect(valueOf(await made.insight.sentinel(hillLead, id)).signals).toEqual([]);
  expect(await made.insight.comment(hillLead, signal?.id ?? '', 'We see the same')).toMatchObject({
    refusals: [{ code: 'insight.no-signal' }],
  });
  valueOf(await made.insight.comment(lead, signal?.id ?? '', 'The dressing clinic was not moved with it.'));
  expect(valueOf(await made.insight.sentinel(hillLead, id)).signals).toMatchObject([
    { state: 'to-review', words: [{ organization: 'Vale Hospitals' }, { organization: 'Elm Tree Surgery' }] },
  ]);

  expect(await made.insight.review(trustLead, signal?.id ?? '', said('stop', 'Too many wounds'))).toMatchObject({
    refusals: [{ code: 'insight.not-reviewer' }],
  });
  expect(await made.insight.review(lead, signal?.id ?? '', said('perhaps', 'We wait'))).toMatchObject({
    refusals: [{ code: 'insight.verdict' }],
  });
  valueOf(await made.insight.review(lead, signal?.id ?? '', said('adjust', 'A dressing clinic on two days from July')));
  expect(await made.insight.review(lead, signal?.id ?? '', said('keep', 'Again'))).toMatchObject({
    refusals: [{ code: 'insight.reviewed' }],
  });
  // What was reviewed is not raised again; what comes after it is.
  expect(await made.insight.watch()).toBe(0);
  made.clock.now += 7 * 86_400_000;
  for (let at = 0; at < 12; at += 1) await attended(`p${at}`, plusDays(TODAY, at % 7));
  await made.follow();
  expect(await made.insight.watch()).toBe(1);
}, 120_000);

test('who decides before everybody who was asked has commented says why, and who was not heard is told', async () => {
  await course(12);
  const [lead, trustLead, hill] = [
    await made.seat(ELM, 'programme-lead'),
    await made.seat(TRUST, 'programme-lead'),
    await made.seat(HILL, 'programme-lead'),
  ];
  const { id } = valueOf(await made.insight.declareChange(lead, WISH));
  const shown = async () => valueOf(await made.insight.sentinel(lead, id)).signals[0];
  const signal = (await shown())?.id ?? '';
  expect(await shown()).toMatchObject({ awaited: ['Elm Tree Surgery', 'Vale Hospitals'], commentUntil: '2026-06-22' });
  const refusal = { ok: false, refusals: [{ code: 'insight.still-commenting' }] };
  expect(await made.insight.review(lead, signal, said('stop', 'Too many wounds'))).toMatchObject(refusal);
  valueOf(await made.insight.comment(lead, signal, 'The dressing clinic was not moved with it.'));
  expect((await shown())?.awaited).toEqual(['Vale Hospitals']);
  const early = await made.insight.review(lead, signal, said('stop', 'Too many wounds', ' a '));
  expect(early).toMatchObject(refusal);
  expect(early.ok ? '' : early.refusals[0].text).toMatch(
    /^Vale Hospitals has not commented yet, and can until 22 June 2026/,
  );
  valueOf(await made.insight.review(lead, signal, said('stop', 'Too many wounds', 'Nobody waits with wounds')));

  // It stands with the decision, for everybody who reads it.
  const { signals } = valueOf(await made.insight.sentinel(hill, id));
  expect(signals[0]).toMatchObject({ state: 'reviewed', awaited: [] });
  expect(signals[0]?.words.map(({ kind, early: why }) => [kind, why])).toEqual([
    ['comment', undefined],
    ['stop', { words: 'Nobody waits with wounds', unheard: ['Vale Hospitals'] }],
  ]);
  const owed = async (access: typeof lead) =>
    (await made.services.obligations?.owedBy(access))?.items
      .filter(({ state, kind }) => state === 'open' && kind.startsWith('signal-'))
      .map(({ kind }) => kind)
      .sort();
  expect(await owed(trustLead)).toEqual(['signal-unheard']);
  expect(await owed(lead)).toEqual(['signal-follow-up']);
  const told = (await made.services.obligations?.owedBy(trustLead))?.items.find(
    ({ kind }) => kind === 'signal-unheard',
  );
  expect(told).toMatchObject({
    title: 'Read what was decided before you had commented: The foot clinic moves to Elm Tree',
    because: expect.stringMatching(/^Elm Tree Surgery decided to stop it, and did not wait: Nobody waits with wounds/),
    page: `/sentinels/${id}`,
  });
}, 120_000);

test('once the days to comment are over a decision needs no reason for not waiting, and none is kept', async () => {
  await course(12);
  const lead = await made.seat(ELM, 'programme-lead');
  const { id } = valueOf(await made.insight.declareChange(lead, WISH));
  const [signal] = valueOf(await made.insight.sentinel(lead, id)).signals;
  made.clock.now += 7 * 86_400_000;
  valueOf(await made.insight.review(lead, signal?.id ?? '', said('keep', 'It settles', 'Nobody waits')));
  const trust = await made.seat(TRUST, 'programme-lead');
  const [reviewed] = valueOf(await made.insight.sentinel(trust, id)).signals;
  expect(reviewed?.words).toMatchObject([{ kind: 'keep', words: 'It settles' }]);
  expect(reviewed?.words[0]?.early).toBeUndefined();
  const items = (await made.services.obligations?.owedBy(trust))?.items ?? [];
  expect(items.filter(({ kind, state }) => kind === 'signal-unheard' && state === 'open')).toEqual([]);
}, 120_000);

test('after seven days others see it though nobody commented', async () => {
  await course(12);
  const { id } = valueOf(await made.insight.declareChange(await made.seat(ELM, 'programme-lead'), WISH));
  await made.insight.watch();
  const hill = await made.seat(HILL, 'programme-lead');
  expect(valueOf(await made.insight.sentinel(hill, id)).signals).toEqual([]);
  made.clock.now += 7 * 86_400_000;
  expect(valueOf(await made.insight.sentinel(hill, id)).signals).toMatchObject([{ state: 'to-review' }]);
}, 120_000);

test('where nothing changes nothing is raised, and people who are on no register are not counted', async () => {
  await made.put(ELM, patient('other', ELM));
  await course(3);
  for (let at = 0; at < 40; at += 1) await attended('other', plusDays(SINCE, at % 20));
  await made.follow();
  const lead = await made.seat(ELM, 'programme-lead');
  const { id } = valueOf(await made.insight.declareChange(lead, WISH));
  expect(await made.insight.watch()).toBe(0);
  expect(valueOf(await made.insight.sentinel(lead, id)).signals).toEqual([]);
}, 120_000);

test('who may not see a contact is not shown whose it was; small numbers are not told to who cares for nobody', async () => {
  await course(12);
  const lead = await made.seat(ELM, 'programme-lead');
  const { id } = valueOf(await made.insight.declareChange(lead, WISH));
  await made.insight.watch();
  const [signal] = valueOf(await made.insight.sentinel(lead, id)).signals;
  const planner = await made.seat(ELM, 'programme-lead', 'planning');
  const shown = valueOf(await made.insight.sentinel(planner, id));
  expect(shown.watches[0]?.weeks.some(({ counted }) => counted === undefined)).toBe(true);
  expect(await made.insight.signalPeople(planner, signal?.id ?? '')).toMatchObject({
    refusals: [{ code: 'insight.carers-only' }],
  });
  const trust = await made.seat(TRUST, 'specialist-nurse');
  expect(valueOf(await made.insight.signalPeople(trust, signal?.id ?? ''))).toEqual([]);
  await made.relate(TRUST, 'p0', 'p1');
  const listed = valueOf(await made.insight.signalPeople(trust, signal?.id ?? ''));
  expect(listed.length).toBeLessThanOrEqual(2);
  const hill = await made.seat(HILL, 'practice-nurse');
  made.clock.now += 8 * 86_400_000;
  expect(valueOf(await made.insight.signalPeople(hill, signal?.id ?? ''))).toEqual([]);
}, 120_000);

test('a change of which nothing is feared, of no day, or with a price that is none is refused by name', async () => {
  const lead = await made.seat(ELM, 'programme-lead');
  const [watch] = WISH.watches;
  for (const [bad, code] of [
    [{ ...WISH, watches: [] }, 'insight.no-fear'],
    [{ ...WISH, since: 'May' }, 'insight.day'],
    [{ ...WISH, change: ' ' }, 'insight.words'],
    [{ ...WISH, hopedMeasure: 'moonlight' }, 'insight.no-hoped-measure'],
    [{ ...WISH, watches: [{ ...watch, series: 'moonlight' }] }, 'insight.no-series'],
    [{ ...WISH, watches: [{ ...watch, organization: 'Organization/moon' }] }, 'insight.no-partner'],
    [{ ...WISH, watches: [{ ...watch, cost: 'much' }] }, 'insight.cost'],
  ] as const)
    expect(await made.insight.declareChange(lead, bad as SentinelWish)).toMatchObject({ refusals: [{ code }] });
  const nurse = await made.seat(ELM, 'practice-nurse');
  expect(await made.insight.declareChange(nurse, WISH)).toMatchObject({
    refusals: [{ code: 'insight.planners-only' }],
  });
});

test('anybody reports something odd; who plans reads and answers it, and its reporter reads the answer', async () => {
  const nurse = await made.seat(ELM, 'practice-nurse');
  valueOf(await made.insight.reportOdd(nurse, { words: 'People come back for dressings twice', place: 'Room 2' }));
  expect(await made.insight.reportOdd(nurse, { words: ' ', place: '' })).toMatchObject({
    refusals: [{ code: 'insight.words' }],
  });
  const lead = await made.seat(ELM, 'programme-lead');
  const [odd] = valueOf(await made.insight.sentinels(lead)).odd;
  expect(odd).toMatchObject({ words: 'People come back for dressings twice', place: 'Room 2' });
  const other = { ...(await made.seat(HILL, 'practice-nurse')), principal: 'account/other' };
  expect(valueOf(await made.insight.sentinels(other)).odd).toEqual([]);
  expect(await made.insight.answerOdd(other, odd?.id ?? '', { words: 'Known' })).toMatchObject({ ok: false });
  valueOf(await made.insight.answerOdd(lead, odd?.id ?? '', { words: 'It is watched from today on' }));
  expect(await made.insight.answerOdd(lead, odd?.id ?? '', { words: 'Again' })).toMatchObject({
    refusals: [{ code: 'insight.no-odd' }],
  });
  expect(await made.insight.myOdd(nurse)).toMatchObject([{ answer: { words: 'It is watched from today on' } }]);
});

test('a contact that is corrected or taken away is counted anew', async () => {
  await attended('p0', day('2026-06-01'));
  await made.follow();
  const lead = await made.seat(ELM, 'programme-lead');
  const { id } = valueOf(await made.insight.declareChange(lead, WISH));
  const nurse = await made.seat(TRUST, 'specialist-nurse');
  const counted = async () =>
    valueOf(await made.insight.sentinel(nurse, id)).watches[0]?.weeks.reduce(
      (sum, week) => sum + (week.counted ?? 0),
      0,
    );
  expect(await counted()).toBe(1);
  await made.remove(TRUST, `Encounter/e${contacts}`);
  await made.follow();
  expect((await counted()) ?? 0).toBe(0);
});
