import { type Day, plusDays, type Random } from '#base';
import { FAMILY, FEMALE, LANGUAGES, MALE, STREETS } from './names.ts';
import type { DemoPartner } from './partners.ts';

/** Who a person of the demonstration truly is; each organisation writes it down in its own way. */
export type Identity = {
  readonly index: number;
  readonly nhs: string;
  readonly family: string;
  readonly given: string;
  readonly gender: 'female' | 'male';
  readonly born: Day;
  readonly line: string;
  readonly town: string;
  readonly postcode: string;
  /** 1 most deprived to 10 least. */
  readonly deprivation: number;
  readonly phone: string;
  readonly language?: readonly [code: string, name: string];
  readonly practice: DemoPartner;
};

/** A person who could live there. `ages` bounds the age in whole years today. */
export function identity(
  random: Random,
  index: number,
  place: { readonly practice: DemoPartner; readonly today: Day },
  ages: readonly [number, number],
): Identity {
  const gender = random() < 0.5 ? 'female' : 'male';
  const days = Math.floor((ages[0] + random() * (ages[1] - ages[0])) * 365.25);
  const language = random() < 0.07 ? pick(random, LANGUAGES) : undefined;
  return {
    index,
    nhs: nhsNumber(index),
    family: pick(random, FAMILY),
    given: pick(random, gender === 'female' ? FEMALE : MALE),
    gender,
    born: plusDays(place.today, -days),
    line: `${1 + Math.floor(random() * 180)} ${pick(random, STREETS)}`,
    town: place.practice.town,
    postcode: postcode(random),
    deprivation: 1 + Math.floor(random() * 10),
    phone: `01632 ${String(960_000 + (index % 1_000)).padStart(6, '0')}`, // 01632 960xxx is reserved for fiction
    ...(language === undefined ? {} : { language }),
    practice: place.practice,
  };
}

/**
 * The nth valid NHS number of the range 999 000 0000 to 999 999 9999, which is never issued to anybody
 * (https://digital.nhs.uk/services/nhs-number). Good for 66,666 people.
 */
export function nhsNumber(index: number): string {
  for (let serial = index * 15; ; serial += 1) {
    const nine = `999${String(serial).padStart(6, '0')}`;
    const check = checkDigit(nine);
    if (check !== undefined) return `${nine}${check}`;
  }
}

/** Modulus 11 check digit of nine digits; undefined where it would be 10 and the number is not used. */
export function checkDigit(nine: string): number | undefined {
  const sum = [...nine].reduce((total, digit, index) => total + Number(digit) * (10 - index), 0);
  const check = 11 - (sum % 11);
  return check === 10 ? undefined : check % 11;
}

export function pick<T>(random: Random, list: readonly T[]): T {
  return list[Math.floor(random() * list.length)] as T;
}

/** Age in whole years on a day. */
export function ageOn(born: Day, on: Day): number {
  return Number(on.slice(0, 4)) - Number(born.slice(0, 4)) - (on.slice(5) < born.slice(5) ? 1 : 0);
}

// ZZ99 is a pseudo area that no real address lies in.
function postcode(random: Random): string {
  const letters = 'ABDEFGHJLNPQRSTUWXYZ';
  return `ZZ99 ${Math.floor(random() * 10)}${pick(random, [...letters])}${pick(random, [...letters])}`;
}
