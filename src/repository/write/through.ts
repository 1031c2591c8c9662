import { binariesOf, patientsOf, type Through, throughOf, typeNumber } from '#fhir';
import { type Reader, type Sql, sql } from '#store';
import { indexRows } from '../index-rows/index-rows.ts';
import { compartmentOf } from '../place/compartment.ts';
import type { Compartment } from '../repository.ts';
import { arrayLiteral } from './arrays.ts';
import { places } from './current.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What names no patient itself, and may be somebody's by way of another (docs/decisions/0010). */
export type Placing = {
  readonly type: string;
  readonly id: string;
  /** Who recorded it. */
  readonly org: number;
  readonly resource: Fields;
  /** Where it lies now. */
  readonly there?: Compartment | undefined;
};

/** What is written with it: whose each is, and the Patients among it. */
export type Beside = ReadonlyMap<string, { readonly resource: Fields; readonly homes: readonly Compartment[] }>;

const TYPES = new Set(['Binary', 'Bundle', 'Parameters', 'Task']);

/** Whether others have to be looked at to know whose it is. */
export function goesThrough(type: string, resource: Fields): boolean {
  return TYPES.has(type) && throughOf(type, resource) !== undefined && patientsOf(type, resource).length === 0;
}

/** Whether what it points at may have to follow it. */
export function pointsAtBinaries(type: string, resource: Fields): boolean {
  return binariesOf(type, resource).length > 0;
}

/** Whose each is, home first; none where that cannot be said. `may`: what of others the writer sees, over the alias r. */
export async function homesThrough(
  reader: Reader,
  asked: readonly Placing[],
  { beside = NONE, may = sql`true` }: { readonly beside?: Beside; readonly may?: Sql } = {},
): Promise<readonly (readonly Compartment[])[]> {
  const ways = asked.map(({ type, resource }) => throughOf(type, resource));
  const names = ways.flatMap(namesIn).filter((name) => !beside.has(name));
  const found = await lyingAt(reader, [...new Set(names)], may);
  const documents = await pointersAt(
    reader,
    asked.filter(({ type }) => type === 'Binary'),
    may,
  );
  return asked.map((one, index) => {
    const way = ways[index];
    if (way === undefined) return [];
    if (way.by === 'items') {
      return distinct(way.items.flatMap((name) => beside.get(name)?.homes ?? found.get(name) ?? []));
    }
    if (way.by === 'person') {
      // What another server calls Patient/7 need not be ours: it is where the same organisation recorded a Patient of that id.
      const same = beside.has(way.person) || found.get(way.person)?.some(({ org }) => org === one.org);
      return same ? [compartmentOf(way.person)] : [];
    }
    const name = `Binary/${one.id}`;
    const now = [...beside.values()].filter(({ resource }) =>
      binariesOf(String(resource['resourceType']), resource).includes(name),
    );
    const people = distinct([...now.flatMap(({ homes: [home] }) => home ?? []), ...(documents.get(one.id) ?? [])]);
    if (people.length > 1) return [];
    return people.length === 1 || one.there === undefined || one.there.cmp === '0' ? people : [one.there];
  });
}

const NONE: Beside = new Map();

function namesIn(way: Through | undefined): readonly string[] {
  if (way?.by === 'items') return way.items;
  return way?.by === 'person' ? [way.person] : [];
}

type Lying = Compartment & { readonly org: number };

/** Whose these are. Plan: locator and resource by primary key. */
async function lyingAt(
  reader: Reader,
  names: readonly string[],
  may: Sql,
): Promise<ReadonlyMap<string, readonly Lying[]>> {
  if (names.length === 0) return new Map();
  const keys = names.map((name) => {
    const [type = '', id = ''] = name.split('/');
    return { type, id };
  });
  const rows = await reader.all<Lying & { readonly place: number }>(sql`
    select k.n::int - 1 as place, r.bkt, r.cmp, r.org from ${places(keys)}
    join resource r on (r.bkt, r.typ, r.id) = (coalesce(l.bkt, k.bkt), k.typ, k.id) where r.cmp <> 0 and ${may}`);
  return new Map(rows.map(({ place, ...lying }) => [names[place] as string, [lying]]));
}

/** Whose documents of the same organisation point at these. Plan: resource_tokens. */
async function pointersAt(
  reader: Reader,
  binaries: readonly Placing[],
  may: Sql,
): Promise<ReadonlyMap<string, readonly Compartment[]>> {
  if (binaries.length === 0) return new Map();
  const rows = await reader.all<Compartment & { readonly id: string }>(sql`
    select distinct k.id, r.bkt, r.cmp
    from unnest(${arrayLiteral(binaries.map(({ id }) => id))}::text[], ${arrayLiteral(binaries.map(({ id }) => tokenOf(id)))}::bigint[],
      ${arrayLiteral(binaries.map(({ org }) => org))}::int[]) k(id, tok, org)
    join resource r on r.tok @> array[k.tok] and r.typ = ${typeNumber('DocumentReference')}::smallint and r.org = k.org
    where r.cmp <> 0 and ${may}`);
  const found = new Map<string, Compartment[]>();
  for (const { id, bkt, cmp } of rows) found.set(id, [...(found.get(id) ?? []), { bkt, cmp }]);
  return found;
}

/** What a DocumentReference that points at it is found by. */
function tokenOf(id: string): string {
  const content = [{ attachment: { url: `Binary/${id}` } }];
  return String(indexRows('DocumentReference', { resourceType: 'DocumentReference', content }).tok[0] ?? 0);
}

function distinct(of: readonly Compartment[]): readonly Compartment[] {
  return [...new Map(of.map(({ bkt, cmp }) => [`${bkt} ${cmp}`, { bkt, cmp }])).values()];
}
