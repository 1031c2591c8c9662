import { PURPOSES, relationshipBits } from '#agreement';
import { LABEL_VERSION } from '../label/labels.ts';
import { locatorBucket } from '../place/compartment.ts';
import { newId } from '../place/id.ts';
import type { Projection } from '../repository.ts';
import type { Column, Rows } from './arrays.ts';
import { instant } from './instant.ts';
import type { Row } from './row.ts';

const KEY = 'bkt smallint, typ smallint, id text';
const POLICY = 'org int, basis int, cls smallint, lab int';
const keyOf = ({ home, typ, id }: Row) => [home.bkt, typ, id];

/**
 * New rows, and next versions in place of the ones before. The caller counts what comes back: a row that somebody else wrote
 * meanwhile is missing, and the whole is tried again.
 */
export function resourceRows(rows: readonly Row[]): Rows {
  return {
    table: 'resource',
    columns: columns(
      KEY,
      'ver int, cmp bigint',
      POLICY,
      'labver smallint, at timestamptz, till timestamptz, updated timestamptz, tok bigint[], has int[], body text',
    ),
    rows: rows.map((row) => {
      const { by, index, version, home, cls, lab, updated, body } = row;
      const policy = [by.organization, by.basis, cls, lab, LABEL_VERSION];
      const times = [instant(index.at), instant(index.till), updated];
      return [...keyOf(row), version, home.cmp, ...policy, ...times, index.tok, index.has, body];
    }),
    // Nothing is there to be replaced, or somebody was faster: an insert alone finds out for less.
    ending: rows.every(({ version }) => version === 1) ? 'returning 1' : NEXT_VERSION,
  };
}

const REPLACED = 'ver cmp org basis cls lab labver at till updated tok has body'.split(' ');
const NEXT_VERSION = `on conflict (bkt, typ, id) do update set ${REPLACED.map((name) => `${name} = excluded.${name}`).join(', ')}
  where resource.ver = excluded.ver - 1 returning 1`;

/** Every other row of the record that goes with the resources. */
export function companionRows(rows: readonly Row[]): readonly Rows[] {
  return [postingRows(rows), ...searchRows(rows), ...placeRows(rows)];
}

function postingRows(rows: readonly Row[]): Rows {
  return {
    table: 'posting',
    columns: columns('tok bigint', 'at timestamptz', KEY, 'cmp bigint', POLICY),
    rows: rows.flatMap((row) => {
      const at = instant(row.index.at);
      const rest = [at, ...keyOf(row), row.home.cmp, row.by.organization, row.by.basis, row.cls, row.lab];
      return row.index.posting.map((tok) => [tok, ...rest]);
    }),
  };
}

function searchRows(rows: readonly Row[]): readonly Rows[] {
  return [
    {
      table: 'word',
      columns: columns('prm int', 'val text', KEY),
      rows: rows.flatMap((row) => row.index.word.map(({ prm, val }) => [prm, val, ...keyOf(row)])),
    },
    {
      table: 'range',
      columns: columns('prm int', 'code bigint', 'lo double precision', 'hi double precision', KEY),
      rows: rows.flatMap((row) => row.index.range.map(({ prm, code, lo, hi }) => [prm, code, lo, hi, ...keyOf(row)])),
    },
    {
      table: 'ident',
      columns: columns('h smallint, sys text, val text', KEY),
      rows: rows.flatMap((row) => row.index.ident.map(({ h, sys, val }) => [h, sys, val, ...keyOf(row)])),
    },
  ];
}

function placeRows(rows: readonly Row[]): readonly Rows[] {
  const located = rows.filter(({ locate }) => locate);
  return [
    {
      table: 'member',
      columns: columns('bkt smallint', 'cmp bigint', 'typ smallint', 'id text', 'home smallint'),
      rows: rows.flatMap(({ others, typ, id, home }) => others.map(({ bkt, cmp }) => [bkt, cmp, typ, id, home.bkt])),
    },
    {
      table: 'locator',
      columns: columns('h smallint', 'typ smallint', 'id text', 'bkt smallint'),
      rows: located.map(({ type, typ, id, home }) => [locatorBucket(type, id), typ, id, home.bkt]),
    },
    {
      table: 'change',
      columns: columns(KEY, 'ver int', 'op "char"', 'cmp bigint'),
      rows: rows.flatMap((row) => [
        [...keyOf(row), row.version, row.op === 'create' ? 'c' : 'u', row.home.cmp],
        // Whoever follows a person hears that something of theirs is gone to another.
        ...(row.left ? [[row.left.bkt, row.typ, row.id, row.version, 'u', row.left.cmp]] : []),
      ]),
    },
  ];
}

/** People that appear with these rows, and that the contributing organisations hold a record of them. */
export function personRows(
  rows: readonly Row[],
  source: { readonly now: Date; readonly random: () => number },
): readonly Rows[] {
  const personal = rows.filter(({ home }) => home.cmp !== '0').sort(inOrder);
  const people = each(personal, ({ home }) => home.cmp);
  const seen = each(personal, ({ home, by }) => `${home.cmp} ${by.viewer}`);
  return [
    {
      table: 'person_record',
      columns: columns('person text, bkt smallint, cmp bigint, state text, at timestamptz'),
      rows: people.map(({ home: { bkt, cmp } }) => {
        const person = newId(bkt, source.now.getTime(), source.random);
        return [person, bkt, cmp, 'confirmed', source.now];
      }),
      ending: 'on conflict (bkt, cmp) do nothing',
    },
    {
      table: 'access',
      columns: columns('viewer int, purpose smallint, bkt smallint, cmp bigint, rel int'),
      rows: seen.map(({ home: { bkt, cmp }, by }) => [by.viewer, DIRECT_CARE, bkt, cmp, CONTRIBUTED]),
      // Where the row says so already it is not even locked: writers of one person do not queue here.
      ending: `where not exists (select from access a where (a.viewer, a.purpose, a.bkt, a.cmp) = (n.viewer, n.purpose, n.bkt, n.cmp)
        and a.rel & n.rel = n.rel) on conflict (viewer, purpose, bkt, cmp) do update set rel = access.rel | excluded.rel`,
    },
  ];
}

/** The first of each key. */
function each<T>(all: readonly T[], key: (one: T) => string): readonly T[] {
  const first = new Map<string, T>();
  for (const one of all) if (!first.has(key(one))) first.set(key(one), one);
  return [...first.values()];
}

/** The order in which everybody locks people. */
function inOrder(a: Row, b: Row): number {
  return a.home.bkt - b.home.bkt || (a.home.cmp < b.home.cmp ? -1 : 1) || a.by.viewer - b.by.viewer;
}

const DIRECT_CARE = PURPOSES.indexOf('direct-care');
const CONTRIBUTED = relationshipBits('contributed');

/** Rows that joints want kept with the resources. */
export function projectedRows(rows: readonly Row[], projections: readonly Projection[]): readonly Rows[] {
  return projections.map((projection) => ({
    table: projection.table,
    columns: [...columns(KEY, 'cmp bigint', 'org int'), ...projection.columns],
    rows: rows
      .filter(({ type }) => projection.types.includes(type))
      .flatMap((row) =>
        projection
          .rows(row.resource, row.updated)
          .map((values) => [...keyOf(row), row.home.cmp, row.by.organization, ...values]),
      ),
  }));
}

function columns(...named: readonly string[]): readonly Column[] {
  return named
    .flatMap((text) => text.split(', '))
    .map((each) => {
      const space = each.indexOf(' ');
      return { name: each.slice(0, space), type: each.slice(space + 1) };
    });
}
