import { type Day, dayIn, daysBetween, plusDays } from '#base';
import { type Gathering, GATHERINGS, type Grade, type Weight } from './said.ts';
import type { Circle, Pledged, Stakeholder } from './stakeholder.ts';

/** The classes of Mitchell, Agle and Wood (1997), by which of the three weights somebody has. */
export const SALIENCES = [
  'none',
  'dormant',
  'discretionary',
  'demanding',
  'dominant',
  'dangerous',
  'dependent',
  'definitive',
] as const;
export type Salience = (typeof SALIENCES)[number];

/** Derived, never typed: a weight counts from medium on. */
export function salienceOf(grades: Readonly<Record<Weight, Grade>>): Salience {
  const has = (weight: Weight): boolean => grades[weight] !== 'low';
  const [power, legitimacy, urgency] = [has('power'), has('legitimacy'), has('urgency')];
  if (power && legitimacy && urgency) return 'definitive';
  if (power && legitimacy) return 'dominant';
  if (power && urgency) return 'dangerous';
  if (legitimacy && urgency) return 'dependent';
  if (power) return 'dormant';
  if (legitimacy) return 'discretionary';
  return urgency ? 'demanding' : 'none';
}

/** The day of the last word with them; of their entry where there was none. */
export function lastWord({ contacts, entered }: Stakeholder, zone: string): Day {
  return contacts.at(-1)?.on ?? dayIn(zone, entered.getTime());
}

export type Clock = { readonly today: Day; readonly zone: string };

export function silentDays(one: Stakeholder, { today, zone }: Clock): number {
  return Math.max(0, daysBetween(lastWord(one, zone), today));
}

export function isSilent(one: Stakeholder, { cadence }: Pick<Circle, 'cadence'>, clock: Clock): boolean {
  return silentDays(one, clock) >= cadence.silent;
}

/** The first day on which an entry is kept no more. */
export function goneOn(one: Stakeholder, { cadence }: Pick<Circle, 'cadence'>, zone: string): Day {
  return plusDays(lastWord(one, zone), cadence.kept);
}

export type PledgeStanding = 'open' | 'late' | 'done' | 'done-late';

export function pledgeStanding({ until, done }: Pledged, { today, zone }: Clock): PledgeStanding {
  if (done) return dayIn(zone, done.at.getTime()) > until ? 'done-late' : 'done';
  return until < today ? 'late' : 'open';
}

/** One month: how often somebody was spoken to, and how many of all. */
export type MonthOfContact = { readonly month: string; readonly contacts: number; readonly spoken: number };

const MONTHS = 12;

/** The last twelve months, the newest last. */
export function curveOf({ stakeholders }: Pick<Circle, 'stakeholders'>, today: Day): readonly MonthOfContact[] {
  return monthsTo(today).map((month) => {
    const counts = stakeholders.map(({ contacts }) => contacts.filter(({ on }) => on.startsWith(month)).length);
    return {
      month,
      contacts: counts.reduce((sum, one) => sum + one, 0),
      spoken: counts.filter((one) => one > 0).length,
    };
  });
}

function monthsTo(today: Day): readonly string[] {
  const [year = 0, month = 1] = today.split('-').map(Number);
  return Array.from({ length: MONTHS }, (_, back) => {
    const count = year * 12 + (month - 1) - (MONTHS - 1 - back);
    return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}`;
  });
}

/** The same one in several programmes: who sits in the same place, else who has the same name. */
export function sameAs({ place, name }: Stakeholder): string {
  return place ? `${place.organization}|${place.role}` : name.trim().toLowerCase();
}

export type Tired = { readonly name: string; readonly contacts: number; readonly programmes: number };

/** Who was spoken to more often this month, by all programmes together, than is enough. */
export function tiredBy(circles: readonly Circle[], today: Day): readonly Tired[] {
  const month = today.slice(0, 7);
  const most = Math.min(...circles.map(({ cadence }) => cadence.most));
  const found = new Map<string, Tired>();
  for (const { stakeholders } of circles) {
    for (const one of stakeholders) {
      const contacts = one.contacts.filter(({ on }) => on.startsWith(month)).length;
      const { contacts: before = 0, programmes = 0 } = found.get(sameAs(one)) ?? {};
      if (contacts > 0)
        found.set(sameAs(one), { name: one.name, contacts: before + contacts, programmes: programmes + 1 });
    }
  }
  return [...found.values()].filter(({ contacts }) => contacts > most).toSorted((a, b) => b.contacts - a.contacts);
}

/** What visits to a place came to. */
export type VisitRhythm = {
  readonly last?: Day;
  readonly next?: Day;
  readonly agreed: number;
  readonly done: number;
};

/** Of all who sit at one organisation: the visits, and what was agreed at them. */
export function visitsTo(
  organization: string,
  { stakeholders }: Pick<Circle, 'stakeholders'>,
  today: Day,
): VisitRhythm {
  const there = stakeholders.filter(({ place }) => place?.organization === organization);
  const visits = there.flatMap(({ contacts }) => contacts.filter(({ way }) => way === 'visit'));
  const agreed = there.flatMap(({ contacts, promises }) =>
    promises.filter(({ contact }) => contacts.some(({ id, way }) => id === contact && way === 'visit')),
  );
  const last = visits
    .map(({ on }) => on)
    .toSorted()
    .at(-1);
  const next = there
    .flatMap(({ planned }) => planned.filter(({ way, on }) => way === 'visit' && on >= today))
    .map(({ on }) => on)
    .toSorted()[0];
  return {
    ...(last === undefined ? {} : { last }),
    ...(next === undefined ? {} : { next }),
    agreed: agreed.length,
    done: agreed.filter(({ done }) => done !== undefined).length,
  };
}

export type GatheringRhythm = { readonly what: Gathering; readonly last?: Day; readonly next?: Day };

export function gatheringsOf(
  { gatherings, newsletters }: Pick<Circle, 'gatherings' | 'newsletters'>,
  { today, zone }: Clock,
): readonly GatheringRhythm[] {
  return GATHERINGS.map((what) => {
    const sent = what === 'newsletter' ? newsletters.map(({ at }) => dayIn(zone, at.getTime())) : [];
    const days = [...gatherings.filter((one) => one.what === what).map(({ on }) => on), ...sent].toSorted();
    const last = days.findLast((on) => on <= today);
    const next = days.find((on) => on > today);
    return { what, ...(last === undefined ? {} : { last }), ...(next === undefined ? {} : { next }) };
  });
}
