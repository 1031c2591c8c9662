import { day } from '#base';
import { expect, test } from 'vitest';
import { inForce, type Stack, standings, turningDays } from './force.ts';
import {
  careClause,
  council,
  elmTree,
  informClause,
  order,
  riverside,
  sharing,
  signedByAll,
  today,
  unsigned,
} from './sample.testing.ts';

const where = (stack: Stack, on = today) =>
  standings(stack, on).map((entry) => `${entry.instrument.id} ${entry.instrument.version}: ${entry.standing}`);
const second = sharing({ version: 2, effective: day('2026-07-01') });

test('waits for the last signature, and says whose', () => {
  const most = { ...unsigned(sharing()), signatures: [{ organization: elmTree, on: today }] };
  expect(standings([most], today)).toMatchObject([{ standing: 'awaiting-signatures', awaited: [riverside, council] }]);
  expect(where([signedByAll(sharing())])).toEqual(['sharing 1: in-effect']);
});

test('begins on its effective day, or later when people have to be told first', () => {
  expect(where([signedByAll(sharing())], day('2026-04-01'))).toEqual(['sharing 1: signed']);
  expect(where([signedByAll(sharing())], day('2026-04-30'))).toEqual(['sharing 1: signed']);
  expect(where([signedByAll(sharing())], day('2026-05-01'))).toEqual(['sharing 1: in-effect']);
});

test('a newer signed version takes over on its day and not before', () => {
  const stack = [signedByAll(sharing()), signedByAll(second)];
  expect(where(stack, day('2026-06-30'))).toEqual(['sharing 1: in-effect', 'sharing 2: signed']);
  expect(where(stack, day('2026-07-01'))).toEqual(['sharing 1: replaced', 'sharing 2: in-effect']);
});

test('a newer version that somebody has not signed takes over nothing', () => {
  expect(where([signedByAll(sharing()), unsigned(second)], day('2026-07-01'))).toEqual([
    'sharing 1: in-effect',
    'sharing 2: awaiting-signatures',
  ]);
});

test('an unsigned version gives way to the next proposal', () => {
  expect(where([unsigned(sharing()), unsigned(second)])).toEqual([
    'sharing 1: replaced',
    'sharing 2: awaiting-signatures',
  ]);
});

test('a party left out of a new version signs its leaving', () => {
  const without = sharing({ version: 2, parties: sharing().parties.slice(0, 2) });
  const [, next] = standings([signedByAll(sharing()), signedByAll(without)], today);
  expect(next).toMatchObject({ standing: 'awaiting-signatures', awaited: [council] });
});

test('when the newest version ends the one before does not come back', () => {
  const stack = [signedByAll(sharing()), signedByAll({ ...second, expires: day('2026-08-01') })];
  expect(where(stack, day('2026-07-31'))).toEqual(['sharing 1: replaced', 'sharing 2: in-effect']);
  expect(where(stack, day('2026-08-01'))).toEqual(['sharing 1: replaced', 'sharing 2: ended']);
});

test('a suspension stands from its day until the day it is lifted', () => {
  const suspended = { ...signedByAll(sharing()), suspensions: [{ from: today, to: day('2026-06-10') }] };
  expect(where([suspended], day('2026-05-31'))).toEqual(['sharing 1: in-effect']);
  expect(where([suspended], today)).toEqual(['sharing 1: suspended']);
  expect(where([suspended], day('2026-06-10'))).toEqual(['sharing 1: in-effect']);
  const lifted = { ...suspended, suspensions: [{ from: today, to: today }] };
  expect(where([lifted])).toEqual(['sharing 1: in-effect']);
});

test('an instrument runs only while its parent does', () => {
  const child = signedByAll(sharing({ id: 'scheme', parent: 'alliance' }));
  const parent = signedByAll(sharing({ id: 'alliance', expires: day('2026-06-15') }));
  expect(where([child])).toEqual(['scheme 1: signed']);
  expect(where([child, parent])).toEqual(['scheme 1: in-effect', 'alliance 1: in-effect']);
  expect(where([child, parent], day('2026-06-15'))).toEqual(['scheme 1: signed', 'alliance 1: ended']);
  const circle = signedByAll(sharing({ id: 'alliance', parent: 'scheme' }));
  expect(inForce([child, circle], today)).toEqual([]);
});

test('a mandate that only keeps back runs without signatures; one that makes organisations share waits for them', () => {
  const hold = { id: 'h', cites: '2', clause: 'withhold' as const, classes: ['documents' as const] };
  expect(where([unsigned(order(hold))])).toEqual(['order 1: in-effect']);
  const giving = order(hold, { clauses: [{ ...careClause, cites: '2' }, informClause] });
  expect(standings([unsigned(giving)], today)).toMatchObject([{ standing: 'awaiting-signatures', awaited: [elmTree] }]);
});

test('what an order keeps back is not lifted by a new version that its parties have not confirmed', () => {
  const hold = { id: 'h', cites: '2', clause: 'withhold' as const, classes: ['documents' as const] };
  const lifted = order(hold, { version: 2, clauses: [] });
  expect(where([unsigned(order(hold)), unsigned(lifted)])).toEqual([
    'order 1: in-effect',
    'order 2: awaiting-signatures',
  ]);
});

test('names the days to come on which something turns', () => {
  const stack = [
    signedByAll(sharing()),
    signedByAll(second),
    { ...unsigned(sharing({ id: 'x', expires: day('2026-09-01') })) },
  ];
  expect(turningDays(stack, today)).toEqual(['2026-07-01', '2026-09-01']);
});
