import type { Day } from '#base';
import { inForce, named, partiesOf, runningClauses, type Stack } from '../force.ts';
import { type Clause, type Instrument, type PartyRef, RANKS } from '../instrument.ts';
import { CLASS_WORDS, listed, PURPOSE_WORDS, RANK_WORDS } from '../phrases.ts';
import { binds, compile, type Grant, type Origin, type Prohibition } from '../policy.ts';
import { DATA_CLASSES } from '../words.ts';

/** Two rules that speak of the same thing: which wins, and why. */
export type Meeting = { readonly wins: Origin; readonly yields: Origin; readonly why: string };

/** Two agreements that want something of the same people, which nobody but they can settle. */
export type Conflict = {
  readonly kind: 'topic' | 'payment' | 'equals';
  readonly words: string;
  /** Who has to settle it. */
  readonly who: readonly PartyRef[];
  readonly instruments: readonly string[];
};

/** Where the agreements of one organisation meet, on a day. */
export type Overlap = {
  /** What it is bound by, the strongest first. */
  readonly instruments: readonly Instrument[];
  readonly meetings: readonly Meeting[];
  readonly conflicts: readonly Conflict[];
};

export function overlapOf(stack: Stack, organization: PartyRef, on: Day): Overlap {
  const policy = compile(stack, on);
  const names = new Set([organization]);
  for (const { from, to } of policy.successions) if (to === organization) for (const one of from) names.add(one);
  const running = inForce(stack, on).filter(({ instrument }) => partiesOf(instrument).some((one) => names.has(one)));
  const touches = ({ from, to }: Pick<Prohibition, 'from' | 'to'>) =>
    [...(from ?? []), ...(to ?? [])].some((one) => names.has(one));
  const grants = policy.grants.filter(touches);
  const meetings = meetingsOf(policy.prohibitions, grants);
  const byForce = (one: Instrument, other: Instrument) => RANKS.indexOf(one.rank) - RANKS.indexOf(other.rank);
  const clauses = runningClauses(running);
  return {
    instruments: running.map(({ instrument }) => instrument).sort(byForce),
    meetings,
    conflicts: [...topics(clauses), ...payments(clauses), ...equals(meetings, stack)],
  };
}

/** Where something that keeps back meets something that shows. */
export function meetingsOf(prohibitions: readonly Prohibition[], grants: readonly Grant[]): readonly Meeting[] {
  return prohibitions.flatMap((prohibition) =>
    grants.flatMap((grant) => (meets(prohibition, grant) ? [meeting(prohibition, grant)] : [])),
  );
}

/** Of one instrument the exception is written beside the rule; between two somebody may not know of the other. */
function meets(one: Prohibition, other: Grant): boolean {
  const both = (left: readonly string[] | undefined, right: readonly string[]) =>
    left === undefined || left.some((name) => right.includes(name));
  return (
    one.instrument !== other.instrument &&
    (one.classes & other.classes) !== 0 &&
    both(one.from, other.from) &&
    both(one.to, other.to) &&
    both(one.roles, other.roles) &&
    (one.purposes === undefined || one.purposes.includes(other.purpose))
  );
}

function meeting(prohibition: Prohibition, grant: Grant): Meeting {
  const what = listed(
    DATA_CLASSES.filter((_, bit) => (prohibition.classes & grant.classes & (1 << bit)) !== 0).map(
      (one) => CLASS_WORDS[one],
    ),
  );
  const about = `${what}, ${PURPOSE_WORDS[grant.purpose]}`;
  const [kept, given] = [RANK_WORDS[prohibition.rank], RANK_WORDS[grant.rank]];
  if (!binds(prohibition.rank, grant.rank)) {
    const why = `Of ${about}: it is seen, because a ${given} is stronger than a ${kept}.`;
    return { wins: grant, yields: prohibition, why };
  }
  const because =
    prohibition.rank === grant.rank
      ? 'between equals what keeps back wins'
      : prohibition.rank === 'organisation'
        ? 'an organisation may keep more from its own staff than was agreed'
        : `a ${kept} is stronger than a ${given}`;
  return { wins: prohibition, yields: grant, why: `Of ${about}: it is kept back, because ${because}.` };
}

type Running = readonly { readonly instrument: Instrument; readonly clause: Clause }[];

function topics(running: Running): readonly Conflict[] {
  const owned = new Map<
    string,
    { readonly instrument: Instrument; readonly body: string; readonly who: readonly PartyRef[] }[]
  >();
  for (const { instrument, clause } of running) {
    if (clause.clause !== 'decide') continue;
    const who = clause.body.members.map((one) => one.organization);
    for (const topic of clause.topics)
      owned.set(topic, [...(owned.get(topic) ?? []), { instrument, body: clause.body.name, who }]);
  }
  return [...owned].flatMap(([topic, owners]) => {
    const titles = [...new Set(owners.map(({ instrument }) => instrument.title))];
    if (titles.length < 2) return [];
    const bodies = [...new Set(owners.map(({ body }) => body))];
    const words = `${titles.join(' and ')} each give ${topic.replaceAll('-', ' ')} to a body of their own: ${listed(bodies)} both have to decide.`;
    return [
      { kind: 'topic' as const, words, who: [...new Set(owners.flatMap(({ who }) => who))], instruments: titles },
    ];
  });
}

function payments(running: Running): readonly Conflict[] {
  const paid = running.flatMap(({ instrument, clause }) => (clause.clause === 'pay' ? [{ instrument, clause }] : []));
  return paid.flatMap((one, at) =>
    paid.slice(at + 1).flatMap((other) => {
      const shared =
        one.instrument.id !== other.instrument.id &&
        one.clause.activity === other.clause.activity &&
        named(one.clause.to, one.instrument).some((to) => named(other.clause.to, other.instrument).includes(to));
      if (!shared) return [];
      const titles = [one.instrument.title, other.instrument.title];
      const words = `${titles.join(' and ')} both pay for ${one.clause.activity.replaceAll('-', ' ')}: unless one is more exact, nothing is charged until it is settled who pays.`;
      return [
        { kind: 'payment' as const, words, who: [...new Set([one.clause.by, other.clause.by])], instruments: titles },
      ];
    }),
  );
}

/** Where neither is stronger the parties of both have to say what they meant. */
function equals(meetings: readonly Meeting[], stack: Stack): readonly Conflict[] {
  const equal = meetings.filter(({ wins, yields }) => wins.rank === yields.rank);
  return equal.map(({ wins, yields }) => {
    const titles = [wins.title, yields.title];
    const both = stack.filter(({ instrument }) => [wins.instrument, yields.instrument].includes(instrument.id));
    const words = `${wins.title} (paragraph ${wins.paragraph}) keeps back what ${yields.title} (paragraph ${yields.paragraph}) shows. It stays back until their parties have said what they meant.`;
    return {
      kind: 'equals' as const,
      words,
      who: [...new Set(both.flatMap(({ instrument }) => partiesOf(instrument)))],
      instruments: titles,
    };
  });
}
