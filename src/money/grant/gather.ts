import { BY_SEARCH, paidFor, type Stack } from '#agreement';
import type { Day } from '#base';
import { accepted, type Outcome, refuse, typeName } from '#fhir';
import type { Asking } from '../ask.ts';
import type { Span } from '../charge/parts.ts';
import { takingIds } from '../charge/taking.ts';
import { type AgreedGrant, linesOn, reachOf } from './agreed.ts';
import { type Attributed, attribute, type Visit } from './attribute.ts';
import type { Born, FactRow } from './cells.ts';
import { chargedFor, countedPeople, DONE_MAX, doneOf, type DoneRow, type LookedFor } from './grant.queries.ts';
import type { ReturnPack } from './pack.ts';

export type Gathered = {
  readonly attributed: readonly Attributed[];
  readonly personOf: (ref: string) => string;
  /** Visits whose cost is that of a charge, by the charge. */
  readonly charged: ReadonlyMap<string, string>;
  /** By whom, and how long it took. */
  readonly done: ReadonlyMap<string, Pick<DoneRow, 'org' | 'minutes'>>;
};

/** Who keeps records under which number. */
export type Keys = ReadonlyMap<string, number>;

type Gathering = {
  readonly stack: Stack;
  readonly today: Day;
  readonly grants: readonly AgreedGrant[];
  readonly keys: Keys;
};

/** What was done that any grant pays for, and who paid it, over the days that say what is left on these. */
export async function gather(
  asking: Asking,
  { stack, today, grants, keys }: Gathering,
  span: Span,
): Promise<Outcome<Gathered>> {
  const { store } = asking.services;
  const takings = await takingIds(store);
  const codes = new Map<string, LookedFor>();
  for (const { system, code } of grants.flatMap(({ ever }) => ever.codes)) look(codes, { system, code }, takings);
  const organizations = numbersOf(grants, keys);
  const found = await doneOf(store, [...codes.values()], { ...reachOf(grants, span), organizations });
  if (found.length > DONE_MAX) return tooMuch();
  const people = await peopleOf(asking, found);
  const visits = await visitsOf(asking, { stack, knownOn: today, found, codes, keys });
  return accepted({ ...visits, personOf: (ref) => people.get(ref) ?? ref });
}

/** What the facts of a pack find among what the organisations of a grant recorded, and of whom. */
export async function factsOf(
  asking: Asking,
  { pack, grant, keys }: { readonly pack: ReturnPack; readonly grant: AgreedGrant; readonly keys: Keys },
  span: Span,
): Promise<Outcome<{ readonly rows: readonly FactRow[]; readonly people: ReadonlyMap<string, Born> }>> {
  const { store } = asking.services;
  const takings = await takingIds(store);
  const names = Object.keys(pack.facts);
  const looked = names.flatMap((name, set): LookedFor[] => {
    const fact = pack.facts[name];
    if (fact?.search !== undefined)
      return [{ set, system: BY_SEARCH, code: fact.search, taking: takings.get(fact.search) ?? -1 }];
    return (fact?.codes?.codes ?? []).map((code) => ({ set, system: fact?.codes?.system ?? '', code, taking: 0 }));
  });
  const done = await doneOf(store, looked, { ...span, organizations: numbersOf([grant], keys) });
  if (done.length > DONE_MAX) return tooMuch();
  // What somebody did before they took another's place is no care of this grant.
  const since = new Map([...grant.since].map(([heir, day]) => [keys.get(heir), day]));
  const found = done.filter(({ org, day }) => day >= (since.get(org) ?? day));
  const person = await peopleOf(asking, found);
  const rows = found.map((row) => ({
    fact: names[row.set] ?? '',
    ref: refOf(row),
    person: person.get(refOf(row)) ?? refOf(row),
    day: row.day,
  }));
  return accepted({ rows, people: await bornOf(asking, found, person) });
}

/** Of whom: sex and birth as any record of theirs says it. */
export async function bornOf(
  { services }: Asking,
  found: readonly Pick<DoneRow, 'bkt' | 'cmp' | 'typ' | 'id'>[],
  person: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, Born>> {
  const persons = new Map(found.map((row) => [`${row.bkt} ${row.cmp}`, person.get(refOf(row)) ?? '']));
  const known = new Map<string, Born>();
  for (const { bkt, cmp, sex, born } of await countedPeople(services.store, placesOf(found))) {
    const who = persons.get(`${bkt} ${cmp}`) ?? '';
    const before = known.get(who) ?? {};
    known.set(who, { ...(sex === null ? {} : { sex }), ...(born === null ? {} : { born }), ...before });
  }
  return known;
}

export function refOf({ typ, id }: Pick<DoneRow, 'typ' | 'id'>): string {
  return `${typeName(typ)}/${id}`;
}

function look(
  codes: Map<string, LookedFor>,
  { system, code }: { readonly system: string; readonly code: string },
  takings: ReadonlyMap<string, number>,
): void {
  const key = `${system}|${code}`;
  if (codes.has(key)) return;
  // What a search finds counts once all of it is known.
  codes.set(key, { set: codes.size, system, code, taking: system === BY_SEARCH ? (takings.get(code) ?? -1) : 0 });
}

export function numbersOf(grants: readonly AgreedGrant[], keys: Keys): readonly number[] {
  return [...new Set(grants.flatMap(({ ever }) => ever.to.flatMap((one) => keys.get(one) ?? [])))];
}

async function peopleOf({ services }: Asking, found: readonly DoneRow[]): Promise<ReadonlyMap<string, string>> {
  const rows = await services.ports.persons.of(services.store, placesOf(found));
  const known = new Map(rows.map(({ bkt, cmp, person }) => [`${bkt} ${cmp}`, person]));
  return new Map(found.map((row) => [refOf(row), known.get(`${row.bkt} ${row.cmp}`) ?? `${row.bkt} ${row.cmp}`]));
}

function placesOf(found: readonly Pick<DoneRow, 'bkt' | 'cmp'>[]) {
  return [...new Map(found.map(({ bkt, cmp }) => [`${bkt} ${cmp}`, { bkt, cmp }])).values()];
}

type Visiting = {
  readonly stack: Stack;
  readonly knownOn: Day;
  readonly found: readonly DoneRow[];
  readonly codes: ReadonlyMap<string, LookedFor>;
  readonly keys: Keys;
};

async function visitsOf(
  asking: Asking,
  { stack, knownOn, found, codes, keys }: Visiting,
): Promise<Omit<Gathered, 'personOf'>> {
  const names = new Map([...keys].map(([organization, key]) => [key, organization]));
  const bySet = new Map([...codes].map(([key, { set }]) => [set, key]));
  const days = new Map<Day, ReturnType<typeof linesOn>>();
  const items = new Map<string, { readonly row: DoneRow; readonly codes: Set<string> }>();
  for (const row of found) {
    const item = items.get(refOf(row)) ?? { row, codes: new Set<string>() };
    items.set(refOf(row), item);
    item.codes.add(bySet.get(row.set) ?? '');
    if (!days.has(row.day)) days.set(row.day, linesOn(stack, { on: row.day, knownOn }));
  }
  const charges = await chargesOf(asking, found);
  const visits = [...items].flatMap(([ref, { row, codes: has }]): Visit[] => {
    const open = (days.get(row.day) ?? []).filter(
      ({ to, line }) =>
        to.includes(names.get(row.org) ?? '') && paidFor(line).some(({ system, code }) => has.has(`${system}|${code}`)),
    );
    const charge = charges.get(ref);
    const [first] = open;
    if (!first) return [];
    const currency = charge?.currency ?? first.line.cost.currency;
    const cost = charge ? BigInt(charge.minor) : BigInt(first.line.cost.minor);
    return [{ ref, day: row.day, cost, lines: open.filter(({ line }) => line.cost.currency === currency) }];
  });
  const charged = new Map([...charges].map(([ref, { charge }]) => [ref, charge]));
  const done = new Map([...items].map(([ref, { row }]) => [ref, row]));
  return { attributed: attribute(visits), charged, done };
}

async function chargesOf({ services }: Asking, found: readonly DoneRow[]) {
  const items = [...new Map(found.map(({ typ, id }) => [`${typ} ${id}`, { typ, id }])).values()];
  const rows = await chargedFor(services.store, items);
  return new Map(rows.filter(({ minor }) => BigInt(minor) > 0n).map((row) => [refOf(row), row]));
}

function tooMuch(): Outcome<never> {
  return refuse(
    'too-costly',
    'money.grant-long',
    `More than ${DONE_MAX} visits are paid by this grant; it cannot be told in one return.`,
  );
}
