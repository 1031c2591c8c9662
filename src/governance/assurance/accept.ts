import type { Access, AssuranceRule } from '#agreement';
import { type Day, isDay, plusMonths } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import { note } from '../act.queries.ts';
import { type Acting, bookIn } from '../acts.ts';
import { type OpenBook, type Partner, partnerWithKey } from '../book.ts';
import type { DocumentBytes } from '../document.contract.ts';
import { hashOf, mediaOf, nameOf } from '../document.ts';
import { isLead } from '../may.ts';
import { askedAnywhere } from './asked.ts';
import { type AssuranceRow, assuranceBytes, insertAssurance, lastAssurance } from './assurance.queries.ts';
import type { NewAssurance } from './contract.ts';
import { assuranceKept } from './owed.ts';

const TEXT_MAX = 200;

/** For its leads and who runs or signs for it, in their name; the officer who approved the paper is named beside it. */
export function mayAccept({ role }: Pick<Access, 'role'>): boolean {
  return isLead({ role }) || role === 'practice-manager' || role === 'signatory';
}

/** The officer whose paper it is accepts that one, and answers for no other. */
export function isOfficer({ role }: Pick<Access, 'role'>, { officer }: AssuranceRule): boolean {
  return officer === role;
}

function mayAcceptThis(book: OpenBook, partner: Partner, access: Access, document: string): boolean {
  return (
    mayAccept(access) || askedAnywhere(book, partner).some((rule) => rule.id === document && isOfficer(access, rule))
  );
}

export async function accept(acting: Acting, access: Access, typed: NewAssurance): Promise<Outcome<true>> {
  const media = mediaOf(typed.bytes);
  if (!media.ok) return media;
  const done = await acting.store.write(async (transaction): Promise<Outcome<true>> => {
    const book = await bookIn(acting, transaction);
    const partner = partnerWithKey(book, access.organization);
    if (!partner || !mayAcceptThis(book, partner, access, typed.document)) {
      return refuse(
        'forbidden',
        'governance.not-accepting',
        'Its safety and data protection documents are accepted by a lead, the manager or the signatory of an organisation, its clinical safety case by its clinical safety officer too.',
      );
    }
    const read = readTyped(book, partner, typed);
    if (!read.ok) return read;
    const { rule, ...said } = read.value;
    const sha256 = hashOf(typed.bytes);
    const before = await lastAssurance(transaction, partner.organization, rule.id);
    if (before?.sha256 === sha256 && before.version === said.version && before.until === said.until) {
      return accepted(true);
    }
    const actor = { access, at: new Date(acting.now()) };
    const row: AssuranceRow = {
      organization: partner.organization,
      document: rule.id,
      ...said,
      name: nameOf(typed.name, media.value),
      media: media.value,
      sha256,
      bytes: typed.bytes,
    };
    const id = await insertAssurance(transaction, actor, row);
    const words = `Accepted the ${rule.title} ${said.version} for ${partner.name}, approved by ${said.approvedBy}, SHA-256 ${sha256}.`;
    await note(transaction, actor, { act: 'accept', words });
    await assuranceKept(acting, transaction, access, { book, partner, rule, id, ...said });
    return accepted(true);
  });
  if (done.ok) await acting.current.reload();
  return done;
}

type Said = { readonly version: string; readonly approvedBy: string; readonly until?: Day };

function readTyped(
  book: OpenBook,
  partner: Partner,
  typed: NewAssurance,
): Outcome<Said & { readonly rule: AssuranceRule }> {
  const rule = askedAnywhere(book, partner).find(({ id }) => id === typed.document);
  if (!rule) return fault(`No such document is asked of ${partner.name}; choose one of the page.`, 'document');
  const [version, approvedBy] = [typed.version.trim(), typed.approvedBy.trim()];
  if (version === '' || version.length > TEXT_MAX)
    return fault(`Say which version it is, in at most ${TEXT_MAX} characters.`, 'version');
  if (approvedBy === '' || approvedBy.length > TEXT_MAX)
    return fault(`Name who approved it and their office (${rule.approver}).`, 'approvedBy');
  const until = untilOf(book, rule, typed.until.trim());
  if (!until.ok) return until;
  return accepted({ rule, version, approvedBy, ...(until.value === undefined ? {} : { until: until.value }) });
}

function untilOf({ today }: OpenBook, { title, months }: AssuranceRule, typed: string): Outcome<Day | undefined> {
  if (typed === '' && months === undefined) return accepted(undefined);
  if (!isDay(typed) || typed < today)
    return fault(`Give the last day on which the ${title} is good: today or later.`, 'until');
  return months !== undefined && typed > plusMonths(today, months)
    ? fault(`The ${title} is made anew every ${months} months; give a day no later than that.`, 'until')
    : accepted(typed);
}

function fault(text: string, field: string): Outcome<never> {
  return refuse('value', 'governance.assurance', text, field);
}

export async function fileOf(acting: Acting, access: Access, id: string): Promise<Outcome<DocumentBytes>> {
  const partner = partnerWithKey(acting.current.book(), access.organization);
  const found = /^\d{1,9}$/.test(id) ? await assuranceBytes(acting.store, Number(id)) : undefined;
  const own = partner !== undefined && found?.organization === partner.organization;
  const host = partner?.hosts === true && isLead(access);
  if (!found || access.role === 'person' || !(own || host)) {
    return refuse('not-found', 'governance.no-assurance', 'No such document of your organisation is kept.');
  }
  const { organization: _, ...document } = found;
  if (hashOf(document.bytes) !== document.sha256) {
    return refuse(
      'exception',
      'governance.document-damaged',
      'The file is not what was kept: its hash differs. Hand it in again.',
    );
  }
  return accepted(document);
}
