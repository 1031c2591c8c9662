import {
  clausesThen,
  type Instrument,
  named,
  type PayClause,
  type Stack,
  type TariffLine,
  turningDays,
  whyCharged,
} from '#agreement';
import type { Day } from '#base';

/** One code of one line of one clause on some days: who pays, whom, how much. What is charged is worked out from these alone. */
export type ChargeRule = {
  readonly instrument: Instrument;
  readonly clause: PayClause;
  readonly line: TariffLine;
  readonly payee: string;
  readonly system: string;
  readonly code: string;
  /** Up to, not with, `until`. */
  readonly from: Day;
  readonly until: Day;
};

/** Codes that two clauses pay alike on some days: nothing is charged until it is settled who pays. */
export type FundedTwice = { readonly words: string; readonly from: Day; readonly code: string };

export type Rules = { readonly rules: readonly ChargeRule[]; readonly twice: readonly FundedTwice[] };

/**
 * What pays for each code that a payee can be paid for, on the days from one up to another, by what is known on a day: the same
 * answer as `whyCharged`, asked once for each stretch of days on which what was agreed stayed the same.
 */
export function rulesOf(
  stack: Stack,
  asked: { readonly payee: string; readonly from: Day; readonly until: Day; readonly knownOn: Day },
): Rules {
  const { payee, from, until, knownOn } = asked;
  const rules: ChargeRule[] = [];
  const twice: FundedTwice[] = [];
  for (const [start, end] of stretches(stack, from, until)) {
    const known = { on: start, knownOn: knownOn > start ? knownOn : start };
    const clauses = clausesThen(stack, 'pay', known).filter(({ instrument, clause }) =>
      named(clause.to, instrument).includes(payee),
    );
    for (const { activity, system, code } of codesOf(clauses.map(({ clause }) => clause))) {
      const why = whyCharged(stack, { ...known, activity, by: payee, code: { system, code } });
      if (why.twice.length > 0) twice.push({ words: why.words, from: start, code });
      if (!why.pays || !why.line) continue;
      const { instrument, clause } = why.pays;
      rules.push({ instrument, clause, line: why.line, payee, system, code, from: start, until: end });
    }
  }
  return { rules, twice };
}

function stretches(stack: Stack, from: Day, until: Day): readonly (readonly [Day, Day])[] {
  const backdated = stack.flatMap(({ instrument }) =>
    instrument.clauses.flatMap((clause) => (clause.clause === 'pay' ? (clause.appliesFrom ?? []) : [])),
  );
  const turns = [...turningDays(stack, from), ...backdated].filter((day) => day > from && day < until);
  const edges = [from, ...[...new Set(turns)].sort(), until];
  return edges.slice(0, -1).map((start, at) => [start, edges[at + 1] ?? until] as const);
}

function codesOf(clauses: readonly PayClause[]) {
  const found = new Map<string, { readonly activity: string; readonly system: string; readonly code: string }>();
  for (const { activity, price } of clauses) {
    if (price.model !== 'tariff') continue;
    for (const { codes } of price.lines)
      for (const code of codes.codes)
        found.set(`${activity} ${codes.system}|${code}`, { activity, system: codes.system, code });
  }
  return [...found.values()];
}
