import type { Day } from '#base';
import type { After, LatestRule, MeasureDefinition, Pack, Rule } from './pack.ts';
import { dayOf, FOREVER, numberOf } from './timeline.ts';
import { lapses, plusSpan } from './window.ts';

/** One thing the record says about a person: what, when it was true, and its value in the pack's unit. */
export type Fact = {
  readonly fact: string;
  readonly at: Day;
  readonly value?: number | undefined;
  readonly second?: number | undefined;
  readonly reference?: string | undefined;
  /** When it was learned, where that is asked for. */
  readonly learned?: Date | undefined;
  /** By which code and in which unit of its definition it was written (`coding/`); where it was read from a resource. */
  readonly how?: number;
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
    const counted = countedBy(measure, known, today);
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

/** Whether somebody on the register is counted by a measure: asked for, and not left out. */
export function countedBy({ of, exclusions = [], met }: MeasureDefinition, known: Known, today: Day): Verdict {
  const out = exclusions.map(
    ({ rule, unlessMet }) => ({ not: unlessMet ? { all: [rule, { not: met }] } : rule }) as Rule,
  );
  return judge({ all: [...(of === 'register' ? [] : [of]), ...out] }, known, today);
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
  if ('first' in rule) return begun(rule, known, today);
  if ('lasts' in rule) return lasting(rule, known, today);
  return rule.after ? judgeAfter(rule, rule.after, { known, today }) : judgeLast(rule, known, today);
}

type Naming = Extract<Rule, { has: string }> | LatestRule;

function judgeLast(rule: Naming, known: Known, today: Day): Verdict {
  const { last, next } = around(known.facts, nameOf(rule), today);
  const out = last && rule.within !== undefined ? lapses(last.at, rule.within) : undefined;
  const inWindow = last !== undefined && (out === undefined || today < out);
  const flips = earliest(inWindow ? out : undefined, next?.at);
  const holds = inWindow && ('has' in rule || passes(rule, last));
  return { holds, flips, because: last };
}

/** The last fact of those that came so long after another one. */
function judgeAfter(
  rule: Naming,
  { fact, of, from, to }: After,
  { known, today }: { readonly known: Known; readonly today: Day },
): Verdict {
  const anchors = byKind(known.facts).get(fact) ?? [];
  const past = anchors.filter(({ at }) => at <= today);
  const anchor = of === 'last' ? past.at(-1) : past[0];
  const { next } = around(known.facts, nameOf(rule), today);
  const flips = earliest(next?.at, anchors.find(({ at }) => at > today)?.at);
  if (!anchor) return { holds: false, flips };
  const [opens, closes] = [from === undefined ? anchor.at : plusSpan(anchor.at, from), plusSpan(anchor.at, to)];
  const last = byKind(known.facts)
    .get(nameOf(rule))
    ?.findLast(({ at }) => at <= today && at >= opens && at <= closes);
  return { holds: last !== undefined && ('has' in rule || passes(rule, last)), flips, because: last };
}

function begun({ first: name, from, to }: Extract<Rule, { first: string }>, known: Known, today: Day): Verdict {
  const [first] = byKind(known.facts).get(name) ?? [];
  if (!first) return { holds: false };
  const opens = from === undefined ? first.at : plusSpan(first.at, from);
  const closes = to === undefined ? undefined : plusSpan(first.at, to);
  if (today < opens) return { holds: false, flips: opens, because: first };
  if (closes !== undefined && today >= closes) return { holds: false, because: first };
  return { holds: true, flips: closes, because: first };
}

/** What had begun and is not over; where it has to be named, by something that lasts too. */
function lasting({ lasts, namedBy }: Extract<Rule, { lasts: string }>, known: Known, today: Day): Verdict {
  const kinds = byKind(known.facts);
  const [own, naming] = [kinds.get(lasts) ?? [], namedBy === undefined ? undefined : (kinds.get(namedBy) ?? [])];
  const runs = ({ at, value = 0 }: Fact) => at <= today && numberOf(today) < value;
  const named = new Set((naming ?? []).filter(runs).flatMap(({ second }) => second ?? []));
  const because = own.findLast(
    (one) => runs(one) && (naming === undefined || (one.second !== undefined && named.has(one.second))),
  );
  const turns = [...own, ...(naming ?? [])].flatMap(({ at, value = 0 }) => [
    at,
    ...(value < FOREVER ? [dayOf(value)] : []),
  ]);
  return { holds: because !== undefined, flips: earliest(...turns.filter((turn) => turn > today)), because };
}

function nameOf(rule: Naming): string {
  return 'has' in rule ? rule.has : rule.latest;
}

function passes(rule: LatestRule, { value = Number.NaN, second = Number.NaN }: Fact): boolean {
  return (
    (rule.atMost === undefined || value <= rule.atMost) &&
    (rule.atLeast === undefined || value >= rule.atLeast) &&
    (rule.below === undefined || value < rule.below) &&
    (rule.above === undefined || value > rule.above) &&
    (rule.secondAtMost === undefined || second <= rule.secondAtMost) &&
    (rule.secondBelow === undefined || second < rule.secondBelow)
  );
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
  const enters = plusSpan(born, from * 12);
  const leaves = plusSpan(born, (to + 1) * 12);
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
