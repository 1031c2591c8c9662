import { day } from '#base';
import { expect, test } from 'vitest';
import type { Stack } from '#agreement';
import { agreementOf } from './parts.ts';

const [COUNCIL, TRUST, BOARD] = ['Organization/council', 'Organization/trust', 'Organization/board'];
const since = day('2026-01-01');
const stack: Stack = [
  {
    instrument: {
      id: 'classes',
      version: 1,
      title: 'Classes',
      kind: 'contract',
      rank: 'partnership',
      jurisdiction: 'england',
      purpose: 'payment',
      parties: [
        { organization: COUNCIL, name: 'Council', kind: 'council' },
        { organization: TRUST, name: 'Trust', kind: 'trust' },
      ],
      population: { words: 'everybody' },
      decided: since,
      effective: since,
      text: [],
      clauses: [],
    },
    signatures: [],
    acts: [],
  },
] as unknown as Stack;
const row = { instrument: 'classes', version: 1, paragraph: '2' };
const nameOf = (organization: string) => organization;

test('a party is led from a charge to the agreement; whoever took the charge over from outside reads its name alone', () => {
  const named = { display: 'Classes, version 1, paragraph 2', identifier: { value: 'classes version 1' } };
  for (const party of [COUNCIL, TRUST]) {
    expect(agreementOf(row, { stack, nameOf, names: [party] })).toMatchObject({
      ...named,
      reference: 'Contract/money-agreement-classes-v1',
    });
  }
  const outside = agreementOf(row, { stack, nameOf, names: [BOARD] });
  expect(outside).toMatchObject(named);
  expect(outside).not.toHaveProperty('reference');
});
