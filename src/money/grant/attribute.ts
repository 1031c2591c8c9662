import type { Day } from '#base';
import { splitByWeight } from '../split.ts';
import type { PayingLine } from './agreed.ts';

/** One thing that was done, with what it cost and the lines that would pay for it, in the order in which they pay. */
export type Visit = {
  readonly ref: string;
  readonly day: Day;
  readonly cost: bigint;
  readonly lines: readonly PayingLine[];
};

export type Paid = { readonly line: string; readonly grant: string; readonly minor: bigint };

export type Attributed = {
  readonly visit: Visit;
  /** The one grant that it counts for; none where no line has money left. */
  readonly counts?: string;
  readonly paid: readonly Paid[];
  /** What no line has money for. */
  readonly unpaid: bigint;
};

/**
 * Attributes what was done, in the order of its days, to those who pay for it. The grant with the lowest number pays first, those with
 * the same number by their parts (largest remainder), each as far as its line has money; what is left goes to the next number. Every
 * visit is met once and its parts add up to its cost, so that nothing is paid twice; it counts for the one grant that paid most of it
 * (of equal ones the first).
 */
export function attribute(visits: readonly Visit[]): readonly Attributed[] {
  const used = new Map<string, bigint>();
  // Of what its version gives on the day: an amount that was changed holds for what comes after, whatever was used before.
  const leftOf = ({ key, line }: PayingLine): bigint => {
    const left = BigInt(line.amount.minor) - (used.get(key) ?? 0n);
    return left > 0n ? left : 0n;
  };
  return [...visits].sort(byDay).map((visit) => {
    const paid: Paid[] = [];
    let rest = visit.cost;
    const lines = onceAGrant(visit.lines, (line) => leftOf(line) > 0n || visit.cost === 0n);
    for (const place of new Set(lines.map((line) => line.place))) {
      const beside = lines.filter((line) => line.place === place);
      for (const { line, minor } of fill(rest, beside, leftOf)) {
        used.set(line.key, (used.get(line.key) ?? 0n) + minor);
        rest -= minor;
        paid.push({ line: line.key, grant: line.grant, minor });
      }
      if (rest === 0n) break;
    }
    const most = paid.reduce<Paid | undefined>(
      (found, one) => (found && found.minor >= one.minor ? found : one),
      undefined,
    );
    const counts = most?.grant ?? (visit.cost === 0n ? lines[0]?.grant : undefined);
    return { visit, ...(counts === undefined ? {} : { counts }), paid, unpaid: rest };
  });
}

/** Why it counts for whom, in words. */
export function reasonOf(of: Attributed, nameOf: (grant: string) => string, amount: (minor: bigint) => string): string {
  const { visit, paid, unpaid, counts } = of;
  const rest = unpaid > 0n ? ` ${amount(unpaid)} is paid by nobody: the lines that pay for it have no money left.` : '';
  if (counts === undefined) return `It counts for nobody.${rest}`;
  const place = visit.lines.find(({ grant }) => grant === counts)?.place ?? 0;
  const beside = paid.map(({ grant, minor }) => `${nameOf(grant)} ${amount(minor)}`).join(', ');
  const why =
    paid.length > 1
      ? `it paid most of it (${beside})`
      : `it is number ${place} in the order of those that pay for it (${beside})`;
  return `It counts for ${nameOf(counts)}, because ${why}.${rest}`;
}

type Filled = { readonly line: PayingLine; readonly minor: bigint };

/** By parts; what one has no money for goes to the others of the same number, until nothing or nobody is left. */
function fill(amount: bigint, beside: readonly PayingLine[], leftOf: (line: PayingLine) => bigint): readonly Filled[] {
  const given = new Map<PayingLine, bigint>();
  let rest = amount;
  for (;;) {
    const open = beside.filter((line) => leftOf(line) > (given.get(line) ?? 0n));
    if (rest === 0n || open.length === 0) break;
    const shares = splitByWeight(
      rest,
      open.map(({ parts }) => BigInt(parts)),
    );
    for (const [at, line] of open.entries()) {
      const before = given.get(line) ?? 0n;
      const [share, most] = [shares[at] ?? 0n, leftOf(line) - before];
      const taken = share < most ? share : most;
      given.set(line, before + taken);
      rest -= taken;
    }
  }
  return beside.flatMap((line) => {
    const minor = given.get(line) ?? 0n;
    return minor > 0n ? [{ line, minor }] : [];
  });
}

/** A grant pays for one thing by one of its lines: the first that has money. */
function onceAGrant(lines: readonly PayingLine[], has: (line: PayingLine) => boolean): readonly PayingLine[] {
  const seen = new Set<string>();
  return lines.filter((line) => {
    if (seen.has(line.grant) || !has(line)) return false;
    seen.add(line.grant);
    return true;
  });
}

function byDay(one: Visit, other: Visit): number {
  if (one.day !== other.day) return one.day < other.day ? -1 : 1;
  return one.ref < other.ref ? -1 : one.ref > other.ref ? 1 : 0;
}
