import type { Access } from '#agreement';
import { accepted, type Outcome } from '#fhir';
import { lawIn, type Services } from '#joint';
import type { Repository } from '#repository';
import { bannerOf } from '../person/banner.ts';
import type { Fields } from '../person/element.ts';
import { partOf } from '../person/part.ts';
import { fieldsOf } from './amend.ts';
import { deciderOf, waitsForReview } from './capacity.ts';
import { aboutOthers, all, heldReferences, ownAccess, typeIn } from './copy.ts';
import type { RequestForLead } from './contract.ts';
import { askedToErase } from './erase.ts';
import { askedItem, HOUSEKEEPING } from './item.ts';
import { clockFor, groundsFor } from './law.ts';
import type { RequestRow } from './request.queries.ts';
import { isHeld } from './restrict.ts';
import { shownAll } from './shown.ts';
import { noRequest, personOf, requestToMine } from './whose.ts';

/** A person is as many Patients as the organisation has of them. */
const MOST_PATIENTS = 100;
const AT_ONCE = 500;
const MOST_KEPT = 50;

/** A request with what its officer has to know: who asks, what the law says, what is held back, what has to be kept. In the log. */
export async function forLead(services: Services, access: Access, id: string): Promise<Outcome<RequestForLead>> {
  const found = await requestToMine(services, access, id);
  if (!found.ok) return found;
  const row = found.value;
  const [shown] = await shownAll(services, access, [row]);
  if (shown === undefined) return noRequest();
  const law = lawIn(services.zone);
  const { person, places } = await personOf(services, services.store, row);
  const held = all(access, access.organization);
  const repository = services.repository(held);
  await services.ports.audit.note(access, { action: 'look-at-request', outcome: 'done', person });
  const names = new Map((await services.ports.contributors.organizations()).map(({ key, name }) => [key, name]));
  const nameOf = (key: number) => names.get(key) ?? 'An organisation';
  const stored = await repository.compartments(places, { types: ['Patient'], limit: MOST_PATIENTS });
  const patients = stored.map((one) => partOf(one, nameOf));
  const open = row.decision === null && row.withdrawn === null;
  const [item] = row.item === null ? [] : await repository.readMany([row.item]);
  const decider =
    row.kind === 'object' ? await deciderOf(services, services.store, { access, person, places }) : undefined;
  const kept = row.kind === 'erase' && open ? (await askedToErase(services, services.store, row)).kept : [];
  return accepted({
    ...shown,
    person: `Person/${person}`,
    name: patients.length > 0 ? bannerOf(patients, []).name : 'Somebody whose record was erased',
    grounds: groundsFor(law, row.kind),
    extendMonths: clockFor(law, row.kind).extendMonths ?? 0,
    extended: row.extended,
    heldBack: row.kind === 'copy' && open ? await heldBack(services, { row, person, repository, nameOf }) : [],
    kept: await shownKept(kept, { repository, nameOf }),
    keptCount: kept.length,
    fields: row.kind === 'correct' && open && item ? fieldsOf(item.type, JSON.parse(item.body) as Fields) : [],
    restricted: row.kind === 'restrict' && (await isHeld(services.store, id)),
    ...(decider === undefined ? {} : { decider }),
    review: row.kind === 'object' && (await waitsForReview(services.store, id)),
  });
}

type Looking = {
  /** What the organisation itself recorded. */
  readonly repository: Repository;
  readonly nameOf: (key: number) => string;
};

/** What the person's own policy holds back (safeguarding, orders), and what tells about somebody else. */
async function heldBack(
  services: Services,
  { row, person, repository, nameOf }: Looking & { readonly row: RequestRow; readonly person: string },
): Promise<RequestForLead['heldBack']> {
  const own = services.repository(await ownAccess(services, person, row));
  const references = (await heldReferences(services, row)).filter((one) => !HOUSEKEEPING.includes(typeIn(one)));
  const back: string[] = [];
  for (let at = 0; at < references.length; at += AT_ONCE) {
    const some = references.slice(at, at + AT_ONCE);
    const given = new Set((await own.readMany(some)).map(({ type, id }) => `${type}/${id}`));
    back.push(...some.filter((reference) => aboutOthers(typeIn(reference)) || !given.has(reference)));
  }
  return (await repository.readMany(back)).map((one) => ({
    ...askedItem(one, nameOf),
    because: aboutOthers(one.type)
      ? 'it tells about somebody else'
      : 'it is marked safeguarding, or an order holds it back',
  }));
}

/** The first of what has to be kept; how many there are is told beside it. */
async function shownKept(
  kept: Awaited<ReturnType<typeof askedToErase>>['kept'],
  { repository, nameOf }: Looking,
): Promise<RequestForLead['kept']> {
  const some = kept.slice(0, MOST_KEPT);
  const stored = await repository.readMany(some.map(({ reference }) => reference));
  const items = new Map(stored.map((one) => [`${one.type}/${one.id}`, one]));
  return some.flatMap(({ reference, until, law, words }) => {
    const one = items.get(reference);
    return one === undefined ? [] : [{ ...askedItem(one, nameOf), until, law: `${words} (${law})` }];
  });
}
