import { RESTRICTED_USE } from '#agreement';
import type { Services } from '#joint';
import type { Compartment } from '#repository';
import { type Reader, sql, type Transaction } from '#store';
import { distinct } from '../match/matcher.ts';
import { placeOf } from '../match/pair.queries.ts';
import { type Keeping, keepRelationships } from '../relationship/keep.ts';
import type { NewRequestRow, RequestRow } from './request.queries.ts';
import { personOf } from './whose.ts';

type Restricting = Pick<NewRequestRow, 'id' | 'bkt' | 'cmp' | 'organization' | 'item'>;

/** What is restricted of some records now; without an item it is everything that the organisation holds. */
export type Restriction = Compartment & {
  readonly request: string;
  readonly organization: number;
  readonly item: string | null;
};

/** From now on: the items themselves on every way, and whatever the organisation adds before the feed was read. */
export async function holdUse(
  services: Services,
  keeping: Keeping,
  transaction: Transaction,
  row: Restricting,
): Promise<void> {
  await transaction.run(sql`insert into record_restriction (request, bkt, cmp, organization, item, since)
    values (${row.id}, ${row.bkt}, ${row.cmp}, ${row.organization}, ${row.item}, ${new Date(services.now())})
    on conflict (request) do update set lifted = null`);
  const { places } = await personOf(services, transaction, row);
  const { rights } = services.ports;
  await rights.restrict(transaction, await itemsOf(services, transaction, row, places), true);
  if (row.item === null) await keepRelationships(transaction, places, keeping);
}

/** What nothing else restricts is used again as before. */
export async function liftUse(
  services: Services,
  keeping: Keeping,
  transaction: Transaction,
  row: Restricting,
): Promise<void> {
  const lifted = await transaction.run(sql`update record_restriction set lifted = ${new Date(services.now())}
    where request = ${row.id} and lifted is null`);
  if (lifted === 0) return;
  const { places } = await personOf(services, transaction, row);
  const others = (await restrictionsIn(transaction, places)).filter(
    ({ organization }) => organization === row.organization,
  );
  if (others.some(({ item }) => item === null)) return;
  const still = new Set(others.map(({ item }) => item));
  const items = (await itemsOf(services, transaction, row, places)).filter((item) => !still.has(item));
  await services.ports.rights.restrict(transaction, items, false);
  if (row.item === null) await keepRelationships(transaction, places, keeping);
}

export async function isHeld(reader: Reader, request: string): Promise<boolean> {
  const row = await reader.first(
    sql`select 1 as one from record_restriction where request = ${request} and lifted is null`,
  );
  return row !== undefined;
}

/** Plan: record_restriction_place. */
export async function restrictionsIn(reader: Reader, places: readonly Compartment[]): Promise<readonly Restriction[]> {
  if (places.length === 0) return [];
  return reader.all<Restriction>(sql`
    select r.request, r.bkt, r.cmp, r.organization, r.item
    from unnest(${places.map(({ bkt }) => bkt)}::smallint[], ${places.map(({ cmp }) => cmp)}::bigint[]) as k (bkt, cmp)
    join record_restriction r on (r.bkt, r.cmp) = (k.bkt, k.cmp) and r.lifted is null order by r.request limit 10000`);
}

/** What an organisation added since everything that it holds was restricted: kept back by the access rows until here, marked from here on. */
export async function markAdded(
  services: Pick<Services, 'ports' | 'store'>,
  transaction: Transaction,
  touched: readonly Compartment[],
): Promise<void> {
  // Nearly always nobody's whole record is restricted; then nothing more is asked.
  const any = await transaction.first(
    sql`select 1 as one from record_restriction where lifted is null and item is null limit 1`,
  );
  if (any === undefined) return;
  const { persons, rights } = services.ports;
  const people = await persons.of(transaction, touched);
  const records = await persons.records(transaction, [...new Set(people.map(({ person }) => person))]);
  const whole = (await restrictionsIn(transaction, distinct(records.map(placeOf)))).filter(({ item }) => item === null);
  for (const { bkt, cmp, organization } of whole) {
    const person = records.find((one) => one.bkt === bkt && one.cmp === cmp)?.person;
    const places = records.filter((one) => one.person === person).map(placeOf);
    const held = await rights.held(transaction, places, organization);
    const added = held.filter(({ lab }) => (lab & RESTRICTED_USE) === 0).map(({ reference }) => reference);
    if (added.length > 0) await rights.restrict(transaction, added, true);
  }
}

async function itemsOf(
  { ports }: Services,
  reader: Reader,
  { item, organization }: Restricting | RequestRow,
  places: readonly Compartment[],
): Promise<readonly string[]> {
  if (item !== null) return [item];
  return (await ports.rights.held(reader, places, organization)).map(({ reference }) => reference);
}
