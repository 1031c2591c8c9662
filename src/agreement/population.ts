import type { Day } from '#base';
import type { AccessRow } from './access.ts';
import { daysAfter, monthsAfter } from './days.ts';
import type { Within } from './expr.ts';
import type { Instrument, PartyRef, Population } from './instrument.ts';
import { listed } from './phrases.ts';

/** Whom an instrument is about, as its shares ask it of a person; nothing where words alone say it. */
export type Governed = {
  readonly words: string;
  /** Registered with one of these. */
  readonly organizations?: readonly PartyRef[];
  /** Born from the first day on, and before the second. */
  readonly born?: { readonly from?: Day; readonly before?: Day };
  /** One of these conditions, recorded by one of these organisations. */
  readonly conditions?: { readonly codes: readonly string[]; readonly by: readonly PartyRef[] };
};

/** Ages are those of a day: a policy that counts them is another one tomorrow. */
export function governedBy(
  { population, parties }: Pick<Instrument, 'population' | 'parties'>,
  today: Day,
  heirs: (organizations: readonly PartyRef[]) => readonly PartyRef[],
): Governed | undefined {
  const { words, organizations, conditions } = population;
  if (organizations === undefined && conditions === undefined && !countsAges(population)) return undefined;
  return {
    words,
    ...(organizations ? { organizations: heirs(organizations) } : {}),
    ...(countsAges(population) ? { born: bornWithin(population, today) } : {}),
    ...(conditions
      ? {
          conditions: {
            codes: conditions.codes.map((code) => `${conditions.system}|${code}`),
            by: heirs(parties.map(({ organization }) => organization)),
          },
        }
      : {}),
  };
}

export function countsAges({ fromAge, belowAge }: Population): boolean {
  return fromAge !== undefined || belowAge !== undefined;
}

/** Whether what is known of a person puts them within. What is not known does not. */
export function isOf(within: Within, person: NonNullable<AccessRow['about']>): boolean {
  const { registered, born, conditions } = within;
  return (
    (registered === undefined || registered.some((key) => person.registered.includes(key))) &&
    (born === undefined ||
      person.born.some(
        (one) => (born.from === undefined || one >= born.from) && (born.before === undefined || one < born.before),
      )) &&
    (conditions === undefined ||
      person.conditions.some(({ code, org }) => conditions.codes.includes(code) && conditions.by.includes(org)))
  );
}

/** What of it is asked of a person's record: "registered with Elm Tree Surgery, aged 65 or over". */
export function populationTerms(
  { organizations, fromAge, belowAge, conditions }: Population,
  name: (organization: PartyRef) => string,
): readonly string[] {
  return [
    ...(organizations ? [`registered with ${listed(organizations.map(name), 'or') || 'nobody'}`] : []),
    ...(fromAge === undefined ? [] : [`aged ${fromAge} or over`]),
    ...(belowAge === undefined ? [] : [`younger than ${belowAge}`]),
    ...(conditions ? [`with a condition that a party recorded under ${listed(conditions.codes, 'or')}`] : []),
  ];
}

/** Somebody born on 29 February comes of age on 1 March. */
function bornWithin({ fromAge, belowAge }: Population, today: Day): NonNullable<Governed['born']> {
  const birthday = (years: number) => daysAfter(monthsAfter(today, -12 * Math.min(years, AGES_MAX)), 1);
  return {
    ...(fromAge === undefined ? {} : { before: birthday(fromAge) }),
    ...(belowAge === undefined ? {} : { from: birthday(belowAge) }),
  };
}

/** Nobody is older, and calendars begin with the year 1. */
const AGES_MAX = 1_000;
