import type { Access } from '#agreement';
import { plusDays } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Asking } from '../ask.ts';
import type { Journal, PoolName, PromisedMoney } from '../contract.ts';
import { reversed } from '../ledger/apply.ts';
import { ACCOUNT_KINDS, type AccountRef, type Line } from '../ledger/entry.ts';
import type { AgreedPool } from '../pool/agreed-pool.ts';
import { dayAsked } from '../views/pools.ts';
import { type Acting, actOn, minorOf, reasonOf } from './act.ts';

/** How the keys of tranches begin that are kept apart. */
export const TRANCHE = 'tranche ';
/** What nobody agrees to within so many days is let go. */
const WAITS_DAYS = 28;
const DAY_MS = 86_400_000;
const KEY = /^[A-Za-z0-9-]{8,64}$/;
const SCHEME = /^[A-Za-z0-9.-]{0,64}$/;
const PROMISED_DAYS_MAX = 1_100;

/** An entry by hand: with its reason, and nothing until a finance lead of another partner agrees. */
export async function journal(
  asking: Asking,
  access: Access,
  name: PoolName,
  asked: Journal & { readonly key: string },
): Promise<Outcome<string>> {
  const [minor, reason] = [minorOf(asked.minor), reasonOf(asked.reason)];
  if (!KEY.test(asked.key)) return noKey();
  if (!minor.ok) return minor;
  if (!reason.ok) return reason;
  return actOn(asking, access, { name, allowed: 'act' }, async ({ ledger, pool, today }) => {
    const on = dayAsked(asked.on, today);
    if (!on.ok) return on;
    const lines = linesOf(asked, pool, minor.value);
    if (!lines.ok) return lines;
    const effective = ledger.openDay(on.value);
    return one(
      await ledger.post([
        {
          key: `journal ${asked.key}`,
          kind: 'journal',
          effective,
          ...(effective === on.value ? {} : { about: on.value }),
          words: asked.words,
          reason: reason.value,
          lines: lines.value,
          pendingUntil: asking.services.now() + WAITS_DAYS * DAY_MS,
        },
      ]),
    );
  });
}

/** Asks that an entry be undone by its mirror; like any entry by hand it waits for another partner. */
export async function undo(
  asking: Asking,
  access: Access,
  name: PoolName,
  { seq, reason: given }: { readonly seq: string; readonly reason: string },
): Promise<Outcome<string>> {
  const reason = reasonOf(given);
  if (!reason.ok) return reason;
  return actOn(asking, access, { name, allowed: 'act' }, async ({ ledger, today, pool }) => {
    const [entry] = /^\d{1,18}$/.test(seq) ? await ledger.entries({ seqs: [seq] }) : [];
    if (!entry || !['posted', 'post'].includes(entry.state) || entry.kind === 'reversal') {
      return refuse(
        'not-found',
        'money.no-entry',
        `${pool.name.replaceAll('-', ' ')} has no entry ${seq} that can be undone.`,
      );
    }
    return one(
      await ledger.post([
        {
          key: `undo ${seq}`,
          kind: 'reversal',
          effective: ledger.openDay(today),
          about: entry.effective,
          words: `Undo: ${entry.words}`.slice(0, 500),
          reason: reason.value,
          lines: reversed(entry),
          overspends: true,
          pendingUntil: asking.services.now() + WAITS_DAYS * DAY_MS,
        },
      ]),
    );
  });
}

/** Agrees an entry by hand that another partner asked for. */
export async function approve(asking: Asking, access: Access, name: PoolName, seq: string): Promise<Outcome<string>> {
  return actOn(asking, access, { name, allowed: 'act' }, async (acting) => {
    const waiting = await waitingFor(acting, seq);
    if (!waiting.ok) return waiting;
    const { ledger, mine, today } = acting;
    const { organization, kind, effective, words } = waiting.value;
    if (kind === 'commitment') {
      return refuse(
        'business-rule',
        'money.no-agreeing',
        'A promise is spent by whoever keeps the books; nobody need agree it.',
      );
    }
    if (organization === mine) {
      return refuse(
        'forbidden',
        'money.own-journal',
        'What your organisation asked for is agreed by the finance lead of another partner.',
      );
    }
    const day = ledger.openDay(effective <= today ? effective : today);
    return ledger.keep(seq, { key: `agreed ${seq}`, effective: day, words: `Agreed: ${words}`.slice(0, 500) });
  });
}

/** Money kept apart for something until a day: what a pool will spend is not spent twice. */
export async function promise(
  asking: Asking,
  access: Access,
  name: PoolName,
  asked: PromisedMoney & { readonly key: string },
): Promise<Outcome<string>> {
  const minor = minorOf(asked.minor);
  if (!KEY.test(asked.key)) return noKey();
  if (!minor.ok) return minor;
  return actOn(asking, access, { name, allowed: 'keep' }, async ({ ledger, pool, today }) => {
    const until = dayAsked(asked.until, today);
    if (!until.ok) return until;
    if (until.value < today || until.value > plusDays(today, PROMISED_DAYS_MAX)) {
      return refuse('value', 'money.promise-until', 'A promise stands until a day to come, within three years.');
    }
    if (!SCHEME.test(asked.scheme)) return noScheme();
    if (!partner(pool, asked.to)) return noPartner(asked.to);
    const { currency } = pool;
    return one(
      await ledger.post([
        {
          key: `promise ${asked.key}`,
          kind: 'commitment',
          effective: ledger.openDay(today),
          words: asked.words,
          lines: [
            { account: { kind: 'fund', currency }, minor: minor.value, scheme: asked.scheme },
            { account: { kind: 'due-to', party: asked.to, currency }, minor: -minor.value },
          ],
          pendingUntil: Date.parse(`${plusDays(until.value, 1)}T00:00:00Z`),
        },
      ]),
    );
  });
}

/** What was promised came about: all of it or part; the rest is free. */
export async function spend(
  asking: Asking,
  access: Access,
  name: PoolName,
  { seq, minor: given }: { readonly seq: string; readonly minor: number },
): Promise<Outcome<string>> {
  const minor = minorOf(given);
  if (!minor.ok) return minor;
  return actOn(asking, access, { name, allowed: 'keep' }, async (acting) => {
    const waiting = await waitingFor(acting, seq);
    if (!waiting.ok) return waiting;
    const { kind, words, key } = waiting.value;
    if (key.startsWith(TRANCHE)) return byDecision();
    if (kind !== 'commitment') {
      return refuse('forbidden', 'money.needs-agreeing', 'An entry by hand counts once another partner has agreed it.');
    }
    const { ledger, today } = acting;
    const ending = { key: `spent ${seq}`, effective: ledger.openDay(today), words: `Spent: ${words}`.slice(0, 500) };
    return ledger.keep(seq, { ...ending, amount: minor.value });
  });
}

/** A promise that will not be kept, or an entry by hand that is not agreed. */
export async function letGo(
  asking: Asking,
  access: Access,
  name: PoolName,
  { seq, reason: given }: { readonly seq: string; readonly reason: string },
): Promise<Outcome<string>> {
  const reason = reasonOf(given);
  if (!reason.ok) return reason;
  return actOn(asking, access, { name, allowed: 'act' }, async (acting) => {
    const waiting = await waitingFor(acting, seq);
    if (!waiting.ok) return waiting;
    const { ledger, today, keep } = acting;
    const { kind, words, key } = waiting.value;
    if (key.startsWith(TRANCHE)) return byDecision();
    if (kind === 'commitment' && !keep) {
      return refuse(
        'forbidden',
        'money.not-yours',
        'A promise of the pool is let go by the partner that keeps its books.',
      );
    }
    const ending = { key: `let go ${seq}`, effective: ledger.openDay(today), words: `Let go: ${words}`.slice(0, 500) };
    return ledger.release(seq, { ...ending, reason: reason.value });
  });
}

async function waitingFor({ ledger, pool }: Acting, seq: string) {
  const [entry] = /^\d{1,18}$/.test(seq) ? await ledger.entries({ seqs: [seq] }) : [];
  return entry?.state === 'pending'
    ? accepted(entry)
    : refuse('not-found', 'money.no-promise', `Nothing waits under ${seq} in ${pool.name.replaceAll('-', ' ')}.`);
}

/** Between which two accounts, as the form names them. */
function linesOf(asked: Journal, pool: AgreedPool, minor: bigint): Outcome<readonly Line[]> {
  const { scheme = '', owner } = asked;
  const [debit, credit] = [accountOf(asked.debit, pool), accountOf(asked.credit, pool)];
  if (!debit.ok) return debit;
  if (!credit.ok) return credit;
  if (asked.debit === asked.credit) {
    return refuse('value', 'money.same-account', 'An entry goes from one account to another.');
  }
  if (!SCHEME.test(scheme)) return noScheme();
  const into = credit.value.kind === 'fund';
  if (into && !partner(pool, owner ?? '')) {
    return refuse('required', 'money.whose', 'Say whose money comes into the fund: one of its partners.');
  }
  const whose = into ? { whose: { owner: owner ?? '', fence: '' } } : {};
  return accepted([
    { account: debit.value, minor, scheme: debit.value.kind === 'fund' ? scheme : '' },
    { account: credit.value, minor: -minor, scheme: into ? scheme : '', ...whose },
  ]);
}

function accountOf(text: string, pool: AgreedPool): Outcome<AccountRef> {
  const [kind = '', party] = text.split(' ');
  const known = ACCOUNT_KINDS.find((one) => one === kind);
  const needsParty = known === 'due-from' || known === 'due-to';
  if (!known || needsParty !== (party !== undefined) || (party !== undefined && !partner(pool, party))) {
    return refuse(
      'value',
      'money.account',
      `'${text.slice(0, 80)}' is no account of this pool: the fund, its bank, or what a partner owes or is owed.`,
    );
  }
  return accepted({ kind: known, currency: pool.currency, ...(party === undefined ? {} : { party }) });
}

function partner({ parties }: AgreedPool, organization: string): boolean {
  return parties.some((party) => party.organization === organization);
}

function noPartner(organization: string): Outcome<never> {
  return refuse('not-found', 'money.no-party', `'${organization.slice(0, 80)}' is no partner of this pool.`);
}

function noScheme(): Outcome<never> {
  return refuse('value', 'money.scheme', "A scheme is named in small letters and hyphens, such as 'home-care'.");
}

/** A form has a key of its own, so that sending it twice is once. */
function noKey(): Outcome<never> {
  return refuse(
    'required',
    'money.key',
    'Send a key of 8 to 64 letters, digits and hyphens: asked twice under it, it is done once.',
  );
}

/** Double-running money moves once its milestones are shown, by hump/acts.ts alone. */
function byDecision(): Outcome<never> {
  return refuse(
    'business-rule',
    'money.tranche-by-hand',
    'A tranche of double-running money is released on its own page, once its milestones are shown.',
  );
}

function one(posted: Outcome<readonly string[]>): Outcome<string> {
  return posted.ok ? accepted(posted.value[0] ?? '') : posted;
}
