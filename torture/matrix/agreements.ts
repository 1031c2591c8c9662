import { type Clause, type Instrument, ROLES, type Stack, type StackEntry } from '#agreement';
import type { ShareClause, WithholdClause } from '../../src/agreement/instrument.ts';
import { type Day, day } from '#base';
import {
  careClause,
  council,
  elmTree,
  informClause,
  order,
  sharing,
  signedByAll,
  unsigned,
} from '../../src/agreement/sample.testing.ts';

/** What was agreed, and where it stands today. */
export type Agreement = { readonly name: string; readonly stack: Stack };

/** So many days after today. */
const after = (days: number, today: Day): Day =>
  day(new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10));

const care: ShareClause = {
  ...careClause,
  classes: ['results', 'allergies', 'problems', 'demographics'],
  from: 'parties',
  to: { organizations: 'parties', roles: ROLES.filter((role) => role !== 'system') },
  sensitive: ['hiv'],
  safetyFloor: true,
};
const results: ShareClause = { ...care, classes: ['results'], safetyFloor: false, sensitive: [] };
const plan: ShareClause = {
  ...care,
  id: 'plan',
  purpose: 'planning',
  relationships: ['population'],
  safetyFloor: false,
};
const pay: ShareClause = { ...plan, id: 'pay', purpose: 'payment' };
const inspect: ShareClause = { ...plan, id: 'inspect', purpose: 'audit', relationships: ['population', 'contributed'] };
const asked: ShareClause = {
  ...care,
  id: 'asked',
  onlyWithConsent: true,
  relationships: ['consented'],
  safetyFloor: false,
};
const held: WithholdClause = { id: 'held', cites: '4.2', clause: 'withhold', classes: ['results'], from: [elmTree] };
const leave: Clause = {
  id: 'leave',
  cites: '9.9',
  clause: 'leave',
  by: 'parties',
  noticeDays: 30,
  runOffDays: 30,
  exitPlan: [],
};

/** One stack for each state that an agreement can be in, and for each way in which two of them meet. */
export function agreementsOn(today: Day): readonly Agreement[] {
  const past = after(-90, today);
  const tell: Clause = { ...informClause, earliest: past };
  const made = (changes: Partial<Instrument> = {}): Instrument =>
    sharing({ decided: past, effective: past, clauses: [care, plan, pay, inspect, tell, leave], ...changes });
  const signed = (changes: Partial<Instrument> = {}, on = past): StackEntry => signedByAll(made(changes), on);
  const direction = (changes: Partial<Instrument>): StackEntry =>
    unsigned(order({ ...held, cites: '2' }, { decided: past, effective: past, ...changes }));
  const lone = signed();
  return [
    { name: 'nothing', stack: [] },
    { name: 'in effect', stack: [lone] },
    { name: 'awaits a signature', stack: [{ ...lone, signatures: lone.signatures.slice(1) }] },
    { name: 'suspended', stack: [{ ...lone, suspensions: [{ from: after(-1, today) }] }] },
    { name: 'resumed', stack: [{ ...lone, suspensions: [{ from: after(-9, today), to: after(-2, today) }] }] },
    { name: 'from tomorrow', stack: [signed({ effective: after(1, today) })] },
    { name: 'people are told tomorrow', stack: [signed({ clauses: [care, { ...tell, earliest: after(1, today) }] })] },
    { name: 'expired', stack: [signed({ expires: today })] },
    {
      name: 'narrowed by a version that no longer keeps back what the first did',
      stack: [
        signed({ clauses: [care, plan, { ...held, classes: ['problems'], from: 'parties' }, tell] }),
        signed({ version: 2, effective: after(-30, today), clauses: [results, tell] }, after(-31, today)),
      ],
    },
    {
      name: 'the surgery has left',
      stack: [{ ...lone, notices: [{ organization: elmTree, given: after(-40, today) }] }],
    },
    {
      name: 'the council has given notice',
      stack: [{ ...lone, notices: [{ organization: council, given: after(-10, today) }] }],
    },
    {
      name: 'an order, and a policy of the council itself',
      stack: [
        lone,
        direction({}),
        direction({
          id: 'policy',
          rank: 'organisation',
          parties: made().parties.slice(2),
          clauses: [{ ...held, cites: '2', classes: ['problems'], from: 'parties', to: { organizations: [council] } }],
        }),
      ],
    },
    {
      name: 'a statute above what the partners keep back',
      stack: [
        signed({ clauses: [care, held, tell] }),
        signed({
          ...order({ ...held, cites: '2' }, { id: 'statute', rank: 'statute', decided: past, effective: past }),
          clauses: [{ ...results, id: 'law', cites: '2' }],
        }),
      ],
    },
    { name: 'only with consent', stack: [signed({ clauses: [asked, tell] })] },
  ];
}
