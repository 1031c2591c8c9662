import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Access } from '#agreement';
import { day } from '#base';
import { freshDatabase, type TestDatabase } from '#testing/database';
import { engineOn } from '../engine.testing.ts';
import {
  BOARD,
  codesOf,
  COUNCIL,
  ELM,
  type TestPartnership,
  testPartnership,
  valueOf,
} from '../partnership.testing.ts';
import { nearestHooks, type PolicyState } from './said.ts';

let database: TestDatabase;
let vale: TestPartnership;
let lead: Access;

beforeEach(async () => {
  database = await freshDatabase();
  vale = await testPartnership(database.store, { obligationsOn: engineOn(database.store) });
  lead = await vale.seat(BOARD, 'programme-lead', 'planning');
});
afterEach(async () => {
  await vale.stop();
  await database.drop();
});

test('a policy that is withdrawn shows all that rests on it in one view, and asks each owner once', async () => {
  const { policies } = vale.governance;
  const typed = { name: 'Long-term plan', source: 'A paper', from: '2026-01-01', objectives: 'Diabetes\nPrevention' };
  const { id } = valueOf(await policies.enter(lead, typed));
  const owner = `${COUNCIL}|finance-lead`;
  for (const [kind, words] of [
    ['fund', 'The pool'],
    ['duty', 'Yearly checks'],
    ['report', 'The quarterly return'],
  ])
    valueOf(await policies.act(lead, id, { did: 'rests', typed: { kind: kind ?? '', words: words ?? '', owner } }));
  valueOf(await policies.act(lead, id, { did: 'withdrawn', typed: { why: 'An election' } }));
  valueOf(await policies.act(lead, id, { did: 'withdrawn', typed: { why: 'Said twice' } }));
  expect(valueOf(await policies.one(lead, id))).toMatchObject({
    standing: 'withdrawn',
    rests: [{ kind: 'fund' }, { kind: 'duty' }, { kind: 'report' }],
  });
  const owed = (await vale.governance.obligations.owedBy(await vale.seat(COUNCIL, 'finance-lead'))).items;
  expect(owed.filter(({ kind }) => kind === 'policy-withdrawn')).toHaveLength(3);
});

test('policies are written by programme leads and commissioners, and read by who works on programmes', async () => {
  const { policies } = vale.governance;
  const typed = { name: 'n', source: 's', from: '2026-01-01', objectives: 'o' };
  expect(codesOf(await policies.enter(await vale.seat(ELM, 'practice-manager'), typed))).toEqual([
    'governance.policy-whose',
  ]);
  expect(codesOf(await policies.all(await vale.seat(ELM, 'practice-nurse')))).toEqual(['governance.no-policy']);
  expect(codesOf(await policies.act(lead, 'p9', { did: 'opens', typed: { words: 'x' } }))).toEqual([
    'governance.no-policy',
  ]);
});

test('the three nearest hooks are those whose objectives share most words, the same ones each time', () => {
  const of = (id: string, ...objectives: readonly string[]): PolicyState => ({
    id,
    name: `Policy ${id}`,
    source: '',
    from: day('2026-01-01'),
    objectives,
    opens: [],
    rests: [],
  });
  const all = [
    of('a', 'clinics nearer home'),
    of('b', 'podiatry clinics nearer home'),
    of('c', 'clinics'),
    of('d', 'clinics'),
    of('e', 'roads'),
    { ...of('f', 'podiatry clinics nearer home'), withdrawn: { on: day('2026-02-01'), why: '' } },
  ];
  const hooks = nearestHooks('Podiatry clinics nearer to where people live', all, day('2026-06-01'));
  expect(hooks.map(({ policy }) => policy)).toEqual(['b', 'a', 'c']);
  expect(hooks[0]?.words).toEqual(['clinics', 'nearer', 'podiatry']);
  expect(nearestHooks('Podiatry clinics nearer to where people live', all.toReversed(), day('2026-06-01'))).toEqual(
    hooks,
  );
});
