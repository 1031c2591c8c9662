import type { Unusual } from '../contract.ts';

/** One look of a member of staff at one person, as the rules see it. */
export type Look = {
  readonly principal: string;
  readonly role: string;
  readonly at: Date;
  readonly person: string;
  /** Whether the organisation has to do with the person now. */
  readonly related: boolean;
  readonly emergency: boolean;
};

export type Known = {
  /** Family names of accounts and people, normalised. */
  readonly families: ReadonlyMap<string, readonly string[]>;
  readonly names: ReadonlyMap<string, string>;
  /** 'account/12' -> the person whose own record they read, where one is known. */
  readonly ownPerson: ReadonlyMap<string, string>;
  /** People who have a seat in the same organisation. */
  readonly colleagues: ReadonlySet<string>;
  /** Hour of the day in the partnership's zone. */
  readonly hourOf: (at: Date) => number;
};

type Rule = {
  readonly rule: Unusual['rule'];
  readonly title: string;
  readonly because: string;
  readonly holds: (look: Look, known: Known) => boolean;
};

const NIGHT = { from: 23, to: 6 } as const;
export const PEOPLE_AN_HOUR = 40;
const HOUR_MS = 3_600_000;

/** What is worth a question, each by itself and each with its reason; nothing is added up to a score. */
export const RULES: readonly Rule[] = [
  {
    rule: 'own-record',
    title: 'Own record',
    because: 'Staff read their own record as everybody does, under “My record”, not with their rights at work.',
    holds: ({ principal, person }, { ownPerson }) => ownPerson.get(principal) === person,
  },
  {
    rule: 'colleague',
    title: 'A colleague’s record',
    because: 'The person works in the same organisation. Colleagues are patients too, and are owed the same distance.',
    holds: ({ principal, person }, { ownPerson, colleagues }) =>
      colleagues.has(person) && ownPerson.get(principal) !== person,
  },
  {
    rule: 'same-surname',
    title: 'Same family name',
    because: 'Whoever looked and the person share a family name. It may be chance; it may be a relative.',
    holds: ({ principal, person }, { families, ownPerson }) => {
      const own = families.get(principal) ?? [];
      return ownPerson.get(principal) !== person && (families.get(person) ?? []).some((name) => own.includes(name));
    },
  },
  {
    rule: 'no-relationship',
    title: 'Nothing to do with the person now',
    because:
      'The organisation has no relationship with the person any more: no registration, team, referral or record.',
    holds: ({ related, emergency }) => !related && !emergency,
  },
  {
    rule: 'night',
    title: 'At night',
    because: `Between ${NIGHT.from}:00 and ${NIGHT.to}:00. Usual for some teams; worth a look for others.`,
    holds: ({ at }, { hourOf }) => hourOf(at) >= NIGHT.from || hourOf(at) < NIGHT.to,
  },
];

/** Looks that a rule speaks of, one entry a rule, member of staff and person; and hours in which one opened very many. */
export function unusualAmong(looks: readonly Look[], known: Known): readonly Unusual[] {
  const single = RULES.flatMap((rule) =>
    grouped(
      looks.filter((look) => rule.holds(look, known)),
      rule,
      known,
    ),
  );
  return [...single, ...manyInAnHour(looks, known)].toSorted((a, b) => (a.last < b.last ? 1 : -1));
}

function grouped(looks: readonly Look[], { rule, title, because }: Rule, known: Known): readonly Unusual[] {
  const groups = new Map<string, Look[]>();
  for (const look of looks) {
    const key = `${look.principal} ${look.person}`;
    groups.set(key, [...(groups.get(key) ?? []), look]);
  }
  return [...groups.values()].map((group) => {
    const [{ principal, role, person }] = group as [Look];
    return { rule, title, because, ...named(principal, role, known), person, times: group.length, ...span(group) };
  });
}

function manyInAnHour(looks: readonly Look[], known: Known): readonly Unusual[] {
  const hours = new Map<string, Look[]>();
  for (const look of looks) {
    const key = `${look.principal} ${Math.floor(look.at.getTime() / HOUR_MS)}`;
    hours.set(key, [...(hours.get(key) ?? []), look]);
  }
  return [...hours.values()].flatMap((group): readonly Unusual[] => {
    const people = new Set(group.map(({ person }) => person)).size;
    const [{ principal, role }] = group as [Look];
    if (people <= PEOPLE_AN_HOUR) return [];
    const because = `${people} people in one hour; more than ${PEOPLE_AN_HOUR} is more than anybody sees.`;
    return [
      {
        rule: 'many-people',
        title: 'Many people in an hour',
        because,
        ...named(principal, role, known),
        times: group.length,
        ...span(group),
      },
    ];
  });
}

function named(principal: string, role: string, { names }: Known) {
  return { principal, who: names.get(principal) ?? principal, role: role.replaceAll('-', ' ') };
}

function span(group: readonly Look[]) {
  const times = group.map(({ at }) => at.getTime());
  return { first: new Date(Math.min(...times)).toISOString(), last: new Date(Math.max(...times)).toISOString() };
}
