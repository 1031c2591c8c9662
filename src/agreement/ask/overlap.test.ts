import { day } from '#base';
import { expect, test } from 'vitest';
import { agreed, care, of, signed } from '../hard-cases/vale.testing.ts';
import type { Clause } from '../instrument.ts';
import { overlapOf } from './overlap.ts';

const on = day('2026-06-01');
const hold: Clause = {
  id: 'hold',
  cites: '',
  clause: 'withhold',
  classes: ['results'],
  from: [of('community')],
  to: { organizations: [of('council')] },
};
const deciding = (name: string): Clause => ({
  id: 'who',
  cites: '',
  clause: 'decide',
  topics: ['home-care'],
  body: { name, members: [{ organization: of('council'), role: 'commissioner' }] },
  quorum: 1,
  by: 'one-member',
});
const parties = ['community', 'council'] as const;
const giving = agreed({
  id: 'giving',
  title: 'Vale agreement',
  parties,
  clauses: [...care('care', ['community'], ['council']), deciding('The first board')],
});
const keeping = agreed({
  id: 'keeping',
  title: 'What stays closed',
  parties,
  clauses: [hold, deciding('The second board')],
});
const direction = agreed({
  id: 'direction',
  title: 'Direction on falls',
  kind: 'mandate',
  mandate: 'direction',
  rank: 'statute',
  parties,
  clauses: care('falls', ['community'], ['council'], { classes: ['results'] }).slice(0, 1),
});

test('between equals what keeps back wins, and the parties of both have to settle it', () => {
  const { meetings, conflicts } = overlapOf([signed(giving), signed(keeping)], of('council'), on);
  expect(meetings.map(({ why }) => why)).toEqual([
    'Of results, to care for a person: it is kept back, because between equals what keeps back wins.',
  ]);
  expect(conflicts.map(({ kind }) => kind)).toEqual(['topic', 'equals']);
  expect(conflicts[0]?.words).toBe(
    'Vale agreement and What stays closed each give home care to a body of their own: The first board and The second board both have to decide.',
  );
  expect(conflicts[1]?.who).toEqual([of('community'), of('council')]);
});

test('the stronger wins whichever way it points, and is listed first', () => {
  const { instruments, meetings } = overlapOf([signed(giving), signed(keeping), signed(direction)], of('council'), on);
  expect(instruments.map(({ id }) => id)).toEqual(['direction', 'giving', 'keeping']);
  expect(meetings.map(({ wins }) => wins.instrument)).toEqual(['keeping', 'direction']);
});

test('strangers to an agreement have no part in it', () => {
  expect(overlapOf([signed(giving), signed(keeping)], of('elm'), on)).toEqual({
    instruments: [],
    meetings: [],
    conflicts: [],
  });
});

test('what is paid for under two agreements is listed with who pays', () => {
  const pay = (by: 'council' | 'board'): Clause => ({
    id: 'pay',
    cites: '',
    clause: 'pay',
    activity: 'podiatry',
    by: of(by),
    to: [of('community')],
    price: { model: 'block', amount: { minor: 1_000, currency: 'GBP' }, every: 'month' },
    queryWorkingDays: 20,
  });
  const one = agreed({ id: 'one', title: 'One', parties: ['council', 'community'], clauses: [pay('council')] });
  const two = agreed({ id: 'two', title: 'Two', parties: ['board', 'community'], clauses: [pay('board')] });
  expect(overlapOf([signed(one), signed(two)], of('community'), on).conflicts).toMatchObject([
    { kind: 'payment', who: [of('council'), of('board')] },
  ]);
});
