import { type Access, type Origin, overlapOf } from '#agreement';
import { isDay } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import { nameOfOrganization, type OpenBook, partnerWithKey, stackOf } from '../book.ts';
import type { DecidedBy } from '../contract.ts';
import { maySee } from '../may.ts';
import type { OverlapQuestion, OverlapView } from './contract.ts';

/**
 * Which agreements meet at an organisation, as far as the seat may see them: one kept from it is not counted, and what is told is what it
 * could read for itself. Pure: book and day are given.
 */
export function overlap(book: OpenBook, access: Access, question: OverlapQuestion): Outcome<OverlapView> {
  const { organization, on = book.today } = question;
  if (!isDay(on)) return refuse('value', 'governance.day', `'${on}' is no day of the calendar.`);
  const partner = book.partners.find((one) => one.organization === organization);
  if (
    !partner ||
    access.role === 'person' ||
    (access.role !== 'system' && !partnerWithKey(book, access.organization))
  ) {
    return refuse(
      'not-found',
      'governance.no-partner',
      `${organization.slice(0, 100)} is not on the list of partners.`,
    );
  }
  const stack = stackOf(book, book.zone).filter((entry) => maySee(book, access, entry));
  const { instruments, meetings, conflicts } = overlapOf(stack, organization, on);
  const [any] = book.versions;
  const name = (one: string) => (any ? nameOfOrganization(book, any.instrument, one) : one);
  return accepted({
    organization,
    name: partner.name,
    on,
    agreements: instruments.map((one) => ({
      id: one.id,
      version: one.version,
      title: one.title,
      kind: one.kind,
      rank: one.rank,
      parties: one.parties.map((party) => party.name),
      population: one.population.words,
    })),
    meetings: meetings.map(({ wins, yields, why }) => ({ wins: cited(wins), yields: cited(yields), why })),
    conflicts: conflicts.map(({ words, who }) => ({ words, who: who.map(name) })),
  });
}

function cited({ title, version, paragraph, rank, text }: Origin): DecidedBy {
  return { instrument: title, version, paragraph, rank, text };
}
