import type { Access, AssuranceRule } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import { type OpenBook, partnerWithKey } from '../book.ts';
import { isOfficer, mayAccept } from './accept.ts';
import { askedAnywhere, type KeptAssurance, keptOf, lacks } from './asked.ts';
import type { AssuranceItem, AssuranceView } from './contract.ts';

/** What is asked of the seat's organisation and how it stands; of the others, what is awaited. */
export function assuranceView(book: OpenBook, access: Access): Outcome<AssuranceView> {
  const partner = partnerWithKey(book, access.organization);
  if (!partner || access.role === 'person') {
    return refuse(
      'not-found',
      'governance.no-assurances',
      'Your organisation is not on the list of partners; the host puts it there.',
    );
  }
  const { organization, name } = partner;
  const others = book.partners.filter((one) => one !== partner);
  return accepted({
    organization,
    name,
    items: askedAnywhere(book, partner).map((rule) => ({
      ...itemOf(book, organization, rule),
      ...(isOfficer(access, rule) ? { mine: true as const } : {}),
    })),
    accepts: mayAccept(access),
    others: others.flatMap((one) => {
      const asked = askedAnywhere(book, one);
      const awaited = asked.flatMap((rule) => lacks(book, one.organization, rule)).map(({ rule }) => rule.title);
      return asked.length === 0 ? [] : [{ name: one.name, awaited }];
    }),
  });
}

export function itemOf(book: OpenBook, organization: string, rule: AssuranceRule): AssuranceItem {
  const kept = keptOf(book, organization, rule.id);
  const [lacking] = lacks(book, organization, rule);
  const { id, title, words, law, approver, months } = rule;
  return {
    document: id,
    title,
    words,
    law,
    approver,
    ...(months === undefined ? {} : { months }),
    state: lacking === undefined ? 'accepted' : lacking.ranOut ? 'ran-out' : 'awaited',
    ...(kept ? { kept: shown(kept) } : {}),
  };
}

function shown(kept: KeptAssurance): NonNullable<AssuranceItem['kept']> {
  const { id, version, approvedBy, until, name, size, sha256, by, at } = kept;
  const good = until === undefined ? {} : { until };
  return { id: String(id), version, approvedBy, ...good, name, size, sha256, by, at: at.toISOString() };
}
