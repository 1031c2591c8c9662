import type { Day } from '#base';
import { daysAfter, latest } from './days.ts';
import { inForce, named, runningClauses, spans, type Stack, turningDays } from './force.ts';
import {
  type Clause,
  type Instrument,
  type PartyRef,
  type Period,
  type Rank,
  RANKS,
  type ShareClause,
  type WithholdClause,
} from './instrument.ts';
import type { FloorRule, Jurisdiction } from './jurisdiction.ts';
import { succeededOn } from './life/succeed.ts';
import { dayWords } from './phrases.ts';
import { countsAges, type Governed, governedBy } from './population.ts';
import { resting } from './resting.ts';
import { render } from './render.ts';
import { classBits, labelBits, LABELS, type Purpose, relationshipBits, type Role } from './words.ts';

/** Where a rule of the policy comes from: instrument, paragraph and force. */
export type Origin = {
  readonly instrument: string;
  readonly version: number;
  readonly title: string;
  readonly clause: string;
  readonly paragraph: string;
  /** The cited paragraph as it was signed. */
  readonly text: string;
  readonly rank: Rank;
  /** What the clause does, in plain words. */
  readonly words: string;
  /** Of what shows something; absent where the instrument states none. */
  readonly basis?: LegalBasis;
};

/** On what legal basis records are shown: the paragraph that states it, or the law itself. */
export type LegalBasis = { readonly paragraph: string; readonly text: string };

/** Lets seats of some organisations see items of others, for one purpose. */
export type Grant = Origin & {
  readonly purpose: Purpose;
  readonly from: readonly PartyRef[];
  readonly to: readonly PartyRef[];
  readonly roles: readonly Role[];
  readonly classes: number;
  /** Label bits that do not keep an item back. */
  readonly sensitive: number;
  readonly relationships: number;
  readonly onlyWithConsent: boolean;
  /** By which feeds what it shows came; absent: by any. */
  readonly feeds?: readonly string[];
  /** About whom alone it lets anything be seen; absent: everybody. */
  readonly governs?: Governed;
};

export type Resting = Grant & { readonly because: string };

/** Keeps items back from seats. Absent members do not narrow it. */
export type Prohibition = Origin & {
  readonly classes: number;
  readonly labels?: number;
  readonly from?: readonly PartyRef[];
  readonly feeds?: readonly string[];
  readonly to?: readonly PartyRef[];
  readonly roles?: readonly Role[];
  readonly purposes?: readonly Purpose[];
  /** Only what is dated so: a promise of an earlier version, kept for what was recorded under it. */
  readonly dated?: Period;
};

/** What is seen whatever was agreed: a duty of the law, or an alert that prevents harm. */
export type Floor = Origin & {
  readonly purpose: Purpose;
  /** Absent: of anybody, seen by anybody's staff in these roles. */
  readonly from?: readonly PartyRef[];
  readonly feeds?: readonly string[];
  readonly to?: readonly PartyRef[];
  readonly roles: readonly Role[];
  readonly classes: number;
  readonly sensitive: number;
  readonly relationships: number;
  readonly despiteObjection: boolean;
};

/** One organisation took the place of others: what is said of them is said of it. */
export type Succession = Origin & { readonly from: readonly PartyRef[]; readonly to: PartyRef; readonly on: Day };

/** What the stack of instruments gives and forbids on one day. */
export type Policy = {
  readonly today: Day;
  readonly grants: readonly Grant[];
  readonly prohibitions: readonly Prohibition[];
  readonly floors: readonly Floor[];
  readonly successions: readonly Succession[];
  /** What was agreed and does not run today: it gives nothing, and explains why not. */
  readonly resting: readonly Resting[];
  /** The next day on which it can differ without anybody doing anything. */
  readonly nextChange?: Day;
};

/**
 * Total: any stack has a policy, and what is not understood or not in force gives nothing. The day can be past or to come: what
 * was signed, suspended and given notice of by then counts.
 */
export function compile(stack: Stack, today: Day, jurisdiction?: Jurisdiction): Policy {
  const running = runningClauses(inForce(stack, today));
  // A suspension or a leaving hides and never reveals: what an instrument keeps back stays back.
  const whole = stack.map((entry) => ({ ...entry, suspensions: [], notices: [] }));
  const unsuspended = runningClauses(inForce(whole, today));
  const ages = stack.some(({ instrument }) => countsAges(instrument.population));
  const nextChange = ages ? daysAfter(today, 1) : turningDays(stack, today)[0];
  const successions = succeededOn(stack, today).map(({ clause, instrument }) => {
    const { from, to, on } = clause;
    return { ...origin(clause, instrument), from, to, on };
  });
  const heirs = (organizations: readonly PartyRef[]) => withHeirs(organizations, successions);
  return {
    today,
    grants: each(running, 'share', (clause, instrument) => [grant(clause, instrument, { heirs, today })]),
    prohibitions: [
      ...each(unsuspended, 'withhold', (clause, instrument) => [prohibition(clause, instrument, heirs)]),
      ...promises(stack, today, heirs),
    ],
    floors: [
      ...each(running, 'share', (clause, instrument) =>
        clause.safetyFloor ? [safetyFloor(clause, instrument, { heirs, today })] : [],
      ),
      ...(jurisdiction?.floors ?? []).flatMap((rule) => (jurisdiction ? [floor(rule, jurisdiction)] : [])),
    ],
    successions,
    resting: resting(stack, today, running).map(({ clause, instrument, because }) => ({
      ...grant(clause, instrument, { heirs, today }),
      because,
    })),
    ...(nextChange ? { nextChange } : {}),
  };
}

/** Who prescribes; alerts are theirs. */
export const PRESCRIBERS: readonly Role[] = [
  'gp',
  'practice-nurse',
  'consultant',
  'specialist-nurse',
  'community-nurse',
];

/**
 * Whether a prohibition of one rank binds what another rank gives: one of equal or higher force does. An organisation's own
 * policy is the weakest and narrows only; it narrows what its staff have by agreement or as their own record, not what law gives.
 */
export function binds(prohibition: Rank, given: Rank): boolean {
  if (prohibition === 'organisation') return !overrides(given, 'person');
  return RANKS.indexOf(prohibition) <= RANKS.indexOf(given);
}

/** Whether one rank is stronger than another. */
export function overrides(one: Rank, other: Rank): boolean {
  return RANKS.indexOf(one) < RANKS.indexOf(other);
}

/** The organisations, and whoever took their place since. */
export function withHeirs(
  organizations: readonly PartyRef[],
  successions: readonly Pick<Succession, 'from' | 'to'>[],
): readonly PartyRef[] {
  const found = new Set(organizations);
  // A set is walked to what was added on the way, so an heir's heir is found too, and a circle ends.
  for (const one of found) for (const { from, to } of successions) if (from.includes(one)) found.add(to);
  return [...found];
}

type Heirs = (organizations: readonly PartyRef[]) => readonly PartyRef[];
type Running = readonly { readonly instrument: Instrument; readonly clause: Clause }[];

function each<K extends Clause['clause'], T>(
  running: Running,
  kind: K,
  make: (clause: Extract<Clause, { readonly clause: K }>, instrument: Instrument) => readonly T[],
): readonly T[] {
  return running.flatMap(({ clause, instrument }) =>
    clause.clause === kind ? make(clause as Extract<Clause, { readonly clause: K }>, instrument) : [],
  );
}

type Reading = { readonly heirs: Heirs; readonly today: Day };

function grant(clause: ShareClause, instrument: Instrument, { heirs, today }: Reading): Grant {
  const governs = governedBy(instrument, today, heirs);
  return {
    ...origin(clause, instrument),
    ...basisOf(clause, instrument),
    purpose: clause.purpose,
    from: heirs(named(clause.from, instrument)),
    to: heirs(named(clause.to.organizations, instrument)),
    roles: clause.to.roles,
    classes: classBits(...clause.classes),
    sensitive: labelBits(...(clause.sensitive ?? [])),
    relationships: relationshipBits(...clause.relationships),
    onlyWithConsent: clause.onlyWithConsent === true,
    ...(clause.feeds ? { feeds: clause.feeds } : {}),
    ...(governs ? { governs } : {}),
  };
}

function prohibition(clause: WithholdClause, instrument: Instrument, heirs: Heirs): Prohibition {
  const { from, feeds, to, labels, purposes } = clause;
  // One that names nobody's staff and nobody's records speaks for its own parties only: no instrument rules strangers.
  const whose = from ?? (to?.organizations ? undefined : 'parties');
  return {
    ...origin(clause, instrument),
    classes: classBits(...clause.classes),
    ...(labels ? { labels: labelBits(...labels) } : {}),
    ...(whose ? { from: heirs(named(whose, instrument)) } : {}),
    ...(feeds ? { feeds } : {}),
    ...(to?.organizations ? { to: heirs(named(to.organizations, instrument)) } : {}),
    ...(to?.roles ? { roles: to.roles } : {}),
    ...(purposes ? { purposes } : {}),
  };
}

/**
 * Access follows what is in force now, and for old items the stricter of then and now: what an agreement promised to keep back
 * while it ran stays back for what was recorded in that time. An order or an organisation's policy says itself when it ends.
 */
function promises(stack: Stack, today: Day, heirs: Heirs): readonly Prohibition[] {
  return spans(stack).flatMap(({ instrument, from, until }) => {
    const over = until !== undefined && until <= today && from < until;
    if (!over || (instrument.rank !== 'partnership' && instrument.rank !== 'scheme')) return [];
    const dated = { from: latest(from), until: latest(until) };
    return instrument.clauses.flatMap((clause) => {
      if (clause.clause !== 'withhold') return [];
      const kept = prohibition(clause, instrument, heirs);
      const words = `${kept.words} It was promised from ${dayWords(from)} until ${dayWords(until)}, and holds for what was recorded then.`;
      return [{ ...kept, words, dated }];
    });
  });
}

/**
 * Allergies of the parties, and medicines that interact severely, alert whoever prescribes, past labels, objections and populations (alert.ts).
 * No row of `access` has `safety-alert`, so that the items themselves stay back.
 */
function safetyFloor(clause: ShareClause, instrument: Instrument, reading: Reading): Floor {
  const { purpose, from, feeds, to, roles } = grant(clause, instrument, reading);
  return {
    ...origin(clause, instrument),
    ...basisOf(clause, instrument),
    purpose,
    from,
    ...(feeds ? { feeds } : {}),
    to,
    roles: PRESCRIBERS.filter((role) => roles.includes(role)),
    classes: classBits('allergies', 'medicines'),
    sensitive: labelBits(...LABELS),
    relationships: relationshipBits('safety-alert'),
    despiteObjection: true,
  };
}

function floor(rule: FloorRule, { id, version, title }: Jurisdiction): Floor {
  return {
    instrument: `jurisdiction-${id}`,
    version,
    title,
    clause: rule.id,
    paragraph: rule.law,
    text: rule.words,
    rank: rule.rank,
    words: `${rule.words} (${rule.law})`,
    basis: { paragraph: rule.law, text: rule.words },
    purpose: rule.purpose,
    roles: rule.roles,
    classes: classBits(...rule.classes),
    sensitive: labelBits(...rule.labels),
    relationships: relationshipBits(...rule.relationships),
    despiteObjection: rule.despiteObjection,
  };
}

/** As the instrument states it in the section of that name; a mandate that states none is its own basis. */
function basisOf(clause: Clause, { kind, text }: Instrument): Pick<Origin, 'basis'> {
  const stated =
    text.find(({ section }) => section === 'legal-basis') ??
    (kind === 'mandate' ? text.find(({ id }) => id === clause.cites) : undefined);
  return stated ? { basis: { paragraph: stated.id, text: stated.text } } : {};
}

function origin(clause: Clause, instrument: Instrument): Origin {
  return {
    instrument: instrument.id,
    version: instrument.version,
    title: instrument.title,
    clause: clause.id,
    paragraph: clause.cites,
    text: instrument.text.find((paragraph) => paragraph.id === clause.cites)?.text ?? '',
    rank: instrument.rank,
    words: render(clause, instrument),
  };
}
