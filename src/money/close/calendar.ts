import type { Access } from '#agreement';
import { type Day, plusMonths } from '#base';
import { accepted, type Outcome } from '#fhir';
import { type Asked, askedOf, type Asking } from '../ask.ts';
import type { ClosingRow } from '../views/closings.queries.ts';
import { closingRows } from '../views/closings.queries.ts';
import { partiesWithBalance } from '../views/balance-owed.ts';
import type { Partner, PoolName } from '../contract.ts';
import { daysOffOf } from '../pool/days-off.ts';
import { summaryNow } from '../views/pools.ts';
import { shownAccruals } from './accruals.ts';
import {
  type AccrualRow,
  accrualRows,
  type AgreedRow,
  agreedRows,
  type AskedRow,
  askedRows,
  type ChangeRow,
  changeRows,
} from './close.queries.ts';
import type { CloseCalendar, CloseMonth, CloseStep, CloseStepName } from './contract.ts';
import { daysOfMonth, dueOf, monthOf, stateOf, usualDays } from './days.ts';
import { lastMonth, type MonthAgreed, monthAgreed } from './ground.ts';

/** The month that runs and those before it. */
const MONTHS = 6;

/** The steps of the close of a pool's months: by when each is done, by whom, and what is done and late. */
export async function closeCalendar(asking: Asking, access: Access, name: PoolName): Promise<Outcome<CloseCalendar>> {
  const found = await askedOf(asking, access, name);
  if (!found.ok) return found;
  const { pool, today, stack, keep, act } = found.value;
  const months = Array.from({ length: MONTHS }, (_, back) => plusMonths(monthOf(today), -back)).flatMap((month) => {
    const agreed = monthAgreed(stack, pool, { month, today });
    return agreed ? [agreed] : [];
  });
  const known = await knownOf(asking, found.value, months);
  const usual = usualDays(pool.jurisdiction);
  const over = months.find(({ month }) => month === lastMonth(today));
  return accepted({
    pool: await summaryNow(asking, found.value),
    days: daysOfMonth(known.changes, monthOf(today), usual),
    usual,
    changes: known.changes.map(({ from_month, at, by, reason, charges, accruals, closed, balances }) => ({
      charges,
      accruals,
      closed,
      balances,
      by,
      reason,
      from: from_month.slice(0, 7),
      at: at.toISOString(),
    })),
    months: months.map((agreed) => monthShown(agreed, { asked: found.value, known })),
    ...(over && over.payees.length > 0
      ? { accruals: await shownAccruals(asking, access, found.value, over.month) }
      : {}),
    may: { keep, act },
  });
}

/** What shows that steps were done. */
type Known = {
  readonly changes: readonly ChangeRow[];
  readonly asked: readonly AskedRow[];
  readonly accrued: readonly AccrualRow[];
  readonly closings: readonly ClosingRow[];
  readonly agreed: readonly AgreedRow[];
  readonly parties: readonly string[];
  readonly closed: Day | undefined;
};

async function knownOf(asking: Asking, { pool, today }: Asked, months: readonly MonthAgreed[]): Promise<Known> {
  const { store } = asking.services;
  const first = months.at(-1)?.month ?? today;
  const payees = [...new Set(months.flatMap((one) => one.payees))];
  const [changes, asked, accrued, closings, agreed, parties] = await Promise.all([
    changeRows(store, pool.id),
    askedRows(store, payees, first),
    accrualRows(store, pool.id, first),
    closingRows(store, pool.id),
    agreedRows(store, pool.id, first),
    partiesWithBalance(store, pool),
  ]);
  const moved = closings.find(({ act }) => act !== 'ask-reopen');
  return { changes, asked, accrued, closings, agreed, parties, closed: moved?.through ?? undefined };
}

type Showing = { readonly asked: Asked; readonly known: Known };

function monthShown(agreed: MonthAgreed, showing: Showing): CloseMonth {
  const { payees, month, last } = agreed;
  const { pool, nameOf } = showing.asked;
  const partner = (organization: string): Partner => ({ organization, name: nameOf(organization) });
  const step = stepIn(agreed, showing);
  const { asked, accrued } = showing.known;
  const [closing, kept] = [closingOf(showing.known, last), accrued.find((row) => row.month === month)];
  return {
    month: month.slice(0, 7),
    until: last,
    steps: [
      ...payees.map((payee) =>
        step('charges', partner(payee), doneBy(asked.find((row) => row.payee === payee && row.day > last))),
      ),
      ...(payees.length > 0 ? [step('accruals', partner(pool.keeper), doneBy(kept))] : []),
      step('closed', partner(pool.keeper), doneBy(closing)),
      ...showing.known.parties.map((party) => balanceStep(partner(party), agreed, showing)),
    ],
  };
}

type Done = {
  readonly done: boolean;
  readonly at?: string;
  readonly by?: string;
  readonly missing?: readonly string[];
};

function doneBy(row: { readonly at: Date; readonly by: string } | undefined): Done {
  return row ? { done: true, at: row.at.toISOString(), by: row.by } : { done: false };
}

function stepIn({ month }: MonthAgreed, { asked: { pool, today }, known }: Showing) {
  const days = daysOfMonth(known.changes, month, usualDays(pool.jurisdiction));
  const off = daysOffOf(pool.jurisdiction);
  return (step: CloseStepName, partner: Partner, { done, ...shown }: Done): CloseStep => {
    const due = dueOf(month, step, { days, off });
    return { step, partner, due, state: stateOf(done, { month, due, today }), ...shown };
  };
}

/** The act that closed a day last, and since when it has been closed. */
function closingOf({ closings, closed }: Known, last: Day): ClosingRow | undefined {
  if (closed === undefined || closed < last) return undefined;
  const again = closings.findIndex(({ act, through }) => act === 'reopen' && through !== null && through < last);
  const since = again < 0 ? closings : closings.slice(0, again);
  return since.findLast(({ act, through }) => act === 'close' && through !== null && through >= last);
}

/** A balance is agreed by the partner and by whoever keeps the books, once its days are closed, or one that goes on from it. */
function balanceStep(partner: Partner, agreed: MonthAgreed, showing: Showing): CloseStep {
  const { pool, nameOf } = showing.asked;
  const closing = closingOf(showing.known, agreed.last);
  const rows = showing.known.agreed.filter(
    ({ party, until, at }) => party === partner.organization && until >= agreed.last && closing && at >= closing.at,
  );
  const missing = [
    ...(rows.some(({ organization }) => organization !== pool.keeper) ? [] : [partner.name]),
    ...(rows.some(({ organization }) => organization === pool.keeper) ? [] : [nameOf(pool.keeper)]),
  ];
  const at = rows.reduce((newest, row) => (row.at.toISOString() > newest ? row.at.toISOString() : newest), '');
  const done = missing.length === 0;
  return stepIn(agreed, showing)('balances', partner, done ? { done, at } : { done, missing });
}
