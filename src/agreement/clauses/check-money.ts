import { plusMonths } from '#base';
import type { Refusal } from '#fhir';
import { named } from '../force.ts';
import type { Instrument } from '../instrument.ts';
import { dayWords } from '../phrases.ts';
import type { Amount, Period } from './base.ts';
import type { GrantClause } from './grant.ts';
import { searchFault } from './check-search.ts';
import type { Clause } from './clause.ts';
import { empty, fault, repeated, unless } from './fault.ts';
import { DONE_BY_WORKERS, EVIDENCE_DAYS_MAX, linesOf, paidFor } from './money.ts';
import type {
  ContributeClause,
  PayClause,
  Price,
  RiskStep,
  ShareRiskClause,
  TariffLine,
  TransitionClause,
} from './money.ts';

/** What keeps a clause about money from running as it stands: it would guess, pay twice, or leave a rest to nobody. */
export function checkMoney(
  clause: ContributeClause | PayClause | ShareRiskClause | TransitionClause,
  draft: Instrument,
): readonly Refusal[] {
  const own =
    clause.clause === 'contribute'
      ? checkContribute(clause, draft)
      : clause.clause === 'pay'
        ? checkPay(clause, draft)
        : clause.clause === 'shareRisk'
          ? checkShareRisk(clause)
          : checkTransition(clause);
  return [...own, ...oneCurrency(clause)];
}

function checkContribute(clause: ContributeClause, draft: Instrument): readonly Refusal[] {
  const { amount, floor, period } = clause;
  return [
    ...checkPeriod(clause, period),
    ...unless(floor === undefined || floor.minor <= amount.minor, () =>
      fault(clause, 'agreement.amount', 'has a floor above the amount itself'),
    ),
    ...checkBackdating(clause, draft),
  ];
}

function checkPay(clause: PayClause, draft: Instrument): readonly Refusal[] {
  const lines = linesOf(clause.price);
  const codes = lines.flatMap((line) => paidFor(line).map(({ system, code }) => `${system}|${code}`));
  return [
    ...empty(clause, { to: clause.to, ...emptyIn(clause.price) }),
    ...unless(
      clause.pool === undefined || draft.clauses.some((one) => one.clause === 'contribute' && one.pool === clause.pool),
      () => fault(clause, 'agreement.no-pool', `pays out of '${clause.pool}', into which nobody puts anything`),
    ),
    ...unless(!named(clause.to, draft).includes(clause.by), () =>
      fault(clause, 'agreement.self', 'lets an organisation pay itself; name the ones that are paid'),
    ),
    ...repeated(lines.map(({ id }) => id)).map((id) =>
      fault(clause, 'agreement.priced-twice', `has the line '${id}' twice`),
    ),
    ...repeated(codes).map((code) =>
      fault(clause, 'agreement.priced-twice', `gives ${code} two prices; one activity has one price`),
    ),
    ...lines.flatMap((line) => checkLine(clause, line)),
    ...unless(!forOne(clause.price) || named(clause.to, draft).length < 2, () =>
      fault(
        clause,
        'agreement.one-payee',
        'has a price for a whole period and several to be paid; write a part for each',
      ),
    ),
    ...checkWorker(clause),
    ...checkBackdating(clause, draft),
  ];
}

/** An incentive is an amount for each thing that a worker did: of a part of a period nobody could say whose it is. */
function checkWorker(clause: PayClause): readonly Refusal[] {
  const { worker, price } = clause;
  if (!worker) return [];
  const lines = linesOf(price);
  const { verified } = worker;
  const unknown = lines.filter(
    ({ search }) => search !== undefined && !DONE_BY_WORKERS.includes(search.split('?')[0] ?? ''),
  );
  return [
    ...unless(price.model === 'tariff', () =>
      fault(clause, 'agreement.worker-price', 'pays workers, and needs a price for each thing they do'),
    ),
    ...unknown.map(({ id }) =>
      fault(
        clause,
        'agreement.worker-unknown',
        `has the line '${id}', of which the record does not say who did it; pay for visits, procedures or immunisations`,
      ),
    ),
    ...(verified.by === 'record' ? searchFault(clause, 'what shows it', verified.search) : []),
    ...unless(verified.by !== 'record' || verified.withinDays <= EVIDENCE_DAYS_MAX, () =>
      fault(clause, 'agreement.worker-evidence', `lets evidence be more than ${EVIDENCE_DAYS_MAX} days away`),
    ),
  ];
}

/** What is counted for each that is paid can be for several; an amount for a period cannot, without a guess at who has how much. */
function forOne({ model }: Price): boolean {
  return model === 'block' || model === 'blended' || model === 'integration-premium';
}

function checkLine(clause: PayClause, { id, codes, search }: TariffLine): readonly Refusal[] {
  if ((codes === undefined) === (search === undefined))
    return [fault(clause, 'agreement.paid-for', `has the line '${id}', which needs either codes or a search`)];
  if (search === undefined) return [];
  return searchFault(clause, id, search);
}

function checkShareRisk(clause: ShareRiskClause): readonly Refusal[] {
  return (['overspend', 'underspend'] as const).flatMap((way) => {
    const steps = clause[way];
    const open = steps.findIndex(takesAll);
    return [
      ...empty(clause, { [way]: steps }),
      ...steps.flatMap((step) => (step.step === 'split' ? empty(clause, { [`${way}.shares`]: step.shares }) : [])),
      ...unless(steps.length === 0 || open >= 0, () =>
        fault(clause, 'agreement.rest', `does not say who has the rest of an ${way}; end with a step without limit`),
      ),
      ...unless(open < 0 || open === steps.length - 1, () =>
        fault(clause, 'agreement.rest', `has steps of an ${way} behind one that takes all that is left`),
      ),
    ];
  });
}

function takesAll(step: RiskStep): boolean {
  if (step.step === 'carry') return true;
  if (step.step === 'keep-in-pool') return step.most === undefined;
  return step.step === 'split' && step.most === undefined && step.shares.every(({ most }) => most === undefined);
}

function checkTransition(clause: TransitionClause): readonly Refusal[] {
  const total = clause.tranches.reduce((sum, { amount }) => sum + amount.minor, 0);
  return [
    ...empty(clause, { tranches: clause.tranches }),
    ...checkPeriod(clause, clause.doubleRunning),
    ...repeated(clause.tranches.map(({ id }) => id)).map((id) =>
      fault(clause, 'agreement.priced-twice', `has the tranche '${id}' twice`),
    ),
    ...unless(clause.by !== clause.to, () => fault(clause, 'agreement.self', 'lets an organisation pay itself')),
    ...unless(clause.payBack === undefined || clause.payBack.most.minor <= total, () =>
      fault(clause, 'agreement.amount', 'asks more back than its tranches give'),
    ),
    ...unless(inOrder(clause.costs ?? []) && inOrder(clause.savings?.fewer ?? []), () =>
      fault(
        clause,
        'agreement.period',
        'has steps of its costs or savings that do not follow each other by their days',
      ),
    ),
    ...unless(
      (clause.savings?.fewer ?? []).every(({ monthly }) => monthly <= (clause.savings?.before ?? 0)),
      () => fault(clause, 'agreement.amount', 'expects to save more than there was before'),
    ),
  ];
}

function inOrder(steps: readonly { readonly from: string }[]): boolean {
  return steps.every(({ from }, at) => at === 0 || (steps[at - 1]?.from ?? '') < from);
}

function checkPeriod(clause: Clause, { from, until }: Period): readonly Refusal[] {
  return unless(from < until, () => fault(clause, 'agreement.period', 'has a period that ends before it begins'));
}

/** Money may be changed for days gone by as far as the instrument itself allows it; what it was before is kept. */
export function checkBackdating(
  clause: ContributeClause | PayClause | GrantClause,
  draft: Instrument,
): readonly Refusal[] {
  const { appliesFrom } = clause;
  if (appliesFrom === undefined || appliesFrom >= draft.effective) return [];
  const months = draft.clauses.reduce(
    (most, one) => (one.clause === 'vary' ? Math.max(most, one.backdateMonths) : most),
    0,
  );
  const earliest = plusMonths(draft.effective, -months);
  return unless(months > 0 && appliesFrom >= earliest, () =>
    fault(
      clause,
      'agreement.backdated',
      `counts from ${dayWords(appliesFrom)}, but ${months === 0 ? 'nothing here lets money be changed for days gone by' : `money can be changed back to ${dayWords(earliest)} only`}`,
    ),
  );
}

function oneCurrency(clause: Clause): readonly Refusal[] {
  const found = new Set<string>();
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (isAmount(value)) found.add(value.currency);
    else for (const member of Object.values(value)) look(member);
  };
  look(clause);
  return unless(found.size < 2, () =>
    fault(clause, 'agreement.amount', `mixes currencies (${[...found].join(', ')}); write a part for each`),
  );
}

function isAmount(value: object): value is Amount {
  return 'minor' in value && 'currency' in value;
}

function emptyIn(price: Price): Readonly<Record<string, readonly unknown[]>> {
  if (price.model === 'integration-premium') return { 'price.together': price.together };
  return 'lines' in price ? { 'price.lines': price.lines } : {};
}
