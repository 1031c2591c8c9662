import type { Access } from '#agreement';
import { accepted, type Outcome } from '#fhir';
import { type Asked, askedOf, type Asking } from '../ask.ts';
import type { EntryView, LedgerPage, PoolName } from '../contract.ts';
import type { AccountRef, AppliedLine } from '../ledger/entry.ts';
import { amountOf } from '../pool/position.ts';
import { purposesNamed } from '../pool/purpose.ts';
import { rivalsOf } from '../wall.ts';
import { openEntries, pageOfEntries, type SeenEntry } from './entries.queries.ts';
import { revisionAsked, summaryNow } from './pools.ts';

const PAGE = 30;
const OPEN_MAX = 100;

/** The ledger itself, newest first: every entry with its lines and whose money it was. */
export async function ledgerPage(
  asking: Asking,
  access: Access,
  name: PoolName,
  before?: string,
): Promise<Outcome<LedgerPage>> {
  const found = await askedOf(asking, access, name);
  if (!found.ok) return found;
  const { pool, keep, act } = found.value;
  const from = revisionAsked(before);
  const without = await rivalsOf(asking, access);
  const [rows, summary] = await Promise.all([
    pageOfEntries(asking.services.store, pool.id, {
      limit: PAGE + 1,
      without,
      ...(from === undefined ? {} : { before: from }),
    }),
    summaryNow(asking, found.value),
  ]);
  const shown = rows.slice(0, PAGE);
  const next = rows.length > PAGE ? shown.at(-1)?.seq : undefined;
  return accepted({
    pool: summary,
    entries: await viewsOf(asking, found.value, shown),
    ...(next === undefined ? {} : { next }),
    may: { keep, act },
  });
}

/** What waits: entries to be agreed, and promises that stand. */
export async function waitingEntries(asking: Asking, access: Access, asked: Asked): Promise<readonly EntryView[]> {
  const without = await rivalsOf(asking, access);
  return viewsOf(asking, asked, await openEntries(asking.services.store, asked.pool.id, { limit: OPEN_MAX, without }));
}

/** Entries as a seat of the pool reads them. */
export async function viewsOf(
  { services }: Asking,
  asked: Asked,
  rows: readonly SeenEntry[],
): Promise<readonly EntryView[]> {
  const mine = await services.ports.contributors.organizationKey(asked.organization || 'Organization/none');
  return rows.map((row) => viewOf(row, asked, mine));
}

function viewOf(row: SeenEntry, asked: Asked, mine: number): EntryView {
  const { seq, effective, about, recorded, kind, until, words, reason, by, instrument, version, paragraph } = row;
  return {
    seq,
    effective,
    recorded: recorded.toISOString(),
    kind,
    state: stateOf(row),
    words,
    by,
    ...(about === null ? {} : { about }),
    ...(until === null ? {} : { until: until.toISOString() }),
    ...(reason === null ? {} : { reason }),
    ...(instrument === null
      ? {}
      : {
          agreement: `/agreements/${encodeURIComponent(instrument)}`,
          because: `${asked.pool.title}, version ${version}, paragraph ${paragraph}`,
        }),
    lines: row.lines.map((line) => lineOf(line, asked)),
    may: mayOf(row, asked, mine),
  };
}

/** By hand agrees another partner than the one that asked; a promise is for whoever keeps the books. */
function mayOf(row: SeenEntry, { keep, act }: Asked, mine: number): EntryView['may'] {
  const open = row.state === 'pending' && row.became === null;
  const byHand = row.kind !== 'commitment';
  return {
    approve: act && open && byHand && row.organization !== mine,
    spend: keep && open && !byHand,
    letGo: open && (keep || (act && byHand)),
    undo: act && (row.state === 'posted' || row.state === 'post') && row.kind !== 'reversal',
  };
}

function stateOf({ state, became }: SeenEntry): EntryView['state'] {
  if (state === 'post' || state === 'void') return 'ends-promise';
  if (state === 'posted') return 'posted';
  return became === null ? 'promised' : became === 'post' ? 'spent' : 'let-go';
}

function lineOf(
  { account, minor, scheme, purpose, parts }: AppliedLine,
  { nameOf, stack, pool }: Asked,
): EntryView['lines'][number] {
  const { currency } = account;
  const named =
    purpose &&
    purposesNamed(stack, pool).find((one) => one.programme === purpose.programme && one.grant === purpose.grant);
  return {
    account: accountWords(account, nameOf),
    amount: amountOf(minor, currency),
    ...(scheme ? { scheme: scheme.replaceAll('-', ' ') } : {}),
    ...(named ? { purpose: named.words } : {}),
    ...(parts.length === 0
      ? {}
      : {
          whose: parts.map((part) => ({
            name: part.owner === '' ? 'nobody yet' : nameOf(part.owner),
            amount: amountOf(part.minor, currency),
            ...(part.fence === '' ? {} : { fence: part.fence.replaceAll('-', ' ') }),
          })),
        }),
  };
}

export function accountWords({ kind, party }: AccountRef, nameOf: (organization: string) => string): string {
  const name = party ? nameOf(party) : '';
  return { fund: 'The fund', bank: 'Bank', 'due-from': `Owed by ${name}`, 'due-to': `Owed to ${name}` }[kind];
}
