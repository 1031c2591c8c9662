import { dayWords } from '#agreement';
import { type Day, plusDays } from '#base';
import { accepted, type Outcome } from '#fhir';
import type { Transaction } from '#store';
import type { CitedClause, EntryKind, Line, NewEntry } from '../ledger/entry.ts';
import type { OpenLedger } from '../ledger/ledger.ts';
import { revisionOf } from '../pool/sums.queries.ts';
import type { SharedPeriod } from './period.ts';
import { runShare, type StepRun } from './program.ts';
import { keepSettled, resultOn, type SettledRow, settledRows } from './settled.queries.ts';
import {
  coverLines,
  fenceLines,
  freeFor,
  lessBefore,
  partnerLines,
  type Share,
  sharesOfRun,
  sumOf,
  transferLines,
} from './share.ts';

/** What sharing asks of a ledger: the one that is entered at closing, or one that a forecast throws away. */
export type SharingLedger = Pick<OpenLedger, 'book' | 'post' | 'openDay'>;

export type OtherPool = { readonly id: string; readonly ledger: SharingLedger };

/** What sharing needs: the pool's ledger, and those of the pools of its agreement that its steps name. */
export type Sharing = {
  readonly pool: { readonly id: string; readonly currency: string };
  readonly ledger: SharingLedger;
  readonly others: ReadonlyMap<string, OtherPool>;
};

export type Settling = Sharing & { readonly transaction: Transaction };

/** What is known of a period when it is shared. */
export type Known = {
  /** What there was on its last day, with what was moved for it before; of each other pool too. */
  readonly result: bigint;
  readonly others: ReadonlyMap<string, bigint>;
  /** As it was shared the last time, where it was opened again. */
  readonly before?: SettledRow | undefined;
};

/** A period as it comes out by what was agreed, its entries entered. */
export type SharedOut = Settled & Pick<SettledRow, 'result' | 'runs' | 'shares'> & { readonly cites: CitedClause };

/** A period that was shared now: what each step moved, which is the difference where it was shared before. */
export type Settled = {
  readonly period: SharedPeriod;
  readonly moved: readonly Share[];
  readonly item: string;
  readonly number: number;
};

/** What a partner owes, or is owed, for a period. */
export function itemOf(item: string, party: string): string {
  return `${item} ${party}`;
}

/** Shares the result of a period at its closing, and keeps how it came about. */
export async function settlePeriod(settling: Settling, period: SharedPeriod): Promise<Outcome<Settled>> {
  const { transaction, pool } = settling;
  const { clause } = period.agreed;
  const before = (await settledRows(transaction, pool.id)).find(
    (row) => row.clause === clause.id && row.until === period.until,
  );
  const until = { on: period.until, revision: await revisionOf(transaction, pool.id) };
  const result = await resultOn(transaction, pool.id, until);
  const done = await shareOut(settling, period, { result, others: await otherResults(settling, period.until), before });
  if (!done.ok) return done;
  const { moved, number, cites, result: shared, runs, shares } = done.value;
  const { from, until: last } = period;
  // A result that the pool itself keeps moves nothing, and is told all the same.
  if (number === 1 || moved.length > 0 || shared !== before?.result)
    await keepSettled(transaction, pool.id, { ...cites, from, until: last, number, result: shared, runs, shares });
  return done;
}

/**
 * Shares the result of a period by what was agreed: each step that moves money is an entry of its own that cites its paragraph. What was
 * moved for the same period before is taken into account, so that a period that was opened, corrected and closed again is settled by
 * the difference. What was spent beyond what there was becomes theirs who met it. A forecast runs the same on a book that it throws away.
 */
export async function shareOut(sharing: Sharing, period: SharedPeriod, known: Known): Promise<Outcome<SharedOut>> {
  const { pool } = sharing;
  const { before } = known;
  const { clause, instrument } = period.agreed;
  const moving = sumOf(before?.shares ?? []);
  const result = least(known.result - moving, freeFor(sharing.ledger.book, pool.currency, '') - moving);
  const runs = runShare(clause, result, otherMoneyOf(sharing, known));
  const shares = sharesOfRun(runs, result < 0n);
  const moved = lessBefore(shares, before?.shares ?? []);
  const number = (before?.number ?? 0) + 1;
  const item = `risk ${clause.id}@${period.until}`;
  const cites = { instrument: instrument.id, version: instrument.version, clause: clause.id, paragraph: clause.cites };
  const done = await move({ ...sharing, period, cites, item, number, runs }, moved);
  return done.ok ? accepted({ period, moved, item, number, cites, result, runs, shares }) : done;
}

type Moving = Sharing & {
  readonly period: SharedPeriod;
  readonly cites: CitedClause;
  readonly item: string;
  readonly number: number;
  readonly runs: readonly StepRun[];
};

async function move(moving: Moving, moved: readonly Share[]): Promise<Outcome<true>> {
  const { ledger, pool, item, number, period } = moving;
  const given = new Map<string, bigint>();
  for (const share of moved) {
    const lines = linesOf(moving, share);
    for (const { whose, minor } of lines.here)
      if (whose && minor < 0n && whose.fence === '') given.set(whose.owner, (given.get(whose.owner) ?? 0n) - minor);
    const key = `${item} #${number} ${share.over ? 'over' : 'left'} ${share.step + 1} ${share.by}`;
    const words = wordsOf(share, period.until);
    const other = moving.others.get(share.by);
    if (other && lines.there.length > 0) {
      const there = await other.ledger.post([
        entryOf(moving, other.ledger, { key: `${pool.id} ${key}`, words, lines: lines.there }),
      ]);
      if (!there.ok) return there;
    }
    const here = await ledger.post([entryOf(moving, ledger, { key, words, lines: lines.here })]);
    if (!here.ok) return here;
  }
  const cover = coverLines(ledger.book, given, pool.currency);
  if (cover.length === 0) return accepted(true);
  const words = 'What was spent beyond what there was is met';
  const covered = await ledger.post([
    entryOf(moving, ledger, { key: `${item} #${number} met`, words, lines: cover, kind: 'cover' }),
  ]);
  return covered.ok ? accepted(true) : covered;
}

type Lines = { readonly here: readonly Line[]; readonly there: readonly Line[] };

function linesOf({ ledger, others, pool, item }: Moving, share: Share): Lines {
  const { currency } = pool;
  if (share.by.startsWith('Organization/'))
    return { here: partnerLines(share, currency, itemOf(item, share.by)), there: [] };
  const other = others.get(share.by);
  if (!other) return { here: fenceLines(ledger.book, share.minor, { fence: share.by, currency }), there: [] };
  const { minor } = share;
  if (minor > 0n) {
    const { from, to } = transferLines(other.ledger.book, minor, currency);
    return { here: to, there: from };
  }
  const { from, to } = transferLines(ledger.book, -minor, currency);
  return { here: from, there: to };
}

function entryOf(
  { period, cites }: Moving,
  ledger: SharingLedger,
  said: { readonly key: string; readonly words: string; readonly lines: readonly Line[]; readonly kind?: EntryKind },
): NewEntry {
  const effective = ledger.openDay(period.until);
  return {
    ...said,
    kind: said.kind ?? 'risk-share',
    effective,
    ...(effective === period.until ? {} : { about: period.until }),
    cites,
    overspends: true,
  };
}

function wordsOf({ over, step, by, minor }: Share, until: Day): string {
  const what = over ? 'Overspend' : 'Underspend';
  const which = by.startsWith('Organization/') ? 'a share' : `'${by.replaceAll('-', ' ')}'`;
  const back = over === minor > 0n ? '' : ', put right';
  return `${what} up to ${dayWords(until)} shared, step ${step + 1}: ${which}${back}`;
}

async function otherResults({ transaction, others }: Settling, on: Day): Promise<ReadonlyMap<string, bigint>> {
  const found = new Map<string, bigint>();
  for (const [name, { id }] of others)
    found.set(name, await resultOn(transaction, id, { on, revision: await revisionOf(transaction, id) }));
  return found;
}

/** What other pools of the agreement, and schemes that money is kept for, have left: on the day, and no more than is there now. */
function otherMoneyOf({ others, ledger, pool }: Sharing, known: Known): (name: string) => bigint {
  const left = new Map<string, bigint>();
  for (const [name, other] of others) {
    const then = known.others.get(name) ?? 0n;
    const now = freeFor(other.ledger.book, pool.currency, '');
    left.set(name, then < now ? then : now);
  }
  return (name) => {
    const given = (known.before?.shares ?? []).reduce((sum, { by, minor }) => (by === name ? sum + minor : sum), 0n);
    const there = (left.get(name) ?? freeFor(ledger.book, pool.currency, name)) + given;
    return there > 0n ? there : 0n;
  };
}

/** What is left is shared as far as it is there still: what was spent since is not given away. An overspend is what it is. */
function least(result: bigint, free: bigint): bigint {
  return result <= 0n || result < free ? result : free > 0n ? free : 0n;
}

/** What a partner's share of an overspend is owed by: four weeks after it was worked out. */
export function dueOfShare(today: Day): Day {
  return plusDays(today, 28);
}
