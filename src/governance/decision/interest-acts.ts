import type { Access } from '#agreement';
import { isDay } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Acting } from '../acts.ts';
import type { InterestView, NewInterest } from './contract.ts';
import { isId } from './decision.queries.ts';
import { INTEREST_KINDS } from './interest.ts';
import { endInterest, keepInterest, readInterests } from './interest.queries.ts';
import { wordsOf } from './paper-form.ts';
import { nameOf, partnerOf } from './who.ts';

/** The register of interests: everybody at the table reads all of it, and writes their own. */
export async function interests(acting: Acting, access: Access): Promise<readonly InterestView[]> {
  const book = acting.current.book();
  const partner = partnerOf(book, access);
  if (!partner) return [];
  const all = await readInterests(acting.store);
  return all.map(({ principal, organization, party, declared, ...rest }) => ({
    ...rest,
    organization: nameOf(book, organization),
    party: nameOf(book, party),
    declared: declared.toISOString(),
    mine: principal === access.principal || (rest.whole && organization === partner.organization),
  }));
}

export async function declareInterest(acting: Acting, access: Access, typed: NewInterest): Promise<Outcome<true>> {
  const book = acting.current.book();
  const partner = partnerOf(book, access);
  if (!partner) return refuse('forbidden', 'governance.no-interest', 'Who sits for a partner declares an interest.');
  const words = wordsOf(typed.words);
  if (!words.ok) return words;
  const kind = INTEREST_KINDS.find((one) => one === typed.kind);
  const party = typed.party.trim().slice(0, 200);
  const known = !party.startsWith('Organization/') || book.partners.some(({ organization }) => organization === party);
  const { from, whole } = typed;
  if (!kind || party === '' || !known || !isDay(from)) {
    return refuse(
      'value',
      'governance.interest-what',
      'Say what kind of interest it is, in whom, and since which day.',
    );
  }
  await acting.store.write((transaction) =>
    keepInterest(
      transaction,
      { access, at: new Date(acting.now()) },
      { organization: partner.organization, whole, kind, words: words.value, party, from },
    ),
  );
  return accepted(true);
}

/** It stays in the register, with its last day. */
export async function endOf(acting: Acting, access: Access, id: string, until: string): Promise<Outcome<true>> {
  const partner = partnerOf(acting.current.book(), access);
  if (!partner || !isDay(until) || !isId(id))
    return refuse('value', 'governance.interest-what', 'Name the day on which it ended.');
  const { organization } = partner;
  const ended = await acting.store.write((transaction) =>
    endInterest(transaction, { access }, { id, until, organization }),
  );
  return ended
    ? accepted(true)
    : refuse('not-found', 'governance.no-interest', 'There is no such interest of yours that could end on that day.');
}
