import { day } from '#base';
import { expect, test } from 'vitest';
import { clausesThen } from '../ask/then.ts';
import { compile } from '../policy.ts';
import type { Clause } from '../instrument.ts';
import { agreed, law, type Look, look, of, pounds, signed, would } from './vale.testing.ts';

/* The funder sees figures while it pays. Its grant ends on 1 September. */
const money: Clause = {
  id: 'money',
  cites: '',
  clause: 'contribute',
  pool: 'home-visits',
  by: of('funder'),
  amount: pounds(9_000_000),
  period: { from: day('2026-04-01'), until: day('2026-09-01') },
  every: 'quarter',
  dueWorkingDay: 5,
  varies: 'fixed',
};
const grant = agreed({
  id: 'grant',
  title: 'Lantern grant',
  kind: 'grant',
  parties: ['funder', 'charity'],
  clauses: [money],
  expires: day('2026-09-01'),
});
const figures: Clause = {
  id: 'figures',
  cites: '',
  clause: 'share',
  classes: ['results'],
  from: [of('charity')],
  to: { organizations: [of('funder')], roles: ['programme-lead'] },
  purpose: 'planning',
  relationships: ['population'],
  dependsOn: 'grant#money',
};
const told: Clause = {
  id: 'told',
  cites: '',
  clause: 'inform',
  earliest: day('2026-04-01'),
  how: 'a notice at each visit',
};
const sharing = agreed({
  id: 'sharing',
  title: 'Figures for the Lantern Fund',
  kind: 'data-sharing',
  parties: ['funder', 'charity'],
  clauses: [figures, told],
});
const stack = [signed(grant), signed(sharing)];
const figure: Look = {
  viewer: 'funder',
  role: 'programme-lead',
  purpose: 'planning',
  by: 'charity',
  cls: 'results',
  rel: ['population'],
};

test('it sees while it pays, and the day it stops its part of the agreement ends by itself', () => {
  expect(look(stack, '2026-08-31', figure)).toMatchObject({ visible: true, decidedBy: { instrument: 'sharing' } });
  const why = look(stack, '2026-09-01', figure);
  expect(why.visible).toBe(false);
  expect(why.words).toMatchInlineSnapshot(
    `"Not visible: Figures for the Lantern Fund would show it (paragraph 1), but it holds only as long as paragraph 1 of Lantern grant runs, and that has stopped."`,
  );
  expect(compile(stack, day('2026-08-31'), law).nextChange).toBe('2026-09-01');
});

test('it ends as well when the grant is suspended, and comes back with it', () => {
  const held = [
    { ...signed(grant), suspensions: [{ from: day('2026-06-01'), to: day('2026-06-15') }] },
    signed(sharing),
  ];
  const seen = ['2026-05-31', '2026-06-01', '2026-06-15'].map((on) => look(held, on, figure).visible);
  expect(seen).toEqual([true, false, true]);
});

test('what was paid while it ran stays paid, under the clause of that day', () => {
  expect(clausesThen(stack, 'contribute', { on: day('2026-06-30'), knownOn: day('2026-10-01') })).toMatchObject([
    { instrument: { id: 'grant' }, clause: { amount: pounds(9_000_000) } },
  ]);
  expect(clausesThen(stack, 'contribute', { on: day('2026-09-01') })).toEqual([]);
});

test('a longer grant shows what it would keep open', () => {
  const longer = agreed({
    ...grant,
    version: 2,
    parties: ['funder', 'charity'],
    clauses: [money],
    effective: day('2026-09-01'),
    expires: day('2027-09-01'),
  });
  expect(would(stack, longer, [figure])).toContain('results/1 appears for programme-lead of funder');
});
