import { splitByWeight } from '../split.ts';

/** One visit, with the programmes that pay for what was done in it. */
export type ProgrammeVisit = {
  readonly ref: string;
  readonly person: string;
  readonly day: string;
  readonly org: number;
  readonly minutes?: number;
  readonly programmes: readonly string[];
};
/** What the partners say a journey of a person, and an hour of staff, is worth. */
export type Worth = { readonly travel: bigint; readonly hour: bigint };

export type ProgrammeGain = {
  readonly programme: string;
  readonly alone: number;
  readonly together: number;
  /** Mean minutes of its visits alone, where they are known. */
  readonly minutesAlone?: number;
  /** Its part of what was saved. */
  readonly worth: bigint;
};
export type Together = {
  readonly contacts: number;
  readonly people: number;
  readonly journeys: number;
  readonly minutes: number;
  /** Contacts whose minutes are not known, or one of whose programmes has no visit alone: no minute is counted as saved. */
  readonly unknown: number;
  readonly worth: bigint;
  readonly programmes: readonly ProgrammeGain[];
};

type Contact = {
  readonly person: string;
  readonly minutes: number | undefined;
  readonly programmes: readonly string[];
};

/**
 * What care of several programmes in one contact (one visit, or visits of one person on one day at one place) saves: a journey for
 * each programme after the first, and the minutes by which it is shorter than visits for each alone. Never less than nought. What
 * it is worth is split alike between its programmes, and adds up.
 */
export function togetherOf(visits: readonly ProgrammeVisit[], { travel, hour }: Worth): Together {
  const contacts = contactsOf(visits);
  const names = [...new Set(contacts.flatMap(({ programmes }) => programmes))].sort();
  const alone = new Map(
    names.map((name) => [name, contacts.filter(({ programmes }) => programmes.length === 1 && programmes[0] === name)]),
  );
  const mean = new Map(names.map((name) => [name, meanMinutes(alone.get(name) ?? [])]));
  const joint = contacts.filter(({ programmes }) => programmes.length > 1);
  const gains = new Map<string, bigint>();
  let [journeys, minutes, unknown, worth] = [0, 0, 0, 0n];
  for (const { programmes, minutes: took } of joint) {
    const each = programmes.map((name) => mean.get(name));
    const known = took !== undefined && each.every((one) => one !== undefined);
    const saved = known
      ? Math.max(0, Math.round(each.reduce<number>((sum, one) => sum + (one ?? 0), 0) - (took ?? 0)))
      : 0;
    const value = travel * BigInt(programmes.length - 1) + (hour * BigInt(saved)) / 60n;
    journeys += programmes.length - 1;
    minutes += saved;
    unknown += known ? 0 : 1;
    worth += value;
    for (const [at, part] of splitByWeight(
      value,
      programmes.map(() => 1n),
    ).entries()) {
      const name = programmes[at] ?? '';
      gains.set(name, (gains.get(name) ?? 0n) + part);
    }
  }
  const programmes = names.map((programme): ProgrammeGain => {
    const one = mean.get(programme);
    return {
      programme,
      alone: alone.get(programme)?.length ?? 0,
      together: joint.filter((contact) => contact.programmes.includes(programme)).length,
      ...(one === undefined ? {} : { minutesAlone: Math.round(one) }),
      worth: gains.get(programme) ?? 0n,
    };
  });
  return {
    contacts: joint.length,
    people: new Set(joint.map(({ person }) => person)).size,
    journeys,
    minutes,
    unknown,
    worth,
    programmes,
  };
}

function contactsOf(visits: readonly ProgrammeVisit[]): readonly Contact[] {
  const found = new Map<string, ProgrammeVisit[]>();
  for (const visit of visits) {
    const key = `${visit.person} ${visit.day} ${visit.org}`;
    const contact = found.get(key) ?? [];
    contact.push(visit);
    found.set(key, contact);
  }
  return [...found.values()].map((all) => ({
    person: all[0]?.person ?? '',
    minutes: all.every(({ minutes }) => minutes !== undefined)
      ? all.reduce((sum, { minutes = 0 }) => sum + minutes, 0)
      : undefined,
    programmes: [...new Set(all.flatMap(({ programmes }) => programmes))].sort(),
  }));
}

function meanMinutes(contacts: readonly Contact[]): number | undefined {
  const known = contacts.flatMap(({ minutes }) => minutes ?? []);
  return known.length === 0 ? undefined : known.reduce((sum, one) => sum + one, 0) / known.length;
}
