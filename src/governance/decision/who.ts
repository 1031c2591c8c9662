import type { Access, Amount, Role } from '#agreement';
import { type Outcome, refuse } from '#fhir';
import { type Book, type OpenBook, type Partner, partnerWithKey, standingVersions } from '../book.ts';
import { maySee } from '../may.ts';
import { type Body, type BodyName, bodiesToday, bodyNamed, holds, same, type Seat } from './body.ts';

/** Who may do what at meetings: rules over the seat that asks and the body. */
export type Sitting = { readonly seat: Seat; readonly deputy?: { readonly upTo?: Amount } };

/** The partner of a member of staff; people themselves sit by a seat of an organisation. */
export function partnerOf(book: Book, access: Access): Partner | undefined {
  return access.role === 'person' || access.role === 'system' ? undefined : partnerWithKey(book, access.organization);
}

/** Whether a seat reads what a body does: whoever may read the agreement that sets it up. */
export function mayRead(book: OpenBook, access: Access, { instrument }: BodyName): boolean {
  const versions = standingVersions(book).filter((one) => one.instrument.id === instrument);
  return partnerOf(book, access) !== undefined && versions.some((one) => maySee(book, access, one));
}

export function chairs(book: OpenBook, access: Access, body: Body): boolean {
  const partner = partnerOf(book, access);
  if (!partner) return false;
  const instead = body.remits.flatMap(({ deputies }) => deputies).filter(({ of }) => same(of, body.chair));
  return [body.chair, ...instead.map(({ deputy }) => deputy)].some((one) => holds(book, partner, access.role, one));
}

/** Agenda, attendance and minutes are the secretary's, and the chair's. */
export function keeps(book: OpenBook, access: Access, body: Body): boolean {
  const partner = partnerOf(book, access);
  return partner !== undefined && (holds(book, partner, access.role, body.secretary) || chairs(book, access, body));
}

/** The seats that somebody can take: as the member first, else as a deputy. */
export function sittings(book: OpenBook, access: Access, body: Body): readonly Sitting[] {
  const partner = partnerOf(book, access);
  if (!partner) return [];
  const own = body.seats.filter((seat) => holds(book, partner, access.role, seat)).map((seat) => ({ seat }));
  const deputies = body.remits.flatMap((remit) => remit.deputies);
  const instead = deputies
    .filter(({ deputy }) => holds(book, partner, access.role, deputy))
    .flatMap(({ of, upTo }) =>
      body.seats.filter((seat) => same(seat, of)).map((seat) => ({ seat, deputy: upTo ? { upTo } : {} })),
    );
  return [...own, ...instead];
}

const SPEAKERS: readonly Role[] = [
  'programme-lead',
  'ig-lead',
  'finance-lead',
  'commissioner',
  'signatory',
  'board-member',
  'practice-manager',
];

/** Whether a seat says for its organisation what a paper means for it, and whether an offer is enough. */
export function speaks(book: OpenBook, access: Access, body: Body): boolean {
  return (
    partnerOf(book, access) !== undefined && (SPEAKERS.includes(access.role) || sittings(book, access, body).length > 0)
  );
}

export function bodyFor(book: OpenBook, name: BodyName): Body | undefined {
  return bodyNamed(bodiesToday(book), name);
}

export function nameOf(book: Book, organization: string): string {
  return book.partners.find((one) => one.organization === organization)?.name ?? organization;
}

export function noBody(): Outcome<never> {
  return refuse('not-found', 'governance.no-body', 'No agreement in effect sets up such a body.');
}

export function noPaper(): Outcome<never> {
  return refuse('not-found', 'governance.no-paper', 'There is no such paper.');
}

export function noMeeting(): Outcome<never> {
  return refuse('not-found', 'governance.no-meeting', 'There is no such meeting.');
}

export function notKeeper(body: Body): Outcome<never> {
  const text = `That is for the chair or the secretary of ${body.name}.`;
  return refuse('forbidden', 'governance.not-chair', text);
}
