import { checkVaried, type Instrument } from '#agreement';
import type { Refusal } from '#fhir';
import { type OpenBook, standingVersions } from './book.ts';

/**
 * What the signed versions of an agreement ask of one that is proposed today. Nothing is signed between: once it is proposed, no
 * version before it can be signed any more.
 */
export function variedWrongly(book: OpenBook, draft: Instrument): readonly Refusal[] {
  const family = standingVersions(book).filter(({ instrument }) => instrument.id === draft.id);
  const signed = family
    .filter(
      ({ instrument, awaited, standing }) =>
        awaited.length === 0 && standing !== 'ended' && instrument.version < draft.version,
    )
    .map(({ instrument }) => instrument);
  return checkVaried(draft, { signed, noticed: book.today });
}
