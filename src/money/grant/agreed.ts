import {
  clausesThen,
  heirOf,
  type GrantClause,
  type GrantLine,
  type Instrument,
  named,
  paidFor,
  type Stack,
  succeededOn,
} from '#agreement';
import type { Day } from '#base';
import { partsOf, type Span } from '../charge/parts.ts';

/** A grant as it was agreed: one clause over one period of money. A later period of the same clause has money of its own. */
export type AgreedGrant = {
  readonly key: string;
  readonly instrument: Instrument;
  readonly clause: GrantClause;
  /** Who is paid by it. */
  readonly to: readonly string[];
  /** What any of its versions pays for, and whom: what was before a version is as it was. */
  readonly ever: { readonly codes: readonly PaidFor[]; readonly to: readonly string[] };
  /** Of those who took the place of one that is paid: since which day what they do is paid. */
  readonly since: ReadonlyMap<string, Day>;
};

type PaidFor = { readonly system: string; readonly code: string };

/** One line of a grant that pays on some day, with what it has for its whole period. */
export type PayingLine = {
  readonly key: string;
  readonly grant: string;
  readonly line: GrantLine;
  readonly place: number;
  readonly parts: number;
  readonly to: readonly string[];
};

/** Grants that ran on any day up to and with one, each by its newest version. */
export function grantsOf(stack: Stack, today: Day): readonly AgreedGrant[] {
  const found = new Map<string, AgreedGrant>();
  const days = [...new Set(stack.flatMap(({ instrument }) => [instrument.effective, today]))].filter(
    (on) => on <= today,
  );
  for (const on of days.sort())
    for (const { instrument, clause } of clausesThen(stack, 'grant', { on })) {
      const [key, signed] = [keyOf(instrument, clause), named(clause.to, instrument)];
      const heirs = heirsOf(stack, clause, { signed, on: today });
      const to = [...signed, ...heirs.keys()];
      const { codes, to: before } = found.get(key)?.ever ?? { codes: [], to: [] };
      const ever = { codes: [...codes, ...clause.lines.flatMap(paidFor)], to: [...new Set([...before, ...to])] };
      found.set(key, { key, instrument, clause, to, ever, since: heirs });
    }
  return [...found.values()].sort(byOrder);
}

/**
 * Lines that pay on a day as is known on another, first of all by the number of their grant, then by name: the order never depends on who
 * asks. A later version rules days before it as far as it says so (`appliesFrom`).
 */
export function linesOn(
  stack: Stack,
  { on, knownOn }: { readonly on: Day; readonly knownOn: Day },
): readonly PayingLine[] {
  return clausesThen(stack, 'grant', { on, knownOn })
    .filter(({ clause: { period } }) => period.from <= on && on < period.until)
    .map(({ instrument, clause }) => ({
      key: keyOf(instrument, clause),
      instrument,
      clause,
      to: paidOn(stack, { instrument, clause }, on),
    }))
    .sort(byOrder)
    .flatMap(({ key, clause, to }) =>
      clause.lines.map((line) => ({
        key: `${key}/${line.id}`,
        grant: key,
        line,
        place: clause.place,
        parts: clause.parts,
        to,
      })),
    );
}

type Signed = { readonly instrument: Instrument; readonly clause: GrantClause };

function paidOn(stack: Stack, { instrument, clause }: Signed, on: Day): readonly string[] {
  const signed = named(clause.to, instrument);
  return [...signed, ...heirsOf(stack, clause, { signed, on }).keys()];
}

/** Who took the place of one that is paid by a day, and since when; whoever gives is not paid by itself. */
function heirsOf(
  stack: Stack,
  { funder }: GrantClause,
  { signed, on }: { readonly signed: readonly string[]; readonly on: Day },
): ReadonlyMap<string, Day> {
  const succeeded = succeededOn(stack, on);
  const found = new Map<string, Day>();
  if (succeeded.length === 0) return found;
  const giver = heirOf(succeeded, funder);
  for (const one of signed) {
    const heir = heirOf(succeeded, one);
    if (signed.includes(heir) || heir === giver || found.has(heir)) continue;
    const days = succeeded.filter(({ clause }) => clause.to === heir).map(({ clause }) => clause.on);
    found.set(heir, days.sort()[0] ?? on);
  }
  return found;
}

/** The periods that a funder is told of, up to the end of the grant. */
export function periodsOf({ clause: { every, period } }: AgreedGrant): readonly Span[] {
  const first = partsOf(every, period.from, { from: `${period.from.slice(0, 7)}-01` as Day, until: period.until });
  return first.map(({ from, until }) => ({
    from: from < period.from ? period.from : from,
    until: until > period.until ? period.until : until,
  }));
}

/** Days that have to be looked at to know what is left on each of these: back to the first day of any grant that pays beside them. */
export function reachOf(all: readonly AgreedGrant[], { from, until }: Span): Span {
  const first = all
    .filter(({ clause: { period } }) => period.from < until && period.until > from)
    .reduce((least, { clause: { period } }) => (period.from < least ? period.from : least), from);
  return first < from ? reachOf(all, { from: first, until }) : { from, until };
}

export function keyOf({ id }: Instrument, { id: clause, period }: GrantClause): string {
  return `${id}/${clause}/${period.from}`;
}

type Placed = Pick<AgreedGrant, 'key' | 'clause'>;

function byOrder(one: Placed, other: Placed): number {
  return one.clause.place - other.clause.place || (one.key < other.key ? -1 : one.key > other.key ? 1 : 0);
}
