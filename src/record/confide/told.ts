import { lawIn, type Services } from '#joint';
import type { Compartment, Wording } from '#repository';
import type { Reader } from '#store';
import { wordingsIn } from './confide.queries.ts';
import { capital, isWorded, tellsAnything } from './wording.ts';

type Ground = Pick<Services, 'zone' | 'ports'>;

/**
 * How the record is told to those who need not know what a person has, whatever they read it by: the API of whoever holds a seat, an app
 * that they opened, the pages. Absent where the law of the place knows no stigmatised conditions.
 */
export function wordingOf({ zone, ports }: Ground): Wording | undefined {
  const { stigmatised } = lawIn(zone);
  if (stigmatised === undefined) return undefined;
  const { tells, called } = stigmatised;
  const usual = capital(called);
  return {
    concerns: (who) => isWorded(who, stigmatised),
    tells: (text) => tellsAnything(text, tells),
    usual,
    called: (reader, places) => calledIn(reader, places, { ports, usual }),
  };
}

/** What was said in any record of the person, and last; in the order of the places. Two questions about all of them, and one about words. */
async function calledIn(
  reader: Reader,
  places: readonly Compartment[],
  { ports: { persons }, usual }: Pick<Ground, 'ports'> & { readonly usual: string },
): Promise<readonly string[]> {
  const owners = new Map((await persons.of(reader, places)).map((row) => [keyOf(row), row.person]));
  const records = await persons.records(reader, [...new Set(owners.values())]);
  const all = new Map([...places, ...records].map((place) => [keyOf(place), { bkt: place.bkt, cmp: place.cmp }]));
  const personOf = new Map([...owners, ...records.map((row) => [keyOf(row), row.person] as const)]);
  const said = new Map<string, string>();
  for (const row of await wordingsIn(reader, [...all.values()])) {
    const whose = personOf.get(keyOf(row)) ?? keyOf(row);
    if (!said.has(whose)) said.set(whose, capital(row.words.replace(/\s+/g, ' ')));
  }
  return places.map((place) => said.get(personOf.get(keyOf(place)) ?? keyOf(place)) ?? usual);
}

function keyOf({ bkt, cmp }: Compartment): string {
  return `${bkt} ${cmp}`;
}
