import { capital, listed } from '../phrases.ts';
import { amountWords } from '../amount.ts';
import { holderWords, nameOf, spaced } from '../clauses/words.ts';
import { quorumWords } from '../clauses/words-working.ts';
import type { Stack } from '../force.ts';
import type { Amount, DecideClause, Holder, Instrument } from '../instrument.ts';
import { cited } from './cited.ts';
import { clausesThen, type Then, type When } from './then.ts';

/** Who can approve £60,000 of podiatry? */
export type DecisionQuestion = When & { readonly topic: string; readonly amount?: Amount };

export type DecidingBody = {
  readonly instrument: Instrument;
  readonly clause: DecideClause;
  readonly body: string;
  readonly members: readonly Holder[];
  /** Who may stand in for a member, for this amount. */
  readonly deputies: readonly { readonly of: Holder; readonly deputy: Holder }[];
  readonly mustAgree: readonly string[];
  readonly consulted: readonly Holder[];
};

export type DecisionAnswer = {
  /** All of these have to decide: a topic that two instruments own needs both bodies. Empty: nobody was given it. */
  readonly bodies: readonly DecidingBody[];
  /** Bodies that own the topic but not an amount as large as this. */
  readonly tooLarge: readonly DecidingBody[];
  readonly words: string;
};

export function whoDecides(stack: Stack, question: DecisionQuestion): DecisionAnswer {
  const owned = clausesThen(stack, 'decide', question).filter(({ clause }) => clause.topics.includes(question.topic));
  const ids = [...new Set(owned.map(({ instrument }) => instrument.id))];
  const found = ids.map((id) =>
    narrowest(
      owned.filter(({ instrument }) => instrument.id === id),
      question.amount,
    ),
  );
  const bodies = found.flatMap(({ body }) => (body ? [bodyOf(body, question.amount)] : []));
  const tooLarge = found.flatMap(({ body, largest }) => (!body && largest ? [bodyOf(largest, question.amount)] : []));
  return { bodies: tooLarge.length > 0 ? [] : bodies, tooLarge, words: wordsOf(question, { bodies, tooLarge }) };
}

type Owned = Then<DecideClause>;

/** Of the bodies of one instrument, the one with the smallest limit that still covers the amount. */
function narrowest(
  owned: readonly Owned[],
  amount: Amount | undefined,
): { readonly body?: Owned; readonly largest?: Owned } {
  const limit = ({ clause }: Owned) => clause.upTo?.minor ?? Number.POSITIVE_INFINITY;
  const sorted = [...owned].sort((a, b) => limit(a) - limit(b));
  const body = sorted.find(({ clause }) => within(amount, clause.upTo));
  const largest = sorted.at(-1);
  return { ...(body ? { body } : {}), ...(largest ? { largest } : {}) };
}

function bodyOf({ instrument, clause }: Owned, amount: Amount | undefined): DecidingBody {
  return {
    instrument,
    clause,
    body: clause.body.name,
    members: clause.body.members,
    deputies: (clause.deputies ?? [])
      .filter(({ upTo }) => within(amount, upTo))
      .map(({ of, deputy }) => ({ of, deputy })),
    mustAgree: clause.mustAgree ?? [],
    consulted: clause.consulted ?? [],
  };
}

/** Without an amount nothing is too large; another currency than the limit's is never within it. */
function within(amount: Amount | undefined, upTo: Amount | undefined): boolean {
  if (amount === undefined || upTo === undefined) return true;
  return amount.currency === upTo.currency && amount.minor <= upTo.minor;
}

function wordsOf(
  { topic, amount }: DecisionQuestion,
  { bodies, tooLarge }: Pick<DecisionAnswer, 'bodies' | 'tooLarge'>,
): string {
  const what = `${spaced(topic)}${amount ? ` for ${amountWords(amount)}` : ''}`;
  if (tooLarge.length > 0) {
    const who = tooLarge.map(
      ({ body, clause, instrument }) =>
        `${body} decides up to ${clause.upTo ? amountWords(clause.upTo) : 'any amount'} (${cited(instrument, clause)})`,
    );
    return `It is too large for whom the agreements name: ${listed(who)}. So each partner decides about ${what} for itself, as its own scheme of delegation says.`;
  }
  if (bodies.length === 0)
    return `No agreement in force says who decides about ${what}. So each partner decides for itself, as its own scheme of delegation says.`;
  const each = bodies.map((body) => sentence(body));
  return `${capital(bodies.length > 1 ? `both have to decide, because each agreement owns the topic: ${each.join(' And ')}` : each.join(' '))}`;
}

function sentence({ body, members, deputies, mustAgree, consulted, clause, instrument }: DecidingBody): string {
  const who = listed(members.map((one) => holderWords(one, instrument)));
  const instead = deputies.map(
    ({ of, deputy }) => `${holderWords(deputy, instrument)} can stand in for ${holderWords(of, instrument)}`,
  );
  const agree =
    mustAgree.length > 0 ? `; nothing stands without ${listed(mustAgree.map((one) => nameOf(one, instrument)))}` : '';
  const asked =
    consulted.length > 0 ? `; asked before: ${listed(consulted.map((one) => holderWords(one, instrument)))}` : '';
  return `${body} decides: ${who}; ${quorumWords(clause)}${agree}${asked}${instead.length > 0 ? `; ${listed(instead)}` : ''}. So says ${cited(instrument, clause)}.`;
}
