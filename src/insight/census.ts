import { atLeastAgo, bornBy, countsFrom, dateOf } from './census-days.ts';
import { type Leaf, leavesOf, type Numbering } from './counter.ts';
import type { After, LatestRule, MeasureDefinition, Pack, Rule, Span } from './pack.ts';
import type { SameDay } from './timeline.ts';

/**
 * A pack as conditions of the database, as at one day: what `counter.ts` answers of one person, for everybody at once. Parts of rules
 * that rest on facts are bits of a mask, the others conditions on birth and death. Text of our own packs alone goes into it.
 */
export type Census = {
  /** Which bits a fact gives alone, by its day: no other fact of the person matters to it. */
  readonly single: readonly SingleBit[];
  /** Bits that rest on the latest of several facts. */
  readonly latest: readonly LatestBits[];
  /** Bits of what had begun and is not over. */
  readonly lasting: readonly LastingBit[];
  /** Conditions on `mask`, `born` and `died`: on the register; counted and met by each measure. */
  readonly register: string;
  readonly measures: readonly { readonly counted: string; readonly met: string }[];
  /** Of the age bands, by `born`; undefined where people are not told apart by age. */
  readonly band: string | undefined;
};

/** A fact of this kind between two days. */
export type SingleBit = {
  readonly fact: number;
  readonly from: number | undefined;
  readonly to: number;
  readonly bit: bigint;
};

/** Something of a kind that lasts on the day; where a second kind has to name it, by its second value. */
export type LastingBit = { readonly fact: number; readonly namedBy?: number; readonly bit: bigint };

/** The latest of a kind up to the day, several of one day settled; `value` and `second` are what the tests speak of. */
export type LatestBits = {
  readonly fact: number;
  readonly mean: boolean;
  /** No earlier one is asked for. */
  readonly from: number | undefined;
  readonly after?: { readonly fact: number; readonly last: boolean; readonly opens: string; readonly closes: string };
  readonly tests: readonly { readonly test: string; readonly bit: bigint }[];
};

/** Undefined for a pack of more parts than a mask has bits. */
export function censusOf(pack: Pack, numberIn: Numbering, at: number): Census | undefined {
  const leaves = leavesOf(pack);
  const making: Making = { at, numberIn, pack, single: new Map(), latest: new Map(), lasting: [] };
  const conditions = new Map(leaves.map((leaf) => [JSON.stringify(leaf), conditionOf(leaf, making)]));
  if (nextBit(making) > LAST_BIT << 1n) return undefined;
  settleBits(making);
  const say = (rule: Rule) => worded(rule, conditions);
  const register = say(pack.register);
  return {
    single: [...making.single.values()],
    latest: [...making.latest.values()],
    lasting: making.lasting,
    register,
    measures: pack.measures.map((measure) => wordsOf(measure, say)),
    band: pack.strata.includes('age') ? bandOf(pack.ageBands, at) : undefined,
  };
}

/** Who has a latest fact since a day has one since that day: where the latest is looked for anyway, the fact is not read twice. */
function settleBits({ single, latest, at }: Making): void {
  for (const { fact, from, after, tests } of latest.values()) {
    const found = [...single].find(([, one]) => one.fact === fact && one.from === from && one.to === at);
    if (!found || after) continue;
    tests.push({ test: 'true', bit: found[1].bit });
    single.delete(found[0]);
  }
}

/** Of a bigint without its sign. */
const LAST_BIT = 1n << 62n;

type Making = {
  readonly at: number;
  readonly numberIn: Numbering;
  readonly pack: Pack;
  readonly single: Map<string, SingleBit>;
  readonly lasting: LastingBit[];
  readonly latest: Map<string, LatestBits & { readonly tests: { readonly test: string; readonly bit: bigint }[] }>;
};

/** A condition, as one that holds where all of these bits are set, or as text. */
type Condition = { readonly bits: bigint } | { readonly text: string };

function conditionOf(leaf: Leaf, making: Making): Condition {
  const { at, numberIn } = making;
  if ('alive' in leaf) return { text: `coalesce(${dateOf(at)} < died, true)` };
  if ('age' in leaf) {
    const [from, to] = leaf.age;
    const [by, before] = [dateOf(bornBy(at, from)), dateOf(bornBy(at, to + 1))];
    return { text: `coalesce(born <= ${by} and born > ${before}, false)` };
  }
  if ('first' in leaf) {
    const { from, to } = leaf;
    const fact = numberIn(leaf.first);
    const begun = singleBit(making, { fact, from: undefined, to: from === undefined ? at : atLeastAgo(at, from) });
    if (to === undefined) return { bits: begun };
    const over = singleBit(making, { fact, from: undefined, to: atLeastAgo(at, to) });
    return { text: `mask & ${begun | over} = ${begun}` };
  }
  if ('lasts' in leaf) {
    const bit = nextBit(making);
    const named = leaf.namedBy === undefined ? {} : { namedBy: numberIn(leaf.namedBy) };
    making.lasting.push({ fact: numberIn(leaf.lasts), ...named, bit });
    return { bits: bit };
  }
  const from = leaf.within === undefined || leaf.after ? undefined : countsFrom(at, leaf.within);
  if ('has' in leaf && !leaf.after) return { bits: singleBit(making, { fact: numberIn(leaf.has), from, to: at }) };
  return { bits: latestBit(leaf, from, making) };
}

function nextBit({ single, latest, lasting }: Making): bigint {
  const used = single.size + lasting.length + [...latest.values()].reduce((sum, { tests }) => sum + tests.length, 0);
  return 1n << BigInt(used);
}

function singleBit(making: Making, { fact, from, to }: Omit<SingleBit, 'bit'>): bigint {
  const key = `${fact} ${from} ${to}`;
  const known = making.single.get(key) ?? { fact, from, to, bit: nextBit(making) };
  making.single.set(key, known);
  return known.bit;
}

type Naming = Extract<Rule, { has: string }> | LatestRule;

function latestBit(leaf: Naming, from: number | undefined, making: Making): bigint {
  const { numberIn, pack, latest } = making;
  const name = 'has' in leaf ? leaf.has : leaf.latest;
  const sameDay: SameDay = pack.facts.find(({ id }) => id === name)?.sameDay;
  const fact = numberIn(name);
  const mean = sameDay === 'mean';
  const key = JSON.stringify([fact, mean, from, leaf.after]);
  const known = latest.get(key) ?? {
    fact,
    mean,
    from,
    ...(leaf.after ? { after: afterOf(leaf.after, numberIn) } : {}),
    tests: [],
  };
  const bit = nextBit(making);
  known.tests.push({ test: 'has' in leaf ? 'true' : limitsOf(leaf), bit });
  latest.set(key, known);
  return bit;
}

function afterOf({ fact, of, from, to }: After, numberIn: Numbering): NonNullable<LatestBits['after']> {
  const later = (span: Span) => (typeof span === 'number' ? `+ interval '${span} months'` : `+ ${span.days}`);
  return {
    fact: numberIn(fact),
    last: of === 'last',
    opens: from === undefined ? '' : later(from),
    closes: later(to),
  };
}

function limitsOf({ atMost, atLeast, below, above, secondAtMost, secondBelow }: LatestRule): string {
  const limit = (value: string, sign: string, than: number | undefined) =>
    than === undefined ? [] : [`${value} ${sign} ${than}`];
  const all = [
    ...limit('value', '<=', atMost),
    ...limit('value', '>=', atLeast),
    ...limit('value', '<', below),
    ...limit('value', '>', above),
    ...limit('second', '<=', secondAtMost),
    ...limit('second', '<', secondBelow),
  ];
  // What is not known passes no limit.
  return all.length === 0 ? 'true' : `coalesce(${all.join(' and ')}, false)`;
}

type Say = (rule: Rule) => string;

function wordsOf({ of, exclusions = [], met }: MeasureDefinition, say: Say) {
  const has = say(met);
  const out = exclusions.map(({ rule, unlessMet }) =>
    unlessMet ? `not (${say(rule)} and not ${has})` : `not ${say(rule)}`,
  );
  return { counted: both([...(of === 'register' ? [] : [say(of)]), ...out]), met: has };
}

function both(parts: readonly string[]): string {
  return parts.length === 0 ? 'true' : `(${parts.join(' and ')})`;
}

/** Bits that must all be set are one comparison. */
function worded(rule: Rule, conditions: ReadonlyMap<string, Condition>): string {
  if ('not' in rule) return `(not ${worded(rule.not, conditions)})`;
  if ('any' in rule)
    return rule.any.length === 0 ? 'false' : `(${rule.any.map((part) => worded(part, conditions)).join(' or ')})`;
  if (!('all' in rule)) return text(conditions.get(JSON.stringify(rule)) ?? { text: 'false' });
  const found = rule.all.map((part) => conditions.get(JSON.stringify(part)) ?? { text: worded(part, conditions) });
  const bits = found.reduce((all, one) => ('bits' in one ? all | one.bits : all), 0n);
  const texts = found.flatMap((one) => ('text' in one ? [one.text] : []));
  return both([...texts, ...(bits === 0n ? [] : [text({ bits })])]);
}

function text(condition: Condition): string {
  if ('text' in condition) return `(${condition.text})`;
  const { bits } = condition;
  // Of one bit as what the planner takes to hold for nearly all: told otherwise it expects nobody on the register, and sorts where it should hash.
  return (bits & (bits - 1n)) === 0n ? `(mask & ${bits} <> 0)` : `(mask & ${bits} = ${bits})`;
}

function bandOf(bands: readonly number[], at: number): string {
  const whens = bands.toReversed().map((from) => `when born <= ${dateOf(bornBy(at, from))} then '${from}'`);
  return `case ${whens.join(' ')} else '?' end`;
}
