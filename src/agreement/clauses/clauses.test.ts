import { expect, test } from 'vitest';
import { day } from '#base';
import { checkInstrument } from '../check.ts';
import { difference } from '../difference.ts';
import type { Clause } from '../instrument.ts';
import { readInstrument } from '../read.ts';
import { render } from '../render.ts';
import { council, elmTree, riverside } from '../sample.testing.ts';
import { amountWords } from '../amount.ts';
import { CLAUSE_KINDS, organizationsIn, withOrganizations } from './clause.ts';
import { EACH, everything, having } from './sample.testing.ts';

const places = (clause: unknown) => {
  const read = readInstrument(everything({ clauses: [clause as Clause] }));
  return read.ok ? [] : read.refusals.map((refusal) => refusal.expression);
};
const faults = (clause: Clause) => checkInstrument(having(clause)).map(({ code }) => code);

test('an agreement with a clause of every kind is read unchanged and has no fault', () => {
  expect(Object.keys(EACH).sort()).toEqual([...CLAUSE_KINDS].sort());
  expect(readInstrument(JSON.parse(JSON.stringify(everything())))).toEqual({ ok: true, value: everything() });
  expect(checkInstrument(everything())).toEqual([]);
});

test.each(CLAUSE_KINDS)('%s: a member left out or misspelt is refused by its place', (kind) => {
  const clause = EACH[kind] as unknown as Readonly<Record<string, unknown>>;
  expect(places({ ...clause, mispelt: 1 })).toEqual(['Instrument.clauses[0].mispelt']);
  expect(places({ ...clause, cites: undefined })).toEqual(['Instrument.clauses[0].cites']);
  for (const member of Object.keys(clause).filter((name) => !['clause', 'dependsOn'].includes(name))) {
    const [first] = places({ ...clause, [member]: Symbol('nothing that can be written') });
    expect(first?.startsWith(`Instrument.clauses[0].${member}`), member).toBe(true);
  }
});

test('staff that a measure asks for is told by a name once, and by some code', () => {
  const { staff = [], ...measure } = EACH.measure;
  expect(faults({ ...measure, staff: [...staff, ...staff] })).toEqual(['agreement.duplicate']);
  expect(faults({ ...measure, staff: [] })).toEqual(['agreement.empty']);
  const uncoded = staff.map((one) => ({ ...one, codes: { ...one.codes, codes: [] } }));
  expect(faults({ ...measure, staff: uncoded })).toEqual(['agreement.empty']);
  const strange = staff.map((one) => ({ ...one, organization: 'Organization/nobody' }));
  expect(faults({ ...measure, staff: strange })).toEqual(['agreement.stranger']);
});

test('what each kind says in plain words', () => {
  const words = Object.values(EACH).map((clause) => `${clause.clause}: ${render(clause, everything())}`);
  expect(words.join('\n')).toMatchInlineSnapshot(`
    "share: Therapists, practice nurses and specialist nurses of all partners see results and medicines recorded by Elm Tree Surgery, to care for a person on their list or who was referred to them, but nothing that is labelled sensitive; allergies and severe interactions alert whoever prescribes, unless the person declined that after being told the risk. (paragraph 4.2)
    inform: Nothing is shared before 1 May 2026; until then: a letter to every household and a notice at each reception. (paragraph 7.1)
    withhold: Letters and documents labelled safeguarding are kept back from everybody. (paragraph 4.2)
    decide: The diabetes board decides podiatry and foot protection up to £100,000.00: the programme lead of Riverside Community Trust and the finance lead of Vale Council; at least 2 of 2 there, more than half of them for it; nothing stands without Vale Council; asked before: the information-governance lead of Elm Tree Surgery; the commissioner of Vale Council can stand in for the finance lead of Vale Council up to £50,000.00; it is a board; the programme lead of Riverside Community Trust is in the chair; the information-governance lead of Elm Tree Surgery writes the minutes; by their own experience of care, with a vote: the finance lead of Vale Council; it never decides year plan, which goes up. (paragraph 4.2)
    functions: Riverside Community Trust exercises for Vale Council: reablement after hospital (Care Act 2014, section 2); Riverside Community Trust is the host; Vale Council stays liable for what it answers for in law. (paragraph 4.2)
    practise: At Elm Tree Surgery, checking feet at low risk is for practice nurses with testing with a monofilament, seen 3 times by specialist nurses or therapists and valid for 24 months; before care moves there has to be a chair for foot care (this paper is there: the list of equipment) and advice within two days (answered in two days reaches 90 % (advice 1)). (paragraph 4.2)
    measure: The measures of diabetes-uk, version 2026.1, count; the aim is all-eight for 60 % of people; for it Elm Tree Surgery has at least 2: nurses who do the checks; a review is called for by severe-hypoglycaemia above 2 %. (paragraph 5.1)
    report: Riverside Community Trust owes Vale Council the quarterly return each quarter, within 20 working days of the end of the period, as numbers only: all-eight (diabetes-uk 2026.1); each fact counts for Vale Council alone. (paragraph 5.1)
    population: It is about people registered with Elm Tree Surgery, with diabetes of type 1 or diabetes of type 2; who moves in the middle of a period counts by the day; everybody else has direct care only. (paragraph 5.1)
    contribute: Vale Council puts £600,000.00 into diabetes fund from 1 April 2026 to 31 March 2027, in equal parts each month, due on working day 1, for foot care alone, never less than £500,000.00; a change counts for what is left of the period, by the day. (paragraph 4.2)
    pay: Vale Council pays Riverside Community Trust for podiatry: £62.50 for each first assessment and £41.00 for each hour of treatment at home; a charge can be queried within 20 working days. (paragraph 4.2)
    shareRisk: At the end of each year, what diabetes fund spent too much is met so: by what education did not spend; then by risk reserve, up to £100,000.00; then 1 part Riverside Community Trust (at most £50,000.00) and 1 part Vale Council; then Vale Council carries the rest. What it did not spend goes so: kept in the pool. (paragraph 4.2)
    transition: Vale Council pays Riverside Community Trust for running old and new side by side (double running, from 1 April 2026 to 30 September 2027): tranche 1: £200,000.00 not before 1 April 2026; tranche 2: £150,000.00 not before 1 October 2026, once shown: six nurses signed off (the record shows at least 6 of PractitionerRole?role=foot-nurse). It is paid back from 1 October 2027, each quarter, with 40 % of what is saved, at most £350,000.00. (paragraph 4.2)
    grant: Vale Council gives Riverside Community Trust foot grant for foot care from 1 April 2026 to 31 March 2027: £40,000.00 for foot checks at home (each taken to cost £25.00), never less than £30,000.00 unless the programme lead of Riverside Community Trust agrees and £10,000.00 for visits (each taken to cost £40.00); of several that pay for the same it is number 1, with 1 part beside those of the same number; it is told the figures of foot-grant 1 each quarter, within 15 working days. (paragraph 4.2)
    stock: At Elm Tree Surgery and Riverside Community Trust there is always enough, by what is used there, of metformin 500 mg for 30 days and insulin for 21 days; whoever is asked for some answers within 2 working days; Vale Council keeps some for all, to last them 60 days together: each may draw what it uses in 14 days, and gives it back within 90 days. (paragraph 4.2)
    join: General practice can join when all partners agree. (paragraph 4.2)
    suspend: Information-governance leads of all partners can suspend this at once, because of a breach. (paragraph 4.2)
    leave: Any partner can leave with 90 days' notice; before the last day: name what others relied on (the information-governance lead of Riverside Community Trust, 30 days before), agree balances (the finance lead of Vale Council, 30 days before), hand over open tasks (the programme lead of Riverside Community Trust, 14 days before) and write to people (the programme lead of Riverside Community Trust, 60 days before); what was done before is charged and settled for 60 days more. (paragraph 4.2)
    succeed: On 1 October 2026 Riverside Community Trust takes the place of Elm Tree Surgery: rights, money, roles and records go over. (paragraph 4.2)
    vary: This is changed in writing by all partners, with 30 days' notice; money can be changed for at most 6 months gone by, sharing never. (paragraph 4.2)
    dispute: What is in dispute goes to the finance leads (the finance lead of Vale Council) within 10 working days, then to an expert whom both name within 30 working days; what the last says binds; meanwhile all stays as it was and what is not in dispute is paid; care never stops for it. (paragraph 4.2)
    indemnify: Riverside Community Trust makes good to Vale Council what is lost by negligence of its staff, at most £5,000,000.00, but not loss of reputation. (paragraph 4.2)"
  `);
});

test('amounts are written in full, by what their currency has', () => {
  expect(amountWords({ minor: 31_240, currency: 'GBP' })).toBe('£312.40');
  expect(amountWords({ minor: 5, currency: 'GBP' })).toBe('£0.05');
  expect(amountWords({ minor: 240_000_000, currency: 'GBP' })).toBe('£2,400,000.00');
  expect(amountWords({ minor: 2_000_000, currency: 'UGX' })).toBe('UGX 2,000,000');
  expect(amountWords({ minor: -150, currency: 'KES' })).toBe('−KES 1.50');
});

test('a change of one member of any kind is told in words', () => {
  const after = having({ ...EACH.contribute, amount: { minor: 66_000_000, currency: 'GBP' } });
  expect(difference(everything(), after).map(({ words, change }) => `${change}: ${words.slice(0, 59)}`)).toEqual([
    'removed: Vale Council puts £600,000.00 into diabetes fund from 1 Apr',
    'added: Vale Council puts £660,000.00 into diabetes fund from 1 Apr',
  ]);
});

const {
  contribute,
  decide,
  dispute,
  grant,
  indemnify,
  leave,
  pay,
  practise,
  report,
  shareRisk,
  succeed,
  stock,
  transition,
} = EACH;
const pounds = (minor: number) => ({ minor, currency: 'GBP' });
const MATCH = {
  by: contribute.by,
  puts: pounds(100),
  forEach: pounds(200),
  pool: contribute.pool,
  valued: true,
  dueBy: day('2026-12-31'),
};
const MATCHED = { ...grant, funder: elmTree, match: MATCH };
const tariff = pay.price.model === 'tariff' ? pay.price.lines : [];

test('what another party puts in beside a grant is part of its sentence, and signed where somebody puts it in', () => {
  const draft = having(MATCHED);
  expect(render(MATCHED, draft)).toContain(
    'for each £2.00 of it Vale Council puts £1.00 into diabetes fund, in money or in kind, by 31 December 2026;',
  );
  expect(faults(MATCHED)).toEqual([]);
});

test.each<[string, Clause, string]>([
  ['a funder that matches itself', { ...MATCHED, funder: contribute.by }, 'agreement.self'],
  ['a match of nothing', { ...MATCHED, match: { ...MATCH, puts: pounds(0) } }, 'agreement.match'],
  [
    'a match in another currency',
    { ...MATCHED, match: { ...MATCH, puts: { minor: 1, currency: 'EUR' } } },
    'agreement.match',
  ],
  ['a match by whoever puts nothing in', { ...MATCHED, match: { ...MATCH, by: riverside } }, 'agreement.match'],
  ['a match out of no pool', { ...MATCHED, match: { ...MATCH, pool: 'nothing' } }, 'agreement.match'],
  ['a match that was due before', { ...MATCHED, match: { ...MATCH, dueBy: day('2026-04-01') } }, 'agreement.match'],
  ['stock of one site alone', { ...stock, at: [elmTree], pooled: undefined } as never, 'agreement.stock-alone'],
  ['stock for more than a year', { ...stock, answerWorkingDays: 366 }, 'agreement.stock-days'],
  [
    'more lent than is kept',
    { ...stock, pooled: { keptBy: council, lastsDays: 10, drawDays: 11, backDays: 30 } },
    'agreement.stock-days',
  ],
  [
    'one medicine twice',
    { ...stock, medicines: stock.medicines.map((one) => ({ ...one, codes: { system: 's', codes: ['1'] } })) },
    'agreement.stock-twice',
  ],
  ['a medicine named twice', { ...stock, medicines: [...stock.medicines, ...stock.medicines] }, 'agreement.duplicate'],
  ['stock of nothing', { ...stock, medicines: [] }, 'agreement.empty'],
  ['a floor above the amount', { ...contribute, floor: pounds(70_000_000) }, 'agreement.amount'],
  ['two currencies', { ...contribute, floor: { minor: 1, currency: 'EUR' } }, 'agreement.amount'],
  [
    'a period that ends first',
    { ...contribute, period: { ...contribute.period, until: contribute.period.from } },
    'agreement.period',
  ],
  ['money from longer ago than may be', { ...contribute, appliesFrom: '2025-09-30' as never }, 'agreement.backdated'],
  [
    'one code with two prices',
    {
      ...pay,
      price: { model: 'tariff', lines: [...tariff, ...tariff.slice(0, 1).map((one) => ({ ...one, id: 'x' }))] },
    },
    'agreement.priced-twice',
  ],
  ['paying oneself', { ...pay, to: [council] }, 'agreement.self'],
  ['no prices', { ...pay, price: { model: 'tariff', lines: [] } }, 'agreement.empty'],
  ['a rest that nobody carries', { ...shareRisk, overspend: shareRisk.overspend.slice(0, 2) }, 'agreement.rest'],
  ['steps behind the last', { ...shareRisk, overspend: [...shareRisk.overspend].reverse() }, 'agreement.rest'],
  [
    'more back than was given',
    {
      ...transition,
      payBack: { from: contribute.period.from, every: 'year', percentOfSavings: 50, most: pounds(35_000_001) },
    },
    'agreement.amount',
  ],
  ['a quorum larger than the body', { ...decide, quorum: 3 }, 'agreement.quorum'],
  [
    'a deputy of nobody',
    {
      ...decide,
      deputies: [{ of: { organization: elmTree, role: 'gp' }, deputy: { organization: elmTree, role: 'gp' } }],
    },
    'agreement.deputy',
  ],
  [
    'a competency that nobody sees',
    {
      ...practise,
      tasks: practise.tasks.map((task) => ({
        ...task,
        needs: task.needs.map((need) => ({ ...need, observedBy: [] })),
      })),
    },
    'agreement.empty',
  ],
  ['a report by name for planning', { ...report, identifiability: 'identifiable' }, 'agreement.identifiable'],
  [
    'an exit without a plan for money',
    { ...leave, exitPlan: leave.exitPlan.filter(({ matter }) => matter !== 'money') },
    'agreement.exit-plan',
  ],
  ['an exit step before the notice', { ...leave, noticeDays: 20 }, 'agreement.exit-plan'],
  ["taking one's own place", { ...succeed, to: elmTree }, 'agreement.self'],
  ['a ladder without steps', { ...dispute, ladder: [] }, 'agreement.empty'],
  ['covering oneself', { ...indemnify, to: [riverside] }, 'agreement.self'],
  [
    'an alert outside care',
    {
      ...EACH.share,
      purpose: 'planning',
      relationships: ['population'],
      to: { organizations: 'parties', roles: ['commissioner'] },
    },
    'agreement.safety-floor',
  ],
  ['a stranger anywhere within', { ...decide, mustAgree: ['Organization/stranger'] }, 'agreement.stranger'],
])('refuses %s', (_, clause, code) => {
  expect(faults(clause)).toContain(code);
});

test('one topic is decided by one body for the same amounts', () => {
  const second = { ...decide, id: 'other', topics: ['podiatry'] };
  const draft = everything({ clauses: [...Object.values(EACH), second] });
  expect(checkInstrument(draft)).toMatchObject([{ code: 'agreement.decided-twice' }]);
  const larger = everything({ clauses: [...Object.values(EACH), { ...second, upTo: pounds(1_000_000_000) }] });
  expect(checkInstrument(larger)).toEqual([]);
});

test('names every organisation, and can be said of others', () => {
  expect(organizationsIn(shareRisk)).toEqual([riverside, council]);
  const become = (one: string) => (one === council ? ['Organization/a', 'Organization/b'] : []);
  expect(withOrganizations({ ...pay, to: [council] }, become)).toMatchObject({
    by: 'Organization/a',
    to: ['Organization/a', 'Organization/b'],
  });
  expect(withOrganizations(pay, become)).toBeUndefined();
  expect(withOrganizations(EACH.join, become)).toEqual(EACH.join);
});
