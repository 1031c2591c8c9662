import {
  type AssuranceId,
  type AssuranceRule,
  dayWords,
  type Instrument,
  type Jurisdiction,
  listed,
  named,
  type PartnerKind,
} from '#agreement';
import type { Day } from '#base';
import { lawIn, lawOf } from '#joint';
import type { OpenBook, Partner } from '../book.ts';

/** A paper as an organisation accepted it; its bytes stay where they are. */
export type KeptAssurance = {
  readonly id: number;
  readonly organization: string;
  readonly document: AssuranceId;
  readonly version: string;
  readonly approvedBy: string;
  /** Its last day; absent: until another is accepted. */
  readonly until?: Day;
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
  readonly by: string;
  readonly at: Date;
};

/** A paper that is asked for and not there, or no longer good. */
export type Lacking = { readonly rule: AssuranceRule; readonly ranOut?: Day };

type Body = { readonly organization: string; readonly kind: PartnerKind };

/** What the law asks of such an organisation. */
export function askedOf(law: Jurisdiction, kind: PartnerKind): readonly AssuranceRule[] {
  return (law.assurances ?? []).filter(({ of }) => of.includes(kind));
}

/** What is asked of a partner anywhere: where the partnership is, and under each agreement that names it. */
export function askedAnywhere(book: OpenBook, partner: Partner): readonly AssuranceRule[] {
  const own = book.versions.filter(({ instrument }) =>
    instrument.parties.some(({ organization }) => organization === partner.organization),
  );
  const laws = new Set([lawIn(book.zone), ...own.map(({ instrument }) => lawOf(instrument.jurisdiction, book.zone))]);
  const found = new Map<AssuranceId, AssuranceRule>();
  for (const law of laws)
    for (const rule of askedOf(law, partner.kind)) if (!found.has(rule.id)) found.set(rule.id, rule);
  return [...found.values()];
}

export function keptOf(book: OpenBook, organization: string, document: AssuranceId): KeptAssurance | undefined {
  return book.assurances.find((one) => one.organization === organization && one.document === document);
}

/** What an organisation has yet to accept, by the law of an agreement. */
export function lackingFor(book: OpenBook, jurisdiction: string, body: Body): readonly Lacking[] {
  return askedOf(lawOf(jurisdiction, book.zone), body.kind).flatMap((rule) => lacks(book, body.organization, rule));
}

/** The same where it matters for a version: it lets this party's records be seen, or shows it those of others. */
export function lackingToSign(
  book: OpenBook,
  instrument: Instrument,
  { party, body }: { readonly party: string; readonly body: Body },
): readonly Lacking[] {
  return sharesWith(instrument, party) ? lackingFor(book, instrument.jurisdiction, body) : [];
}

export function lacks(book: OpenBook, organization: string, rule: AssuranceRule): readonly Lacking[] {
  const kept = keptOf(book, organization, rule.id);
  if (!kept) return [{ rule }];
  return kept.until !== undefined && kept.until < book.today ? [{ rule, ranOut: kept.until }] : [];
}

/** 'the clinical safety case and the Data Security and Protection Toolkit (ran out on 30 June 2026)'. */
export function lackingWords(lacking: readonly Lacking[]): string {
  return listed(
    lacking.map(({ rule, ranOut }) => `${titleWithin(rule)}${ranOut ? ` (ran out on ${dayWords(ranOut)})` : ''}`),
  );
}

/** A title inside a sentence; names of national schemes keep their capitals. */
function titleWithin({ title }: AssuranceRule): string {
  const named = /^\S+ [A-Z]/.test(title);
  return `the ${named ? title : title.charAt(0).toLowerCase() + title.slice(1)}`;
}

function sharesWith(instrument: Instrument, party: string): boolean {
  return instrument.clauses.some(
    (clause) =>
      clause.clause === 'share' &&
      (named(clause.from, instrument).includes(party) || named(clause.to.organizations, instrument).includes(party)),
  );
}
