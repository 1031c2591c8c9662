import type { Access } from '#agreement';
import { type Day, isDay, plusDays } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import { sql, type Transaction } from '#store';
import type { Asking } from '../ask.ts';
import type { PoolName } from '../contract.ts';
import { accountIn, availableIn, sharesOf } from '../ledger/book.ts';
import type { NewEntry } from '../ledger/entry.ts';
import { revisionOf } from '../pool/sums.queries.ts';
import { monthsClosed } from '../close/facts.ts';
import { oweBalances } from '../views/balance-owed.ts';
import { closingRows } from '../views/closings.queries.ts';
import { besideOf, shareResults } from '../risk/post.ts';
import { type Acting, actOn, reasonOf } from './act.ts';

/**
 * Closes a pool up to a day that is over: nothing is entered in those days any more, so what was reported stays. The result of every
 * period that ends within is shared as agreed; an overspend that is nobody's still and that later money meets is met by everybody pro rata.
 */
export async function close(
  asking: Asking,
  access: Access,
  name: PoolName,
  { through, reason: given }: { readonly through: string; readonly reason: string },
): Promise<Outcome<true>> {
  const reason = reasonOf(given);
  if (!reason.ok) return reason;
  return actOn(asking, access, { name, allowed: 'keep', beside: besideOf }, async (acting) => {
    const { ledger, today, pool, transaction } = acting;
    if (!isDay(through) || through >= today || (ledger.closed !== undefined && through <= ledger.closed)) {
      const after = ledger.closed === undefined ? '' : `, after ${ledger.closed}`;
      return refuse('value', 'money.close-through', `A period is closed up to a day that is over${after}.`);
    }
    const shared = await shareResults(asking, acting, through);
    if (!shared.ok) return shared;
    const cover = coverOf(acting, through);
    const covered = cover ? await ledger.post([cover]) : accepted([]);
    if (!covered.ok) return covered;
    await transaction.run(sql`update money_pool set closed = ${through} where id = ${pool.id}`);
    const closing = await note(asking, acting, { act: 'close', through, reason: reason.value });
    await monthsClosed(asking, transaction, access, { pool: pool.id, before: ledger.closed, through });
    await oweBalances(asking, transaction, access, { pool, closing: { id: closing, through } });
    return accepted(true);
  });
}

/** A finance lead asks that closed days be opened again, and why. */
export async function askReopen(
  asking: Asking,
  access: Access,
  name: PoolName,
  { through, reason: given }: { readonly through: string; readonly reason: string },
): Promise<Outcome<true>> {
  const reason = reasonOf(given);
  if (!reason.ok) return reason;
  return actOn(asking, access, { name, allowed: 'act' }, async (acting) => {
    const { closed } = acting.ledger;
    if (closed === undefined || !isDay(through) || through >= closed) {
      return refuse(
        'value',
        'money.open-from',
        'Say the last day that stays closed: before the one up to which all is closed.',
      );
    }
    await note(asking, acting, { act: 'ask-reopen', through, reason: reason.value });
    return accepted(true);
  });
}

/** Another partner's finance lead agrees: two organisations decide it, and it is written down as theirs. */
export async function agreeReopen(asking: Asking, access: Access, name: PoolName, id: string): Promise<Outcome<true>> {
  return actOn(asking, access, { name, allowed: 'act' }, async (acting) => {
    const { transaction, pool, mine, ledger } = acting;
    const rows = await closingRows(transaction, pool.id);
    const asked = rows.find((row) => row.id === id && row.act === 'ask-reopen');
    const open = asked !== undefined && !rows.some((row) => row.asked === id);
    if (!open || asked.through === null || ledger.closed === undefined || asked.through >= ledger.closed) {
      return refuse('not-found', 'money.no-request', 'No request to open this period again waits for an answer.');
    }
    if (asked.organization === mine) {
      return refuse(
        'forbidden',
        'money.own-request',
        'What your organisation asked for is agreed by the finance lead of another partner.',
      );
    }
    await transaction.run(sql`update money_pool set closed = ${asked.through} where id = ${pool.id}`);
    await note(asking, acting, { act: 'reopen', through: asked.through, reason: asked.reason, asked: id });
    return accepted(true);
  });
}

type Note = {
  readonly act: 'close' | 'ask-reopen' | 'reopen';
  readonly through: Day;
  readonly reason: string;
  readonly asked?: string;
};

async function note({ services }: Asking, acting: Acting, { act, through, reason, asked }: Note): Promise<string> {
  const { transaction, pool, access, mine } = acting;
  const revision = await revisionOf(transaction as Transaction, pool.id);
  const row = await transaction.first<{ id: string }>(sql`
    insert into money_closing (pool, act, through, reason, asked, revision, at, principal, by, organization)
    values (${pool.id}, ${act}, ${through}, ${reason}, ${asked ?? null}::bigint, ${revision}::bigint,
      ${new Date(services.now())}, ${access.principal}, ${access.name ?? access.principal}, ${mine}) returning id::text as id`);
  return row?.id ?? '';
}

/** What was spent beyond the money there was, and can be met by now: money of all, pro rata, takes the place of nobody's. */
function coverOf({ ledger, pool }: Acting, through: Day): NewEntry | undefined {
  const { currency } = pool;
  const fund = accountIn(ledger.book, { kind: 'fund', currency, party: '' });
  const missing = sharesOf(fund).reduce((sum, { owner, posted }) => (owner === '' ? sum - posted : sum), 0n);
  const open = sharesOf(fund).reduce(
    (sum, { owner, fence, posted, reserved }) => (owner !== '' && fence === '' ? sum + posted - reserved : sum),
    0n,
  );
  const minor = missing < open ? missing : open;
  if (minor <= 0n || availableIn(fund) + missing <= 0n) return undefined;
  return {
    key: `cover ${through}`,
    kind: 'cover',
    effective: through,
    words: `Met by what came in since, up to ${plusDays(through, 0)}`,
    lines: [
      { account: { kind: 'fund', currency }, minor },
      { account: { kind: 'fund', currency }, minor: -minor, whose: { owner: '', fence: '' } },
    ],
  };
}
