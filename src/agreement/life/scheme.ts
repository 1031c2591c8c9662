import { accepted, type Outcome, refuse } from '#fhir';
import { amountWords } from '../amount.ts';
import { nameOf } from '../clauses/words.ts';
import type { Amount, Instrument, InstrumentKind, PartyRef } from '../instrument.ts';
import { KINDS } from '../kinds.ts';
import { capital, listed, ROLE_WORDS } from '../phrases.ts';
import type { Role } from '../words.ts';

/** A body's scheme of delegation: which roles sign which kinds of instrument, up to what it is worth to the body. */
export type Scheme = {
  readonly organization: PartyRef;
  readonly signs: readonly {
    readonly roles: readonly Role[];
    readonly kinds: 'any' | readonly InstrumentKind[];
    readonly upTo?: Amount;
  }[];
};

/** Whether a role signs this instrument for its organisation; the refusal names who does. */
export function maySignUnder(scheme: Scheme, instrument: Instrument, role: Role): Outcome<true> {
  const worth = worthTo(scheme.organization, instrument);
  const kind = scheme.signs.filter(({ kinds }) => kinds === 'any' || kinds.includes(instrument.kind));
  const able = kind.filter(({ upTo }) => worth.every((amount) => within(amount, upTo)));
  if (able.some(({ roles }) => roles.includes(role))) return accepted(true);
  const name = nameOf(scheme.organization, instrument);
  const value = worth.length > 0 ? ` worth ${listed(worth.map(amountWords))} to it` : '';
  const who = [...new Set(able.flatMap(({ roles }) => roles))].map((one) => ROLE_WORDS[one]);
  const remedy = who.length > 0 ? `${listed(who, 'or')} do` : 'nobody below its board does; ask the board';
  const text = `${capital(ROLE_WORDS[role])} of ${name} do not sign a ${KINDS[instrument.kind].words}${value}: by its scheme of delegation ${remedy}.`;
  return refuse('forbidden', 'agreement.delegation', text);
}

/** What an organisation would bind itself to pay, in each currency: what it puts in, its blocks, tranches and promises to make good. */
export function worthTo(organization: PartyRef, instrument: Instrument): readonly Amount[] {
  const sums = new Map<string, number>();
  const add = ({ minor, currency }: Amount) => sums.set(currency, (sums.get(currency) ?? 0) + minor);
  for (const clause of instrument.clauses) {
    if (clause.clause === 'contribute' && clause.by === organization) add(clause.amount);
    if (clause.clause === 'transition' && clause.by === organization)
      for (const { amount } of clause.tranches) add(amount);
    // What a grant brings into a pool is put in there by a part of its own.
    if (clause.clause === 'grant' && clause.funder === organization && clause.pool === undefined)
      for (const { amount } of clause.lines) add(amount);
    if (clause.clause === 'indemnify' && clause.by === organization && clause.most) add(clause.most);
    if (clause.clause === 'pay' && clause.by === organization && clause.price.model === 'block')
      add(clause.price.amount);
    if (clause.clause === 'pay' && clause.by === organization && clause.price.model === 'blended')
      add(clause.price.fixed);
  }
  return [...sums].map(([currency, minor]) => ({ minor, currency }));
}

function within(amount: Amount, upTo: Amount | undefined): boolean {
  return upTo === undefined || (amount.currency === upTo.currency && amount.minor <= upTo.minor);
}
