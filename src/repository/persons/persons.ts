import { askOnce, type Purpose, PURPOSES, relationshipBits } from '#agreement';
import { typeNumber } from '#fhir';
import { type Reader, sql, type Transaction } from '#store';
import { newId } from '../place/id.ts';
import type { PersonRecordRow, Persons } from '../ports.ts';
import type { Compartment } from '../repository.ts';
import { arrayLiteral } from '../write/arrays.ts';

type Source = { readonly now: () => number; readonly random: () => number };

const COLUMNS = sql`p.person, p.bkt, p.cmp, p.state, p.at`;

export function personsOf({ now, random }: Source): Persons {
  const records: Persons['records'] = async (reader, persons) =>
    persons.length === 0
      ? []
      : reader.all<PersonRecordRow>(
          sql.prepared(sql`
        select ${COLUMNS} from person_record p where p.person = any(${arrayLiteral(persons)}::text[]) order by p.bkt, p.cmp`),
        );
  return {
    of: (reader, compartments) => rowsOf(reader, compartments),
    everyone: sql`(select person, bkt, cmp from person_record)`,
    records,
    recordsOnce: (access, reader, person) => askOnce(access, `records of ${person}`, () => records(reader, [person])),
    newlyContributed: (reader, created) => newlyContributed(reader, created),
    contributors: (reader, compartments) => contributorsIn(reader, compartments),
    hold: (transaction, persons) => lockPersons(transaction, persons),
    link: (transaction, left, right) => link(transaction, left, right),
    unlink: (transaction, compartment) => unlink(transaction, compartment, newId(compartment.bkt, now(), random)),
  };
}

async function rowsOf(reader: Reader, compartments: readonly Compartment[]): Promise<readonly PersonRecordRow[]> {
  if (compartments.length === 0) return [];
  const bkt = arrayLiteral(compartments.map((each) => each.bkt));
  const cmp = arrayLiteral(compartments.map((each) => each.cmp));
  return reader.all<PersonRecordRow>(sql`
    select ${COLUMNS} from unnest(${bkt}::smallint[], ${cmp}::bigint[]) k(bkt, cmp)
    join person_record p on (p.bkt, p.cmp) = (k.bkt, k.cmp) order by p.bkt, p.cmp`);
}

type Created = Compartment & { readonly type: string; readonly id: string };

const CONTRIBUTED = relationshipBits('contributed');

/**
 * The row for direct care is the write's own and is there at once; that for the audit comes with all others, so it tells that they are
 * there. Plan: one probe of resource a resource, and two of access a compartment of each person and writer.
 */
async function newlyContributed(reader: Reader, created: readonly Created[]): Promise<readonly Compartment[]> {
  if (created.length === 0) return [];
  const column = (of: (one: Created) => string | number) => arrayLiteral(created.map(of));
  const said = (purpose: Purpose) => sql`exists (select from access a
    where (a.viewer, a.purpose, a.bkt, a.cmp) = (v.key, ${PURPOSES.indexOf(purpose)}::smallint, m.bkt, m.cmp)
      and a.rel & ${CONTRIBUTED}::int <> 0 and a.until = 'infinity')`;
  return reader.all<Compartment>(sql`
    with written as materialized (
      select distinct k.bkt, k.cmp, r.org from unnest(${column(({ bkt }) => bkt)}::smallint[], ${column(({ cmp }) => cmp)}::bigint[],
        ${column(({ type }) => typeNumber(type))}::smallint[], ${column(({ id }) => id)}::text[]) k(bkt, cmp, typ, id)
      join resource r on (r.bkt, r.typ, r.id) = (k.bkt, k.typ, k.id))
    select distinct w.bkt, w.cmp from written w join organization_key o on o.key = w.org left join viewer v on v.holder = o.organization
      join person_record p on (p.bkt, p.cmp) = (w.bkt, w.cmp) join person_record m on m.person = p.person
    where not (${said('direct-care')} and ${said('audit')}) order by w.bkt, w.cmp`);
}

/** Plan: one range of resource_compartment a compartment. */
async function contributorsIn(
  reader: Reader,
  compartments: readonly Compartment[],
): Promise<readonly (Compartment & { readonly org: number })[]> {
  if (compartments.length === 0) return [];
  const bkt = arrayLiteral(compartments.map((each) => each.bkt));
  const cmp = arrayLiteral(compartments.map((each) => each.cmp));
  return reader.all(sql`
    select distinct r.bkt, r.cmp, r.org from unnest(${bkt}::smallint[], ${cmp}::bigint[]) k(bkt, cmp)
    join resource r on (r.bkt, r.cmp) = (k.bkt, k.cmp) order by r.bkt, r.cmp, r.org`);
}

/**
 * Gives every compartment of the right person the left person's id: the smaller id, which is the older, stays, so that it
 * does not matter in which order pairs are linked. Locks in the order of compartments, as everybody does.
 */
async function link(transaction: Transaction, left: Compartment, right: Compartment): Promise<string> {
  const both = await rowsOf(transaction, [left, right]);
  const [first, second] = [...new Set(both.map(({ person }) => person))].sort();
  if (first === undefined) throw new Error('neither compartment has a person');
  if (second === undefined) return first;
  await lockPersons(transaction, [first, second]);
  const moved = await transaction.all<Compartment>(sql`
    update person_record set person = ${first}, state = 'confirmed' where person = ${second} returning bkt, cmp`);
  await tellLinked(transaction, moved);
  return first;
}

async function unlink(transaction: Transaction, compartment: Compartment, fresh: string): Promise<string> {
  const [row] = await rowsOf(transaction, [compartment]);
  if (!row) throw new Error('this compartment has no person');
  await lockPersons(transaction, [row.person]);
  // Those that stay behind are another person's record than before: they are told of too.
  const before = await transaction.all<Compartment>(sql`
    select bkt, cmp from person_record where person = ${row.person}`);
  await transaction.run(sql`
    update person_record set person = ${fresh}, state = 'unlinked'
    where (bkt, cmp) = (${compartment.bkt}::smallint, ${compartment.cmp}::bigint)`);
  await tellLinked(transaction, before);
  return fresh;
}

async function lockPersons(transaction: Transaction, persons: readonly string[]): Promise<void> {
  if (persons.length === 0) return;
  await transaction.run(sql`select 1 from person_record where person = any(${arrayLiteral(persons)}::text[])
    order by bkt, cmp for update`);
}

/** Consumers hear of it by the feed: type Patient, no id and version 0, since it is the compartment that changed hands. */
export async function tellLinked(transaction: Transaction, moved: readonly Compartment[]): Promise<void> {
  if (moved.length === 0) return;
  const bkt = arrayLiteral(moved.map((each) => each.bkt));
  const cmp = arrayLiteral(moved.map((each) => each.cmp));
  await transaction.run(sql`insert into change (bkt, typ, id, ver, op, cmp)
    select k.bkt, ${typeNumber('Patient')}::smallint, '', 0, 'l', k.cmp
    from unnest(${bkt}::smallint[], ${cmp}::bigint[]) k(bkt, cmp)`);
}
