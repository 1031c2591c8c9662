import type { Day } from '#base';
import { monthsAfter } from '../days.ts';
import type { AgeRule, Jurisdiction } from '../jurisdiction.ts';
import { dayWords, listed } from '../phrases.ts';

/** What is known about who can decide for a person. Decisions are named: 'sharing', 'care', 'hiv-test', 'moving-home'... */
export type PersonFacts = {
  readonly name: string;
  readonly born: Day;
  /** Assessments, each about one decision. Nobody lacks capacity without one. */
  readonly capacity: readonly Assessment[];
  /** What a young person was found to understand, each about one decision. */
  readonly understands: readonly Understanding[];
  readonly speakers: readonly Speaker[];
  readonly advocate?: { readonly name: string; readonly from: Day; readonly until?: Day };
  /** People who may be forcing the person. They are never told that somebody thinks so. */
  readonly coercedBy: readonly { readonly name: string; readonly from: Day; readonly until?: Day }[];
};

export type Assessment = {
  readonly decision: string;
  readonly has: boolean;
  readonly on: Day;
  readonly by: string;
  readonly until?: Day;
};

/** Somebody qualified found that a young person understands what a decision means. */
export type Understanding = { readonly decision: string; readonly on: Day; readonly by: string; readonly until?: Day };

export type Speaker = {
  readonly name: string;
  readonly as: 'attorney' | 'deputy' | 'parent';
  /** Decisions that the power covers. */
  readonly covers: 'everything' | readonly string[];
  readonly from: Day;
  readonly until?: Day;
};

export type Decider = {
  readonly who: 'person' | Speaker['as'] | 'best-interests';
  readonly names: readonly string[];
  /** Who takes part without deciding. */
  readonly with: readonly string[];
  readonly law?: string;
  readonly words: string;
};

/**
 * Who decides one thing for a person on a day: the person, unless too young for it or found unable to decide this; then who has
 * the power for it, in the order of the jurisdiction; else whoever answers for the care, in the person's interests.
 */
export function whoDecidesFor(facts: PersonFacts, decision: string, on: Day, law: Jurisdiction): Decider {
  const age = ageRule(law, decision);
  const young = age !== undefined && on < birthday(facts.born, age.fromAge);
  const judged = young && age.soonerIfUnderstands ? judgedOn(facts, decision, on) : undefined;
  if (young && judged === undefined) {
    return speaking(facts, {
      decision,
      on,
      law,
      ways: ['parent'],
      why: `${facts.name} is younger than ${age.fromAge} (${age.law})`,
    });
  }
  const assessed = inForce(facts.capacity, on).findLast((one) => one.decision === decision);
  if (assessed && !assessed.has) {
    const why = `${facts.name} cannot decide this, as ${assessed.by} found on ${dayWords(assessed.on)}`;
    return speaking(facts, {
      decision,
      on,
      law,
      ways: ['attorney', 'deputy', ...(young ? ['parent' as const] : [])],
      why,
    });
  }
  const because = judged
    ? `understands what it means, as ${judged.by} found on ${dayWords(judged.on)} (${age?.law})`
    : 'nobody has found otherwise for this decision';
  return {
    who: 'person',
    names: [facts.name],
    with: advocateOf(facts, on),
    words: `${facts.name} decides: ${because}.`,
  };
}

/** What somebody who speaks for a person, or cares for them, may not see of their record. */
export function hiddenFrom(
  facts: PersonFacts,
  name: string,
  on: Day,
): { readonly hidden: boolean; readonly why: readonly string[] } {
  const forced = facts.coercedBy.some((one) => one.name === name && runs(one, on));
  return {
    hidden: forced,
    why: forced ? ['who looked', 'safe contact', 'hidden notices', 'safeguarding', 'this mark itself'] : [],
  };
}

type Speaking = {
  readonly decision: string;
  readonly on: Day;
  readonly law: Jurisdiction;
  readonly ways: readonly Speaker['as'][];
  readonly why: string;
};

function speaking(facts: PersonFacts, { decision, on, law, ways, why }: Speaking): Decider {
  const able = facts.speakers.filter(
    (one) =>
      runs(one, on) &&
      (one.covers === 'everything' || one.covers.includes(decision)) &&
      !hiddenFrom(facts, one.name, on).hidden,
  );
  const way = law.speakers.find(
    ({ id }) => id !== 'best-interests' && ways.includes(id) && able.some((one) => one.as === id),
  );
  const withThem = advocateOf(facts, on);
  if (way && way.id !== 'best-interests') {
    const names = able.filter((one) => one.as === way.id).map((one) => one.name);
    const words = `${why}; so ${listed(names, 'or')} decides, as ${way.id} (${way.law}).`;
    return { who: way.id, names, with: withThem, law: way.law, words };
  }
  const last = law.speakers.find(({ id }) => id === 'best-interests');
  const words = `${why}, and nobody has the power to decide it for them: ${last?.words ?? 'whoever answers for the care decides in their interests.'}`;
  return { who: 'best-interests', names: [], with: withThem, ...(last ? { law: last.law } : {}), words };
}

/** The judgement in force on a day, the newest where there are several. */
function judgedOn({ understands }: PersonFacts, decision: string, on: Day): Understanding | undefined {
  return understands
    .filter((one) => one.decision === decision && runs({ from: one.on, ...one }, on))
    .toSorted((a, b) => (a.on < b.on ? -1 : 1))
    .at(-1);
}

/** From which age people decide this, where the law of the place says. */
export function ageRule(law: Jurisdiction, decision: string): AgeRule | undefined {
  return law.ages.find(({ topic }) => topic === decision) ?? law.ages.find(({ topic }) => topic === undefined);
}

function advocateOf({ advocate }: PersonFacts, on: Day): readonly string[] {
  return advocate && runs(advocate, on) ? [advocate.name] : [];
}

/** The day on which somebody is so old. */
export function birthday(born: Day, age: number): Day {
  return monthsAfter(born, age * 12);
}

function inForce(all: readonly Assessment[], on: Day): readonly Assessment[] {
  return [...all]
    .filter((one) => one.on <= on && (one.until === undefined || on < one.until))
    .sort((a, b) => (a.on < b.on ? -1 : 1));
}

function runs({ from, until }: { readonly from: Day; readonly until?: Day }, on: Day): boolean {
  return from <= on && (until === undefined || on < until);
}
