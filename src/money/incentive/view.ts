import { type Amount, linesOf, ROLE_WORDS, roleOfOne } from '#agreement';
import { amountOf } from '../pool/position.ts';
import type { ChargedRow } from './claims.queries.ts';
import type { Found } from './claims.ts';
import type { Earnings, Incentive, IncentiveClaim, Incentives } from './contract.ts';
import { type Claim, sharesOf, type Verdict } from './judge.ts';
import { claimId, type Paying } from './ground.ts';

const CLAIMS_SHOWN = 200;

type Judged = Found['judged'][number];
type By = {
  readonly claims: Found;
  readonly charged: ReadonlyMap<string, ChargedRow>;
  readonly nameOf: (organization: string) => string;
  readonly seen: Incentives['seen'];
  /** Whose work alone is shown. */
  readonly own?: string | undefined;
  readonly attests: boolean;
};

/** One incentive as a seat sees it: a worker their own work, an employer its staff's, whoever pays what it comes to. */
export function incentiveOf({ clause, instrument, payee }: Paying, by: By): Incentive {
  const { nameOf, seen, own, attests } = by;
  const pair = `${instrument.id}#${clause.id}`;
  const lines = linesOf(clause.price);
  const currency = lines[0]?.price.currency ?? '';
  const worker = clause.worker;
  const team = worker?.shared === 'team';
  const all = by.claims.judged.filter(({ claim }) => claim.pair === pair);
  const mine = seen === 'own' && own !== undefined ? all.filter(({ claim }) => team || claim.named.includes(own)) : all;
  const part = (claim: Claim): bigint =>
    seen === 'own' && own !== undefined && !team ? (sharesOf(claim).get(own) ?? 0n) : claim.minor;
  const shown = (state: Verdict['state']): readonly IncentiveClaim[] =>
    mine
      .filter(({ verdict }) => verdict.state === state)
      .slice(0, CLAIMS_SHOWN)
      .map((one) => claimView(one, { by, currency, amount: part(one.claim), role: worker?.role ?? 'system' }));
  return {
    key: `${pair} ${payee}`,
    agreement: { id: instrument.id, title: instrument.title, paragraph: clause.cites },
    activity: clause.activity,
    payer: { organization: clause.by, name: nameOf(clause.by) },
    payee: { organization: payee, name: nameOf(payee) },
    role: worker?.role ?? 'system',
    shared: worker?.shared ?? 'each',
    shownBy: shownWords(clause.worker),
    prices: lines.map(({ words, price }) => ({ words, price })),
    months: monthsOf(mine, { charged: by.charged, currency, part }),
    workers: seen === 'staff' ? workersOf(all, { nameOf: by.claims.nameOf, currency }) : [],
    waiting: shown('waits'),
    refused: shown('refused'),
    may: { attest: attests },
  };
}

function shownWords(worker: Paying['clause']['worker']): string {
  if (!worker) return '';
  const { verified } = worker;
  return verified.by === 'second-person'
    ? `somebody who did not do it (${roleOfOne(verified.role)}) says that it was done`
    : `the record shows ${verified.words} for the same person${verified.withinDays === 0 ? ' on that day' : ` within ${verified.withinDays} days`}`;
}

type Shown = {
  readonly by: By;
  readonly currency: string;
  readonly amount: bigint;
  readonly role: keyof typeof ROLE_WORDS;
};

function claimView({ claim, verdict, rule, attested }: Judged, { by, currency, amount, role }: Shown): IncentiveClaim {
  const why = whyOf(verdict, {
    shownBy: shownWords(rule.clause.worker),
    role,
    verified: rule.clause.worker?.verified.by,
  });
  const names = claim.named.map(by.claims.nameOf).filter((name) => name !== '');
  return {
    id: claimId(claim),
    day: claim.day,
    words: rule.line.words,
    amount: amountOf(amount, currency),
    workers: by.seen === 'paid' && !by.attests ? [] : names,
    ...(why === '' ? {} : { why }),
    attested,
  };
}

type Why = {
  readonly shownBy: string;
  readonly role: keyof typeof ROLE_WORDS;
  readonly verified: 'second-person' | 'record' | undefined;
};

function whyOf(verdict: Verdict, { shownBy, role, verified }: Why): string {
  if (verdict.state === 'earned') return '';
  switch (verdict.why) {
    case 'nobody-named':
      return 'The record does not say who did it: whoever recorded it can add that.';
    case 'not-of-the-role':
      return `Nobody whom the record names is one of the ${ROLE_WORDS[role]} of whoever is paid: their manager gives the role, or the record is corrected.`;
    case 'not-shown':
      return verified === 'record' ? `It is paid once ${shownBy}.` : `It is paid once ${shownBy}. It waits for them.`;
    case 'funded-twice':
      return 'Two agreements pay for it alike, so neither does until it is settled which.';
    case 'claimed-before':
      return verdict.first.pair === undefined
        ? 'It was claimed before.'
        : `The same for this person on this day is claimed already, under ${verdict.first.pair.replace('#', ', part ')}: it is paid once.`;
  }
}

function monthsOf(
  judged: readonly Judged[],
  {
    charged,
    currency,
    part,
  }: { readonly charged: By['charged']; readonly currency: string; readonly part: (claim: Claim) => bigint },
): readonly Earnings[] {
  const months = new Map<string, { count: number; earned: bigint; charged: bigint; entered: bigint; waits: number }>();
  for (const { claim, verdict } of judged) {
    const month = claim.day.slice(0, 7);
    const sums = months.get(month) ?? { count: 0, earned: 0n, charged: 0n, entered: 0n, waits: 0 };
    months.set(month, sums);
    if (verdict.state === 'waits') sums.waits += 1;
    if (verdict.state !== 'earned') continue;
    const state = charged.get(claimId(claim))?.state;
    sums.count += 1;
    sums.earned += part(claim);
    if (state !== undefined && state !== 'withdrawn') sums.charged += part(claim);
    if (state === 'accepted') sums.entered += part(claim);
  }
  const money = (minor: bigint): Amount => amountOf(minor, currency);
  return [...months]
    .sort(([a], [b]) => (a < b ? 1 : -1))
    .map(([month, { count, waits, ...sums }]) => ({
      month,
      count,
      waits,
      earned: money(sums.earned),
      charged: money(sums.charged),
      entered: money(sums.entered),
    }));
}

function workersOf(
  judged: readonly Judged[],
  { nameOf, currency }: { readonly nameOf: (worker: string) => string; readonly currency: string },
): Incentive['workers'] {
  const found = new Map<string, { count: number; earned: bigint; waits: number }>();
  for (const { claim, verdict } of judged)
    for (const [worker, minor] of sharesOf(claim)) {
      const sums = found.get(worker) ?? { count: 0, earned: 0n, waits: 0 };
      found.set(worker, sums);
      if (verdict.state === 'waits') sums.waits += 1;
      if (verdict.state !== 'earned') continue;
      sums.count += 1;
      sums.earned += minor;
    }
  return [...found]
    .map(([worker, { earned, ...sums }]) => ({ name: nameOf(worker), ...sums, earned: amountOf(earned, currency) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
