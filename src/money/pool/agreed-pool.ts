import {
  type Amount,
  heirOf,
  type Instrument,
  inForce,
  partiesWithHeirs,
  type PartyRef,
  type Price,
  type Stack,
  standings,
  succeededOn,
} from '#agreement';
import type { Day } from '#base';

/** A pool as the partners agreed it. */
export type AgreedPool = {
  /** 'vale-pooled-fund/diabetes-care': the instrument, and its name in there. */
  readonly id: string;
  readonly instrument: string;
  readonly name: string;
  readonly title: string;
  readonly jurisdiction: string;
  readonly currency: string;
  readonly parties: readonly { readonly organization: PartyRef; readonly name: string }[];
  /** The partner that keeps its books: the host where it is a party, else the first party. */
  readonly keeper: PartyRef;
  /** False for what partners owe each other for charges that no pool pays. */
  readonly pooled: boolean;
  /** Whether it is agreed who meets what is spent too much; where not, nothing is spent beyond what is there. */
  readonly overspends: boolean;
  /** Under which name what is owed there is settled: that of its agreement, or its own (elsewhere-ledger.ts). */
  readonly settles: string;
  /** What it is called, where no agreement gave it its name. */
  readonly words?: string;
  /** Whether its agreement runs today. */
  readonly runs: boolean;
};

/** Every pool of an agreement that runs or has run: money that was put in does not vanish when its agreement ends. */
export function poolsOf(stack: Stack, today: Day, hosts: readonly PartyRef[]): readonly AgreedPool[] {
  const signed = standings(stack, today).filter(
    ({ standing, awaited }) => awaited.length === 0 && standing !== 'awaiting-signatures',
  );
  const running = inForce(stack, today);
  const found = new Map<string, AgreedPool>();
  // Later versions over earlier ones: they say who the partners are now.
  for (const { instrument } of signed) {
    if (instrument.effective > today && found.size > 0 && has(found, instrument)) continue;
    const runs = running.some((one) => one.instrument.id === instrument.id);
    for (const pool of poolsIn(instrument, hosts)) found.set(pool.id, { ...pool, runs });
  }
  const succeeded = succeededOn(stack, today);
  if (succeeded.length === 0) return [...found.values()];
  // Names stay as they signed, and whoever took their place is a party too.
  return [...found.values()].map((pool) => ({
    ...pool,
    parties: partiesWithHeirs(succeeded, pool.parties),
    keeper: heirOf(succeeded, pool.keeper),
  }));
}

/** What is owed for charges that no pool pays has a ledger of its own. */
export const CHARGES = 'charges';

/** What a pool is called where people read it. */
export function poolWords({ name, words }: Pick<AgreedPool, 'name' | 'words'>): string {
  return words ?? name.replaceAll('-', ' ');
}

export function poolId(instrument: string, name: string): string {
  return `${instrument}/${name}`;
}

/** An amount of a price: a price is in one currency. */
function amountIn(price: Price): Amount | undefined {
  switch (price.model) {
    case 'block':
      return price.amount;
    case 'capitation':
      return price.perPerson;
    case 'integration-premium':
      return price.premium;
    default:
      return price.lines[0]?.price;
  }
}

function has(found: ReadonlyMap<string, AgreedPool>, { id }: Instrument): boolean {
  return [...found.values()].some(({ instrument }) => instrument === id);
}

function poolsIn(instrument: Instrument, hosts: readonly PartyRef[]): readonly Omit<AgreedPool, 'runs'>[] {
  const { id, title, jurisdiction, parties, clauses } = instrument;
  const names = new Map<string, Amount | undefined>();
  for (const clause of clauses)
    if (clause.clause === 'contribute') names.set(clause.pool, names.get(clause.pool) ?? clause.amount);
  const pools = new Set(names.keys());
  const direct = clauses.find((clause) => clause.clause === 'pay' && clause.pool === undefined);
  if (direct?.clause === 'pay' && !pools.has(CHARGES)) names.set(CHARGES, amountIn(direct.price));
  const hump = clauses.find((clause) => clause.clause === 'transition' && !pools.has(clause.fund));
  if (hump?.clause === 'transition' && !names.has(CHARGES)) names.set(CHARGES, hump.tranches[0]?.amount);
  const host = parties.find(({ organization }) => hosts.includes(organization));
  return [...names].map(([name, amount]) => ({
    id: poolId(id, name),
    instrument: id,
    name,
    title,
    jurisdiction,
    currency: amount?.currency ?? '',
    parties: parties.map((party) => ({ organization: party.organization, name: party.name })),
    keeper: (host ?? parties[0])?.organization ?? '',
    pooled: pools.has(name),
    settles: id,
    overspends: clauses.some((clause) => clause.clause === 'shareRisk' && clause.pool === name),
  }));
}
