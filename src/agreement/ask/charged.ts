import { amountWords } from '../amount.ts';
import { nameOf, spaced, whom } from '../clauses/words.ts';
import { linesOf, paidFor } from '../clauses/money.ts';
import { priceWords } from '../clauses/words-money.ts';
import { named, type Stack } from '../force.ts';
import type { Amount, PartyRef, PayClause, TariffLine } from '../instrument.ts';
import { dayWords, listed } from '../phrases.ts';
import { cited } from './cited.ts';
import { clausesThen, type Then, type When } from './then.ts';

/** Why was this charge £312.40? What was done, by whom, when; what is known by when. */
export type ChargeQuestion = When & {
  readonly activity: string;
  readonly code?: { readonly system: string; readonly code: string };
  readonly by: PartyRef;
  /** Units of the tariff's line. */
  readonly units?: number;
  /** Asks what pays under one scheme: clauses under another are passed over, those under none are not. */
  readonly scheme?: string;
  /** Asks what pays for a period, whatever is done on a day: prices for each activity are passed over. */
  readonly byPeriod?: boolean;
};

export type ChargeAnswer = {
  readonly payer?: PartyRef;
  readonly pays?: Then<PayClause>;
  readonly line?: TariffLine;
  /** Units times price, where a tariff decides; other models are worked out over a period by the money joint. */
  readonly amount?: Amount;
  /** Clauses that would have paid, had this one not been more specific. */
  readonly overrode: readonly Then<PayClause>[];
  /** How closely the clause that pays fits: of several rules that find one activity, the closest pays. */
  readonly fits?: number;
  /** Clauses as specific as each other: funded twice, so nothing is charged and all are listed. */
  readonly twice: readonly Then<PayClause>[];
  readonly words: string;
};

/** One activity has one payer and one payee under one instrument: the most specific. */
export function whyCharged(stack: Stack, question: ChargeQuestion): ChargeAnswer {
  const fitting = clausesThen(stack, 'pay', question)
    .map((stood) => ({ stood, score: specific(stood, question) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  const [first] = fitting;
  if (!first) {
    return {
      overrode: [],
      twice: [],
      words: `Nothing pays for ${spaced(question.activity)} on ${dayWords(question.on)}: no agreement in force that day names it.`,
    };
  }
  const equals = fitting.filter(({ score }) => score === first.score).map(({ stood }) => stood);
  const overrode = fitting.filter(({ score }) => score < first.score).map(({ stood }) => stood);
  if (equals.length > 1) {
    const which = equals.map(
      ({ instrument, clause }) => `${nameOf(clause.by, instrument)} under ${cited(instrument, clause)}`,
    );
    return {
      overrode,
      twice: equals,
      words: `Funded twice, so nothing is charged until it is settled who pays: ${listed(which)}.`,
    };
  }
  return { ...paid(first.stood, question, overrode), fits: first.score };
}

function paid(pays: Then<PayClause>, question: ChargeQuestion, overrode: readonly Then<PayClause>[]): ChargeAnswer {
  const { instrument, clause, insteadOf } = pays;
  const line = lineFor(clause, question);
  const units = question.units ?? 1;
  const amount = line && { minor: line.price.minor * units, currency: line.price.currency };
  const sum =
    amount && line
      ? `${amountWords(amount)} is ${units} times ${amountWords(line.price)} for ${line.words}`
      : priceWords(clause.price);
  const changed = insteadOf
    ? ` On the day itself ${cited(insteadOf.instrument, insteadOf.clause)} stood there (${priceWords(insteadOf.clause.price)}); it was changed for days from ${dayWords(clause.appliesFrom ?? question.on)} on, so the difference is an adjustment.`
    : '';
  const over =
    overrode.length > 0
      ? ` It is more specific than ${listed(overrode.map((one) => cited(one.instrument, one.clause)))}.`
      : '';
  return {
    payer: clause.by,
    pays,
    ...(line ? { line } : {}),
    ...(amount ? { amount } : {}),
    overrode,
    twice: [],
    words: `${nameOf(clause.by, instrument)} pays ${whom([question.by], instrument)} for ${spaced(question.activity)}: ${sum}. So says ${cited(instrument, clause)}.${changed}${over}`,
  };
}

/** How closely a clause fits: 0 not at all; a scheme named counts most, then a line for the very code, then one payee, then rank. */
function specific({ instrument, clause }: Then<PayClause>, question: ChargeQuestion): number {
  if (clause.activity !== question.activity || !named(clause.to, instrument).includes(question.by)) return 0;
  const { scheme = question.scheme } = clause;
  if (question.scheme !== undefined && scheme !== question.scheme) return 0;
  const priced = 'lines' in clause.price;
  if (question.byPeriod === true && priced && clause.price.model !== 'blended') return 0;
  const line = lineFor(clause, question);
  if (priced && question.code && !line) return 0;
  return (
    1 +
    (clause.scheme ? 8 : 0) +
    (instrument.rank === 'scheme' ? 4 : 0) +
    (line ? 2 : 0) +
    (clause.to === 'parties' ? 0 : 1)
  );
}

function lineFor({ price }: PayClause, { code }: ChargeQuestion): TariffLine | undefined {
  if (!code) return undefined;
  return linesOf(price).find((line) =>
    paidFor(line).some((one) => one.system === code.system && one.code === code.code),
  );
}
