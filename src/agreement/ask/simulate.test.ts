import { day } from '#base';
import { expect, test } from 'vitest';
import { careClause, elmTree, informClause, keyOf, riverside, sharing, signedByAll, today } from '../sample.testing.ts';
import { classNumber, type DataClass, labelBits, relationshipBits } from '../words.ts';
import { changesOf } from './simulate.ts';
import { changesFor, effectsOn, type Sample } from './simulate.testing.ts';

const now = signedByAll(sharing());
const draft = sharing({
  version: 2,
  effective: day('2026-07-01'),
  clauses: [{ ...careClause, classes: ['results', 'documents'], sensitive: ['hiv'] }, informClause],
});
const item = (id: number, person: string, cls: DataClass, lab = 0) => ({
  reference: `${cls}/${id}`,
  person,
  row: { org: 1, basis: 1, cls: classNumber(cls), lab, personal: true },
});
const sample: Sample = {
  items: [
    item(1, 'ann', 'documents'),
    item(2, 'ann', 'documents'),
    item(3, 'bob', 'documents'),
    item(4, 'bob', 'medicines'),
    item(5, 'ann', 'results', labelBits('hiv')),
    item(6, 'cy', 'documents'),
  ],
  accessOf: ({ organization }, person) =>
    organization === 2 && person !== 'cy'
      ? { rel: relationshipBits('referred'), denyOrg: person === 'bob' ? [1] : [], denyLab: 0, denyCls: 0 }
      : undefined,
};
const simulation = { stack: [now], draft, on: today, keyOf };

test('counts by class and label what would appear and vanish for each seat, on the first day of the draft', () => {
  const effects = effectsOn(simulation, sample);
  const therapists = effects.find(({ seat }) => seat.organization === 2 && seat.role === 'therapist');
  expect(therapists).toEqual({
    seat: { organization: 2, role: 'therapist', purpose: 'direct-care' },
    appears: [
      { cls: 'documents', labels: [], items: 2, people: 1 },
      { cls: 'results', labels: ['hiv'], items: 1, people: 1 },
    ],
    vanishes: [],
  });
});

test('what a person denied neither appears nor vanishes', () => {
  expect(changesFor(simulation, sample, 'bob')).toEqual([]);
  expect(changesFor(simulation, sample, 'ann').map(({ reference, seat }) => `${reference} ${seat.role}`)).toContain(
    'documents/1 therapist',
  );
});

test('one item tells both sides and why', () => {
  const [change] = changesFor(simulation, sample, 'ann');
  expect(change?.before.visible).toBe(false);
  expect(change?.after.words).toContain('Vale data-sharing agreement, version 2');
});

test('a draft that changes only money asks nothing to be counted', () => {
  const same = sharing({ version: 2, effective: day('2026-07-01') });
  const effects = changesOf({ ...simulation, draft: { ...same, clauses: sharing().clauses } });
  expect(effects).toEqual([]);
});

test('a draft that leaves a party out takes away its sight', () => {
  const without = sharing({
    version: 2,
    effective: day('2026-07-01'),
    parties: sharing().parties.filter(({ organization }) => organization !== riverside),
  });
  const effects = changesFor(
    { ...simulation, draft: without },
    { ...sample, items: [item(7, 'ann', 'results')] },
    'ann',
  );
  expect(effects.map(({ seat, after }) => `${seat.organization} ${seat.role} ${after.visible}`)).toContain(
    '2 therapist false',
  );
  expect(without.parties.map(({ organization }) => organization)).toContain(elmTree);
});
