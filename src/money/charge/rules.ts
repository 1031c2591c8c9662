import {
  clausesThen,
  type Instrument,
  linesOf,
  named,
  paidFor,
  type PayClause,
  type Stack,
  type TariffLine,
  turningDays,
  whyCharged,
} from '#agreement';
import type { Day } from '#base';
import { grantSearches } from '../grant/searches.ts';
import { partsOf, type Span } from './parts.ts';
import type { Priced } from './price.ts';

/** One code of one line of one clause on some days: who pays, whom, how much. What is charged is worked out from these alone. */
export type ChargeRule = {
  readonly instrument: Instrument;
  readonly clause: PayClause;
  readonly line: TariffLine;
  readonly payee: string;
  readonly system: string;
  readonly code: string;
  /** Of several rules that find one activity, the closest pays. */
  readonly fits: number;
  /** Up to, not with, `until`. */
  readonly from: Day;
  readonly until: Day;
};

/** A part of a clause's price by the period, as far as one version ruled its days. */
export type PartRule = Priced & { readonly instrument: Instrument; readonly payee: string; readonly begun: Day };

/** Codes, or whole periods, that two clauses pay alike on some days: nothing is charged until it is settled who pays. */
export type FundedTwice = { readonly words: string; readonly from: Day; readonly code: string };

export type Rules = {
  readonly rules: readonly ChargeRule[];
  readonly parts: readonly PartRule[];
  readonly twice: readonly FundedTwice[];
};

type Asked = { readonly payee: string; readonly from: Day; readonly until: Day; readonly knownOn: Day };

/**
 * What pays for each code that a payee can be paid for, on the days from one up to another, by what is known on a day: the same
 * answer as `whyCharged`, asked once for each stretch of days on which what was agreed stayed the same.
 */
export function rulesOf(stack: Stack, asked: Asked): Rules {
  const { payee, from, until, knownOn } = asked;
  const rules: ChargeRule[] = [];
  const twice: FundedTwice[] = [];
  const parts = new Map<string, PartRule>();
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
      rules.push({
        instrument,
        clause,
        line: why.line,
        payee,
        system,
        code,
        fits: why.fits ?? 0,
        from: start,
        until: end,
      });
    }
    for (const activity of new Set(clauses.map(({ clause }) => clause.activity))) {
      const why = whyCharged(stack, { ...known, activity, by: payee, byPeriod: true });
      if (why.twice.length > 0) twice.push({ words: why.words, from: start, code: activity });
      if (why.pays) addParts(parts, { stack, asked, rule: { ...why.pays, payee }, days: { from: start, until: end } });
    }
    // What limits cases limits those of its own clause, whichever clauses else pay for the activity.
    for (const { instrument, clause } of clauses)
      if (clause.price.model === 'cost-per-case')
        addParts(parts, { stack, asked, rule: { instrument, clause, payee }, days: { from: start, until: end } });
  }
  return { rules, parts: [...parts.values()], twice };
}

/** Every search that an agreement pays or tells by, whoever is paid. */
export function searchesIn(stack: Stack): readonly string[] {
  const lines = stack.flatMap(({ instrument }) =>
    instrument.clauses.flatMap((clause) => (clause.clause === 'pay' ? linesOf(clause.price) : [])),
  );
  const shown = stack.flatMap(({ instrument }) =>
    instrument.clauses.flatMap((clause) =>
      clause.clause === 'pay' && clause.worker?.verified.by === 'record' ? clause.worker.verified.search : [],
    ),
  );
  return [...new Set([...lines.flatMap(({ search }) => search ?? []), ...shown, ...grantSearches(stack)])];
}

/** What a part is called in the items of a charge; its last ten letters are the day on which it begins. */
export function partId({ instrument, clause, part }: PartRule): string {
  return `${instrument.id}#${clause.id} v${instrument.version} ${part.from}`;
}

type Adding = {
  readonly stack: Stack;
  readonly asked: Asked;
  readonly rule: Pick<PartRule, 'instrument' | 'clause' | 'payee'>;
  readonly days: Span;
};

function addParts(parts: Map<string, PartRule>, { stack, asked, rule, days }: Adding): void {
  const { price } = rule.clause;
  if (price.model === 'tariff') return;
  const every = price.model === 'integration-premium' ? 'month' : price.every;
  const begun = begunOf(stack, rule.instrument);
  for (const part of partsOf(every, begun, asked)) {
    const spell = {
      from: days.from > part.from ? days.from : part.from,
      until: days.until < part.until ? days.until : part.until,
    };
    if (spell.from >= spell.until) continue;
    const fresh: PartRule = { ...rule, begun, part, spells: [] };
    const known = parts.get(partId(fresh)) ?? fresh;
    parts.set(partId(fresh), { ...known, spells: joined([...known.spells, spell]) });
  }
}

function begunOf(stack: Stack, { id, effective }: Instrument): Day {
  return stack.reduce(
    (first, { instrument }) => (instrument.id === id && instrument.effective < first ? instrument.effective : first),
    effective,
  );
}

/** Stretches come in the order of their days: those that touch are one. */
function joined(spells: readonly Span[]): readonly Span[] {
  return spells.reduce<readonly Span[]>((done, spell) => {
    const last = done.at(-1);
    if (!last || last.until < spell.from) return [...done, spell];
    return [...done.slice(0, -1), { from: last.from, until: spell.until > last.until ? spell.until : last.until }];
  }, []);
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
  for (const { activity, price } of clauses)
    for (const { system, code } of linesOf(price).flatMap(paidFor))
      found.set(`${activity} ${system}|${code}`, { activity, system, code });
  return [...found.values()];
}
