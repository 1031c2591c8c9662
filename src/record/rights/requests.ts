import type { Access } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import { lawIn, type Services } from '#joint';
import type { Keeping } from '../relationship/keep.ts';
import { organizationsIn } from '../consent/share.ts';
import type { MyRequests, PersonRequest } from './contract.ts';
import { askedItem, HOUSEKEEPING } from './item.ts';
import { clockFor } from './law.ts';
import { holdObjection, shareAsAgreed } from './object.ts';
import { dueOf } from './owed.ts';
import {
  keepStep,
  lockRequest,
  markExtended,
  markProved,
  markWithdrawn,
  type RequestRow,
  requestsAbout,
  requestsOf,
} from './request.queries.ts';
import { holdUse, liftUse } from './restrict.ts';
import { shownAll } from './shown.ts';
import { holdersOf, noRequest, notAnOfficer, ownRequest, requestToMine, selfOf } from './whose.ts';
import { PERSONAL_TYPES } from './types.ts';

const ITEMS_A_TYPE = 60;
const WORDS_MIN = 3;

/** A person's own requests, and what further ones can be about. */
export async function mine(services: Services, access: Access): Promise<Outcome<MyRequests>> {
  const self = await selfOf(services, access);
  if (!self.ok) return self;
  const { places } = self.value;
  const types = PERSONAL_TYPES.filter((type) => !HOUSEKEEPING.includes(type));
  const [rows, holders, stored] = await Promise.all([
    requestsAbout(services.store, places),
    holdersOf(services, access, places),
    services.repository(access).compartments(places, { types, limit: ITEMS_A_TYPE }),
  ]);
  const names = new Map(holders.map(({ key, name }) => [key, name]));
  const items = stored.map((one) => askedItem(one, (key) => names.get(key) ?? 'An organisation'));
  return accepted({
    requests: await shownAll(services, access, rows),
    holders: holders.map(({ organization, name }) => ({ organization, name })),
    organizations: await organizationsIn(services, access),
    items: [...items].sort((left, right) => (left.words < right.words ? -1 : 1)),
  });
}

export async function one(services: Services, access: Access, id: string): Promise<Outcome<PersonRequest>> {
  const row = await ownRequest(services, access, id);
  if (!row.ok) return row;
  const [shown] = await shownAll(services, access, [row.value]);
  return shown ? accepted(shown) : noRequest();
}

/** What an organisation's information governance has to answer, and what it has answered. */
export async function worklist(services: Services, access: Access): Promise<Outcome<readonly PersonRequest[]>> {
  if (access.role !== 'ig-lead') return notAnOfficer();
  return accepted(await shownAll(services, access, await requestsOf(services.store, access.organization)));
}

/** The person no longer asks. */
export async function withdraw(
  services: Services,
  keeping: Keeping,
  access: Access,
  id: string,
): Promise<Outcome<true>> {
  const row = await ownRequest(services, access, id);
  if (!row.ok) return row;
  const withdrawn = await services.store.write(async (transaction): Promise<Outcome<true>> => {
    const now = await lockRequest(transaction, id);
    if (!now || !isOpen(now)) return overAlready();
    const at = new Date(services.now());
    await markWithdrawn(transaction, id, at);
    await keepStep(transaction, { request: id, at, what: 'Taken back', by_whom: 'The person', words: null });
    if (now.kind === 'restrict') await liftUse(services, keeping, transaction, now);
    await services.obligations?.withdraw(transaction, access, now.obligation, 'The person no longer asks.');
    return accepted(true);
  });
  if (!withdrawn.ok || row.value.kind !== 'object') return withdrawn;
  return shareAsAgreed(services, keeping, access, row.value);
}

/** It is clear now who asks: the clock runs again. */
export async function identified(
  services: Services,
  keeping: Keeping,
  access: Access,
  { id, words }: { readonly id: string; readonly words: string },
): Promise<Outcome<true>> {
  const row = await requestToMine(services, access, id);
  if (!row.ok) return row;
  if (words.trim().length < WORDS_MIN) {
    return refuse('required', 'record.request-proof', 'Say what showed that it is they who ask.', 'words');
  }
  if (row.value.kind === 'object' && isOpen(row.value)) {
    const held = await holdObjection(services, keeping, access, row.value);
    if (!held.ok) return held;
  }
  return services.store.write(async (transaction) => {
    const now = await lockRequest(transaction, id);
    if (!now || !isOpen(now) || now.proved) return overAlready();
    await markProved(transaction, id);
    await services.obligations?.resume(transaction, access, now.obligation, words.trim());
    await step(services, { transaction, access, id }, 'Identity is clear: the clock runs', words.trim());
    if (now.kind === 'restrict') await holdUse(services, keeping, transaction, now);
    return accepted(true);
  });
}

/** It is complex: once, by as much as the law lets it be put off, and the person is told why within the first term. */
export async function extend(
  services: Services,
  access: Access,
  { id, words }: { readonly id: string; readonly words: string },
): Promise<Outcome<true>> {
  const row = await requestToMine(services, access, id);
  if (!row.ok) return row;
  const clock = clockFor(lawIn(services.zone), row.value.kind);
  const { extendMonths = 0 } = clock;
  if (extendMonths === 0 || row.value.extended) {
    return refuse('business-rule', 'record.request-extended', 'The law does not let it be put off, or not once more.');
  }
  if (words.trim().length < WORDS_MIN) {
    const text = 'Write why it takes longer; the person reads it.';
    return refuse('required', 'record.request-because', text, 'words');
  }
  const [shown] = await shownAll(services, access, [row.value]);
  if (shown?.late === true) {
    const text = 'Its term has passed: it could be put off only while it ran.';
    return refuse('business-rule', 'record.request-late', text);
  }
  return services.store.write(async (transaction) => {
    const now = await lockRequest(transaction, id);
    if (!now || !isOpen(now) || now.extended) return overAlready();
    await markExtended(transaction, id);
    const change = { due: dueOf(clock, extendMonths), reason: words.trim() };
    const extended = await services.obligations?.extend(transaction, access, now.obligation, change);
    if (extended?.ok === false) return extended;
    await step(services, { transaction, access, id }, `Put off by ${extendMonths} months`, words.trim());
    return accepted(true);
  });
}

type Stepping = {
  readonly transaction: Parameters<typeof keepStep>[0];
  readonly access: Access;
  readonly id: string;
  /** Who did it, where it was not the organisation. */
  readonly by?: string;
};

/** Written down for the person: done by the organisation, since persons are told roles and not names. */
export async function step(
  services: Services,
  { transaction, access, id, by: named }: Stepping,
  what: string,
  words: string | null,
): Promise<void> {
  const organizations = await services.ports.contributors.organizations();
  const by = named ?? organizations.find(({ key }) => key === access.organization)?.name ?? 'The organisation';
  await keepStep(transaction, { request: id, at: new Date(services.now()), what, by_whom: by, words });
}

export function isOpen({ decision, withdrawn }: RequestRow): boolean {
  return decision === null && withdrawn === null;
}

export function overAlready(): Outcome<never> {
  return refuse('conflict', 'record.request-over', 'This request was decided or taken back already. Look at it again.');
}
