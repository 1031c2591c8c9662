import { type Access, heirOf, namesOf, type Stack, succeededOn } from '#agreement';
import { type Day, dayIn } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Services } from '#joint';
import type { PoolName } from './contract.ts';
import type { LedgerParts } from './ledger/ledger.ts';
import { mayAct, mayKeep, maySee } from './may.ts';
import { type AgreedPool, poolId, poolsOf } from './pool/agreed-pool.ts';
import { fencesIn, purposesIn } from './pool/purpose.ts';
import { takenOver, withElsewhere } from './pool/elsewhere-ledger.ts';

/** What money asks of the answers of governance; the rest of that contract is not its business. */
export type AgreementsAnswer = {
  readonly policySource: { readonly version: number };
  /** Every version that was proposed, with signatures, suspensions and notices as days. */
  readonly stack: () => Stack;
  readonly host: () => Promise<string | undefined>;
  readonly partnership: (access: Access) => Promise<{
    readonly partners: readonly { readonly key: number; readonly organization: string; readonly name: string }[];
  }>;
  /** How disputes of the agreements go on: raised, and how each stands. */
  readonly disputes: {
    readonly raise: (
      access: Access,
      dispute: {
        readonly instrument: string;
        readonly paragraph: string;
        readonly clause?: string;
        readonly about: string;
        readonly reading: unknown;
      },
    ) => Promise<Outcome<{ readonly id: string }>>;
    readonly one: (access: Access, id: string) => Promise<Outcome<DisputeStands>>;
  };
};

/** A dispute as far as money goes by it. */
export type DisputeStands = {
  readonly state: 'open' | 'late' | 'at-the-end' | 'ruled' | 'withdrawn';
  readonly words: string;
  readonly dueBy?: Day;
  readonly ruling?: { readonly follows: string; readonly words: string; readonly stands: boolean };
};

export type Asking = {
  readonly services: Services;
  readonly governance: () => AgreementsAnswer;
};

/** Figures are of today: whoever asks first on a new day, or after an agreement changed, brings them there. */
export type Current = <Asked extends readonly unknown[], Answer>(
  ask: (asking: Asking, ...asked: Asked) => Promise<Answer>,
) => (...asked: Asked) => Promise<Answer>;

/** Who asks, for which pool, on which day. */
export type Asked = {
  readonly pool: AgreedPool;
  readonly stack: Stack;
  readonly today: Day;
  /** 'Organization/x' of the seat. */
  readonly organization: string;
  /** The names that it answers to here. */
  readonly names: readonly string[];
  readonly nameOf: (organization: string) => string;
  readonly keep: boolean;
  readonly act: boolean;
};

/** Money itself: posts what fell due, and lets go of promises whose time is over. */
export const SERVICE: Access = {
  principal: 'system/money',
  name: 'Concord',
  role: 'system',
  purpose: 'payment',
  organization: 0,
  basis: 0,
  viewer: 0,
  filter: { op: 'always' },
  writes: 'none',
  choosesIds: false,
};

/** Every pool and ledger there is, the names of partners, and which partner a seat is of. */
export async function agreedNow({ services, governance }: Asking): Promise<{
  readonly pools: readonly AgreedPool[];
  readonly stack: Stack;
  readonly today: Day;
  readonly organizationOf: (key: number) => string;
  readonly nameOf: (organization: string) => string;
  /** An organisation's own name, and of all whose place it took, theirs too: for these it owes, is owed, signs and is told. */
  readonly namesOf: (organization: string) => readonly string[];
  /** Who stands in the place of an organisation today. */
  readonly heirOf: (organization: string) => string;
  /** By which the record knows who wrote something. */
  readonly keyOf: (organization: string) => number;
}> {
  const agreements = governance();
  const today = dayIn(services.zone, services.now());
  const [host, { partners }, taken] = await Promise.all([
    agreements.host(),
    agreements.partnership(SERVICE),
    takenOver(services.store),
  ]);
  const stack = agreements.stack();
  const agreed = poolsOf(stack, today, host === undefined ? [] : [host]);
  const names = new Map(partners.map(({ organization, name }) => [organization, name]));
  const parties = new Map(agreed.flatMap(({ parties: all }) => all.map((one) => [one.organization, one.name])));
  const keys = new Map(partners.map(({ key, organization }) => [key, organization]));
  const keysOf = new Map(partners.map(({ key, organization }) => [organization, key]));
  const succeeded = succeededOn(stack, today);
  const nameOf = (organization: string): string =>
    names.get(organization) ?? parties.get(organization) ?? organization.replace('Organization/', '');
  return {
    pools: withElsewhere(agreed, taken, { succeeded, nameOf }),
    stack,
    today,
    organizationOf: (key) => keys.get(key) ?? '',
    nameOf,
    namesOf: (organization) => namesOf(succeeded, organization),
    heirOf: (organization) => heirOf(succeeded, organization),
    keyOf: (organization) => keysOf.get(organization) ?? 0,
  };
}

/** The pool, for a seat that may see it; to every other it is not there. */
export async function askedOf(
  asking: Asking,
  access: Access,
  { instrument, pool: name }: PoolName,
): Promise<Outcome<Asked>> {
  const { pools, organizationOf, namesOf: answersTo, heirOf: _, keyOf: __, ...now } = await agreedNow(asking);
  const organization = organizationOf(access.organization);
  const pool = pools.find(({ id }) => id === poolId(instrument, name));
  if (!pool || !maySee(access, pool, organization)) {
    return refuse(
      'not-found',
      'money.no-pool',
      `No agreement that your organisation is a party of has a pool '${name}'.`,
    );
  }
  return accepted({
    ...now,
    pool,
    organization,
    names: answersTo(organization),
    keep: mayKeep(access, pool, organization),
    act: mayAct(access, pool, organization),
  });
}

/** What the ledger needs of the program; floors, and what schemes are for, are what was agreed. */
export function ledgerParts({ services, governance }: Asking, pool: AgreedPool): LedgerParts {
  const [stack, today] = [governance().stack(), dayIn(services.zone, services.now())];
  const [purposeOf, fencesOf] = [purposesIn(stack, pool, today), fencesIn(stack, pool, today)];
  return {
    now: services.now,
    // What is spent beyond the money there is needs somebody who was agreed to meet it.
    floorOf: (_, { kind }) => (kind === 'fund' && !pool.overspends ? 0n : undefined),
    ...(purposeOf ? { purposeOf } : {}),
    ...(fencesOf ? { fencesOf } : {}),
  };
}
