import {
  type Access,
  INSTRUMENT_KINDS,
  type Instrument,
  maySignUnder,
  ROLES,
  type Role,
  type Scheme,
} from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import { keepScheme, note } from './act.queries.ts';
import type { Acting } from './acts.ts';
import { proved } from './proof.ts';
import { type Book, type KeptScheme, type Partner, partnerWithKey } from './book.ts';
import { namesOf } from './succession/house.ts';
import type { SchemeRule, SchemeView } from './contract.ts';

/** The organisation's own scheme of delegation; until its board has written one, the roles it was enrolled with sign everything. */
export function schemeOf(book: Pick<Book, 'schemes' | 'succeeded'>, partner: Partner): Scheme {
  const { organization, signingRoles } = partner;
  return { organization, signs: kept(book, partner)?.signs ?? [{ roles: signingRoles, kinds: 'any' }] };
}

export function hasScheme(book: Pick<Book, 'schemes' | 'succeeded'>, partner: Partner): boolean {
  return kept(book, partner) !== undefined;
}

/** Roles that sign an instrument for a partner; its board where the scheme gives it to nobody below. */
export function signersOf(
  book: Pick<Book, 'schemes' | 'succeeded'>,
  partner: Partner,
  instrument: Instrument,
): readonly Role[] {
  const scheme = schemeOf(book, partner);
  const roles = ROLES.filter((role) => maySignUnder(scheme, instrument, role).ok);
  return roles.length > 0 ? roles : [BOARD];
}

export function schemeView(book: Book, access: Access): Outcome<SchemeView> {
  const partner = partnerWithKey(book, access.organization);
  if (!partner || access.role === 'person') {
    return refuse('not-found', 'governance.no-scheme', 'Your organisation has not joined the partnership.');
  }
  const own = kept(book, partner);
  const { organization, name } = partner;
  return accepted({
    organization,
    name,
    rules: schemeOf(book, partner).signs,
    may: { edit: access.role === BOARD },
    ...(own ? { since: own.at.toISOString(), by: own.by } : {}),
  });
}

/** Written by a seat of the organisation's own board, who has just shown that it is them. What was signed before stays signed. */
export async function setScheme(
  acting: Acting,
  access: Access,
  rules: readonly SchemeRule[],
): Promise<Outcome<SchemeView>> {
  const partner = partnerWithKey(acting.current.book(), access.organization);
  if (!partner || access.role !== BOARD) {
    return refuse(
      'forbidden',
      'governance.not-board',
      'Only a seat of its own board says who signs for an organisation.',
    );
  }
  const wrong = faultOf(rules);
  if (wrong !== undefined) return refuse('value', 'governance.scheme', wrong);
  const fresh = await proved(acting, access);
  if (!fresh.ok) return fresh;
  await acting.store.write(async (transaction) => {
    const actor = { access, at: new Date(acting.now()) };
    await keepScheme(transaction, actor, { organization: partner.organization, signs: rules });
    await note(transaction, actor, { act: 'delegate', words: `Said anew who signs for ${partner.name}.` });
  });
  await acting.current.reload();
  return schemeView(acting.current.book(), access);
}

const BOARD: Role = 'board-member';
const RULES_MAX = 20;

/** Its own; until its board has written one, that of whose place it took. */
function kept(book: Pick<Book, 'schemes' | 'succeeded'>, { organization }: Partner): KeptScheme | undefined {
  for (const name of namesOf(book, organization)) {
    const found = book.schemes.findLast((one) => one.organization === name);
    if (found) return found;
  }
  return undefined;
}

function faultOf(rules: readonly SchemeRule[]): string | undefined {
  if (rules.length === 0 || rules.length > RULES_MAX)
    return `Name at least one role that signs, in at most ${RULES_MAX} lines.`;
  return rules.every(isRule)
    ? undefined
    : 'Each line needs a role of your staff, the kinds of agreement, and at most one limit: a whole amount and its currency.';
}

function isRule(rule: SchemeRule): boolean {
  if (typeof rule !== 'object' || rule === null) return false;
  const { roles, kinds, upTo } = rule;
  return (
    Array.isArray(roles) &&
    roles.length > 0 &&
    roles.every((role) => ROLES.includes(role) && role !== 'person' && role !== 'system') &&
    (kinds === 'any' ||
      (Array.isArray(kinds) && kinds.length > 0 && kinds.every((kind) => INSTRUMENT_KINDS.includes(kind)))) &&
    (upTo === undefined || (Number.isSafeInteger(upTo.minor) && upTo.minor >= 0 && /^[A-Z]{3}$/.test(upTo.currency)))
  );
}
