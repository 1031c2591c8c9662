import { day } from '#base';
import { expect, test } from 'vitest';
import { whyCharged } from '../ask/charged.ts';
import { whoDecides } from '../ask/decides.ts';
import { type Dispute, disputeOn } from '../life/dispute.ts';
import type { DisputeClause, PayClause } from '../instrument.ts';
import { agreed, care, law, type Look, look, of, pounds, signed, would } from './vale.testing.ts';

/* A charge of £4,120 for podiatry; the council disputes £1,030 of it. */
const snomed = (code: string) => ({ system: 'http://snomed.info/sct', code });
const pay: PayClause = {
  id: 'podiatry',
  cites: '',
  clause: 'pay',
  activity: 'podiatry',
  by: of('council'),
  to: [of('community')],
  price: {
    model: 'tariff',
    lines: [
      {
        id: 'home',
        words: 'treatment at home',
        codes: { system: 'http://snomed.info/sct', codes: ['229070002'] },
        unit: 'contact',
        price: pounds(10_300),
      },
    ],
  },
  queryWorkingDays: 20,
};
const ladder: DisputeClause = {
  id: 'ladder',
  cites: '4',
  clause: 'dispute',
  payUndisputed: true,
  binding: true,
  ladder: [
    {
      id: 'leads',
      words: 'to the finance leads of both',
      who: [{ organization: of('council'), role: 'finance-lead' }],
      workingDays: 10,
    },
    { id: 'board', words: 'to the partnership board', who: [], workingDays: 20 },
    { id: 'expert', words: 'to an expert whom both name', who: [], workingDays: 30 },
  ],
};
const fund = agreed({
  id: 'fund',
  title: 'Vale agreement',
  parties: ['community', 'council'],
  clauses: [
    ...care('care', ['community'], ['council']),
    pay,
    ladder,
    {
      id: 'who',
      cites: '',
      clause: 'decide',
      topics: ['charges'],
      body: {
        name: 'The finance group',
        members: [
          { organization: of('council'), role: 'finance-lead' },
          { organization: of('community'), role: 'finance-lead' },
        ],
      },
      quorum: 2,
      by: 'all',
    },
  ],
});
const stack = [signed(fund)];
const dispute: Dispute = {
  raised: day('2026-06-01'),
  by: of('council'),
  about: 'whether ten visits on days in hospital count',
  charge: { whole: pounds(412_000), disputed: pounds(103_000) },
  failed: [],
};

test('why the charge is what it is', () => {
  const answer = whyCharged(stack, {
    activity: 'podiatry',
    code: snomed('229070002'),
    by: of('community'),
    units: 40,
    on: day('2026-05-20'),
  });
  expect(answer.amount).toEqual(pounds(412_000));
  expect(answer.words).toMatchInlineSnapshot(
    `"Vale Council pays Vale Community Trust for podiatry: £4,120.00 is 40 times £103.00 for treatment at home. So says Vale agreement, version 1, paragraph 3 (agreement of the partnership)."`,
  );
});

test('what is not in dispute is paid, the rest waits on a ladder with clocks', () => {
  const standing = disputeOn(ladder, dispute, { on: day('2026-06-10'), off: law });
  expect(standing).toMatchObject({ state: 'open', dueBy: '2026-06-15', payable: pounds(309_000) });
  expect(standing.words).toMatchInlineSnapshot(
    `"In dispute since 1 June 2026 (paragraph 4): whether ten visits on days in hospital count. Now it goes to the finance leads of both, by 15 June 2026. Meanwhile all stays as it was, and care goes on. £3,090.00 of £4,120.00 is not in dispute and is paid now; £1,030.00 waits."`,
  );
});

test('each step has its own clock; a late one is told, a ruling is kept', () => {
  const up: Dispute = { ...dispute, failed: [{ step: 'leads', on: day('2026-06-15') }] };
  expect(disputeOn(ladder, up, { on: day('2026-06-16'), off: law })).toMatchObject({
    step: { id: 'board' },
    dueBy: '2026-07-13',
  });
  expect(disputeOn(ladder, up, { on: day('2026-07-14'), off: law }).state).toBe('late');
  const ruled: Dispute = {
    ...up,
    ruling: {
      on: day('2026-07-10'),
      by: 'The partnership board',
      words: 'Days in hospital do not count.',
      keptAs: 'interpretation',
    },
  };
  expect(disputeOn(ladder, ruled, { on: day('2026-07-10') }).words).toMatchInlineSnapshot(
    `"The partnership board ruled on 10 July 2026: Days in hospital do not count. It binds and is kept as how the text is read."`,
  );
});

test('who can settle it, and under which clause', () => {
  expect(
    whoDecides(stack, { topic: 'charges', amount: pounds(103_000), on: day('2026-06-10') }).words,
  ).toMatchInlineSnapshot(
    `"The finance group decides: the finance lead of Vale Council and the finance lead of Vale Community Trust; at least 2 of 2 there, all of them for it. So says Vale agreement, version 1, paragraph 5 (agreement of the partnership)."`,
  );
});

test('care and sharing do not stop for it; both readings can be tried', () => {
  const plan: Look = { viewer: 'council', role: 'social-worker', by: 'community', cls: 'plans', rel: ['caseload'] };
  expect(look(stack, '2026-06-10', plan).visible).toBe(true);
  const narrower = agreed({
    ...fund,
    version: 2,
    parties: ['community', 'council'],
    clauses: fund.clauses.map((clause) => (clause.clause === 'pay' ? { ...pay, queryWorkingDays: 30 } : clause)),
  });
  expect(would(stack, narrower, [plan])).toEqual([]);
});

test('two clauses that pay for the same are listed, and nothing is charged', () => {
  const second = agreed({
    id: 'other',
    title: 'Another agreement',
    parties: ['board', 'community'],
    clauses: [{ ...pay, by: of('board') }],
  });
  const answer = whyCharged([...stack, signed(second)], {
    activity: 'podiatry',
    code: snomed('229070002'),
    by: of('community'),
    on: day('2026-05-20'),
  });
  expect(answer.twice.length).toBe(2);
  expect(answer.words).toMatchInlineSnapshot(
    `"Funded twice, so nothing is charged until it is settled who pays: Vale Council under Vale agreement, version 1, paragraph 3 (agreement of the partnership) and Vale Care Board under Another agreement, version 1, paragraph 1 (agreement of the partnership)."`,
  );
});
