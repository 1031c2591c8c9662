import { type Access, dayWords } from '#agreement';
import { dayIn } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Services } from '#joint';
import type { Stored } from '#repository';
import { sharing } from '../consent/share.ts';
import { bannerOf } from '../person/banner.ts';
import { visits } from '../person/looked.ts';
import { partOf } from '../person/part.ts';
import type { CopyFormat } from './contract.ts';
import { type CopyAround, copyEnd, copyHead, copyLines } from './copy-html.ts';
import { copyLine } from './copy-line.ts';
import { beginCopy, dropOver, endCopy, keepPiece, pieceOf, tellProgress, unfinishedCopies } from './copy.queries.ts';
import { notesIn } from './correct.ts';
import { HOUSEKEEPING, itemWords } from './item.ts';
import { keptDecision } from './owed.ts';
import { markDone, requestOf, type RequestRow } from './request.queries.ts';
import { step } from './requests.ts';
import { PERSONAL_TYPES } from './types.ts';
import { noRequest, ownRequest, personOf, requestToMine } from './whose.ts';

export const COPY_JOB = 'record.copy';
const DAYS = 30;
const DAY_MS = 86_400_000;
const ITEMS_A_PIECE = 200;

/** Makes the files of a copy. Safe to run again: it begins anew. */
export async function makeCopy(services: Services, id: string): Promise<void> {
  const row = await requestOf(services.store, id);
  if (row?.kind !== 'copy' || row.decision === null || row.decision === 'refused' || row.done !== null) return;
  const { person, places } = await personOf(services, services.store, row);
  const own = await ownAccess(services, person, row);
  const references = await referencesFor(services, row);
  await services.store.write((transaction) => beginCopy(transaction, id, references.length));
  const around = await aroundOf(services, { row, own, person, places, references });
  const names = new Map((await services.ports.contributors.organizations()).map(({ key, name }) => [key, name]));
  const keep = (format: CopyFormat, number: number, piece: string) =>
    services.store.write((transaction) => keepPiece(transaction, id, { format, number, piece }));
  await keep('html', 0, copyHead(around));
  let number = 1;
  for (let at = 0; at < references.length; at += ITEMS_A_PIECE, number += 1) {
    const asked = references.slice(at, at + ITEMS_A_PIECE);
    const some = await itemsOf(services, { row, own }, asked);
    const parts = some.map((one) => partOf(one, (key) => names.get(key) ?? 'An organisation'));
    const shown = parts.filter(({ type }) => !HOUSEKEEPING.includes(type));
    const under = await sharedUnder(services, { row, places }, some);
    const lines = shown.map((part) => ({
      kind: part.type,
      words: itemWords(part),
      recorded: part.source.recorded,
      under: under.get(part.source.reference) ?? [],
    }));
    const whole = some.map(({ type, id, body }) => copyLine(body, under.get(`${type}/${id}`) ?? []));
    await keep('ndjson', number - 1, whole.join(''));
    await keep('html', number, copyLines(lines));
    await services.store.write((transaction) => tellProgress(transaction, id, at + asked.length));
  }
  await keep('html', number, copyEnd(around));
  await ended(services, row, own);
}

async function ended(services: Services, row: RequestRow, own: Access): Promise<void> {
  const at = new Date(services.now());
  const access = { ...own, principal: 'system/record', role: 'system', organization: row.organization } as const;
  await services.store.write(async (transaction) => {
    const until = new Date(at.getTime() + DAYS * DAY_MS);
    await endCopy(transaction, row.id, until);
    await markDone(transaction, row.id, at);
    await keptDecision(services, transaction, access, row.id);
    const words = `It can be taken until ${dayWords(dayIn(services.zone, until.getTime()))}.`;
    await step(services, { transaction, access, id: row.id }, 'The copy is ready', words);
  });
}

/** Everything that the organisation holds of the person, whatever there is: names alone, since a record may be long. */
async function referencesFor(services: Services, row: RequestRow): Promise<readonly string[]> {
  const held = await heldReferences(services, row);
  return [...new Set([...held.filter((reference) => !aboutOthers(typeIn(reference))), ...row.give])];
}

/** What an organisation holds of a person, by type and newest first; Provenance and the like as well. */
export async function heldReferences(services: Services, row: RequestRow): Promise<readonly string[]> {
  const { places } = await personOf(services, services.store, row);
  const held = await services.ports.rights.held(services.store, places, row.organization);
  return held.map(({ reference }) => reference).filter((reference) => PERSONAL_TYPES.includes(typeIn(reference)));
}

export function typeIn(reference: string): string {
  return reference.split('/', 1)[0] ?? '';
}

/** By which paragraphs of what was agreed each item is shared today, and with whom. */
async function sharedUnder(
  services: Services,
  { row, places }: Pick<Making, 'row' | 'places'>,
  some: readonly Stored[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const governance = services.answers['governance'] as AgreedAnswer | undefined;
  const items = some.map(({ type, id, org, basis, cls, lab }) => ({
    reference: `${type}/${id}`,
    org,
    basis,
    cls,
    lab,
  }));
  const access: Access = { ...SERVICE, organization: row.organization };
  const found = (await governance?.itemsSeenUnder?.(access, { places, items })) ?? [];
  return new Map(found.map(({ reference, under }) => [reference, under]));
}

/** The program itself, which asks what was agreed and reads no record by it. */
const SERVICE: Access = {
  principal: 'system/record',
  role: 'system',
  purpose: 'own-record',
  organization: 0,
  basis: 0,
  viewer: 0,
  filter: { op: 'never' },
  writes: 'none',
  choosesIds: false,
};

/** Some of it, as the policy gives the person their own record; and what the organisation gave all the same. */
async function itemsOf(
  services: Services,
  { row, own }: Pick<Making, 'row' | 'own'>,
  references: readonly string[],
): Promise<readonly Stored[]> {
  const given = references.filter((reference) => row.give.includes(reference));
  const [seen, more] = await Promise.all([
    services.repository(own).readMany(references.filter((reference) => !given.includes(reference))),
    services.repository(all(own, row.organization)).readMany(given),
  ]);
  return [...seen, ...more].filter(({ org }) => org === row.organization);
}

/** Types that tell about somebody else: left out unless information governance gives them. */
export function aboutOthers(type: string): boolean {
  return type === 'RelatedPerson' || type === 'FamilyMemberHistory';
}

/** Who reads for the copy what the person's own policy holds back, and the officer gave: what this organisation recorded. */
export function all(own: Access, organization: number): Access {
  return { ...own, filter: { op: 'org', in: [organization] } };
}

/** The seat of the person's own record, whoever sits in it. */
export async function ownAccess(services: Services, person: string, row: RequestRow): Promise<Access> {
  const organizations = await services.ports.contributors.organizations();
  const organization = organizations.find(({ key }) => key === row.organization)?.organization ?? '';
  if (services.accessOf === undefined) throw new Error('no seat can be asked for');
  return services.accessOf({ role: 'person', organization, person: `Person/${person}` });
}

type Making = {
  readonly row: RequestRow;
  readonly own: Access;
  readonly person: string;
  readonly places: Parameters<typeof notesIn>[1];
  readonly references: readonly string[];
};

/** Titles of what was agreed; typed here, since joints do not import each other. */
type AgreedAnswer = {
  readonly instruments?: (access: Access) => Promise<readonly { readonly title: string; readonly state: string }[]>;
  readonly itemsSeenUnder?: (
    access: Access,
    question: {
      readonly places: Making['places'];
      readonly items: readonly (Pick<Stored, 'org' | 'basis' | 'cls' | 'lab'> & { readonly reference: string })[];
    },
  ) => Promise<readonly { readonly reference: string; readonly under: readonly string[] }[]>;
};

async function aroundOf(services: Services, { row, own, person, places, references }: Making): Promise<CopyAround> {
  const governance = services.answers['governance'] as AgreedAnswer | undefined;
  const [looked, said, instruments, notes, organizations] = await Promise.all([
    visits(services, own, person),
    sharing(services, own, person),
    governance?.instruments?.(own) ?? [],
    notesIn(services.store, places),
    services.ports.contributors.organizations(),
  ]);
  const asked = references.filter((reference) => typeIn(reference) === 'Patient' || notes.has(reference));
  const told = await itemsOf(services, { row, own }, asked);
  const held = new Set(told.map(({ type, id }) => `${type}/${id}`));
  const patients = told.filter(({ type }) => type === 'Patient').map((one) => partOf(one, () => ''));
  const nameOf = organizations.find(({ key }) => key === row.organization)?.name;
  return {
    name: patients.length > 0 ? bannerOf(patients, []).name : 'the person',
    organization: nameOf ?? 'the organisation',
    made: new Date(services.now()).toISOString(),
    visits: looked.ok ? looked.value : [],
    said: said.ok ? said.value.said : [],
    agreements: instruments.filter(({ state }) => state === 'in-effect').map(({ title }) => title),
    statements: [...notes]
      .filter(([item]) => held.has(item))
      .flatMap(([item, all]) => all.map((one) => ({ item, ...one }))),
  };
}

/** The pieces of a file while it is kept, for the person and for whoever answers them by letter. Each time is in the log. */
export async function file(
  services: Services,
  access: Access,
  id: string,
  format: CopyFormat,
): Promise<Outcome<{ readonly name: string; readonly pieces: AsyncIterable<string> }>> {
  const row = await (access.role === 'person' ? ownRequest : requestToMine)(services, access, id);
  if (!row.ok) return row;
  const { copy_until: until, kind } = row.value;
  if (kind !== 'copy' || until === null) return noRequest();
  if (until.getTime() <= services.now()) {
    const text = `This copy was kept for ${DAYS} days and is gone. Ask for another one.`;
    return refuse('not-found', 'record.copy-over', text);
  }
  const { person } = await personOf(services, services.store, row.value);
  await services.ports.audit.note(access, { action: 'export', outcome: 'done', person });
  return accepted({ name: `record.${format}`, pieces: piecesOf(services, id, format) });
}

async function* piecesOf({ store }: Services, id: string, format: CopyFormat): AsyncGenerator<string> {
  for (let number = 0; ; number += 1) {
    const piece = await pieceOf(store, id, format, number);
    if (piece === undefined) return;
    yield piece;
  }
}

/** At start, what was left undone; and files past their day. */
export async function tendCopies(services: Services): Promise<void> {
  await services.store.write((transaction) => dropOver(transaction, new Date(services.now())));
  for (const id of await unfinishedCopies(services.store)) await makeCopy(services, id);
}
