import { typeName } from '#fhir';
import { type Reader, sql } from '#store';
import type { Context } from '../context.ts';
import { restrict } from '../label/restrict.ts';
import type { HeldItem, Rights } from '../ports.ts';
import type { Compartment } from '../repository.ts';
import { arrayLiteral } from '../write/arrays.ts';
import { type Key, nameOf } from '../write/current.ts';
import { purge } from './purge.ts';
import { isContent, keepTombstones, risen, type Tombstone, tombstones } from './tombstone.ts';

/** What a person's rights ask of the record: done by joints that have checked who may. Nothing here answers content. */
export function rightsOf(context: Context): Rights {
  return {
    held: (reader, places, organization) => held(reader, places, organization),
    restrict: (transaction, items, on) => restrict(transaction, context.projections, keysNamed(items), on),
    receivers,
    purge: (transaction, items, why) => purge(context, transaction, keysNamed(items), why),
    forgetAccess,
    tombstones,
    keepTombstones: async (transaction, all) => {
      await keepTombstones(
        transaction,
        all.filter((one) => !isContent(one)),
      );
      const marks = all.filter(isContent).map(({ hash, at }) => ({ mark: hash, at }));
      await context.erasedContents.keepMarks(transaction, marks);
    },
    risen: async (reader, all: readonly Tombstone[]) => (await risen(reader, all)).map(nameOf),
  };
}

/** Everything that an organisation holds in these compartments. Plan: resource_compartment. */
async function held(
  reader: Reader,
  places: readonly Compartment[],
  organization: number,
): Promise<readonly HeldItem[]> {
  const rows = await reader.all<Omit<HeldItem, 'reference' | 'last'> & { typ: number; id: string; last: Date }>(sql`
    select r.bkt, r.cmp, r.typ, r.id, r.basis, r.cls, r.lab, greatest(r.updated, nullif(nullif(r.till, '-infinity'), 'infinity')) as last
    from unnest(${arrayLiteral(places.map(({ bkt }) => bkt))}::smallint[], ${arrayLiteral(places.map(({ cmp }) => cmp))}::bigint[]) k(bkt, cmp)
    join resource r on (r.bkt, r.cmp) = (k.bkt, k.cmp) where r.org = ${organization}::int order by r.typ, r.at desc, r.id`);
  return rows.map(({ bkt, cmp, typ, id, basis, cls, lab, last }) => ({
    reference: `${typeName(typ)}/${id}`,
    bkt,
    cmp,
    basis,
    cls,
    lab,
    last,
  }));
}

/**
 * Organisations other than one to which items were shown, and when last: lines that name them, and openings of the record in which
 * something of that one was shown. Plan: audit_person, audit_compartment.
 */
const receivers: Rights['receivers'] = async (reader, { person, places, items, of }) => {
  const bkt = arrayLiteral(places.map((each) => each.bkt));
  const cmp = arrayLiteral(places.map((each) => each.cmp));
  const names = arrayLiteral(items);
  return reader.all<{ readonly organization: number; readonly seen: Date }>(sql`
    select a.organization, max(a.at) as seen from (
      select x.organization, x.at, x.typ, x.id, x.found, x.disclosed, x.outcome, x.seq from audit x where x.person = ${person}
      union
      select y.organization, y.at, y.typ, y.id, y.found, y.disclosed, y.outcome, y.seq from unnest(${bkt}::smallint[], ${cmp}::bigint[]) k(bkt, cmp)
        join audit y on (y.bkt, y.cmp) = (k.bkt, k.cmp)) a
    where a.organization <> ${of}::int and a.outcome in ('done', 'success')
      and (a.typ || '/' || a.id = any(${names}::text[]) or a.found && ${names}::text[] or (a.found is null and ${of}::int = any(a.disclosed)))
    group by a.organization order by a.organization`);
};

/** Plan: access_past_person. */
const forgetAccess: Rights['forgetAccess'] = async (transaction, places) => {
  await transaction.run(sql`delete from access_past p using unnest(${arrayLiteral(places.map(({ bkt }) => bkt))}::smallint[],
    ${arrayLiteral(places.map(({ cmp }) => cmp))}::bigint[]) k(bkt, cmp) where (p.bkt, p.cmp) = (k.bkt, k.cmp)`);
};

function keysNamed(references: readonly string[]): readonly Key[] {
  return references.map((reference) => {
    const [type = '', id = ''] = reference.split('/');
    return { type, id };
  });
}
