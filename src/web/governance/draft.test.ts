import { day } from '#base';
import type { Instrument, ShareClause } from '#agreement';
import type { InstrumentView } from '#governance/contract';
import { expect, test } from 'vitest';
import { draftFrom } from './draft.ts';

const share: ShareClause = {
  id: 'care',
  clause: 'share',
  cites: '4.1',
  classes: ['results', 'medicines'],
  from: 'parties',
  to: { organizations: 'parties', roles: ['gp'] },
  purpose: 'direct-care',
  relationships: ['registered'],
};

const view = {
  versions: [1, 3].map((version) => ({ version, state: 'in-effect', decided: day('2026-01-01') })),
  instrument: {
    id: 'vale',
    version: 1,
    signed: day('2026-02-01'),
    decided: day('2026-01-01'),
    effective: day('2026-03-01'),
    text: [{ id: '4.1', text: 'GPs see results and medicines.' }],
    clauses: [share],
  } as unknown as Instrument,
} as unknown as InstrumentView;

const TODAY = day('2026-06-01');

test('a draft is unsigned, decided today, and follows the newest version', () => {
  const form = new URLSearchParams([
    ['effective', '2026-07-01'],
    ['classes.care', 'medicines'],
    ['classes.care', 'results'],
    ['classes.care', 'allergies'],
    ['text.4.1', 'GPs see results,\r\nmedicines and allergies. '],
  ]);
  const draft = draftFrom(view, form, TODAY);
  expect(draft).toMatchObject({
    ok: true,
    value: {
      version: 4,
      decided: '2026-06-01',
      effective: '2026-07-01',
      text: [{ id: '4.1', text: 'GPs see results,\nmedicines and allergies.' }],
      clauses: [{ id: 'care', classes: ['results', 'medicines', 'allergies'] }],
    },
  });
  expect(draft.ok && 'signed' in draft.value).toBe(false);
});

test('a part that shares nothing any more is left out', () => {
  const draft = draftFrom(view, new URLSearchParams({ effective: '2026-07-01' }), TODAY);
  expect(draft.ok && draft.value.clauses).toEqual([]);
});

test('refuses a draft without a first day', () => {
  expect(draftFrom(view, new URLSearchParams({ effective: '1 July' }), TODAY)).toMatchObject({
    ok: false,
    refusals: [{ code: 'web.no-day', expression: 'effective' }],
  });
});
