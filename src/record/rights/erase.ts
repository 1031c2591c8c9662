import type { Access } from '#agreement';
import { dayIn } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import { lawIn, type Services } from '#joint';
import type { Compartment, HeldItem, Tombstone } from '#repository';
import { type Reader, sql, type Transaction } from '#store';
import { forgetUnderstandings } from '../deciding/understanding.queries.ts';
import { forgetCoercions } from '../protection/coercion.queries.ts';
import { forgetForms } from '../form/form.queries.ts';
import { forgetHarms } from '../harm/harm.queries.ts';
import { distinct } from '../match/matcher.ts';
import { type Keeping, keepRelationships } from '../relationship/keep.ts';
import type { RequestRow } from './request.queries.ts';
import { type KeptByLaw, keptByLaw } from './retention.ts';
import { personOf } from './whose.ts';

/** What a request for erasure is about, and what of it the law has kept. */
export async function askedToErase(
  services: Services,
  reader: Reader,
  row: Pick<RequestRow, 'bkt' | 'cmp' | 'organization' | 'item'>,
): Promise<{ readonly items: readonly HeldItem[]; readonly kept: readonly KeptByLaw[] }> {
  const { places } = await personOf(services, reader, row);
  const all = await services.ports.rights.held(reader, places, row.organization);
  const items = row.item === null ? all : all.filter(({ reference }) => reference === row.item);
  const { zone, now } = services;
  return { items, kept: keptByLaw(lawIn(zone), items, { today: dayIn(zone, now()), zone }) };
}

/** What may go on this ground. Where the law has some of it kept, only a decision in part says so truthfully. */
export async function mayErase(
  services: Services,
  row: RequestRow,
  { given, ground }: { readonly given: string; readonly ground: string | undefined },
): Promise<Outcome<readonly string[]>> {
  const { items, kept } = await askedToErase(services, services.store, row);
  const despite = (lawIn(services.zone).grounds ?? []).some(
    (one) => one.id === ground && one.despiteRetention === true,
  );
  const stay = new Set(despite ? [] : kept.map(({ reference }) => reference));
  const go = items.map(({ reference }) => reference).filter((reference) => !stay.has(reference));
  const [first] = kept;
  if (stay.size > 0 && first !== undefined && (go.length === 0 || given === 'granted')) {
    const count = stay.size === 1 ? 'It has' : `${stay.size} items have`;
    const rest = go.length === 0 ? 'Do not grant it, and say so.' : 'Grant it in part: the rest is erased.';
    const text = `${count} to be kept, at least until ${first.until}: ${first.words} (${first.law}). ${rest}`;
    return refuse('business-rule', 'record.kept-by-law', text, 'ground');
  }
  return accepted(go);
}

type Erasing = {
  /** Records of the person; those in which the items lay are found. */
  readonly places: readonly Compartment[];
  readonly items: readonly string[];
  readonly access: Access;
  readonly because: string;
};

/** Takes items out for good, with everything that this joint and the engine of what is due say of them. In the caller's transaction. */
export async function eraseItems(
  services: Services,
  keeping: Keeping,
  transaction: Transaction,
  { places, items, access, because }: Erasing,
): Promise<readonly Tombstone[]> {
  const why = { access, at: new Date(services.now()), because };
  const purged = await services.ports.rights.purge(transaction, items, why);
  const all = distinct([...places, ...purged.places]);
  await forgetItems(transaction, all, items);
  const { persons } = services.ports;
  const left = new Set((await persons.contributors(transaction, all)).map(({ bkt, cmp }) => `${bkt} ${cmp}`));
  const empty = all.filter(({ bkt, cmp }) => !left.has(`${bkt} ${cmp}`));
  await forgetPeople(transaction, empty);
  if (empty.length > 0) await services.obligations?.forget(transaction, empty);
  await keepRelationships(transaction, all, keeping);
  // After that: what just ended would be remembered.
  if (empty.length > 0) await services.ports.rights.forgetAccess(transaction, empty);
  return purged.tombstones;
}

/** What this joint has written down about items: statements, what requests said of them, files of copies. */
async function forgetItems(
  transaction: Transaction,
  places: readonly Compartment[],
  items: readonly string[],
): Promise<void> {
  await transaction.run(sql`delete from record_statement where item = any(${items}::text[])`);
  await transaction.run(
    sql`update record_restriction set item = 'erased', lifted = coalesce(lifted, since) where item = any(${items}::text[])`,
  );
  const about = await transaction.all<{ readonly id: string }>(sql`
    update record_request set about = 'Something that was erased', words = '', item = 'erased', give = '{}'
    where item = any(${items}::text[]) returning id`);
  await forgetSteps(
    transaction,
    about.map(({ id }) => id),
  );
  // A copy that was made before holds what is gone.
  const copies = await transaction.all<{ readonly id: string }>(sql`
    update record_request q set copy_until = least(q.copy_until, now()) from ${placesTable(places)}
    where (q.bkt, q.cmp) = (k.bkt, k.cmp) and q.kind = 'copy' returning q.id`);
  await transaction.run(sql`delete from record_copy_piece where request = any(${copies.map(({ id }) => id)}::text[])`);
}

/** Where nothing is left of a record, nothing is said of its person either. That something was asked and decided, and when, stays. */
async function forgetPeople(transaction: Transaction, places: readonly Compartment[]): Promise<void> {
  if (places.length === 0) return;
  const k = placesTable(places);
  await transaction.run(
    sql`update record_break_glass t set words = '', held_because = null, review = null from ${k} where (t.bkt, t.cmp) = (k.bkt, k.cmp)`,
  );
  await transaction.run(sql`update record_access_question t set words = '', about = '', visit = '', answer = case when t.answer is null then null else '' end
    from ${k} where (t.bkt, t.cmp) = (k.bkt, k.cmp)`);
  await forgetHarms(transaction, places);
  await forgetUnderstandings(transaction, places);
  await forgetCoercions(transaction, places);
  await forgetForms(transaction, places);
  await transaction.run(
    sql`delete from record_pair t using ${k} where (t.left_bkt, t.left_cmp) = (k.bkt, k.cmp) or (t.right_bkt, t.right_cmp) = (k.bkt, k.cmp)`,
  );
  await transaction.run(
    sql`update record_link t set because = '' from ${k} where (t.bkt, t.cmp) = (k.bkt, k.cmp) or (t.other_bkt, t.other_cmp) = (k.bkt, k.cmp)`,
  );
  await transaction.run(
    sql`update record_capacity t set found_by = '', speaker = null, speaks_as = null, advocate = null from ${k} where (t.bkt, t.cmp) = (k.bkt, k.cmp)`,
  );
  const requests = await transaction.all<{ readonly id: string }>(sql`
    update record_request t set words = '' from ${k} where (t.bkt, t.cmp) = (k.bkt, k.cmp) returning t.id`);
  await forgetSteps(
    transaction,
    requests.map(({ id }) => id),
  );
}

async function forgetSteps(transaction: Transaction, requests: readonly string[]): Promise<void> {
  await transaction.run(sql`update record_request_step set words = null where request = any(${requests}::text[])`);
  await transaction.run(sql`update record_objection_review set words = null where request = any(${requests}::text[])`);
}

function placesTable(places: readonly Compartment[]) {
  return sql`unnest(${places.map(({ bkt }) => bkt)}::smallint[], ${places.map(({ cmp }) => cmp)}::bigint[]) k(bkt, cmp)`;
}
