import type { Access } from '#agreement';
import { accepted, type Outcome, type Refused, refuse } from '#fhir';
import type { Services } from '#joint';
import type { Compartment } from '#repository';
import type { EmergencyRequest } from '../contract.ts';
import { placeOf } from '../match/pair.queries.ts';
import { recordsOf } from '../person/whose.ts';
import { type Keeping, keepRelationships } from '../relationship/keep.ts';
import { isConfirmed, type Typed, typedOf } from './confirm.ts';
import { owedReview } from './owed.ts';
import {
  candidates,
  closeOpening,
  keepOpening,
  keepTry,
  openingOf,
  type OpeningRow,
  triesSince,
} from './opening.queries.ts';
import { MINUTES, openersIn, REASONS, TOLD_AFTER_MS, TRIES_AN_HOUR, WORDS_MAX, WORDS_MIN } from './words.ts';

export type Opened = { readonly id: string; readonly person: string; readonly until: Date };

/**
 * Opens one person's record to one member of staff for an hour: as far as the law lets anybody see who must act now, and no further. The
 * review is owed from the same moment; a try that confirms nobody is written down too.
 */
export async function openEmergency(
  services: Services,
  keeping: Keeping,
  access: Access,
  request: EmergencyRequest,
): Promise<Outcome<Opened>> {
  const asked = checked(services.zone, access, request);
  if (!asked.ok) return asked;
  const now = services.now();
  const tries = await triesSince(services.store, access.principal, new Date(now - 3_600_000));
  if (tries >= TRIES_AN_HOUR) return tooMany();
  const fresh = await (services.stepUp?.(access) ?? accepted(true as const));
  if (!fresh.ok) return fresh;
  const found = await confirmed(services, asked.value, request.person);
  if (found === undefined) return nobody(services, access);
  const id = services.newId();
  const viewer = await services.ports.contributors.viewerKey(`BreakGlass/${id}`);
  const row = rowOf({ id, viewer, access, request, place: found.place, now });
  await services.store.write(async (transaction) => {
    await keepOpening(transaction, row);
    await keepRelationships(transaction, found.places, keeping);
    await services.ports.audit.showFrom(transaction, id, row.told_from);
    await owedReview(services, transaction, access, row);
  });
  await services.ports.audit.note(
    { ...access, under: id },
    { action: 'break-glass', outcome: 'done', person: found.person },
  );
  return accepted({ id, person: found.person, until: row.until });
}

/** The session ends when whoever opened it says so, and in any case by its time. */
export async function closeEmergency(
  services: Services,
  keeping: Keeping,
  access: Access,
  id: string,
): Promise<Outcome<true>> {
  const row = await openingOf(services.store, id);
  if (row?.principal !== access.principal) {
    return refuse('not-found', 'record.no-emergency', 'There is no such opening of yours.');
  }
  await services.store.write(async (transaction) => {
    await closeOpening(transaction, id, new Date(services.now()));
    await keepRelationships(transaction, [placeOf(row)], keeping);
  });
  return accepted(true);
}

function checked(zone: string, access: Access, request: EmergencyRequest): Outcome<Typed> {
  if (access.purpose !== 'direct-care' || !openersIn(zone).includes(access.role)) {
    const text = 'A record is opened in an emergency by clinicians.';
    return refuse('forbidden', 'record.not-an-opener', text);
  }
  if (!Object.hasOwn(REASONS, request.reason)) {
    return refuse('required', 'record.emergency-reason', 'Choose why this record must be opened now.', 'reason');
  }
  const words = request.words.trim();
  if (words.length < WORDS_MIN || words.length > WORDS_MAX) {
    const text = `Write what is happening, in ${WORDS_MIN} characters or more: it is read by whoever reviews this, and by the person.`;
    return refuse('required', 'record.emergency-words', text, 'words');
  }
  const typed = typedOf(request);
  if (typed) return accepted(typed);
  const text = 'Type the family name and the whole birth date of the person; the NHS number too, if you have it.';
  return refuse('required', 'record.emergency-confirm', text, 'family');
}

type Found = { readonly person: string; readonly place: Compartment; readonly places: readonly Compartment[] };

/** The one person whom the typed name and birth date fit; undefined for nobody and for several, so that nothing is told by trying. */
async function confirmed(services: Services, typed: Typed, named: string | undefined): Promise<Found | undefined> {
  const fitting = (await candidates(services.store, typed.keys)).filter(({ side }) => isConfirmed(side, typed));
  const rows = await services.ports.persons.of(services.store, fitting);
  const [person, ...others] = [...new Set(rows.map((row) => row.person))];
  const [first] = rows;
  if (person === undefined || first === undefined || others.length > 0) return undefined;
  const records = await recordsOf(services, named ?? person);
  if (records[0]?.person !== person) return undefined;
  return { person, place: placeOf(first), places: records.map(placeOf) };
}

async function nobody(services: Services, access: Access): Promise<Refused> {
  await services.store.write((transaction) => keepTry(transaction, access.principal, new Date(services.now())));
  await services.ports.audit.note(access, { action: 'break-glass', outcome: 'refused' });
  const text = 'No one person fits that name and birth date. Check both, and add the NHS number.';
  return refuse('not-found', 'record.emergency-nobody', text);
}

function tooMany(): Refused {
  const text = 'Several tries fitted nobody. Wait an hour, or ask the people who know the person.';
  return refuse('throttled', 'record.emergency-tries', text);
}

type Rowing = {
  readonly id: string;
  readonly viewer: number;
  readonly access: Access;
  readonly request: EmergencyRequest;
  readonly place: Compartment;
  readonly now: number;
};

function rowOf({ id, viewer, access, request, place, now }: Rowing): OpeningRow {
  const { principal, role, organization, name = 'Staff' } = access;
  return {
    ...place,
    id,
    viewer,
    principal,
    name,
    role,
    organization,
    reason: request.reason,
    words: request.words.trim(),
    opened: new Date(now),
    until: new Date(now + MINUTES * 60_000),
    told_from: new Date(now + TOLD_AFTER_MS),
    closed: null,
    held_by: null,
    held_because: null,
    reviewed: null,
    reviewed_by: null,
    verdict: null,
    review: null,
  };
}
