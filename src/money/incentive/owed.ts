import { amountWords, type Role, spaced } from '#agreement';
import type { Day } from '#base';
import { accepted } from '#fhir';
import type { NewObligation, RoleOf } from '#obligation';
import { type Asking, SERVICE } from '../ask.ts';
import { amountOf } from '../pool/position.ts';
import { lookedAt, type Now, nowOf, type Paying } from './ground.ts';
import type { Claim } from './judge.ts';
import { closeRound, openRound, openRounds, type Round } from './owed.queries.ts';

const KIND = 'incentive-attest';
const WORKING_DAYS = 10;

/** What of one clause and payee waits for somebody to say that it was done. */
type Waits = { readonly of: Paying; readonly pair: string; readonly payee: string; readonly claims: readonly Claim[] };

/** Told once a day, and after an agreement changed: a worker is not paid for what nobody knows they have to attest. */
export function attestWatch(asking: Asking): () => Promise<void> {
  let last = '';
  return async () => {
    if (asking.services.obligations === undefined) return;
    const now = await nowOf(asking);
    const seen = `${now.today} ${asking.governance().policySource.version}`;
    if (seen === last) return;
    await oweAttesting(asking, now);
    last = seen;
  };
}

/**
 * Tells whoever attests an incentive, in the role that its clause names and whether or not they look after money, that something waits; one
 * line for each clause and employer. It is done once nothing waits of what waited then, also where it was corrected since. Safe to run again.
 */
export async function oweAttesting(asking: Asking, now: Now, payees?: readonly string[]): Promise<void> {
  const { services } = asking;
  if (services.obligations === undefined) return;
  const among = (payee: string): boolean => payees === undefined || payees.includes(payee);
  const waits = await waitingOf(asking, now, among);
  const open = (await openRounds(services.store)).filter(({ payee }) => among(payee));
  const done = open.filter((round) => !waits.some((one) => isOf(one, round) && one.claims.some(upTo(round.until))));
  for (const round of done) await close(asking, round);
  const told = open.filter((round) => !done.includes(round));
  for (const one of waits) if (!told.some((round) => isOf(one, round))) await tell(asking, now, one);
}

async function waitingOf(asking: Asking, now: Now, among: (payee: string) => boolean): Promise<readonly Waits[]> {
  const attested = now.paying.filter(
    ({ clause, payee }) => clause.worker?.verified.by === 'second-person' && among(payee),
  );
  const found: Waits[] = [];
  for (const payee of new Set(attested.map((one) => one.payee))) {
    const { claims } = await lookedAt(asking, now, payee);
    for (const of of attested.filter((one) => one.payee === payee)) {
      const pair = `${of.instrument.id}#${of.clause.id}`;
      const waiting = claims.judged.flatMap(({ claim, verdict }) =>
        claim.pair === pair && verdict.state === 'waits' && verdict.why === 'not-shown' ? [claim] : [],
      );
      if (waiting.length > 0) found.push({ of, pair, payee, claims: waiting });
    }
  }
  return found;
}

async function tell(asking: Asking, all: Now, one: Waits): Promise<void> {
  const { obligations, store, now } = asking.services;
  const owner = await whoAttests(asking, one.of, all);
  const until = one.claims.map(({ day }) => day).reduce((last, day) => (day > last ? day : last));
  await store.write(async (transaction) => {
    const { pair, payee } = one;
    const round = await openRound(transaction, { pair, payee, until, at: new Date(now()) });
    if (round !== undefined)
      await obligations?.open(transaction, SERVICE, owed(one, { round: { pair, payee, round, until }, owner }));
    return accepted(true);
  });
}

async function close(asking: Asking, round: Round): Promise<void> {
  const { obligations, store, now } = asking.services;
  await store.write(async (transaction) => {
    await closeRound(transaction, round, new Date(now()));
    await obligations?.fact(transaction, SERVICE, lookedThrough(round), { words: 'Nothing of it waits any more.' });
    return accepted(true);
  });
}

/** Of the employer where somebody there sits in the role, else of whoever pays. */
async function whoAttests({ services }: Asking, { clause, payee }: Paying, { heirOf }: Now): Promise<RoleOf> {
  const role: Role = clause.worker?.verified.by === 'second-person' ? clause.worker.verified.role : 'finance-lead';
  const employer = heirOf(payee);
  for (const organization of [employer, heirOf(clause.by)])
    if (((await services.holders?.(organization, role)) ?? []).length > 0) return { organization, role };
  return { organization: employer, role };
}

function owed(
  { of: { clause, instrument, payee }, claims }: Waits,
  { round, owner }: { readonly round: Round; readonly owner: RoleOf },
): NewObligation {
  const [line] = clause.price.model === 'tariff' ? clause.price.lines : [];
  const sum = amountOf(
    claims.reduce((total, { minor }) => total + minor, 0n),
    line?.price.currency ?? '',
  );
  const things = `${spaced(clause.activity)}, ${claims.length} waiting`;
  return {
    kind: KIND,
    key: `${round.pair} ${round.payee} ${round.round}`,
    title: `Say whether it was done: ${things}, ${amountWords(sum)}`.slice(0, 200),
    owner,
    owed: { organization: payee, role: clause.worker?.role ?? 'finance-lead' },
    because:
      `${instrument.title}, paragraph ${clause.cites}: it is paid once somebody who did not do it says that it was done.`.slice(
        0,
        500,
      ),
    page: '/money/incentives',
    due: { in: WORKING_DAYS, unit: 'working-days' },
    ladder: [{ to: { organization: owner.organization, role: 'practice-manager' }, afterWorkingDays: 0 }],
    closedBy: { fact: lookedThrough(round) },
    attested: false,
  };
}

function upTo(until: Day): (claim: Claim) => boolean {
  return ({ day }) => day <= until;
}

function isOf(one: Waits, round: Round): boolean {
  return one.pair === round.pair && one.payee === round.payee;
}

function lookedThrough({ pair, payee, round }: Round): string {
  return `incentive looked through: ${pair} ${payee} ${round}`;
}
