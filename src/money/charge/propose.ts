import { type Access, amountWords, BY_SEARCH, type PayClause, spaced, workingDaysAfter } from '#agreement';
import { type Day, plusDays } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Transaction } from '#store';
import type { Asking } from '../ask.ts';
import { CHARGES, poolId } from '../pool/agreed-pool.ts';
import { type EarnedBy, earnedFrom, keepStaff } from '../incentive/claims.ts';
import { daysOffOf } from '../pool/days-off.ts';
import { amountOf } from '../pool/position.ts';
import {
  chargeDifferences,
  type ChargeRow,
  chargesOf,
  lockPayee,
  type NewCharge,
  type PartTarget,
} from './charge.queries.ts';
import { type ChargesNow, chargesNow, notTheirs } from './charges.ts';
import { chargesAsked } from '../close/facts.ts';
import { type AwayBy, awayFrom } from './away.ts';
import { keepElsewhere } from './elsewhere.queries.ts';
import { lookedAtFact } from './enter.ts';
import type { RuleRow } from './found.queries.ts';
import { owedWhileRunning, priceOf, pricedWords } from './price.ts';
import { pairOf, recordedOf } from './recorded.ts';
import { type ChargeRule, type PartRule, partId, type Rules, rulesOf } from './rules.ts';
import { takingIds } from './taking.ts';
import { tellCharged } from './told-record.ts';

/** What was done so long ago is charged still; what is older is for the partners to settle by hand. */
const BACK_DAYS = 400;
const UNIT_MINUTES: Readonly<Record<string, number>> = { hour: 60, day: 1_440, week: 10_080 };

/** What pays a seat's organisation now, for the days that can still be charged. */
export function rulesNow({ stack, today }: Pick<ChargesNow, 'stack' | 'today'>, payee: string): Rules {
  return rulesOf(stack, { payee, ...windowOf(today), knownOn: today });
}

/** Proposes charges for what the record says that the seat's organisation did, up to yesterday: new, late and corrected alike. */
export async function propose(asking: Asking, access: Access): Promise<Outcome<readonly string[]>> {
  const now = await chargesNow(asking, access);
  if (!now.ok) return now;
  if (access.role !== 'finance-lead') return notTheirs('the finance lead of whoever did it');
  const asked = now.value.names.map((payee) => ({ payee, ...rulesNow(now.value, payee) }));
  const paid = asked.filter(({ rules, parts }) => rules.length + parts.length > 0);
  if (paid.length === 0) {
    return refuse(
      'business-rule',
      'money.nobody-pays',
      'No agreement in force pays your organisation for what it does.',
    );
  }
  // What somebody did whose place was taken is asked for in its name.
  const ids: string[] = [];
  for (const one of paid) ids.push(...(await proposeFor(asking, access, now.value, one)));
  await asking.services.store.write(async (transaction) => {
    for (const payee of now.value.names) await chargesAsked(asking, transaction, access, payee);
    return accepted(true);
  });
  return accepted(ids);
}

async function proposeFor(
  asking: Asking,
  access: Access,
  { today, keyOf }: ChargesNow,
  { payee, rules, parts }: Pick<Rules, 'rules' | 'parts'> & { readonly payee: string },
): Promise<readonly string[]> {
  const { store } = asking.services;
  const away = await awayFrom(asking, rules, windowOf(today));
  const found = { keyOf, takings: await takingIds(store), away };
  const earned = await earnedFrom(asking, rules, { payee, ...found });
  const rows = ruleRows(rules, { ...found, earned });
  const targets = await partTargets(asking, parts, { rules: rows, today, first: rules.length });
  return store.write(async (transaction) => {
    await lockPayee(transaction, payee);
    await keepStaff(asking, transaction, rules);
    const clerk = {
      principal: access.principal,
      by: access.name ?? access.principal,
      at: new Date(asking.services.now()),
    };
    const charges = [
      ...rules.map((rule, at) => chargeOf(rule, { rule: at, line: rule.line.id, words: rule.line.words, today })),
      ...parts.map((part, at) => chargeOf(part, { rule: rules.length + at, ...lineOfPart(part.clause), today })),
    ];
    const ids = await chargeDifferences(
      transaction,
      { rules: rows, parts: targets, charges },
      { payee, ...windowOf(today), clerk },
    );
    const instruments = new Map(rules.map(({ instrument }, at) => [at, instrument]));
    await keepElsewhere(transaction, charges, { rules: rows, payee, away, instruments });
    await tellCharged(asking, transaction, ids, keyOf);
    for (const row of ids.length > 0 ? await chargesOf(transaction, { ids }) : [])
      await oweLook(asking, transaction, access, row);
    return ids;
  });
}

type Rows = {
  readonly keyOf: (payee: string) => number;
  readonly takings: ReadonlyMap<string, number>;
  readonly away?: AwayBy;
  /** Of each rule of an incentive, what is earned. */
  readonly earned?: EarnedBy;
};

export function ruleRows(rules: readonly ChargeRule[], { keyOf, takings, away, earned }: Rows): readonly RuleRow[] {
  return rules.flatMap((one, rule) => {
    const { system, code, from, until, line, instrument, clause, fits } = one;
    const taking = system === BY_SEARCH ? takings.get(code) : 0;
    // What a search finds is charged once all of it is known: half of it would be adjusted the day after.
    if (taking === undefined) return [];
    return [
      {
        rule,
        org: keyOf(one.payee),
        system,
        code,
        taking,
        from_day: from,
        until_day: until,
        price: String(line.price.minor),
        minutes: UNIT_MINUTES[line.unit] ?? 0,
        pair: pairOf(one),
        version: instrument.version,
        fits,
        itemised: clause.price.model !== 'blended',
        ...(away === undefined ? {} : { away: away(instrument).rows }),
        ...(earned === undefined || clause.worker === undefined ? {} : { earned: earned(rule) }),
      },
    ];
  });
}

async function partTargets(
  asking: Asking,
  parts: readonly PartRule[],
  { rules, today, first }: { readonly rules: readonly RuleRow[]; readonly today: Day; readonly first: number },
): Promise<readonly PartTarget[]> {
  const owed = parts.filter(({ part, clause }) => part.until <= today || owedWhileRunning(clause.price));
  const recorded = await recordedOf(asking, owed, { rules, until: today });
  return parts.flatMap((one, at) => {
    const found = recorded.get(partId(one));
    if (!found) return [];
    const last = plusDays(one.part.until < today ? one.part.until : today, -1);
    const minor = String(priceOf(one, found));
    return [{ id: partId(one), rule: first + at, day: last, minor, words: pricedWords(one, found) }];
  });
}

/** What limits cases goes with the cases themselves; another price by the period is a line of its own. */
function lineOfPart({ price }: PayClause): { readonly line: string; readonly words: string } {
  const [first] = 'lines' in price && price.model === 'cost-per-case' ? price.lines : [];
  return first ? { line: first.id, words: first.words } : { line: BY_PERIOD, words: MODEL_WORDS[price.model] };
}

/** No line of a tariff can be called so: its letters are not those of a name. */
export const BY_PERIOD = '(period)';
const MODEL_WORDS: Readonly<Record<PayClause['price']['model'], string>> = {
  block: 'block, whatever is done',
  tariff: 'tariff',
  'cost-per-case': 'cases',
  capitation: 'for each registered person',
  blended: 'fixed part and part by activity',
  'integration-premium': 'premium for care given together',
};

type Charging = { readonly rule: number; readonly line: string; readonly words: string; readonly today: Day };

function chargeOf(
  { instrument, clause, payee }: Pick<PartRule, 'instrument' | 'clause' | 'payee'>,
  { rule, line, words, today }: Charging,
): NewCharge {
  return {
    rule,
    instrument: instrument.id,
    version: instrument.version,
    clause: clause.id,
    paragraph: clause.cites,
    pool: poolId(instrument.id, clause.pool ?? CHARGES),
    activity: clause.activity,
    ...(clause.scheme === undefined ? {} : { scheme: clause.scheme }),
    line,
    line_words: words,
    payer: clause.by,
    payee,
    currency: currencyOf(clause),
    stands: workingDaysAfter(plusDays(today, 1), clause.queryWorkingDays - 1, daysOffOf(instrument.jurisdiction)),
  };
}

function currencyOf({ price }: PayClause): string {
  switch (price.model) {
    case 'block':
      return price.amount.currency;
    case 'capitation':
      return price.perPerson.currency;
    case 'integration-premium':
      return price.premium.currency;
    default:
      return price.lines[0]?.price.currency ?? '';
  }
}

function windowOf(today: Day): { readonly from: Day; readonly until: Day } {
  return { from: plusDays(today, -BACK_DAYS), until: today };
}

async function oweLook({ services }: Asking, transaction: Transaction, access: Access, row: ChargeRow): Promise<void> {
  const what = `${amountWords(amountOf(BigInt(row.minor), row.currency))} for ${spaced(row.activity)}`;
  await services.obligations?.open(transaction, access, {
    kind: 'charge',
    key: row.id,
    title: `Accept or query ${what}`.slice(0, 200),
    owner: { organization: row.payer, role: 'finance-lead' },
    owed: { organization: row.payee, role: 'finance-lead' },
    because: 'What is not queried in time stands.',
    page: `/money/charges/${row.id}`,
    due: { on: row.stands },
    closedBy: { fact: lookedAtFact(row.id) },
    attested: false,
  });
}
