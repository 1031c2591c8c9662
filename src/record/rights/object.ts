import { type Access, CLASS_WORDS, DATA_CLASSES, LABEL_WORDS, LABELS } from '#agreement';
import { accepted, type Outcome } from '#fhir';
import type { Services } from '#joint';
import { type Reader, sql, type Transaction } from '#store';
import { consentOf } from '../consent/written.ts';
import { type Keeping, keepRelationships } from '../relationship/keep.ts';
import type { Part } from './contract.ts';
import type { RequestRow } from './request.queries.ts';
import { personOf } from './whose.ts';

const THE_PERSON = 'Organization/concord-person';

type Objecting = Pick<RequestRow, 'bkt' | 'cmp' | 'organization'>;

/** From whom (nobody named: everybody else), and the Consent that keeps it back now. */
export type Objection = {
  readonly request: string;
  readonly viewers: readonly string[];
  readonly consent: string | null;
  /** 'class results', 'label hiv'; null: everything. */
  readonly what: string | null;
};

/**
 * What an organisation wrote is kept back from others, as the person could have said themself: from the moment they object, since what was shown cannot be
 * unseen, and for good where it is upheld. No viewers: from everybody else, also who joins later. Answers the Consent; none where nothing is left of the record.
 */
export async function keepBack(
  services: Services,
  keeping: Keeping,
  access: Access,
  { row, viewers, what }: { readonly row: Objecting } & Pick<Objection, 'viewers' | 'what'>,
): Promise<Outcome<string | null>> {
  const own = (await services.ports.contributors.organizations()).find(({ key }) => key === row.organization);
  if (own === undefined) return accepted(null);
  const { places } = await personOf(services, services.store, row);
  const writer = await writerFor(services, access, THE_PERSON);
  const [patient] = await services.repository(writer).compartments(places, { types: ['Patient'], limit: 1 });
  if (patient === undefined) return accepted(null);
  const all = { kind: 'recorder', organization: own.organization } as const;
  const wish = { what: partOf(what) ?? all, from: viewers, recorder: own.organization };
  const consent = consentOf(wish, `Patient/${patient.id}`, new Date(services.now()));
  const written = await services.repository(writer).create('Consent', JSON.stringify(consent));
  if (!written.ok) return written;
  await services.store.write((transaction) => keepRelationships(transaction, places, keeping));
  return accepted(written.value.id);
}

/** Kept back from the moment it was clear who asked; where it is already, nothing is done. */
export async function holdObjection(
  services: Services,
  keeping: Keeping,
  access: Access,
  row: RequestRow,
): Promise<Outcome<true>> {
  const objection = await objectionOf(services.store, row.id);
  if (objection?.consent) return accepted(true);
  const { viewers = [], what = null } = objection ?? {};
  const back = await keepBack(services, keeping, access, { row, viewers, what });
  if (!back.ok) return back;
  await services.store.write((transaction) =>
    keepObjection(transaction, { request: row.id, viewers, what, consent: back.value }),
  );
  return accepted(true);
}

/** It holds no more: it was refused with reasons, or taken back. */
export async function shareAsAgreed(
  services: Services,
  keeping: Keeping,
  access: Access,
  row: RequestRow,
): Promise<Outcome<true>> {
  const objection = await objectionOf(services.store, row.id);
  if (objection === undefined || objection.consent === null) return accepted(true);
  const writer = await writerFor(services, access, THE_PERSON);
  const ended = await services
    .repository(writer)
    .change('Consent', objection.consent, (json) =>
      accepted(JSON.stringify({ ...(JSON.parse(json) as object), status: 'inactive' })),
    );
  // Whoever took it back on the page of what they share has ended it already, or it was erased.
  if (!ended.ok && ended.refusals[0].type !== 'not-found') return ended;
  const { places } = await personOf(services, services.store, row);
  await services.store.write(async (transaction) => {
    await keepObjection(transaction, { ...objection, consent: null });
    await keepRelationships(transaction, places, keeping);
  });
  return accepted(true);
}

/** As it stands in the table. */
export function partText(part: Part | undefined): string | null {
  if (part === undefined) return null;
  return part.kind === 'class' ? `class ${part.cls}` : `label ${part.label}`;
}

export function partOf(text: string | null): Part | undefined {
  const [kind = '', named = ''] = (text ?? '').split(' ');
  const cls = DATA_CLASSES.find((one) => kind === 'class' && one === named);
  const label = LABELS.find((one) => kind === 'label' && one === named);
  if (cls !== undefined) return { kind: 'class', cls };
  return label === undefined ? undefined : { kind: 'label', label };
}

/** In words, of an organisation: 'All results that Elm Tree Surgery wrote'. */
export function partWords(part: Part | undefined, name: string): string {
  if (part === undefined) return `Everything that ${name} holds`;
  if (part.kind === 'class') return `All ${CLASS_WORDS[part.cls]} that ${name} wrote`;
  return `What is marked ${LABEL_WORDS[part.label]} of what ${name} wrote`;
}

export async function keepObjection(transaction: Transaction, objection: Objection): Promise<void> {
  const { request, viewers, consent, what } = objection;
  await transaction.run(sql`insert into record_objection (request, viewers, consent, what)
    values (${request}, ${viewers}::text[], ${consent}, ${what}) on conflict (request) do update set consent = excluded.consent`);
}

export async function objectionOf(reader: Reader, request: string): Promise<Objection | undefined> {
  const [one] = await objectionsOf(reader, [request]);
  return one;
}

export async function objectionsOf(reader: Reader, requests: readonly string[]): Promise<readonly Objection[]> {
  if (requests.length === 0) return [];
  return reader.all<Objection>(
    sql`select request, viewers, consent, what from record_objection where request = any(${requests}::text[]) limit 1000`,
  );
}

/** Writes for an organisation what was decided, in the name of whoever decided it. */
export async function writerFor({ ports }: Services, access: Access, organization: string): Promise<Access> {
  const key = await ports.contributors.organizationKey(organization);
  const basis = await ports.contributors.basisKey(key, 'concord', 'direct-care');
  const viewer = await ports.contributors.viewerKey(organization);
  return {
    ...access,
    organization: key,
    basis,
    viewer,
    filter: { op: 'always' },
    writes: 'everything',
    choosesIds: true,
  };
}
