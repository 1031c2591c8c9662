import { PURPOSES, relationshipBits, RESTRICTED_USE } from '#agreement';
import { locatorBucket } from '../place/compartment.ts';
import { newId } from '../place/id.ts';
import type { Compartment, Projection } from '../repository.ts';
import { type Column, columnsOf, type Rows, rowsOf } from './arrays.ts';
import { instant } from './instant.ts';
import type { Lying as Row } from './row.ts';

/** What rows of search are made of. */
export type Indexed = Pick<Row, 'typ' | 'id' | 'home' | 'cls' | 'lab' | 'index'> & {
  readonly by: Pick<Row['by'], 'organization' | 'basis'>;
};

/** Columns that say which resource a row belongs to, wherever in it that stands. */
function keyColumns<Of>(row: (from: Of) => Pick<Row, 'home' | 'typ' | 'id'>): readonly Column<Of>[] {
  return columnsOf<Of>({
    bkt: ['smallint', (from) => row(from).home.bkt],
    typ: ['smallint', (from) => row(from).typ],
    id: ['text', (from) => row(from).id],
  });
}

/** Columns that a policy asks for. */
function policyColumns<Of>(row: (from: Of) => Indexed): readonly Column<Of>[] {
  return columnsOf<Of>({
    cmp: ['bigint', (from) => row(from).home.cmp],
    org: ['int', (from) => row(from).by.organization],
    basis: ['int', (from) => row(from).by.basis],
    cls: ['smallint', (from) => row(from).cls],
    lab: ['int', (from) => row(from).lab],
  });
}

const itself = (row: Row): Row => row;
const theirs = <R>({ row }: { readonly row: R }): R => row;

const RESOURCE: readonly Column<Row>[] = [
  ...keyColumns(itself),
  ...policyColumns(itself),
  ...columnsOf<Row>({
    ver: ['int', ({ version }) => version],
    labver: ['smallint', ({ labver }) => labver],
    at: ['timestamptz', ({ index }) => instant(index.at)],
    till: ['timestamptz', ({ index }) => instant(index.till)],
    updated: ['timestamptz', ({ updated }) => updated],
    tok: ['bigint[]', ({ index }) => index.tok],
    has: ['int[]', ({ index }) => index.has],
    body: ['text', ({ body }) => body],
  }),
];

/**
 * New rows, and next versions in place of the ones before. The caller counts what comes back: a row that somebody else wrote
 * meanwhile is missing, and the whole is tried again.
 */
export function resourceRows(rows: readonly Row[]): Rows {
  // Nothing is there to be replaced, or somebody was faster: an insert alone finds out for less.
  const ending = rows.every(({ version }) => version === 1) ? 'returning 1' : NEXT_VERSION;
  return rowsOf('resource', RESOURCE, rows, ending);
}

const REPLACED = 'ver cmp org basis cls lab labver at till updated tok has body'.split(' ');
const NEXT_VERSION = `on conflict (bkt, typ, id) do update set ${REPLACED.map((name) => `${name} = excluded.${name}`).join(', ')}
  where resource.ver = excluded.ver - 1 returning 1`;

/** Every other row of the record that goes with the resources. */
export function companionRows(rows: readonly Row[]): readonly Rows[] {
  return [...searchRows(rows), ...placeRows(rows)];
}

type Posted = { readonly row: Indexed; readonly tok: bigint };
type Worded = { readonly row: Indexed; readonly prm: number; readonly val: string };
type Ranged = { readonly row: Indexed; readonly range: Row['index']['range'][number] };
type Identified = { readonly row: Indexed; readonly ident: Row['index']['ident'][number] };

const POSTING: readonly Column<Posted>[] = [
  ...columnsOf<Posted>({ tok: ['bigint', ({ tok }) => tok], at: ['timestamptz', ({ row }) => instant(row.index.at)] }),
  ...keyColumns<Posted>(theirs),
  ...policyColumns<Posted>(theirs),
];
const WORD: readonly Column<Worded>[] = [
  ...columnsOf<Worded>({ prm: ['int', ({ prm }) => prm], val: ['text', ({ val }) => val] }),
  ...keyColumns<Worded>(theirs),
];
const RANGE: readonly Column<Ranged>[] = [
  ...columnsOf<Ranged>({
    prm: ['int', ({ range }) => range.prm],
    code: ['bigint', ({ range }) => range.code],
    lo: ['double precision', ({ range }) => range.lo],
    hi: ['double precision', ({ range }) => range.hi],
  }),
  ...keyColumns<Ranged>(theirs),
];
const IDENT: readonly Column<Identified>[] = [
  ...columnsOf<Identified>({
    h: ['smallint', ({ ident }) => ident.h],
    sys: ['text', ({ ident }) => ident.sys],
    val: ['text', ({ ident }) => ident.val],
  }),
  ...keyColumns<Identified>(theirs),
];

/** What a search reads beside the resource itself. */
export function searchRows(rows: readonly Indexed[]): readonly Rows[] {
  const posted: Posted[] = [];
  const worded: Worded[] = [];
  const ranged: Ranged[] = [];
  const identified: Identified[] = [];
  for (const row of rows) {
    const { posting, word, range, ident } = row.index;
    for (const tok of posting) posted.push({ row, tok });
    for (const { prm, val } of word) worded.push({ row, prm, val });
    for (const one of range) ranged.push({ row, range: one });
    for (const one of ident) identified.push({ row, ident: one });
  }
  return [
    rowsOf('posting', POSTING, posted),
    rowsOf('word', WORD, worded),
    rowsOf('range', RANGE, ranged),
    rowsOf('ident', IDENT, identified),
  ];
}

type Membership = { readonly row: Row; readonly of: Compartment };
type Told = { readonly row: Row; readonly of: Compartment; readonly op: string };

const MEMBER = columnsOf<Membership>({
  bkt: ['smallint', ({ of }) => of.bkt],
  cmp: ['bigint', ({ of }) => of.cmp],
  typ: ['smallint', ({ row }) => row.typ],
  id: ['text', ({ row }) => row.id],
  home: ['smallint', ({ row }) => row.home.bkt],
});
const LOCATOR = columnsOf<Row>({
  h: ['smallint', ({ type, id }) => locatorBucket(type, id)],
  typ: ['smallint', ({ typ }) => typ],
  id: ['text', ({ id }) => id],
  bkt: ['smallint', ({ home }) => home.bkt],
});
const CHANGE = columnsOf<Told>({
  bkt: ['smallint', ({ of }) => of.bkt],
  typ: ['smallint', ({ row }) => row.typ],
  id: ['text', ({ row }) => row.id],
  ver: ['int', ({ row }) => row.version],
  op: ['"char"', ({ op }) => op],
  cmp: ['bigint', ({ of }) => of.cmp],
});

function placeRows(rows: readonly Row[]): readonly Rows[] {
  const told: Told[] = [];
  for (const row of rows) {
    told.push({ row, of: row.home, op: row.op === 'create' ? 'c' : 'u' });
    // Whoever follows a person hears that something of theirs is gone to another.
    if (row.left) told.push({ row, of: row.left, op: 'u' });
  }
  return [
    rowsOf(
      'member',
      MEMBER,
      rows.flatMap((row) => row.others.map((of): Membership => ({ row, of }))),
    ),
    rowsOf(
      'locator',
      LOCATOR,
      rows.filter(({ locate }) => locate),
    ),
    rowsOf('change', CHANGE, told),
  ];
}

/** People that appear with these rows, and that the contributing organisations hold a record of them. */
export function personRows(
  rows: readonly Row[],
  { now, random }: { readonly now: Date; readonly random: () => number },
): readonly Rows[] {
  const personal = each(
    rows.filter(({ home }) => home.cmp !== '0'),
    ({ home, by }) => `${home.cmp} ${by.viewer}`,
  ).sort(inOrder);
  const people = each(personal, ({ home }) => home.cmp).map((row) => ({
    row,
    person: newId(row.home.bkt, now.getTime(), random),
  }));
  return [
    rowsOf(
      'person_record',
      columnsOf<(typeof people)[number]>({
        person: ['text', ({ person }) => person],
        bkt: ['smallint', ({ row }) => row.home.bkt],
        cmp: ['bigint', ({ row }) => row.home.cmp],
        state: ['text', () => 'confirmed'],
        at: ['timestamptz', () => now],
      }),
      people,
      'on conflict (bkt, cmp) do nothing',
    ),
    rowsOf('access', ACCESS, personal, ACCESS_ENDING),
  ];
}

const DIRECT_CARE = PURPOSES.indexOf('direct-care');
const CONTRIBUTED = relationshipBits('contributed');

const ACCESS = columnsOf<Row>({
  viewer: ['int', ({ by }) => by.viewer],
  purpose: ['smallint', () => DIRECT_CARE],
  bkt: ['smallint', ({ home }) => home.bkt],
  cmp: ['bigint', ({ home }) => home.cmp],
  rel: ['int', () => CONTRIBUTED],
});
// Where the row says so already it is not even locked: writers of one person do not queue here.
const ACCESS_ENDING = `where not exists (select from access a where (a.viewer, a.purpose, a.bkt, a.cmp) = (n.viewer, n.purpose, n.bkt, n.cmp)
  and a.rel & n.rel = n.rel) on conflict (viewer, purpose, bkt, cmp) do update set rel = access.rel | excluded.rel`;

/** The first of each key. */
function each<T>(all: readonly T[], key: (one: T) => string): T[] {
  const first = new Map<string, T>();
  for (const one of all) if (!first.has(key(one))) first.set(key(one), one);
  return [...first.values()];
}

/** The order in which everybody locks people. */
function inOrder(a: Row, b: Row): number {
  return a.home.bkt - b.home.bkt || (a.home.cmp < b.home.cmp ? -1 : 1) || a.by.viewer - b.by.viewer;
}

/** What a projection is made of. */
export type Projecting = Pick<Row, 'type' | 'typ' | 'id' | 'home' | 'updated' | 'lab' | 'resource'> & {
  readonly by: Pick<Row['by'], 'organization'>;
};

type Projected = { readonly row: Projecting; readonly values: readonly unknown[] };

/** Rows that joints want kept with the resources. */
export function projectedRows(rows: readonly Projecting[], projections: readonly Projection[]): readonly Rows[] {
  return projections.map((projection) => {
    const projected: Projected[] = [];
    for (const row of rows) {
      if (!projection.types.includes(row.type)) continue;
      if (projection.counts === true && (row.lab & RESTRICTED_USE) !== 0) continue;
      for (const values of projection.rows(row.resource, row.updated, row.by.organization))
        projected.push({ row, values });
    }
    return rowsOf(projection.table, columnsFor(projection), projected);
  });
}

function columnsFor(projection: Projection): readonly Column<Projected>[] {
  const known = projectionColumns.get(projection);
  if (known) return known;
  const made = [
    ...keyColumns<Projected>(theirs),
    ...columnsOf<Projected>({
      cmp: ['bigint', ({ row }) => row.home.cmp],
      org: ['int', ({ row }) => row.by.organization],
    }),
    ...projection.columns.map(({ name, type }, place) => ({
      name,
      type,
      of: ({ values }: Projected) => values[place],
    })),
  ];
  projectionColumns.set(projection, made);
  return made;
}

const projectionColumns = new WeakMap<Projection, readonly Column<Projected>[]>();
