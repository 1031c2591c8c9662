import type { Day } from '#base';

export type TieSaid =
  | { readonly did: 'expected'; readonly a: string; readonly b: string; readonly why: string }
  | {
      readonly did: 'visit';
      readonly id: string;
      readonly a: string;
      readonly b: string;
      readonly on: Day;
      readonly words: string;
    }
  | { readonly did: 'held'; readonly visit: string; readonly words: string };

export type TieDeed = { readonly at: Date; readonly by: string; readonly said: TieSaid };

export type Visit = {
  readonly id: string;
  readonly a: string;
  readonly b: string;
  readonly on: Day;
  readonly words: string;
  readonly held?: string;
};

/** Of two organisations in one quarter: people concerned and contacts, as counted. */
export type Counted = {
  readonly a: string;
  readonly b: string;
  readonly quarter: string;
  readonly people: number;
  readonly contacts: number;
};

export const STRENGTHS = ['none', 'weak', 'working', 'strong'] as const;
export type Strength = (typeof STRENGTHS)[number];

export type Tie = {
  readonly a: string;
  readonly b: string;
  readonly why?: string;
  readonly strength: Strength;
  /** By quarter, oldest first: contacts rounded down to fives, and nothing below five people or contacts. */
  readonly quarters: readonly { readonly quarter: string; readonly contacts: number }[];
  readonly visits: readonly Visit[];
};

const VISIT_COUNTS_FOR = 10;

/**
 * How much two organisations have to do with each other. Everything is worked out from figures that are already rounded, so that nothing that is
 * shown, alone or beside what was shown before, tells of fewer than five people or contacts. Visits are no secret: each held one counts as ten contacts.
 */
export function tiesOf(
  counted: readonly Counted[],
  deeds: readonly TieDeed[],
  { quarters, few }: { readonly quarters: readonly string[]; readonly few: number },
): readonly Tie[] {
  const expected = deeds.flatMap(({ said }) => (said.did === 'expected' ? [said] : []));
  const visits = visitsOf(deeds);
  const shown = counted.filter(({ people, contacts }) => people >= few && contacts >= few);
  const pairs = new Map([...shown, ...expected, ...visits].map(({ a, b }) => [pairOf(a, b).join(' '), pairOf(a, b)]));
  return [...pairs.values()].map(([a, b]) => {
    const is = (one: { readonly a: string; readonly b: string }) => pairOf(one.a, one.b).join(' ') === `${a} ${b}`;
    const by = quarters.map((quarter) => {
      const found = shown.filter((one) => is(one) && one.quarter === quarter);
      return { quarter, contacts: found.reduce((sum, one) => sum + rounded(one.contacts, few), 0) };
    });
    const own = visits.filter(is);
    const points =
      by.slice(-2).reduce((sum, one) => sum + one.contacts, 0) +
      own.filter(({ held }) => held !== undefined).length * VISIT_COUNTS_FOR;
    const why = expected.findLast(is)?.why;
    return { a, b, ...(why === undefined ? {} : { why }), strength: strengthOf(points), quarters: by, visits: own };
  });
}

/** Always in one order: a tie has no direction. */
export function pairOf(a: string, b: string): readonly [string, string] {
  return a < b ? [a, b] : [b, a];
}

export function visitsOf(deeds: readonly TieDeed[]): readonly Visit[] {
  const held = new Map(deeds.flatMap(({ said }) => (said.did === 'held' ? [[said.visit, said.words] as const] : [])));
  return deeds.flatMap(({ said }) => {
    if (said.did !== 'visit') return [];
    const { did: _did, ...visit } = said;
    const words = held.get(visit.id);
    return [{ ...visit, ...(words === undefined ? {} : { held: words }) }];
  });
}

export function strengthOf(points: number): Strength {
  if (points >= 60) return 'strong';
  if (points >= 20) return 'working';
  return points >= 5 ? 'weak' : 'none';
}

export function rounded(contacts: number, few: number): number {
  return Math.floor(contacts / few) * few;
}

/** '2026-Q3': the last of them, the day's own left out while it is not over, so that nothing moves within it. */
export function quartersBefore(today: Day, many: number): readonly string[] {
  const now = Number(today.slice(0, 4)) * 4 + Math.floor((Number(today.slice(5, 7)) - 1) / 3);
  return Array.from({ length: many }, (_each, index) => {
    const at = now - many + index;
    return `${Math.floor(at / 4)}-Q${(at % 4) + 1}`;
  });
}
