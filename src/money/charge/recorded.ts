import { type Day, plusDays } from '#base';
import { escapeSearch } from '#fhir';
import type { Compartment } from '#repository';
import type { Asking } from '../ask.ts';
import { SERVICE } from '../ask.ts';
import { givenTogether, type Spell, weightedDays } from './counted.ts';
import { givenOf, partSums, type RuleRow } from './found.queries.ts';
import { NOTHING, type Recorded, thresholdOf } from './price.ts';
import { registeredWith } from './registered.ts';
import { type PartRule, partId } from './rules.ts';

/** What the record says of each part of a price by the period, by the part's id. */
export async function recordedOf(
  asking: Asking,
  parts: readonly PartRule[],
  { rules, until }: { readonly rules: readonly RuleRow[]; readonly until: Day },
): Promise<ReadonlyMap<string, Recorded>> {
  const found = new Map<string, Recorded>(parts.map((part) => [partId(part), NOTHING]));
  const put = (part: PartRule, recorded: Partial<Recorded>): void => {
    found.set(partId(part), { ...NOTHING, ...recorded });
  };
  const byValue = parts.filter(({ clause: { price } }) => 'lines' in price);
  for (const { part: at, cases, value, beyond } of byValue.length > 0 ? await sumsOf(asking, rules, byValue) : []) {
    const part = byValue[at];
    if (part) put(part, { cases, value: BigInt(value), beyond: BigInt(beyond) });
  }
  for (const part of parts) {
    const { model } = part.clause.price;
    if (model === 'capitation') put(part, { weightedDays: await countedIn(asking, part) });
    if (model === 'integration-premium') put(part, { together: await togetherIn(asking, part, until) });
  }
  return found;
}

function sumsOf({ services }: Asking, rules: readonly RuleRow[], parts: readonly PartRule[]) {
  return partSums(
    services.store,
    rules,
    parts.map((one, part) => ({
      part,
      pair: pairOf(one),
      version: one.instrument.version,
      from_day: one.part.from,
      until_day: one.part.until,
      threshold: thresholdOf(one),
    })),
  );
}

export function pairOf({ instrument, clause }: Pick<PartRule, 'instrument' | 'clause'>): string {
  return `${instrument.id}#${clause.id}`;
}

/** Everybody registered with whoever is paid, each person once, on the days that the version ruled. */
async function countedIn(asking: Asking, { clause, part, spells, payee }: PartRule): Promise<bigint> {
  // Residence has no register that the record keeps: nothing is charged by it, and the page says so.
  if (clause.price.model !== 'capitation' || clause.price.counted !== 'registered') return 0n;
  const rows = await registeredWith(asking.services.store, await namesOf(asking, payee), part);
  const personOf = await personsOf(asking, rows);
  const counted = rows.flatMap((row): readonly Spell[] =>
    spells.flatMap((days) => {
      const from = row.from_day > days.from ? row.from_day : days.from;
      const until = row.until_day < days.until ? row.until_day : days.until;
      return from < until
        ? [{ person: personOf(row), from, until, ...(row.born === null ? {} : { born: row.born }) }]
        : [];
    }),
  );
  return weightedDays(counted, clause, part.from);
}

/** By any party of the agreement: it is for whoever hosts the care that both gave. */
async function togetherIn(asking: Asking, rule: PartRule, until: Day): Promise<number> {
  const { price } = rule.clause;
  if (price.model !== 'integration-premium') return 0;
  const { store, ports } = asking.services;
  const organizations: number[] = [];
  for (const { organization } of rule.instrument.parties)
    organizations.push(await ports.contributors.organizationKey(organization));
  const sets = price.together.flatMap(({ system, codes }, set) => codes.map((code) => ({ set, system, code })));
  // From the beginning on: which thing counts with which must not depend on the days that are asked about.
  const from = plusDays(rule.begun, -price.withinDays);
  const rows = await givenOf(store, sets, { organizations, from, until });
  const personOf = await personsOf(asking, rows);
  const given = rows.map((row) => ({ person: personOf(row), day: row.day, set: row.set }));
  return givenTogether(given, price.together.length, price.withinDays).filter(({ on }) =>
    rule.spells.some((days) => days.from <= on && on < days.until),
  ).length;
}

const AT_ONCE = 5_000;

/** Who is behind compartments: the records of one person are one. */
export async function personsOf(
  { services }: Asking,
  of: readonly Compartment[],
): Promise<(one: Compartment) => string> {
  const places = [...new Map(of.map(({ bkt, cmp }) => [`${bkt} ${cmp}`, { bkt, cmp }])).values()];
  const known = new Map<string, string>();
  for (let at = 0; at < places.length; at += AT_ONCE)
    for (const { bkt, cmp, person } of await services.ports.persons.of(services.store, places.slice(at, at + AT_ONCE)))
      known.set(`${bkt} ${cmp}`, person);
  return ({ bkt, cmp }) => known.get(`${bkt} ${cmp}`) ?? `${bkt} ${cmp}`;
}

/** Copies of one organisation that contributors keep: one each, and no partnership has so many. */
const COPIES_MAX = 1_000;

/**
 * Whatever names an organisation in a Patient, as relationships and places resolve it: itself, the business identifiers of its Organization, and every
 * contributor's copy that carries one of these.
 */
export async function namesOf({ services }: Asking, organization: string): Promise<readonly string[]> {
  const records = services.repository(SERVICE);
  const found = await records.read('Organization', organization.replace('Organization/', ''));
  if (!found.ok) return [organization];
  const { identifier } = JSON.parse(found.value.body) as {
    readonly identifier?: readonly { readonly system?: string; readonly value?: string }[];
  };
  const own = (identifier ?? []).flatMap(({ system, value }) => (system && value ? [{ system, value }] : []));
  if (own.length === 0) return [organization];
  const copies = await records.search({
    type: 'Organization',
    parameters: [
      ['identifier', own.map(({ system, value }) => `${escapeSearch(system)}|${escapeSearch(value)}`).join(',')],
      ['_count', String(COPIES_MAX)],
    ],
    handling: 'strict',
  });
  if (!copies.ok) throw new Error(`copies of an organisation could not be found: ${copies.refusals[0].code}`);
  return [
    ...new Set([
      organization,
      ...own.map(({ system, value }) => `${system}|${value}`),
      ...copies.value.entries.map(({ resource }) => `Organization/${resource.id}`),
    ]),
  ];
}
