import { createHash } from 'node:crypto';
import { type Access, dayWords } from '#agreement';
import { type Day, isDay, plusDays } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Transaction } from '#store';
import { reasonOf as reasonGiven } from '../acts/act.ts';
import type { Asking } from '../ask.ts';
import type { Span } from '../charge/parts.ts';
import { amountOf } from '../pool/position.ts';
import { type AgreedGrant, periodsOf } from './agreed.ts';
import { type Cell, cellsOf, reachOfPack } from './cells.ts';
import type { GrantName, ReturnAsked, ReturnCell, ReturnView } from './contract.ts';
import { type Consent, consentsOf } from './consent.queries.ts';
import { factsOf, type Gathered, gather, numbersOf } from './gather.ts';
import { keepReturn, type KeptCell, lockReturns, type ReturnRow, returnsOf } from './grant.queries.ts';
import { grantNamed, type GrantNow, grantNow, isPaid, SUBMITS } from './ground.ts';
import { measuredFor } from './measured.ts';
import { type Matches, matchesOf } from './match-view.ts';
import { MONEY_CELLS, type ReturnPack, returnPack } from './pack.ts';
import { submittedFact } from './owed.ts';
import { type Reconciled, reconcile } from './reconcile.ts';
import { hiddenCells, nameOf } from './suppress.ts';
import { currencyOf, grantView, periodView, RETURNS_MAX } from './views.ts';

/** Everything that a return of one period rests on. */
export type Counted = {
  readonly now: GrantNow;
  readonly grant: AgreedGrant;
  readonly pack: ReturnPack;
  readonly period: Span;
  readonly cells: readonly Cell[];
  readonly gathered: Gathered;
  readonly reconciled: Reconciled;
  readonly hash: string;
  /** What was submitted, the last first. */
  readonly rows: readonly ReturnRow[];
  readonly allRows: readonly ReturnRow[];
  readonly consents: readonly Consent[];
  readonly matches: Matches;
};

/** A return as the record and the ledger make it now, beside what was submitted; the funder reads what was submitted. */
export async function returnOf(
  asking: Asking,
  access: Access,
  name: GrantName,
  asked: ReturnAsked,
): Promise<Outcome<ReturnView>> {
  const found = await countedOf(asking, access, name, asked);
  return found.ok ? accepted(viewOf(found.value, access)) : found;
}

/** Freezes the figures of a period that is over; what is known later is a correction of it, with its reason. */
export async function submit(
  asking: Asking,
  access: Access,
  name: GrantName,
  { from, hash, reason }: { readonly from: string; readonly hash: string; readonly reason: string },
): Promise<Outcome<number>> {
  const found = await countedOf(asking, access, name, { from });
  if (!found.ok) return found;
  const { now, grant, period } = found.value;
  if (!SUBMITS.includes(access.role) || !isPaid(now, grant))
    return refuse(
      'forbidden',
      'money.not-yours',
      'A return is submitted by the finance or programme lead of whoever is paid by the grant.',
    );
  if (now.today < period.until)
    return refuse(
      'business-rule',
      'money.return-early',
      `This period ends on ${dayWords(plusDays(period.until, -1))}; its return is submitted after that.`,
    );
  if (hash !== found.value.hash)
    return refuse(
      'conflict',
      'money.return-changed',
      'The figures changed since they were shown. Look at them again, and submit.',
    );
  return asking.services.store.write((transaction) =>
    keep(asking, transaction, access, { counted: found.value, name, reason }),
  );
}

type Keeping = { readonly counted: Counted; readonly name: GrantName; readonly reason: string };

async function keep(
  asking: Asking,
  transaction: Transaction,
  access: Access,
  { counted, name, reason }: Keeping,
): Promise<Outcome<number>> {
  const { grant, period, pack, cells, reconciled, hash } = counted;
  await lockReturns(transaction, grant.key);
  const [last] = await returnsOf(transaction, [grant.key], { from: period.from, limit: 1 });
  if (last?.hash === hash)
    return refuse(
      'business-rule',
      'money.return-same',
      'These are the figures that were submitted last; there is nothing to correct.',
    );
  const why = last ? reasonGiven(reason) : accepted('');
  if (!why.ok) return why;
  const number = (last?.number ?? 0) + 1;
  await keepReturn(transaction, {
    grant_key: grant.key,
    from_day: period.from,
    until_day: period.until,
    number,
    pack: pack.id,
    version: pack.version,
    cells: cells.map(keptOf),
    items: Object.fromEntries(cells.map((cell) => [nameOf(cell), cell.refs])),
    reconciled,
    hash,
    reason: why.value === '' ? null : why.value,
    principal: access.principal,
    by: access.name ?? access.principal,
    at: new Date(asking.services.now()),
  });
  const fact = submittedFact(grant.key, period.from);
  await asking.services.obligations?.fact(transaction, access, fact, { reference: pageOf(name) });
  return accepted(number);
}

export async function countedOf(
  asking: Asking,
  access: Access,
  name: GrantName,
  asked: ReturnAsked & { readonly roles?: readonly Access['role'][] },
): Promise<Outcome<Counted>> {
  const now = await grantNow(asking, access, asked.roles);
  if (!now.ok) return now;
  const grant = grantNamed(now.value, name);
  if (!grant.ok) return grant;
  const period = periodAsked(grant.value, asked.from, now.value.today);
  const pack = returnPack(grant.value.clause.pack, grant.value.clause.version);
  if (!period.ok) return period;
  if (!pack) {
    const { pack: id, version } = grant.value.clause;
    return refuse(
      'not-found',
      'money.no-return-pack',
      `There is no set of figures ${id}, version ${version}; correct the agreement, or install the set.`,
    );
  }
  const gathered = await gather(asking, { ...now.value, grants: now.value.all }, period.value);
  if (!gathered.ok) return gathered;
  const facts = await factsOf(
    asking,
    { pack, grant: grant.value, keys: now.value.keys },
    reachOfPack(pack, period.value),
  );
  if (!facts.ok) return facts;
  const organizations = numbersOf([grant.value], now.value.keys);
  const measures = await measuredFor(asking, { pack, organizations, today: now.value.today }, period.value);
  if (!measures.ok) return measures;
  const paid = gathered.value.attributed.flatMap(({ visit, counts, paid: parts }) => {
    const minor = parts.find((one) => one.grant === grant.value.key)?.minor ?? 0n;
    const here = { ref: visit.ref, person: gathered.value.personOf(visit.ref), day: visit.day };
    return minor > 0n || counts === grant.value.key ? [{ ...here, minor, counts: counts === grant.value.key }] : [];
  });
  const people = new Map([...measures.value.people, ...facts.value.people]);
  const { measured } = measures.value;
  const last = plusDays(period.value.until, -1);
  const on = last < now.value.today ? last : now.value.today;
  const then = (await matchesOf(asking.services.store, now.value, on)).get(grant.value.key);
  const matched = then ? { matched: { minor: then.money + then.inKind, missing: then.missing } } : {};
  const cells = cellsOf({ pack, period: period.value, paid, measured, rows: facts.value.rows, people, ...matched });
  const allRows = await returnsOf(asking.services.store, [grant.value.key], { limit: RETURNS_MAX });
  const reconciled = reconcile(now.value, grant.value, { gathered: gathered.value, period: period.value, cells, pack });
  const consents = await consentsOf(asking.services.store, [grant.value.key]);
  const matches = await matchesOf(asking.services.store, now.value, now.value.today);
  const rows = allRows.filter((row) => row.from_day === period.value.from);
  const counted = { now: now.value, grant: grant.value, pack, period: period.value, cells, gathered: gathered.value };
  return accepted({ ...counted, reconciled, hash: hashOf(cells, pack), rows, allRows, consents, matches });
}

export function viewOf(counted: Counted, access: Access): ReturnView {
  const { now, grant, pack, period, cells, rows, allRows, reconciled, hash, gathered, consents, matches } = counted;
  const paid = isPaid(now, grant);
  const [last] = rows;
  const told: readonly KeptCell[] = paid ? cells : (last?.cells ?? []);
  const hidden = paid ? new Set<string>() : hiddenCells(told, pack);
  const before = new Map((paid ? (last?.cells ?? []) : []).map((cell) => [nameOf(cell), cell.value]));
  // Who does not care for the people reads what was submitted: figures that move with each visit would tell of one.
  const few = [...hidden].some((one) => one === 'paid' || one === 'paid-visits');
  const settled = paid ? reconciled : last && !few ? (last.reconciled as Reconciled) : undefined;
  return {
    grant: grantView(now, grant, {
      attributed: paid ? gathered.attributed : [],
      rows: allRows,
      consents,
      matches,
      role: access.role,
    }),
    period: periodView(now, grant, { ...period, rows: allRows }),
    cells: told.map((cell) => cellView(counted, cell, { hidden, before })),
    hash: paid ? hash : (last?.hash ?? ''),
    reconciled: settled ?? {
      total: { words: 'Not told', visits: 0, amount: amountOf(0n, currencyOf(grant)) },
      lines: [],
      adds: true,
      notes: [],
    },
    submissions: rows.map(({ number, by, at, reason }) => ({
      number,
      by,
      at: at.toISOString(),
      ...(reason === null ? {} : { reason }),
    })),
    pack: {
      title: pack.title,
      source: pack.source,
      unverified: pack.unverified,
      smallNumber: pack.smallNumber,
      definitions: pack.cells.map(({ id, words, dataElement, measure }) => ({
        cell: id,
        words,
        code: dataElement,
        ...(measure ? { measure: measure.id } : {}),
      })),
    },
    shown: paid ? 'now' : 'submitted',
    may: {
      submit: paid && SUBMITS.includes(access.role) && now.today >= period.until && last?.hash !== hash,
      trace: paid,
    },
  };
}

type Telling = { readonly hidden: ReadonlySet<string>; readonly before: ReadonlyMap<string, number> };

export function cellView(
  { pack, grant }: Pick<Counted, 'pack' | 'grant'>,
  cell: KeptCell,
  { hidden, before }: Telling,
): ReturnCell {
  const { cell: id, part, value } = cell;
  const definition = pack.cells.find((one) => one.id === id);
  const was = before.get(nameOf(cell));
  const words = part === '' ? (definition?.words ?? id) : part;
  if (hidden.has(nameOf(cell))) return { cell: id, part, words };
  return {
    cell: id,
    part,
    words,
    value,
    ...(definition && MONEY_CELLS.includes(definition.counts)
      ? { amount: amountOf(BigInt(value), currencyOf(grant)) }
      : {}),
    ...(was === undefined || was === value ? {} : { submitted: was }),
  };
}

export function pageOf({ instrument, clause, since }: GrantName): string {
  return `/money/grants/${encodeURIComponent(instrument)}/${encodeURIComponent(clause)}/${since}`;
}

/** The period that begins on a day; where none is asked for, the last that is over, else the first. */
function periodAsked(grant: AgreedGrant, from: string | undefined, today: Day): Outcome<Span> {
  const all = periodsOf(grant);
  const over = all.filter(({ until }) => until <= today).at(-1) ?? all[0];
  const found =
    from === undefined || from === '' ? over : isDay(from) ? all.find((one) => one.from === from) : undefined;
  return found
    ? accepted(found)
    : refuse(
        'not-found',
        'money.no-period',
        `No period of this grant begins on ${(from ?? '').slice(0, 10)}; its page lists them.`,
      );
}

function keptOf({ cell, part, value, people }: Cell): KeptCell {
  return { cell, part, value, people };
}

/** Of the figures and the items behind them: a visit that took the place of another is another return. */
function hashOf(cells: readonly Cell[], { id, version }: ReturnPack): string {
  return createHash('sha256')
    .update(JSON.stringify([id, version, cells]))
    .digest('hex');
}
