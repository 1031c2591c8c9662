import { type Day, plusMonths } from '#base';
import type { Span } from '../charge/parts.ts';
import type { CellDefinition, ReturnPack } from './pack.ts';

/** One thing of the record that a fact of a pack finds. */
export type FactRow = { readonly fact: string; readonly ref: string; readonly person: string; readonly day: Day };
export type Born = { readonly sex?: string; readonly born?: Day };
/** A visit that counts for the grant, with what the grant paid of it. */
export type PaidVisit = {
  readonly ref: string;
  readonly person: string;
  readonly day: Day;
  readonly minor: bigint;
  readonly counts: boolean;
};

/** One figure of a return. `part` is '' for the whole, else what it is split by: 'female 25-49'. */
export type Cell = {
  readonly cell: string;
  readonly part: string;
  readonly value: number;
  readonly people: number;
  /** The items of the record that it was counted from. */
  readonly refs: readonly string[];
};

export type Counting = {
  readonly pack: ReturnPack;
  readonly period: Span;
  readonly rows: readonly FactRow[];
  readonly people: ReadonlyMap<string, Born>;
  readonly paid: readonly PaidVisit[];
  /** What another party put in beside the grant by the end of the period, and what was missing then. */
  readonly matched?: { readonly minor: bigint; readonly missing: bigint };
  /** Of the cells that a measure counts, by their id: its people, each with the items that decided. */
  readonly measured: ReadonlyMap<string, readonly MeasuredItem[]>;
};

export type MeasuredItem = { readonly ref: string; readonly person: string };

/** Every figure of a return, from the record and from what the grant paid. Parts of a figure add up to it. */
export function cellsOf(counting: Counting): readonly Cell[] {
  return counting.pack.cells.flatMap((definition) => {
    const found = itemsOf(definition, counting);
    const parts = definition.by ? partsOf(definition, found, counting) : [];
    return [beside(definition, counting) ?? cellOf(definition, '', found), ...parts];
  });
}

/** Figures of money that lies beside the grant: no item of the record made them. */
function beside({ id, counts }: CellDefinition, { matched }: Counting): Cell | undefined {
  if (counts !== 'matched' && counts !== 'match-missing') return undefined;
  const minor = counts === 'matched' ? matched?.minor : matched?.missing;
  return { cell: id, part: '', value: Number(minor ?? 0n), people: 0, refs: [] };
}

/** How far back the facts of a pack are looked for. */
export function reachOfPack({ cells }: ReturnPack, { from, until }: Span): Span {
  const months = cells.map((cell) => Math.max(cell.months ?? 0, cell.latest?.months ?? 0, cell.without?.months ?? 0));
  const first = plusMonths(until, -Math.max(0, ...months));
  return { from: first < from ? first : from, until };
}

type Item = { readonly ref: string; readonly person: string; readonly minor: bigint };

function itemsOf(definition: CellDefinition, counting: Counting): readonly Item[] {
  const { period, paid } = counting;
  const here = paid.filter(({ day }) => period.from <= day && day < period.until);
  switch (definition.counts) {
    case 'matched':
    case 'match-missing':
      return [];
    case 'paid':
      return here.filter(({ minor }) => minor > 0n);
    case 'paid-visits':
      return here.filter(({ counts }) => counts);
    case 'visits': {
      const rows = within(counting.rows, period);
      const sets = definition.of.map((fact) => new Set(rows.filter((row) => row.fact === fact).map(({ ref }) => ref)));
      return once(rows.filter(({ ref }) => sets.every((set) => set.has(ref))));
    }
    case 'people':
      return definition.measure
        ? (counting.measured.get(definition.id) ?? []).map((item) => ({ ...item, minor: 0n }))
        : peopleItems(definition, counting);
  }
}

function peopleItems(definition: CellDefinition, { rows, period }: Counting): readonly Item[] {
  const back = (months: number | undefined): readonly FactRow[] =>
    within(rows, months === undefined ? period : { from: plusMonths(period.until, -months), until: period.until });
  const looked = back(definition.months).filter(({ fact }) => definition.of.includes(fact));
  const sets = definition.of.map(
    (fact) => new Set(looked.filter((row) => row.fact === fact).map(({ person }) => person)),
  );
  const { latest, without } = definition;
  const left =
    without &&
    new Set(
      back(without.months)
        .filter(({ fact }) => fact === without.fact)
        .map(({ person }) => person),
    );
  const last = latest && lastOf(back(latest.months).filter(({ fact }) => fact === latest.of));
  const good =
    latest &&
    new Set(
      back(latest.months)
        .filter(({ fact }) => fact === latest.is)
        .map(({ ref }) => ref),
    );
  const counted = (person: string): boolean =>
    sets.every((set) => set.has(person)) &&
    left?.has(person) !== true &&
    (last === undefined || good?.has(last.get(person)?.ref ?? '') === true);
  const shown = looked.filter(({ person }) => counted(person));
  const measured = [...new Set(shown.map(({ person }) => person))].flatMap((person) => last?.get(person) ?? []);
  return once([...shown, ...measured]);
}

/** The last of each person; of several on one day the one with the last name, so that it is always the same. */
function lastOf(rows: readonly FactRow[]): ReadonlyMap<string, FactRow> {
  const found = new Map<string, FactRow>();
  for (const row of rows) {
    const known = found.get(row.person);
    if (!known || row.day > known.day || (row.day === known.day && row.ref > known.ref)) found.set(row.person, row);
  }
  return found;
}

function partsOf(
  definition: CellDefinition,
  items: readonly Item[],
  { pack, people, period }: Counting,
): readonly Cell[] {
  const by = definition.by ?? [];
  const sexes = by.includes('sex') ? ['female', 'male', 'sex unknown'] : [''];
  const ages = by.includes('age') ? [...pack.ageBands.map(({ id }) => id), 'age unknown'] : [''];
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const who = people.get(item.person) ?? {};
    const sex = by.includes('sex') ? (who.sex === 'female' || who.sex === 'male' ? who.sex : 'sex unknown') : '';
    const age = by.includes('age') ? bandOf(pack, who.born, period.until) : '';
    const part = named(sex, age);
    const group = groups.get(part) ?? [];
    group.push(item);
    groups.set(part, group);
  }
  return sexes.flatMap((sex) =>
    ages.map((age) => cellOf(definition, named(sex, age), groups.get(named(sex, age)) ?? [])),
  );
}

function named(sex: string, age: string): string {
  return [sex, age].filter((one) => one !== '').join(' ');
}

/** Age on the first day after the period. */
function bandOf({ ageBands }: ReturnPack, born: Day | undefined, on: Day): string {
  if (born === undefined || born > on) return 'age unknown';
  const years = Number(on.slice(0, 4)) - Number(born.slice(0, 4)) - (on.slice(5) < born.slice(5) ? 1 : 0);
  return (
    ageBands.find(({ from, until }) => years >= from && (until === undefined || years < until))?.id ?? 'age unknown'
  );
}

function cellOf({ id, counts }: CellDefinition, part: string, items: readonly Item[]): Cell {
  const people = new Set(items.map(({ person }) => person)).size;
  const value =
    counts === 'people'
      ? people
      : counts === 'paid'
        ? Number(items.reduce((sum, { minor }) => sum + minor, 0n))
        : items.length;
  return { cell: id, part, value, people, refs: items.map(({ ref }) => ref).sort() };
}

function within(rows: readonly FactRow[], { from, until }: Span): readonly FactRow[] {
  return rows.filter(({ day }) => from <= day && day < until);
}

function once(rows: readonly FactRow[]): readonly Item[] {
  const found = new Map(rows.map(({ ref, person }) => [ref, { ref, person, minor: 0n }]));
  return [...found.values()];
}
