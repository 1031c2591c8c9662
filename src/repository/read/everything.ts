import {
  accepted,
  isOfWiderCompartment,
  isPatientCompartmentType,
  isResourceType,
  type Outcome,
  refuse,
  typeName,
  typeNumber,
} from '#fhir';
import { type Sql, sql } from '#store';
import { bucketOf, compartmentOf } from '../place/compartment.ts';
import { visible, visibleAt } from '../policy/index.ts';
import type { Compartment, EverythingPage, EverythingRequest, SearchEntry, Stored } from '../repository.ts';
import { nextToken, placeOf } from '../search/page-token.ts';
import { storedColumns } from '../search/rows.ts';
import type { Signing } from './history.ts';
import { read, type Reading, readMany } from './read.ts';
import { timely } from './timely.ts';

/** What a page may bring along beside what it is about. */
const MOST_INCLUDED = 5_000;
/** A role names a practitioner and a place, a place names an organisation. */
const ROUNDS = 3;

/**
 * All of a compartment, by type and newest first, after the Patient. Plan: one range of resource_compartment, and one of member for
 * what is at home with others. Each page brings the directory rows that its own rows refer to.
 */
export async function everything(reading: Signing, request: EverythingRequest): Promise<Outcome<EverythingPage>> {
  const { id, count, page, types } = request;
  const { page: _place, count: _size, ...asked } = request;
  const question = JSON.stringify(['everything', asked]);
  const from = page === undefined ? accepted(undefined) : placeOf(page, question, reading);
  const cursor = from.ok ? from.value?.cursor : undefined;
  const home = compartmentOf(`Patient/${id}`);
  return timely(async () => {
    // Asked side by side; where the Patient may not be seen, nothing of the rest is told.
    const [patient, rows] = await Promise.all([
      read(reading, 'Patient', id),
      from.ok ? rowsOf(reading, { ...request, home, cursor, limit: count + 1 }) : [],
    ]);
    if (!patient.ok) return patient;
    if (!from.ok) return from;
    const first = cursor === undefined && isAsked(patient.value, request) ? [patient.value] : [];
    const room = count - first.length;
    const matches = [...first, ...rows.slice(0, room).map(({ stored }) => stored)];
    const included = await directoryOf(reading, matches, { home, types });
    if (!included.ok) return included;
    const entries = [...matches.map(entry('match')), ...included.value.map(entry('include'))];
    if (rows.length <= room) return accepted({ entries, whole: cursor === undefined });
    const next = nextToken({ cursor: rows[room - 1]?.place ?? START }, question, reading);
    return accepted({ entries, next, whole: false });
  });
}

type Placed = { readonly stored: Stored; readonly place: readonly string[] };

/**
 * All columns but the body travel as one: five hundred rows of a dozen columns took longer to take apart than to find. Times go as
 * seconds in floating point, exact to the microsecond for three hundred years: as text or as numeric they took five times the rest.
 */
async function rowsOf(reading: Signing, asked: Asked): Promise<readonly Placed[]> {
  const rows = await reading.reader.all<{ readonly head: string; readonly body: string }>(
    sql.prepared(statement(reading, asked)),
  );
  return rows.map(({ head, body }) => {
    const [typ = '', id = '', ver, updated, bkt = '', cmp = '', org, basis, cls, lab, at = ''] = head.split('|');
    const stored: Stored = {
      type: typeName(Number(typ)),
      id,
      version: Number(ver),
      updated: new Date(Math.round(Number(updated) * 1_000)),
      bkt: Number(bkt),
      cmp,
      org: Number(org),
      basis: Number(basis),
      cls: Number(cls),
      lab: Number(lab),
      body,
    };
    return { stored, place: [typ, at, bkt, id] };
  });
}

/** Before every row: where the Patient alone has filled the first page. */
const START = ['-1', 'Infinity', '0', ''];

function entry(mode: SearchEntry['mode']) {
  return (resource: Stored): SearchEntry => ({ mode, resource });
}

function isAsked({ updated }: Stored, { types, since }: EverythingRequest): boolean {
  return (types?.includes('Patient') ?? true) && (since === undefined || updated >= since);
}

type Asked = EverythingRequest & {
  readonly home: Compartment;
  readonly cursor: readonly (string | null)[] | undefined;
  readonly limit: number;
};

function statement({ access, now }: Reading, asked: Asked): Sql {
  const { home, limit } = asked;
  const part = (from: Sql, alias: Sql, where: Sql) => sql`(select ${storedColumns(alias)}, ${alias}.at
    from ${from} where ${where} ${narrowed(alias, asked)}
    order by ${alias}.typ, ${alias}.at desc, ${alias}.bkt, ${alias}.id limit ${limit}::int)`;
  const [r, o] = [sql`r`, sql`o`];
  const here = visibleAt(r, access, now, home).map(({ before, where }) =>
    part(sql`${before}resource r`, r, sql`r.bkt = ${home.bkt}::smallint and r.cmp = ${home.cmp}::bigint and ${where}`),
  );
  const there = part(
    sql`member m join resource o on (o.bkt, o.typ, o.id) = (m.home, m.typ, m.id) ${visible(o, access, now)}`,
    o,
    sql`m.bkt = ${home.bkt}::smallint and m.cmp = ${home.cmp}::bigint`,
  );
  return sql`select concat_ws('|', x.typ, x.id, x.ver, date_part('epoch', x.updated), x.bkt, x.cmp, x.org, x.basis,
      x.cls, x.lab, date_part('epoch', x.at)) as head, x.body from (
      ${sql.join([...here, there], sql` union all `)}
    ) x order by x.typ, x.at desc, x.bkt, x.id limit ${limit}::int`;
}

function narrowed(alias: Sql, { id, types, since, start, end, cursor }: Asked): Sql {
  const known = types?.filter(isResourceType).map(typeNumber);
  return sql.join(
    [
      sql` and (${alias}.typ <> ${typeNumber('Patient')}::smallint or ${alias}.id <> ${id}::text)`,
      known === undefined ? sql.empty : sql` and ${alias}.typ = any(${known}::smallint[])`,
      since === undefined ? sql.empty : sql` and ${alias}.updated >= ${since}::timestamptz`,
      start === undefined && end === undefined
        ? sql.empty
        : sql` and (${alias}.till = '-infinity' or ${touching(alias, { start, end })})`,
      cursor === undefined ? sql.empty : behind(alias, cursor),
    ],
    sql.empty,
  );
}

type Period = { readonly start: number | undefined; readonly end: number | undefined };

function touching(alias: Sql, { start, end }: Period): Sql {
  const from = start === undefined ? sql`true` : sql`${alias}.till > ${new Date(start)}::timestamptz`;
  const to = end === undefined ? sql`true` : sql`${alias}.at < ${new Date(end)}::timestamptz`;
  return sql`(${from} and ${to})`;
}

function behind(alias: Sql, [typ, at, bkt, id]: readonly (string | null)[]): Sql {
  return sql` and ${alias}.typ >= ${typ}::smallint and (${alias}.typ > ${typ}::smallint or ${alias}.at < to_timestamp(${at}::float8)
    or (${alias}.at = to_timestamp(${at}::float8) and (${alias}.bkt, ${alias}.id) > (${bkt}::smallint, ${id}::text)))`;
}

type Around = { readonly home: Compartment; readonly types: readonly string[] | undefined };

/** What rows refer to that is about nobody. What is about somebody else is that person's, whoever refers to it. */
async function directoryOf(
  reading: Reading,
  matches: readonly Stored[],
  { home, types }: Around,
): Promise<Outcome<readonly Stored[]>> {
  const met = new Set(matches.map(({ type, id }) => `${type}/${id}`));
  const all: Stored[] = [];
  let sources = matches;
  for (let round = 0; round < ROUNDS && sources.length > 0; round += 1) {
    const wanted = [...namesIn(sources)].filter((name) => !met.has(name) && mayBeDirectory(name, home));
    if (all.length + wanted.length > MOST_INCLUDED) return tooMany();
    for (const name of wanted) met.add(name);
    sources = (await readMany(reading, wanted)).filter(({ cmp }) => cmp === '0');
    all.push(...sources);
  }
  return accepted(types === undefined ? all : all.filter(({ type }) => types.includes(type)));
}

function namesIn(sources: readonly Stored[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { body } of sources) {
    // By the word and not by a pattern: half a megabyte is looked through in a fifth of the time.
    for (let at = body.indexOf(KEY); at >= 0; at = body.indexOf(KEY, at + KEY.length)) {
      const from = body.indexOf('"', at + KEY.length) + 1;
      const name = REFERENCE.exec(body.slice(from, body.indexOf('"', from)))?.[1];
      if (name !== undefined) names.add(name);
    }
  }
  return names;
}

const KEY = '"reference"';
const REFERENCE = /^([A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64})(?:\/_history\/[A-Za-z0-9.-]{1,64})?$/;

/** Most references of a record are to the record itself: an id that says so is not looked up again. */
function mayBeDirectory(name: string, home: Compartment): boolean {
  const [type = '', id = ''] = name.split('/');
  if (type === 'Patient' || !isResourceType(type)) return false;
  return !isPatientCompartmentType(type) || isOfWiderCompartment(type) || bucketOf(type, id) !== home.bkt;
}

function tooMany() {
  return refuse(
    'too-costly',
    'repository.too-many-included',
    `A page of this record refers to more than ${MOST_INCLUDED} other resources: ask for a smaller _count.`,
  );
}
