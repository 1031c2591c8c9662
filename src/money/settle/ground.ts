import type { Access } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import { agreedNow, type Asking, ledgerParts } from '../ask.ts';
import type { LedgerParts } from '../ledger/ledger.ts';
import { MONEY_ROLES } from '../may.ts';
import type { AgreedPool } from '../pool/agreed-pool.ts';
import { duesOf } from '../pool/due.ts';
import type { Settling } from './post.ts';
import { type SettlementRow, settlementsOf } from './settle.queries.ts';

export type SettleNow = Awaited<ReturnType<typeof agreedNow>> & {
  readonly organization: string;
  /** The names that it answers to. */
  readonly names: readonly string[];
  /** Ledgers of agreements that the seat's organisation is a party of. */
  readonly own: readonly AgreedPool[];
};

/** Who asks, for those who look after the money of a partner. */
export async function settleNow(asking: Asking, access: Access): Promise<Outcome<SettleNow>> {
  const now = await agreedNow(asking);
  const organization = now.organizationOf(access.organization);
  if (!MONEY_ROLES.includes(access.role) || organization === '')
    return refuse('forbidden', 'money.not-yours', 'Settlements are for those who look after the money of a partner.');
  const own = now.pools.filter(({ parties }) => parties.some((party) => party.organization === organization));
  return accepted({ ...now, organization, names: now.namesOf(organization), own });
}

/** A settlement of an agreement that the seat's organisation is a party of; to every other it is not there. */
export async function settlementFor(asking: Asking, now: SettleNow, id: string): Promise<Outcome<SettlementRow>> {
  const [row] = /^\d{1,18}$/.test(id) ? await settlementsOf(asking.services.store, { id }) : [];
  return row && now.own.some(({ settles }) => settles === row.instrument)
    ? accepted(row)
    : refuse(
        'not-found',
        'money.no-settlement',
        `No settlement ${id.slice(0, 20)} is of an agreement of your organisation.`,
      );
}

/** What a settlement is about: the ledgers of an agreement, or one between two of whom one is no partner of it. */
export function settlingOf(
  { pools, stack, heirOf }: Pick<SettleNow, 'pools' | 'stack' | 'heirOf'>,
  of: Pick<Settling, 'instrument' | 'currency' | 'until'>,
): Settling {
  const ledgers = pools.filter(({ settles, currency }) => settles === of.instrument && currency === of.currency);
  return {
    ...of,
    heirOf,
    keepers: new Map(ledgers.map(({ id, keeper }) => [id, keeper])),
    inKind: ledgers.flatMap((pool) =>
      duesOf(stack, pool, of.until).flatMap(({ item, inKind }) => (inKind === undefined ? [] : [item])),
    ),
  };
}

/** What is settled under a name: an agreement, or what two owe each other under its terms. */
export function settledWords({ title, settles, instrument, words }: AgreedPool): string {
  return settles === instrument || words === undefined ? title : `${title}, ${words}`;
}

export function partsFor(asking: Asking, { pools }: Pick<SettleNow, 'pools'>): (pool: string) => LedgerParts {
  return (id) => {
    const pool = pools.find((one) => one.id === id);
    return pool ? ledgerParts(asking, pool) : { now: asking.services.now };
  };
}

export function onlyLead(access: Access): Outcome<true> {
  return access.role === 'finance-lead'
    ? accepted(true)
    : refuse('forbidden', 'money.not-yours', 'This is for the finance lead of a partner.');
}
