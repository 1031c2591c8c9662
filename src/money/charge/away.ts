import type { Instrument } from '#agreement';
import type { Day } from '#base';
import type { Compartment } from '#repository';
import { type Reader, sql } from '#store';
import type { Asking } from '../ask.ts';
import type { Away, TargetSpan } from './found.queries.ts';
import { namesOf } from './recorded.ts';
import type { ChargeRule } from './rules.ts';

/** Days on which somebody was registered outside of whom an agreement is about, and with whom. */
export type Spell = { readonly holder: string; readonly from: Day; readonly until: Day };
export type Area = { readonly rows: readonly Away[]; readonly holderOf: (one: Compartment, day: Day) => string };
export type AwayBy = (instrument: Instrument) => Area;

const NOBODY: Area = { rows: [], holderOf: () => '' };

/**
 * Who was registered elsewhere, for each agreement that is about those registered with some. Whoever is registered nowhere that the
 * record knows of is not taken to be elsewhere; who moves is elsewhere from the day of the move. Asked once for agreements about the same.
 */
export async function awayFrom(asking: Asking, rules: readonly ChargeRule[], span: TargetSpan): Promise<AwayBy> {
  const areas = new Map<string, Area>();
  for (const { instrument } of rules) {
    const name = areaOf(instrument);
    if (name !== '' && !areas.has(name)) areas.set(name, await areaFor(asking, instrument, span));
  }
  return (instrument) => areas.get(areaOf(instrument)) ?? NOBODY;
}

function areaOf({ population }: Instrument): string {
  return [...(population.organizations ?? [])].sort().join(' ');
}

async function areaFor(asking: Asking, { population }: Instrument, span: TargetSpan): Promise<Area> {
  const { store, ports } = asking.services;
  const among: string[] = [];
  for (const one of population.organizations ?? []) among.push(...(await namesOf(asking, one)));
  const outside = await outsideOf(store, among, span);
  const people = await ports.persons.of(store, outside);
  const records = await ports.persons.records(store, [...new Set(people.map(({ person }) => person))]);
  const places = new Map([...outside, ...records].map((one) => [placeOf(one), { bkt: one.bkt, cmp: one.cmp }]));
  const personOf = new Map(records.map((one) => [placeOf(one), one.person]));
  const byPerson = new Map<string, { readonly spell: Spell; readonly here: boolean }[]>();
  for (const { bkt, cmp, holder, from_day, until_day } of await spellsOf(store, [...places.values()], span)) {
    const person = personOf.get(placeOf({ bkt, cmp })) ?? placeOf({ bkt, cmp });
    const spells = byPerson.get(person) ?? [];
    spells.push({ spell: { holder, from: from_day, until: until_day }, here: among.includes(holder) });
    byPerson.set(person, spells);
  }
  const away = new Map<string, readonly Spell[]>();
  for (const [name] of places) {
    const spells = byPerson.get(personOf.get(name) ?? name) ?? [];
    const of = (here: boolean) => spells.filter((one) => one.here === here).map(({ spell }) => spell);
    const out = outOf(of(false), of(true));
    if (out.length > 0) away.set(name, out);
  }
  const rows = [...away].flatMap(([name, spells]) => {
    const { bkt = 0, cmp = '0' } = places.get(name) ?? {};
    return spells.map(({ from, until }) => ({ bkt, cmp, from_day: from, until_day: until }));
  });
  const holderOf = (one: Compartment, day: Day): string =>
    (away.get(placeOf(one)) ?? []).find(({ from, until }) => from <= day && day < until)?.holder ?? '';
  return { rows, holderOf };
}

/** Spells elsewhere without the days on which somebody was registered here too. An organisation is named by itself rather than by a number. */
export function outOf(elsewhere: readonly Spell[], here: readonly Spell[]): readonly Spell[] {
  const named = [...elsewhere].sort((a, b) => rank(a) - rank(b) || (a.from < b.from ? -1 : 1));
  const found: Spell[] = [];
  for (const spell of named) found.push(...[...here, ...found].reduce<readonly Spell[]>(cut, [spell]));
  return found.sort((a, b) => (a.from < b.from ? -1 : 1));
}

function cut(spells: readonly Spell[], taken: Spell): readonly Spell[] {
  return spells.flatMap((spell) => {
    if (taken.until <= spell.from || taken.from >= spell.until) return [spell];
    const before = { ...spell, until: taken.from };
    const after = { ...spell, from: taken.until };
    return [before, after].filter(({ from, until }) => from < until);
  });
}

function rank({ holder }: Spell): number {
  return holder.startsWith('Organization/') ? 0 : 1;
}

function placeOf({ bkt, cmp }: Compartment): string {
  return `${bkt} ${cmp}`;
}

const PEOPLE_MAX = 200_000;

/** Records in which somebody is registered with another in some days. Plan: a scan of money_registered, once for a proposal. */
function outsideOf(
  reader: Reader,
  among: readonly string[],
  { from, until }: TargetSpan,
): Promise<readonly Compartment[]> {
  return reader.all<Compartment>(sql`
    select distinct bkt, cmp::text as cmp from money_registered
    where not holder = any(${among}::text[]) and from_day < ${until}::date and until_day > ${from}::date limit ${PEOPLE_MAX}`);
}

type SpellRow = Away & { readonly holder: string };

/** Plan: money_registered_compartment. */
function spellsOf(
  reader: Reader,
  places: readonly Compartment[],
  { from, until }: TargetSpan,
): Promise<readonly SpellRow[]> {
  if (places.length === 0) return Promise.resolve([]);
  return reader.all<SpellRow>(sql`
    select g.bkt, g.cmp::text as cmp, g.holder, g.from_day, g.until_day
    from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as p(bkt smallint, cmp bigint)
    join money_registered g on g.bkt = p.bkt and g.cmp = p.cmp
    where g.from_day < ${until}::date and g.until_day > ${from}::date`);
}
