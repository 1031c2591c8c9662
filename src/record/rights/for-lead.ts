import type { Access } from '#agreement';
import { accepted, type Outcome } from '#fhir';
import type { Services } from '#joint';
import type { Stored } from '#repository';
import { bannerOf } from '../person/banner.ts';
import type { Fields } from '../person/element.ts';
import { partOf } from '../person/part.ts';
import { fieldsOf } from './amend.ts';
import { aboutOthers, all, ownAccess } from './copy.ts';
import type { RequestForLead } from './contract.ts';
import { askedToErase } from './erase.ts';
import { askedItem, HOUSEKEEPING } from './item.ts';
import { clockFor, groundsFor, lawIn } from './law.ts';
import type { RequestRow } from './request.queries.ts';
import { isHeld } from './restrict.ts';
import { shownAll } from './shown.ts';
import { PERSONAL_TYPES } from './types.ts';
import { noRequest, personOf, requestToMine } from './whose.ts';

const MOST_A_TYPE = 500;
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
  const stored = await services.repository(held).compartments(places, { types: PERSONAL_TYPES, limit: MOST_A_TYPE });
  await services.ports.audit.note(access, { action: 'look-at-request', outcome: 'done', person });
  const names = new Map((await services.ports.contributors.organizations()).map(({ key, name }) => [key, name]));
  const nameOf = (key: number) => names.get(key) ?? 'An organisation';
  const patients = stored.filter(({ type }) => type === 'Patient').map((one) => partOf(one, nameOf));
  const open = row.decision === null && row.withdrawn === null;
  const item = stored.find(({ type, id: of }) => `${type}/${of}` === row.item);
  return accepted({
    ...shown,
    person: `Person/${person}`,
    name: patients.length > 0 ? bannerOf(patients, []).name : 'Somebody whose record was erased',
    grounds: groundsFor(law, row.kind),
    extendMonths: clockFor(law, row.kind).extendMonths ?? 0,
    extended: row.extended,
    heldBack: row.kind === 'copy' && open ? await heldBack(services, { row, person, stored, nameOf }) : [],
    kept: row.kind === 'erase' && open ? await keptOf(services, { row, stored, nameOf }) : [],
    fields: row.kind === 'correct' && open && item ? fieldsOf(item.type, JSON.parse(item.body) as Fields) : [],
    restricted: row.kind === 'restrict' && (await isHeld(services.store, id)),
  });
}

type Looking = {
  readonly row: RequestRow;
  readonly stored: readonly Stored[];
  readonly nameOf: (key: number) => string;
};

/** What the person's own policy holds back (safeguarding, orders), and what tells about somebody else. */
async function heldBack(
  services: Services,
  { row, person, stored, nameOf }: Looking & { readonly person: string },
): Promise<RequestForLead['heldBack']> {
  const own = await ownAccess(services, person, row);
  const { places } = await personOf(services, services.store, row);
  const seen = await services.repository(own).compartments(places, { types: PERSONAL_TYPES, limit: MOST_A_TYPE });
  const given = new Set(seen.map(({ type, id }) => `${type}/${id}`));
  return stored
    .filter(({ type }) => !HOUSEKEEPING.includes(type))
    .filter(({ type, id }) => aboutOthers(type) || !given.has(`${type}/${id}`))
    .map((one) => ({
      ...askedItem(one, nameOf),
      because: aboutOthers(one.type)
        ? 'it tells about somebody else'
        : 'it is marked safeguarding, or an order holds it back',
    }));
}

async function keptOf(services: Services, { row, stored, nameOf }: Looking): Promise<RequestForLead['kept']> {
  const { kept } = await askedToErase(services, services.store, row);
  const items = new Map(stored.map((one) => [`${one.type}/${one.id}`, one]));
  return kept.slice(0, MOST_KEPT).flatMap(({ reference, until, law, words }) => {
    const one = items.get(reference);
    return one === undefined ? [] : [{ ...askedItem(one, nameOf), until, law: `${words} (${law})` }];
  });
}
