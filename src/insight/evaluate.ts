import { type Day, plusDays, plusMonths } from '#base';
import type { Pack, Rule } from './pack.ts';

/** One thing the record says about a person: what, when it was true, and its value in the pack's unit. */
export type Fact = {
  readonly fact: string;
  readonly at: Day;
  readonly value?: number | undefined;
  readonly second?: number | undefined;
  readonly reference?: string | undefined;
};

/** What is known of a person: settled facts in any order (one a kind and day), birth and death. */
export type Known = {
  readonly facts: readonly Fact[];
  readonly born?: Day | undefined;
  readonly died?: Day | undefined;
};

export type Verdict = {
  readonly holds: boolean;
  /** The first day after `today` on which the answer could differ though nothing is recorded; absent: never. */
  readonly flips?: Day | undefined;
  /** The fact that decided, where one did. */
  readonly because?: Fact | undefined;
};

export type MeasureResult = { readonly counted: boolean; readonly met: boolean; readonly because?: Fact | undefined };

export type PersonResult = {
  readonly onRegister: boolean;
  /** By measure id: counted at all, and met. */
  readonly measures: ReadonlyMap<string, MeasureResult>;
  readonly flips?: Day | undefined;
};

/** Every measure of a pack for one person as at a day. Pure: the server, the browser and the field worker's phone agree. */
export function evaluate(pack: Pack, known: Known, today: Day): PersonResult {
  const register = judge(pack.register, known, today);
  const results = pack.measures.map((measure) => {
    const counted = measure.of === 'register' ? register : judge(measure.of, known, today);
    const met = judge(measure.met, known, today);
    const isCounted = register.holds && counted.holds;
    const flips = earliest(counted.flips, met.flips);
    return { id: measure.id, counted: isCounted, met: isCounted && met.holds, because: met.because, flips };
  });
  return {
    onRegister: register.holds,
    measures: new Map(results.map(({ id, counted, met, because }) => [id, { counted, met, because }])),
    flips: earliest(register.flips, ...results.map((result) => result.flips)),
  };
}

/** Whether a rule holds for a person as at a day, and when time alone may change that. */
export function judge(rule: Rule, known: Known, today: Day): Verdict {
  if ('all' in rule)
    return combine(
      rule.all.map((part) => judge(part, known, today)),
      true,
    );
  if ('any' in rule)
    return combine(
      rule.any.map((part) => judge(part, known, today)),
      false,
    );
  if ('not' in rule) return opposite(judge(rule.not, known, today));
  if ('alive' in rule) return alive(known, today);
  if ('age' in rule) return aged(rule.age, known, today);
  const { last, next } = around(known.facts, 'has' in rule ? rule.has : rule.latest, today);
  const out = last && rule.within !== undefined ? lapses(last.at, rule.within) : undefined;
  const inWindow = last !== undefined && (out === undefined || today < out);
  const flips = earliest(inWindow ? out : undefined, next?.at);
  const holds = inWindow && ('has' in rule || passes(rule, last));
  return { holds, flips, because: last };
}

/**
 * The first day on which something done on a day no longer counts: a check of 15 March counts for 12 months up to and
 * including 15 March of the next year; one of 29 February, up to 28 February.
 */
export function lapses(doneOn: Day, months: number): Day {
  return remembered(lapsing, doneOn, months, () => plusDays(plusMonths(doneOn, months), 1));
}

/** Calendar sums are most of the cost of an evaluation, and the days of a population are few. */
function remembered(sums: Map<number, Map<Day, Day>>, from: Day, months: number, sum: () => Day): Day {
  let known = sums.get(months);
  if (!known) sums.set(months, (known = new Map()));
  const before = known.get(from);
  if (before !== undefined) return before;
  if (known.size >= SUMS_MAX) known.clear();
  const made = sum();
  known.set(from, made);
  return made;
}

const SUMS_MAX = 50_000;
const lapsing = new Map<number, Map<Day, Day>>();
const ageing = new Map<number, Map<Day, Day>>();

function passes(rule: Extract<Rule, { latest: string }>, fact: Fact): boolean {
  if (rule.atMost !== undefined && (fact.value === undefined || fact.value > rule.atMost)) return false;
  if (rule.atLeast !== undefined && (fact.value === undefined || fact.value < rule.atLeast)) return false;
  return rule.secondAtMost === undefined || (fact.second !== undefined && fact.second <= rule.secondAtMost);
}

/** The newest fact of a kind up to a day, and the first one after it. */
function around(
  facts: readonly Fact[],
  name: string,
  today: Day,
): { readonly last: Fact | undefined; readonly next: Fact | undefined } {
  const ordered = byKind(facts).get(name) ?? [];
  const past = ordered.findLastIndex((fact) => fact.at <= today);
  return { last: ordered[past], next: ordered[past + 1] };
}

/** Facts by kind, oldest first. A person is judged by twenty rules as at thirteen days: sorted once, not each time. */
function byKind(facts: readonly Fact[]): ReadonlyMap<string, readonly Fact[]> {
  const known = sorted.get(facts);
  if (known) return known;
  const made = new Map<string, Fact[]>();
  for (const fact of facts) {
    const kind = made.get(fact.fact);
    if (kind) kind.push(fact);
    else made.set(fact.fact, [fact]);
  }
  for (const kind of made.values()) kind.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  sorted.set(facts, made);
  return made;
}

const sorted = new WeakMap<readonly Fact[], ReadonlyMap<string, readonly Fact[]>>();

function alive(known: Known, today: Day): Verdict {
  if (known.died === undefined) return { holds: true };
  return known.died <= today ? { holds: false } : { holds: true, flips: known.died };
}

function aged([from, to]: readonly [number, number], known: Known, today: Day): Verdict {
  if (known.born === undefined) return { holds: false };
  const { born } = known;
  const enters = remembered(ageing, born, from * 12, () => plusMonths(born, from * 12));
  const leaves = remembered(ageing, born, (to + 1) * 12, () => plusMonths(born, (to + 1) * 12));
  if (today < enters) return { holds: false, flips: enters };
  return today < leaves ? { holds: true, flips: leaves } : { holds: false };
}

function opposite({ holds, flips }: Verdict): Verdict {
  return { holds: !holds, flips };
}

function combine(parts: readonly Verdict[], every: boolean): Verdict {
  const holds = every ? parts.every((part) => part.holds) : parts.some((part) => part.holds);
  const because = parts.find((part) => part.holds === holds && part.because)?.because;
  return { holds, flips: earliest(...parts.map((part) => part.flips)), because };
}

function earliest(...days: readonly (Day | undefined)[]): Day | undefined {
  return days.reduce(
    (first, day) => (day !== undefined && (first === undefined || day < first) ? day : first),
    undefined,
  );
}
