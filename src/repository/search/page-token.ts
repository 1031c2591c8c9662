import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { type Outcome, accepted, refuse } from '#fhir';
import type { Asking } from './asking.ts';
import type { Cursor } from './order.ts';

/** The parameter that carries the place of the next page; made by `nextToken`, taken as it is. */
export const PAGE_PARAMETER = '_page';

/** Where the next page begins, and the total that was told on the first one. Nothing in it that the asker has not seen. */
export type Place = { readonly cursor: Cursor; readonly total?: number };

/** Signed for one asker and one question: it can neither be made, nor be used by somebody else or for another search. */
export function nextToken(place: Place, question: string, asking: Asking): string {
  const payload = Buffer.from(JSON.stringify([place.cursor, place.total ?? null])).toString('base64url');
  return `${payload}.${signature(payload, question, asking).toString('base64url')}`;
}

export function placeOf(token: string, question: string, asking: Asking): Outcome<Place> {
  const [payload = '', signed = '', ...more] = token.split('.');
  // As it is written: a text can be decoded from several, and only one was given.
  const given = Buffer.from(signed);
  const due = Buffer.from(signature(payload, question, asking).toString('base64url'));
  const genuine = more.length === 0 && given.length === due.length && timingSafeEqual(given, due);
  if (!genuine) {
    return refuse(
      'value',
      'search.page',
      `The value of ${PAGE_PARAMETER} is not one that was given for this search. Ask for the first page again and follow its links.`,
      PAGE_PARAMETER,
    );
  }
  const [cursor, total] = JSON.parse(Buffer.from(payload, 'base64url').toString()) as [Cursor, number | null];
  return accepted(total === null ? { cursor } : { cursor, total });
}

function signature(payload: string, question: string, { access, secret }: Asking): Buffer {
  const { principal, role, purpose, organization, viewer } = access;
  const asker = JSON.stringify([principal, role, purpose, organization, viewer]);
  const asked = createHash('sha256').update(question).digest('hex');
  return createHmac('sha256', secret).update(`page\n${asker}\n${asked}\n${payload}`).digest().subarray(0, 16);
}
