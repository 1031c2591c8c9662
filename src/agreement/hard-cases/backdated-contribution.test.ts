import { day } from '#base';
import { expect, test } from 'vitest';
import { clausesThen } from '../ask/then.ts';
import { checkInstrument } from '../check.ts';
import { difference } from '../difference.ts';
import type { ContributeClause, VaryClause } from '../instrument.ts';
import { agreed, care, type Look, look, of, pounds, signed, would } from './vale.testing.ts';

/* In October the council's contribution is raised, back to April. With the same version a class of records is added: not back. */
const money: ContributeClause = {
  id: 'council-money',
  cites: '',
  clause: 'contribute',
  pool: 'diabetes-fund',
  by: of('council'),
  amount: pounds(60_000_000),
  period: { from: day('2026-04-01'), until: day('2027-04-01') },
  every: 'month',
  dueWorkingDay: 1,
  varies: 'pro-rata',
};
const vary: VaryClause = {
  id: 'vary',
  cites: '',
  clause: 'vary',
  agreedBy: 'parties',
  noticeDays: 0,
  backdateMonths: 6,
};
const parties = ['community', 'council'] as const;
const first = agreed({
  id: 'fund',
  title: 'Vale pooled fund',
  kind: 'section-75-pooled-fund',
  parties,
  clauses: [...care('care', ['community'], ['council']), money, vary],
});
const second = agreed({
  ...first,
  version: 2,
  parties,
  decided: day('2026-09-20'),
  effective: day('2026-10-01'),
  clauses: [
    ...care('care', ['community'], ['council'], { classes: ['problems', 'results', 'plans', 'documents'] }),
    { ...money, amount: pounds(66_000_000), appliesFrom: day('2026-04-01') },
    vary,
  ],
});
const stack = [signed(first), signed(second)];
const contribution = (on: string, knownOn: string) =>
  clausesThen(stack, 'contribute', { on: day(on), knownOn: day(knownOn) }).map(({ instrument, clause, insteadOf }) => ({
    version: instrument.version,
    amount: clause.amount.minor,
    before: insteadOf?.clause.amount.minor,
  }));

test('what was reported in September stays as it was; from October on May is an adjustment that names what it replaced', () => {
  expect(contribution('2026-05-01', '2026-09-30')).toEqual([{ version: 1, amount: 60_000_000, before: undefined }]);
  expect(contribution('2026-05-01', '2026-10-01')).toEqual([{ version: 2, amount: 66_000_000, before: 60_000_000 }]);
  expect(contribution('2026-11-01', '2026-11-01')).toEqual([{ version: 2, amount: 66_000_000, before: undefined }]);
});

test('sharing is never backdated: a letter is seen from October on, and nobody could have seen it in May', () => {
  const letter: Look = {
    viewer: 'council',
    role: 'social-worker',
    by: 'community',
    cls: 'documents',
    rel: ['caseload'],
  };
  expect(look(stack, '2026-05-15', letter).visible).toBe(false);
  expect(look(stack, '2026-09-30', letter).words).toMatchInlineSnapshot(
    `"Not visible: Vale pooled fund would show it (paragraph 1), but it begins on 1 October 2026."`,
  );
  expect(look(stack, '2026-10-01', letter).visible).toBe(true);
  expect(would([signed(first)], second, [letter])).toContain('documents/1 appears for social-worker of council');
});

test('money goes back only as far as the partners allowed when they began', () => {
  const further = {
    ...second,
    clauses: second.clauses.map((clause) =>
      clause.clause === 'contribute' ? { ...clause, appliesFrom: day('2026-03-01') } : clause,
    ),
  };
  expect(checkInstrument(further).map(({ text }) => text)).toMatchInlineSnapshot(`
    [
      "Part council-money (contribute) counts from 1 March 2026, but money can be changed back to 1 April 2026 only.",
    ]
  `);
});

test('the change is told in words before anybody signs', () => {
  expect(
    difference(first, second)
      .map(({ words }) => words)
      .filter((words) => words.includes('puts')),
  ).toMatchInlineSnapshot(`
    [
      "Vale Council puts £600,000.00 into diabetes fund from 1 April 2026 to 31 March 2027, in equal parts each month, due on working day 1; a change counts for what is left of the period, by the day. (paragraph 3)",
      "Vale Council puts £660,000.00 into diabetes fund from 1 April 2026 to 31 March 2027, in equal parts each month, due on working day 1; a change counts for what is left of the period, by the day; it counts from 1 April 2026 on. (paragraph 3)",
    ]
  `);
});
