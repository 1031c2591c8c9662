/** What is owed on one account for one thing: above nought the party owes it, below it is owed to the party. */
export type OpenItem = {
  readonly pool: string;
  readonly kind: 'due-from' | 'due-to';
  readonly party: string;
  readonly item: string;
  readonly minor: bigint;
};

/** What an organisation is to have out of a settlement; below nought: what it is to pay. */
export type NetPosition = { readonly organization: string; readonly minor: bigint };
export type NetPayment = { readonly payer: string; readonly payee: string; readonly minor: bigint };

/**
 * One position for each organisation, whatever it owes and is owed for: they add up to nought. Money of a pool lies with whoever keeps
 * its books, which pays and is paid for it.
 */
export function netOf(items: readonly OpenItem[], keeperOf: (pool: string) => string): readonly NetPosition[] {
  const found = new Map<string, bigint>();
  const add = (organization: string, minor: bigint): void => {
    found.set(organization, (found.get(organization) ?? 0n) + minor);
  };
  for (const { pool, party, minor } of items) {
    add(party, -minor);
    add(keeperOf(pool), minor);
  }
  return [...found].map(([organization, minor]) => ({ organization, minor })).sort(byOrganization);
}

/** As few payments as it takes, at most one less than there are organisations: the largest debt pays the largest claim first. */
export function paymentsOf(positions: readonly NetPosition[]): readonly NetPayment[] {
  const debts = positions
    .filter(({ minor }) => minor < 0n)
    .map(({ organization, minor }) => ({ organization, left: -minor }));
  const claims = positions
    .filter(({ minor }) => minor > 0n)
    .map(({ organization, minor }) => ({ organization, left: minor }));
  const found: NetPayment[] = [];
  for (;;) {
    const [debt] = debts.filter(({ left }) => left > 0n).sort(byLeft);
    const [claim] = claims.filter(({ left }) => left > 0n).sort(byLeft);
    if (!debt || !claim) return found;
    const minor = debt.left < claim.left ? debt.left : claim.left;
    debt.left -= minor;
    claim.left -= minor;
    found.push({ payer: debt.organization, payee: claim.organization, minor });
  }
}

/** Who competes with whom, and whose account payments between them go through. */
export type Apart = { readonly rivals: (one: string, other: string) => boolean; readonly through: string };

/** A payment between rivals would tell one of them what the other is to have: each pays, and is paid by, whoever keeps the money. */
export function paymentsApart(payments: readonly NetPayment[], { rivals, through }: Apart): readonly NetPayment[] {
  const found = new Map<string, NetPayment>();
  const add = (payer: string, payee: string, minor: bigint): void => {
    const name = `${payer} ${payee}`;
    found.set(name, { payer, payee, minor: (found.get(name)?.minor ?? 0n) + minor });
  };
  for (const { payer, payee, minor } of payments) {
    const direct = payer === through || payee === through || through === '' || !rivals(payer, payee);
    if (direct) add(payer, payee, minor);
    else {
      add(payer, through, minor);
      add(through, payee, minor);
    }
  }
  return [...found.values()];
}

type Left = { readonly organization: string; left: bigint };

function byLeft(a: Left, b: Left): number {
  return a.left === b.left ? compare(a.organization, b.organization) : a.left > b.left ? -1 : 1;
}

function byOrganization(a: NetPosition, b: NetPosition): number {
  return compare(a.organization, b.organization);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
