import type { AccessRow, PolicyRow } from './access.ts';
import { holds } from './expr.ts';
import { type Condition, type KeyOf, type Seat, type Way, ways } from './filter.ts';
import { type Rank, RANKS } from './instrument.ts';
import type { Origin, Policy } from './policy.ts';
import { PURPOSE_WORDS, RANK_WORDS, ROLE_WORDS } from './phrases.ts';

/** What policy knows of an item and of the seat that asks. No content. */
export type ItemFacts = {
  readonly row: PolicyRow;
  /** The viewer's access row for the person; undefined: none. */
  readonly access: AccessRow | undefined;
  readonly seat: Seat;
};

export type Step = { readonly words: string; readonly holds: boolean };

export type Verdict = {
  readonly visible: boolean;
  readonly words: string;
  /** What decided: an instrument, or nothing where a standing right of the jurisdiction did. */
  readonly decidedBy?: Origin;
  /** What would have let it be seen, or kept it back, had the decider not been stronger. */
  readonly overrode?: Origin;
  /** The force that decided; absent where nothing gives the item at all. */
  readonly rank?: Rank;
  readonly steps: readonly Step[];
};

/** Why a seat sees an item, or why not. Agrees with `filterFor` on every row, by construction and by test. */
export function explain(policy: Policy, facts: ItemFacts, keyOf: KeyOf): Verdict {
  if (facts.seat.role === 'system') {
    const words = 'Visible: a system connection of the partnership sees everything.';
    return { visible: true, words, steps: [{ words: 'The one who asks is a system.', holds: true }] };
  }
  const tried = ways(policy, facts.seat, keyOf).map((way) => attempt(way, facts));
  const open = tried.find((one) => one.failed.length === 0);
  if (open) return visible(open, facts);
  const stopped = tried.some(({ failed }) => failed.length > 0 && failed.every(({ origin }) => origin));
  const rests = stopped ? undefined : atRest(policy, facts, keyOf);
  return rests ?? hidden(tried, facts.seat);
}

/** The item would be seen, did an agreement run that does not: the nearest reason there is. */
function atRest(policy: Policy, facts: ItemFacts, keyOf: KeyOf): Verdict | undefined {
  for (const rest of policy.resting) {
    const tried = ways({ ...policy, grants: [rest], floors: [] }, facts.seat, keyOf)
      .filter(({ kind }) => kind === 'shared')
      .map((way) => attempt(way, facts));
    const would = tried.find(({ failed }) => failed.length === 0);
    if (!would) continue;
    const steps = [...would.steps, { words: `${rest.title} runs.`, holds: false }];
    const words = `Not visible: ${rest.title} would show it (paragraph ${rest.paragraph}), but ${rest.because}.`;
    return { visible: false, words, decidedBy: rest, rank: rest.rank, steps };
  }
  return undefined;
}

type Attempt = { readonly way: Way; readonly steps: readonly Step[]; readonly failed: readonly Condition[] };

function attempt(way: Way, { row, access }: ItemFacts): Attempt {
  const answers = way.conditions.map((condition) => ({ condition, holds: holds(condition.expr, row, access) }));
  return {
    way,
    steps: answers.map(({ condition, holds }) => ({ words: condition.words, holds })),
    failed: answers.filter((answer) => !answer.holds).map(({ condition }) => condition),
  };
}

function visible({ way, steps }: Attempt, { row, access }: ItemFacts): Verdict {
  const overruled = (way.overrules ?? []).filter((condition) => !holds(condition.expr, row, access));
  const stronger = [...new Set(overruled.map(({ otherwise }) => otherwise))];
  const overrode = overruled.find(({ origin }) => origin)?.origin;
  const over = stronger.length > 0 ? ` It is stronger than this: ${stronger.join('; ')}.` : '';
  return {
    visible: true,
    words: `Visible. ${way.words}${way.origin ? ` ${cited(way.origin)}` : ''}${over}`,
    rank: way.rank,
    ...(way.origin ? { decidedBy: way.origin } : {}),
    ...(overrode ? { overrode } : {}),
    steps,
  };
}

function hidden(tried: readonly Attempt[], seat: Seat): Verdict {
  const strongest = (one: Rank, other: Rank) => RANKS.indexOf(one) - RANKS.indexOf(other);
  const overruled = tried
    .filter((one) => one.failed.every((condition) => condition.origin))
    .sort((a, b) => strongest(a.way.rank, b.way.rank))[0];
  const nearest = overruled ?? [...tried].sort((a, b) => distance(a) - distance(b))[0];
  const missing = overruled
    ? [...overruled.failed].sort((a, b) => strongest(rankOf(a), rankOf(b)))[0]
    : nearest?.failed[0];
  if (!nearest || !missing) return { visible: false, words: 'Not visible: nothing gives it.', steps: [] };
  const others = tried.filter((one) => one !== nearest).map((one) => ({ words: one.way.words, holds: false }));
  return {
    visible: false,
    words: `Not visible: ${whyNot(nearest, missing, { tried, seat })}`,
    ...(missing.origin ? { decidedBy: missing.origin, rank: missing.origin.rank } : {}),
    ...(saidByPerson(missing) ? { rank: 'person' as const } : {}),
    ...(missing.origin && nearest.way.origin ? { overrode: nearest.way.origin } : {}),
    steps: [...nearest.steps, ...others],
  };
}

type Tried = { readonly tried: readonly Attempt[]; readonly seat: Seat };

/** What a reader who knows none of the rules has to be told: what is missing, and how near it comes. */
function whyNot({ way, failed }: Attempt, missing: Condition, { tried, seat }: Tried): string {
  if (way.kind === 'own' && missing.expr.op === 'org' && !tried.some((one) => one.way.kind === 'shared'))
    return `${missing.otherwise}, and no agreement in force shows what others record to ${ROLE_WORDS[seat.role]} of the one that looks, ${PURPOSE_WORDS[seat.purpose]}.`;
  const alone = failed.every((one) => one.origin !== undefined || saidByPerson(one));
  return `${missing.otherwise}. ${alone ? 'But for that it would be seen' : 'What comes nearest'}: ${way.words}`;
}

function saidByPerson({ expr }: Condition): boolean {
  return expr.op === 'undenied' || expr.op === 'unrestricted';
}

function rankOf({ origin }: Condition): Rank {
  return origin?.rank ?? 'organisation';
}

/** How far a way is from being open; the directory is never what somebody asks about a person. */
function distance({ way, failed }: Attempt): number {
  const about = way.kind === 'directory' || way.kind === 'own-directory' ? 100 : 0;
  // What law gives to whoever is related so comes nearer than what an organisation recorded itself; a duty that nobody declared does not.
  const related = way.kind === 'floor' && failed.every(({ expr }) => expr.op !== 'relationship');
  return about + failed.length + (way.kind === 'shared' ? 0 : related ? 0.4 : 0.5);
}

function cited({ title, version, rank }: Origin): string {
  return `It stands in ${title}, version ${version} (${RANK_WORDS[rank]}).`;
}
