import type { Leaf, Numbering } from './counter.ts';
import type { After, LatestRule, Pack, Rule } from './pack.ts';
import { birthday, FOREVER, lapseOf, NEVER, type Point, spanFrom, type Timeline } from './timeline.ts';

/** Whether a part of a rule holds on a day, and the first later day on which time alone may change that. */
export type LeafJudge = {
  readonly holds: (person: Timeline, day: number) => boolean;
  readonly flips: (person: Timeline, day: number) => number;
};

type Naming = Extract<Rule, { has: string }> | LatestRule;
type Reading = (person: Timeline) => readonly Point[];

export function leafJudge(
  rule: Leaf,
  { pack, numberIn }: { readonly pack: Pack; readonly numberIn: Numbering },
): LeafJudge {
  const read = (name: string): Reading => {
    const [fact, sameDay] = [numberIn(name), pack.facts.find(({ id }) => id === name)?.sameDay];
    return (person) => person.of(fact, sameDay);
  };
  if ('alive' in rule)
    return { holds: ({ died }, day) => day < died, flips: ({ died }, day) => (day < died ? died : NEVER) };
  if ('age' in rule) return aged(rule.age);
  if ('first' in rule) return begun(rule, read(rule.first));
  if ('lasts' in rule) {
    const each = (name: string): Reading => {
      const fact = numberIn(name);
      return (person) => person.of(fact, 'each');
    };
    return lasting(each(rule.lasts), rule.namedBy === undefined ? undefined : each(rule.namedBy));
  }
  const points = read('has' in rule ? rule.has : rule.latest);
  return rule.after
    ? afterwards(rule, points, { after: rule.after, anchors: read(rule.after.fact) })
    : lately(rule, points);
}

function lately(rule: Naming, points: Reading): LeafJudge {
  const { within } = rule;
  const out = ({ at }: Point) => (within === undefined ? NEVER : lapseOf(at, within));
  const passes = limits(rule);
  return {
    holds: (person, day) => {
      const point = points(person).findLast(({ at }) => at <= day);
      return point !== undefined && day < out(point) && passes(point);
    },
    flips: (person, day) => {
      const all = points(person);
      const point = all.findLast(({ at }) => at <= day);
      const later = all.find(({ at }) => at > day)?.at ?? NEVER;
      return Math.min(later, point !== undefined && day < out(point) ? out(point) : NEVER);
    },
  };
}

function afterwards(
  rule: Naming,
  points: Reading,
  { after, anchors }: { readonly after: After; readonly anchors: Reading },
): LeafJudge {
  const passes = limits(rule);
  const { of, from, to } = after;
  return {
    holds: (person, day) => {
      const all = anchors(person);
      const anchor = of === 'last' ? all.findLast(({ at }) => at <= day) : all[0];
      if (anchor === undefined || anchor.at > day) return false;
      const opens = from === undefined ? anchor.at : spanFrom(anchor.at, from);
      const closes = Math.min(day, spanFrom(anchor.at, to));
      const point = points(person).findLast(({ at }) => at >= opens && at <= closes);
      return point !== undefined && passes(point);
    },
    flips: (person, day) => {
      const later = (all: readonly Point[]) => all.find(({ at }) => at > day)?.at ?? NEVER;
      return Math.min(later(points(person)), later(anchors(person)));
    },
  };
}

function begun({ from, to }: Extract<Rule, { first: string }>, points: Reading): LeafJudge {
  const opens = ({ at }: Point) => (from === undefined ? at : spanFrom(at, from));
  const closes = ({ at }: Point) => (to === undefined ? NEVER : spanFrom(at, to));
  return {
    holds: (person, day) => {
      const [first] = points(person);
      return first !== undefined && day >= opens(first) && day < closes(first);
    },
    flips: (person, day) => {
      const [first] = points(person);
      if (first === undefined) return NEVER;
      if (day < opens(first)) return opens(first);
      return day < closes(first) ? closes(first) : NEVER;
    },
  };
}

/** From when it begins until it is over, and where it has to be named, while what names it lasts. */
function lasting(points: Reading, naming: Reading | undefined): LeafJudge {
  const runs = ({ at, value = 0 }: Point, day: number) => at <= day && day < value;
  return {
    holds: (person, day) =>
      points(person).some(
        (point) =>
          runs(point, day) &&
          (naming === undefined ||
            (point.second !== undefined &&
              naming(person).some((one) => one.second === point.second && runs(one, day)))),
      ),
    flips: (person, day) => {
      let next = NEVER;
      for (const { at, value = 0 } of [...points(person), ...(naming?.(person) ?? [])])
        for (const turn of [at, value]) if (turn > day && turn < FOREVER) next = Math.min(next, turn);
      return next;
    },
  };
}

function limits(rule: Naming): (point: Point) => boolean {
  if ('has' in rule) return () => true;
  const { atMost, atLeast, below, above, secondAtMost, secondBelow } = rule;
  return ({ value = Number.NaN, second = Number.NaN }) =>
    (atMost === undefined || value <= atMost) &&
    (atLeast === undefined || value >= atLeast) &&
    (below === undefined || value < below) &&
    (above === undefined || value > above) &&
    (secondAtMost === undefined || second <= secondAtMost) &&
    (secondBelow === undefined || second < secondBelow);
}

function aged([from, to]: readonly [number, number]): LeafJudge {
  return {
    holds: ({ born }, day) => born !== undefined && day >= birthday(born, from) && day < birthday(born, to + 1),
    flips: ({ born }, day) => {
      if (born === undefined) return NEVER;
      if (day < birthday(born, from)) return birthday(born, from);
      return day < birthday(born, to + 1) ? birthday(born, to + 1) : NEVER;
    },
  };
}
