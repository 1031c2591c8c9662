import { assert, type Day, plusDays, seeded } from '#base';
import { type Course, course, type PracticeHabit } from './course.ts';
import { type Identity, identity } from './identity.ts';
import { SHORT } from './names.ts';
import { asTrue, misspelt, type Spelling } from './other-records.ts';
import type { DemoPartner } from './partners.ts';
import type { Scale } from './size.ts';

/** A person as planted: who they are, what happened, and how each organisation wrote them down. */
export type Planted = {
  readonly person: Identity;
  readonly course: Course;
  readonly hospital?: Spelling;
  readonly community?: Spelling;
  readonly council?: Spelling;
  readonly charity?: Spelling;
  /** Sources whose link a machine should not decide alone. */
  readonly doubtful: readonly ('hospital' | 'community' | 'council' | 'charity')[];
  readonly district: boolean;
};

/**
 * The habits of practices: the third misses urine albumin and feet (the outlier), the second uses a local code (the variance), the
 * first treats the pressure of its oldest more than helps them.
 */
export function practiceHabit(seed: number, index: number, planted: boolean): PracticeHabit {
  const random = seeded(seed * 7_717 + index);
  return {
    quality: (random() - 0.5) * 1.2,
    weakAt: planted && index === 2 ? ['urine-albumin', 'foot-check'] : [],
    localCode: planted && index === 1 ? 0.3 : 0,
    overTreats: planted && index === 0,
  };
}

/** The people of a practice, one after another; each depends on seed and index alone. */
export function* peopleOf(
  practice: DemoPartner,
  setting: {
    readonly seed: number;
    readonly today: Day;
    readonly scale: Scale;
    readonly practices: readonly DemoPartner[];
    readonly planted: boolean;
  },
): Generator<Planted> {
  const { scale, practices } = setting;
  const district = Math.round(scale.people * scale.district);
  const total = scale.people - district;
  const place = practices.indexOf(practice);
  assert(place >= 0, 'a practice of the demonstration');
  let before: Planted | undefined;
  for (let index = place; index < total; index += practices.length) {
    const planted = planPerson(index, practice, setting, index % 97 === 0 ? before : undefined);
    yield planted;
    before = planted;
  }
}

/** People of the low-resource district, who are on no practice's list. */
export function* peopleOfDistrict(
  centre: DemoPartner,
  setting: { readonly seed: number; readonly today: Day; readonly scale: Scale },
): Generator<Planted> {
  const { scale, seed, today } = setting;
  const first = scale.people - Math.round(scale.people * scale.district);
  for (let index = first; index < scale.people; index += 1) {
    const random = seeded(seed * 1_000_003 + index * 7_919);
    const person = identity(random, index, { practice: centre, today }, [18, 85]);
    const habit = { quality: 0, weakAt: [], localCode: 0, overTreats: false };
    yield {
      person,
      course: course(random, person, 'frail', { habit, today, density: scale.density }),
      doubtful: [],
      district: true,
    };
  }
}

type Setting = {
  readonly seed: number;
  readonly today: Day;
  readonly scale: Scale;
  readonly practices: readonly DemoPartner[];
  readonly planted: boolean;
};

function planPerson(index: number, practice: DemoPartner, setting: Setting, twinOf: Planted | undefined): Planted {
  const { seed, today, scale, practices } = setting;
  const random = seeded(seed * 1_000_003 + index * 7_919);
  const share = random() * (1 - scale.district);
  const kind = share < scale.diabetes ? 'diabetes' : share < scale.diabetes + scale.frail ? 'frail' : 'well';
  const ages: readonly [number, number] = kind === 'frail' ? [72, 97] : kind === 'diabetes' ? [24, 92] : [18, 90];
  const drawn = identity(random, index, { practice, today }, ages);
  const person = twinOf ? twin(drawn, twinOf.person) : drawn;
  const habit = practiceHabit(seed, practices.indexOf(practice), setting.planted);
  const life = course(random, person, kind, { habit, today, density: scale.density });
  return { person, course: life, district: false, ...writtenElsewhere(random, person, life) };
}

/** Same family name, birth date and address, another given name: two people, however alike the records. */
function twin(drawn: Identity, other: Identity): Identity {
  const { family, born, line, postcode, town } = other;
  return { ...drawn, family, born, line, postcode, town };
}

function writtenElsewhere(
  random: () => number,
  person: Identity,
  life: Course,
): Omit<Planted, 'person' | 'course' | 'district'> {
  const facts = (by: 'acute' | 'community') => life.entries.some((entry) => entry.by === by);
  const truly = asTrue(person);
  const { nhs: _nhs, ...unnumbered } = truly;
  const doubtful: ('hospital' | 'council' | 'charity')[] = [];
  const atHospital = facts('acute') || life.stays.length > 0;
  const older = life.frail;
  const hospital = atHospital
    ? random() < 0.08
      ? { ...truly, family: misspelt(random, person.family) }
      : truly
    : undefined;
  let council: Spelling | undefined;
  if (life.frail ? random() < 0.4 : random() < 0.03) {
    const numbered = random() < 0.6;
    const moved =
      random() < 0.25 ? { line: `${1 + Math.floor(random() * 90)} Almshouse Court`, postcode: 'ZZ99 9XX' } : {};
    const born = numbered && random() < 0.15 ? daySwapped(person.born) : person.born;
    council = { ...(numbered ? truly : unnumbered), ...moved, born };
    // Without a number, at another address: same name and birth date alone should wait for a human.
    if (!numbered && 'line' in moved) doubtful.push('council');
  }
  let charity: Spelling | undefined;
  if (older && random() < 0.06) {
    const short = SHORT[person.given];
    charity = { ...unnumbered, given: short ?? person.given };
    // A short form, birth date and postcode with nothing beside them should wait; the full name with both is enough.
    if (short !== undefined) doubtful.push('charity');
  }
  return {
    ...(hospital ? { hospital } : {}),
    ...(facts('community') || (life.depression !== undefined && random() < 0.5) ? { community: truly } : {}),
    ...(council ? { council } : {}),
    ...(charity ? { charity } : {}),
    doubtful,
  };
}

/** '1957-03-04' as '1957-04-03' where that is a day; the mistake of reading dates the other way round. */
function daySwapped(born: Day): string {
  const [year, month = '01', date = '01'] = born.split('-');
  return Number(date) <= 12 ? `${year}-${date}-${month}` : born;
}

/** The day of the council's assessment: within the last two years, the same for the same person. */
export function assessedOn(person: Identity, today: Day): Day {
  return plusDays(today, -(30 + ((person.index * 37) % 600)));
}
