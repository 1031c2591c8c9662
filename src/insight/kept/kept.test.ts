import type { Access } from '#agreement';
import { testStore } from '#testing/database';
import { beforeAll, expect, test } from 'vitest';
import { diabetes, ELM, hba1c, HILL, patient, type TestInsight, testInsight, valueOf } from '../insight.testing.ts';
import { forgetLeavers } from './kept.queries.ts';

let made: TestInsight;
let nurse: Access;
let colleague: Access;

beforeAll(async () => {
  made = await testInsight(await testStore());
  const seat = await made.seat(ELM, 'practice-nurse');
  nurse = { ...seat, principal: 'account/7', name: 'Ann Lee' };
  colleague = { ...seat, principal: 'account/8', name: 'Bo Day' };
  for (let at = 0; at < 12; at += 1) {
    await made.put(ELM, patient(`p${at}`, ELM));
    await made.put(ELM, diabetes(`d${at}`, `p${at}`));
    if (at < 9) await made.put(ELM, hba1c(`h${at}`, `p${at}`, '2026-03-01'));
  }
  await made.follow();
  return () => made.stop();
}, 120_000);

const WISH = { name: 'Blood sugar at Elm', shared: false, place: 'elm', measure: 'hba1c-recorded', dimension: 'age' };

test('a view is kept for oneself or for one’s organisation, and taken away by who keeps it or manages there', async () => {
  const { views } = made.insight;
  const { id: own } = valueOf(await views.keepView(nurse, WISH));
  const { id: shared } = valueOf(
    await views.keepView(nurse, { name: 'In spring', shared: true, place: 'all', asAt: '2026-03-31' }),
  );
  const mine = valueOf(await views.kept(nurse)).views;
  expect(mine.map(({ name, mine: is }) => [name, is])).toEqual([
    ['Blood sugar at Elm', true],
    ['In spring', true],
  ]);
  expect(mine[0]).toMatchObject({
    place: 'elm',
    measure: 'hba1c-recorded',
    dimension: 'age',
    words: expect.stringMatching(/, by age$/),
  });
  const seen = valueOf(await views.kept(colleague)).views;
  expect(seen).toMatchObject([{ id: shared, by: 'Ann Lee', mine: false, ends: false, asAt: '2026-03-31' }]);
  expect(await views.endView(colleague, own)).toMatchObject({ refusals: [{ code: 'insight.no-view' }] });
  expect(await views.endView(colleague, shared)).toMatchObject({ refusals: [{ code: 'insight.view-whose' }] });
  expect(valueOf(await views.kept(await made.seat(HILL, 'practice-nurse'))).views).toEqual([]);
  valueOf(await views.endView(await made.seat(ELM, 'practice-manager'), shared));
  valueOf(await views.endView(nurse, own));
  expect(valueOf(await views.kept(nurse)).views).toEqual([]);
});

test('a view without a name, of no place, measure, day or strata, and one of a person, are refused by name', async () => {
  const { views } = made.insight;
  for (const [bad, code] of [
    [{ ...WISH, name: ' ' }, 'insight.view-name'],
    [{ ...WISH, place: 'nowhere' }, 'insight.no-place'],
    [{ ...WISH, measure: 'moonlight' }, 'insight.no-measure'],
    [{ ...WISH, asAt: 'spring' }, 'insight.day'],
    [{ ...WISH, dimension: 'height' }, 'insight.view-strata'],
  ] as const)
    expect(await views.keepView(nurse, bad)).toMatchObject({ refusals: [{ code }] });
  const person = { ...nurse, role: 'person' as const };
  expect(await views.kept(person)).toMatchObject({ refusals: [{ code: 'insight.staff-only' }] });
  expect(await views.news(person)).toEqual([]);
});

test('who subscribed is told at the next month end, once, with what they may see then; and no more when they leave it', async () => {
  const { views } = made.insight;
  const wish = { place: 'elm', measure: 'hba1c-recorded', monthly: true };
  const { id } = valueOf(await views.subscribe(nurse, wish));
  expect(valueOf(await views.kept(nurse)).subscriptions).toMatchObject([
    { id, monthly: true, measure: 'hba1c-recorded' },
  ]);
  expect(await views.news(nurse)).toEqual([]);
  made.clock.now = Date.parse('2026-07-15T09:00:00Z');
  // While months are counted anew nothing is told of them.
  await made.insight.asking.keeping.current();
  expect(await views.news(nurse)).toMatchObject([
    { subscription: id, day: '2026-06-30', place: { id: 'elm' }, lines: [{ measure: 'hba1c-recorded', percent: 75 }] },
  ]);
  expect(await views.news(colleague)).toEqual([]);
  // The same account in a seat to which so few are not told: it is no news.
  const few = await made.seat(HILL, 'programme-lead', 'planning');
  expect(await views.news({ ...few, principal: nurse.principal, organization: nurse.organization })).toEqual([]);
  expect(await views.seen(colleague, id)).toMatchObject({ refusals: [{ code: 'insight.no-subscription' }] });
  valueOf(await views.seen(nurse, id));
  expect(await views.news(nurse)).toEqual([]);
  made.clock.now = Date.parse('2026-08-15T09:00:00Z');
  // While months are counted anew nothing is told of them.
  await made.insight.asking.keeping.current();
  expect(await views.news(nurse)).toHaveLength(1);
  valueOf(await views.unsubscribe(nurse, id));
  expect(await views.news(nurse)).toEqual([]);
  expect(await views.unsubscribe(nurse, id)).toMatchObject({ refusals: [{ code: 'insight.no-subscription' }] });
});

test('who wants signals alone is told of those measures of which a rule speaks, and of no other', async () => {
  const { views } = made.insight;
  valueOf(await views.subscribe(colleague, { place: 'all', monthly: false }));
  made.clock.now = Date.parse('2026-09-15T09:00:00Z');
  // While months are counted anew nothing is told of them.
  await made.insight.asking.keeping.current();
  const [told] = await views.news(colleague);
  expect(told?.lines).toMatchObject([
    {
      measure: 'hba1c-recorded',
      signals: [{ meaning: 'better', words: expect.stringContaining('above the upper limit') }],
    },
  ]);
});

test('what somebody kept goes when they leave; what they shared stays with their organisation', async () => {
  const { views } = made.insight;
  valueOf(await views.keepView(nurse, WISH));
  valueOf(await views.keepView(nurse, { ...WISH, name: 'Ours', shared: true }));
  valueOf(await views.subscribe(nurse, { place: 'elm', monthly: true }));
  await forgetLeavers(made.services.store, { organization: nurse.organization, staying: ['account/8'] });
  expect(valueOf(await views.kept(nurse))).toMatchObject({ views: [{ name: 'Ours', mine: false }], subscriptions: [] });
  expect(valueOf(await views.kept(colleague)).subscriptions).toHaveLength(1);
});
