import { expect, test } from 'vitest';
import { readInstrument } from './read.ts';
import { careClause, informClause, order, sharing } from './sample.testing.ts';

const places = (json: unknown) => {
  const read = readInstrument(json);
  return read.ok ? [] : read.refusals.map((refusal) => refusal.expression);
};

test('reads what it is given, unchanged', () => {
  const wire: unknown = JSON.parse(JSON.stringify(sharing()));
  expect(readInstrument(wire)).toEqual({ ok: true, value: sharing() });
  const hold = {
    id: 'h',
    cites: '2',
    clause: 'withhold' as const,
    classes: ['documents' as const],
    labels: ['hiv' as const],
  };
  expect(places(order({ ...hold, to: { roles: ['gp'] }, purposes: ['direct-care'] }))).toEqual([]);
});

test.each([
  ['nothing', undefined],
  ['a list', []],
  ['text', 'sharing'],
])('refuses %s', (_, json) => {
  expect(places(json)).toEqual(['Instrument']);
});

test('names each place that is wrong', () => {
  const wire = {
    ...sharing(),
    kind: 'gentlemen',
    effective: '2026-02-30',
    version: 0,
    parties: [{ organization: 'Elm Tree', name: 'Elm Tree' }],
    clauses: [
      { ...careClause, classes: ['everything'] },
      { ...informClause, clause: 'pray' },
    ],
  };
  expect(places(wire).sort()).toEqual([
    'Instrument.clauses[0].classes[0]',
    'Instrument.clauses[1].clause',
    'Instrument.effective',
    'Instrument.kind',
    'Instrument.parties[0].organization',
    'Instrument.version',
  ]);
});

test('a misspelt member is not passed over in what people sign', () => {
  expect(places({ ...sharing(), clauses: [{ ...careClause, sensitve: ['hiv'] }, informClause] })).toEqual([
    'Instrument.clauses[0].sensitve',
  ]);
});

test('a member named like something every object has is not known', () => {
  expect(places({ ...sharing(), constructor: 1 })).toEqual(['Instrument.constructor']);
});
