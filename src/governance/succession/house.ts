import type { Succession } from '#agreement';
import { type Book, type Partner, partnerWithKey } from '../book.ts';

/** One organisation that took the place of others, as it was carried out. */
export type KeptSuccession = {
  readonly instrument: string;
  readonly clause: string;
  readonly from: readonly string[];
  readonly to: string;
  readonly at: Date;
  readonly seats: number;
  readonly obligations: number;
};

type Taken = { readonly succeeded: readonly Pick<KeptSuccession, 'from' | 'to'>[] };

/** The names an organisation answers to: its own, and of all whose place it took, theirs too. Its own comes first. */
export function namesOf({ succeeded }: Taken, organization: string): readonly string[] {
  const names = new Set([organization]);
  // A set is walked to what was added on the way, so whom a predecessor had followed is found too, and a circle ends.
  for (const name of names)
    for (const { from, to } of succeeded) if (to === name) for (const one of from) names.add(one);
  return [...names];
}

/** Who stands in the place of an organisation today: itself, where nobody took it. */
export function heirOf({ succeeded }: Taken, organization: string): string {
  const seen = new Set<string>();
  let heir = organization;
  for (;;) {
    const next = succeeded.find(({ from }) => from.includes(heir))?.to;
    if (next === undefined || seen.has(next)) return heir;
    seen.add(next);
    heir = next;
  }
}

/** A partner as the one of these organisations that it is, or in whose place it stands; its own name first. */
export function partnerAs(book: Taken, partner: Partner, organizations: readonly string[]): Partner | undefined {
  const as = namesOf(book, partner.organization).find((name) => organizations.includes(name));
  return as === undefined ? undefined : { ...partner, organization: as };
}

/** The partner of a seat, as the one of these that it stands for. */
export function seatAs(book: Book, key: number, organizations: readonly string[]): Partner | undefined {
  const partner = partnerWithKey(book, key);
  return partner && partnerAs(book, partner, organizations);
}

/** What has come and has not been carried out. */
export function outstanding(
  { succeeded }: Pick<Book, 'succeeded'>,
  successions: readonly Succession[],
): readonly Succession[] {
  return successions.filter(
    ({ instrument, clause }) => !succeeded.some((one) => one.instrument === instrument && one.clause === clause),
  );
}

/** Of each partner that took another's place, or does from today: all names it answers to, its own first. */
export function housesOf(
  book: Pick<Book, 'partners' | 'succeeded'>,
  successions: readonly Succession[],
): readonly (readonly string[])[] {
  const taken = { succeeded: [...book.succeeded, ...successions] };
  return book.partners.map(({ organization }) => namesOf(taken, organization)).filter(({ length }) => length > 1);
}
