import { type Access, clausesThen, type Instrument, type TransitionClause } from '#agreement';
import { type Day, plusMonths } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import { agreedNow, type Asking } from '../ask.ts';
import { MONEY_ROLES } from '../may.ts';
import { type AgreedPool, CHARGES, poolId } from '../pool/agreed-pool.ts';
import type { HumpName } from './contract.ts';
import { doneAt } from './done.ts';
import { monthOf } from './forecast.ts';
import {
  type ReleaseRow,
  releaseRows,
  type SavingRow,
  savingRows,
  type ShownRow,
  shownRows,
  type SlipRow,
  slipRows,
} from './hump.queries.ts';

/** Double-running money as it is agreed today, and the ledger on which it moves. */
export type Hump = {
  readonly name: HumpName;
  readonly instrument: Instrument;
  readonly clause: TransitionClause;
  readonly pool: AgreedPool;
};

export type HumpNow = {
  readonly today: Day;
  readonly organization: string;
  /** The names that it answers to. */
  readonly names: readonly string[];
  /** Of an organisation whose place was taken, that of whoever took it. */
  readonly nameOf: (organization: string) => string;
};

/** Who asks, and everything that is kept of one fund. */
export type HumpKept = HumpNow & {
  readonly hump: Hump;
  readonly currency: string;
  readonly shown: readonly ShownRow[];
  readonly released: readonly ReleaseRow[];
  readonly slips: readonly SlipRow[];
  readonly savings: readonly SavingRow[];
  readonly done: ReadonlyMap<string, number>;
};

type Now = Pick<Awaited<ReturnType<typeof agreedNow>>, 'stack' | 'pools' | 'today'>;

/** Every one that runs. Out of the pool of its name, where the agreement has one; else one partner owes it the other. */
export function humpsIn({ stack, pools, today }: Now): readonly Hump[] {
  return clausesThen(stack, 'transition', { on: today }).flatMap(({ instrument, clause }) => {
    const pool =
      pools.find(({ id, pooled }) => pooled && id === poolId(instrument.id, clause.fund)) ??
      pools.find(({ id }) => id === poolId(instrument.id, CHARGES));
    return pool ? [{ name: { instrument: instrument.id, clause: clause.id }, instrument, clause, pool }] : [];
  });
}

export async function humpsFor(
  asking: Asking,
  access: Access,
): Promise<Outcome<HumpNow & { readonly humps: readonly Hump[] }>> {
  const now = await agreedNow(asking);
  const organization = now.organizationOf(access.organization);
  if (!MONEY_ROLES.includes(access.role)) {
    return refuse(
      'forbidden',
      'money.not-yours',
      'Double-running money is for those who look after the money of a partner.',
    );
  }
  const { today } = now;
  const names = now.namesOf(organization);
  const nameOf = (one: string): string => now.nameOf(now.heirOf(one));
  const humps = humpsIn(now).filter(({ instrument }) =>
    instrument.parties.some((party) => names.includes(party.organization)),
  );
  return accepted({ today, nameOf, organization, names, humps });
}

export async function humpFor(asking: Asking, access: Access, name: HumpName): Promise<Outcome<HumpKept>> {
  const found = await humpsFor(asking, access);
  if (!found.ok) return found;
  const { humps, ...now } = found.value;
  const hump = humps.find((one) => one.name.instrument === name.instrument && one.name.clause === name.clause);
  if (!hump) {
    return refuse(
      'not-found',
      'money.no-hump',
      'No agreement that your organisation is a party of has this double-running money.',
    );
  }
  const { store } = asking.services;
  const [shown, released, slips, savings] = [
    await shownRows(store, name),
    await releaseRows(store, name),
    await slipRows(store, name),
    await savingRows(store, name),
  ];
  const done = await doneIn(asking, hump, now.today);
  return accepted({ ...now, hump, currency: currencyOf(hump), shown, released, slips, savings, done });
}

export function currencyOf({ clause }: Pick<Hump, 'clause'>): string {
  return clause.tranches[0]?.amount.currency ?? '';
}

/** What was done in the months that are over, from the first of the double running on. */
async function doneIn(asking: Asking, { clause }: Hump, today: Day): Promise<ReadonlyMap<string, number>> {
  const { savings, doubleRunning } = clause;
  const [from, until] = [monthOf(doubleRunning.from), monthOf(today)];
  if (!savings || from >= until) return new Map();
  const earliest = plusMonths(until, -MONTHS_MAX);
  const since = from < earliest ? earliest : from;
  return doneAt(asking, savings.codes, { organization: savings.at, from: since, until });
}

const MONTHS_MAX = 120;
