import england from '#packs/jurisdiction-england/pack.json';
import { expect, test } from 'vitest';
import { checkInstrument } from './check.ts';
import type { Clause, WithholdClause } from './instrument.ts';
import { readJurisdiction } from './jurisdiction.ts';
import { careClause, informClause, sharing } from './sample.testing.ts';

const read = readJurisdiction(england);
if (!read.ok) throw new Error(read.refusals[0].text);
const law = read.value;

const keptBack: WithholdClause = {
  id: 'hold',
  cites: '4.2',
  clause: 'withhold',
  classes: ['documents'],
  labels: ['safeguarding'],
  to: { roles: ['social-worker'] },
  purposes: ['direct-care'],
};
const wrong = (...clauses: readonly Clause[]) => checkInstrument(sharing({ clauses: [...clauses, informClause] }), law);

test('a part that takes from those whom the law names what the law gives them is refused, with the law', () => {
  expect(wrong(careClause, keptBack)).toMatchObject([
    {
      code: 'agreement.floor',
      expression: "Instrument.clauses.where(id='hold').to",
      text: expect.stringContaining('Care Act 2014'),
    },
  ]);
});

test('keeping the same back from others besides, or other items too, is for the parties to agree', () => {
  expect(wrong(careClause, { ...keptBack, to: { roles: ['social-worker', 'receptionist'] } })).toEqual([]);
  expect(wrong(careClause, { ...keptBack, classes: ['documents', 'finance'] })).toEqual([]);
  const { purposes: _, ...always } = keptBack;
  expect(wrong(careClause, always)).toEqual([]);
});

test('nobody agrees that allergies alert nobody', () => {
  expect(wrong({ ...careClause, safetyFloor: false })).toMatchObject([
    { code: 'agreement.floor', expression: "Instrument.clauses.where(id='care').safetyFloor" },
  ]);
  expect(wrong(careClause)).toEqual([]);
});

test('a court does what parties cannot', () => {
  const order = sharing({ kind: 'mandate', rank: 'court-order', clauses: [keptBack] });
  expect(checkInstrument(order, law).map(({ code }) => code)).not.toContain('agreement.floor');
});
