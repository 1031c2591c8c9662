import { clausesThen, named, type PayClause } from '#agreement';
import { type Day, plusMonths } from '#base';
import { agreedNow, type Asking } from '../ask.ts';
import { type ChargeRule, rulesOf } from '../charge/rules.ts';
import { takingIds } from '../charge/taking.ts';
import { chargedRows, type ChargedRow } from './claims.queries.ts';
import { claimsOf, type Found } from './claims.ts';

/** A clause with an incentive, and one of those that are paid for their workers. */
export type Paying = {
  readonly clause: PayClause;
  readonly instrument: ChargeRule['instrument'];
  readonly payee: string;
};

/** What is agreed of incentives today, and since when what was done is looked at. */
export type Now = Awaited<ReturnType<typeof agreedNow>> & {
  readonly from: Day;
  readonly paying: readonly Paying[];
};

export async function nowOf(asking: Asking): Promise<Now> {
  const now = await agreedNow(asking);
  const from = `${plusMonths(now.today, -1).slice(0, 7)}-01` as Day;
  // Whoever took the place of one that is paid is paid too, and whoever took that of one that pays, pays.
  const paying = clausesThen(now.stack, 'pay', { on: now.today }).flatMap(
    ({ instrument, clause }): readonly Paying[] =>
      clause.worker !== undefined ? named(clause.to, instrument).map((payee) => ({ clause, instrument, payee })) : [],
  );
  return { ...now, from, paying };
}

/** What of a payee's incentives is found, judged, and how far what was earned has come. */
export async function lookedAt(
  asking: Asking,
  { stack, today, from }: Now,
  payee: string,
): Promise<{ readonly claims: Found; readonly charged: ReadonlyMap<string, ChargedRow> }> {
  const { store, ports } = asking.services;
  const { rules } = rulesOf(stack, { payee, from, until: today, knownOn: today });
  const org = await ports.contributors.organizationKey(payee);
  const claims = await claimsOf(asking, rules, { payee, keyOf: () => org, takings: await takingIds(store) });
  const charged = await chargedRows(store, payee, from);
  return { claims, charged: new Map(charged.map((row) => [claimId(row), row])) };
}

export function claimId({ typ, id }: { readonly typ: number; readonly id: string }): string {
  return `${typ}/${id}`;
}
