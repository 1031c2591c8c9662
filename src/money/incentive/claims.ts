import { type Role, type WorkerPay } from '#agreement';
import { type Day, plusDays } from '#base';
import type { Reader, Transaction } from '#store';
import { agreedNow, type Asking } from '../ask.ts';
import type { AwayBy } from '../charge/away.ts';
import type { Earned, RuleRow } from '../charge/found.queries.ts';
import { ruleRows } from '../charge/propose.ts';
import { personsOf } from '../charge/recorded.ts';
import type { ChargeRule } from '../charge/rules.ts';
import {
  type ClaimRow,
  claimRows,
  keepWorkers,
  type KnownWorker,
  knownWorkers,
  type ShownBy,
} from './claims.queries.ts';
import { type Claim, judge, type Judged } from './judge.ts';

/** What is earned by a rule of an incentive. */
export type EarnedBy = (rule: number) => readonly Earned[];

/** What of a payee's incentives is found: by whom, shown or not, judged. */
export type Found = {
  readonly judged: readonly (Judged & { readonly rule: ChargeRule; readonly attested: readonly string[] })[];
  readonly nameOf: (worker: string) => string;
};

type Of = {
  readonly payee: string;
  readonly keyOf: (payee: string) => number;
  readonly takings: ReadonlyMap<string, number>;
  readonly away?: AwayBy;
};

/** As many days are judged at once: claims of different days never meet. */
const DAYS_AT_ONCE = 31;

/** What of each incentive's claims is charged: what a worker of its role did, shown, and not claimed before. */
export async function earnedFrom(asking: Asking, rules: readonly ChargeRule[], of: Of): Promise<EarnedBy> {
  if (rules.every(({ clause }) => clause.worker === undefined)) return () => [];
  const earned = new Map<number, Earned[]>();
  const { judged } = await claimsOf(asking, rules, of);
  for (const { claim, verdict, rule } of judged) {
    if (verdict.state !== 'earned') continue;
    const at = rules.indexOf(rule);
    const known = earned.get(at) ?? [];
    known.push({ typ: claim.typ, id: claim.id });
    earned.set(at, known);
  }
  return (rule) => earned.get(rule) ?? [];
}

/** Every claim of a payee's incentives on the days of its rules, judged. */
export async function claimsOf(asking: Asking, rules: readonly ChargeRule[], of: Of): Promise<Found> {
  const people = await peopleOf(asking, asking.services.store, rules);
  const rows = ruleRows(rules, of);
  const { heirOf } = await agreedNow(asking);
  const either = [of.payee, ...rules.map(({ clause }) => clause.by)];
  const attesters = [...new Set([...either, ...either.map(heirOf)])];
  const shown = shownBy(rules, of.takings);
  const judged: Found['judged'][number][] = [];
  for (const within of chunksOf(rows)) {
    const found = await claimRows(asking.services.store, within, { shown, attesters });
    const personOf = await personsOf(asking, found);
    const claims = new Map<Claim, ClaimRow>();
    for (const row of found) {
      const rule = rules[row.rule];
      if (rule?.clause.worker) claims.set(claimOf(row, { rule, person: personOf(row), isOf: people.isOf }), row);
    }
    for (const one of judge([...claims.keys()])) {
      const row = claims.get(one.claim);
      const rule = row && rules[row.rule];
      if (rule) judged.push({ ...one, rule, attested: row.attested });
    }
  }
  return { judged, nameOf: people.nameOf };
}

/** Whoever works in a role that an incentive pays is known from now on, also when they have left. */
export async function keepStaff(asking: Asking, transaction: Transaction, rules: readonly ChargeRule[]): Promise<void> {
  if (rules.every(({ clause }) => clause.worker === undefined)) return;
  const { staff } = await peopleOf(asking, transaction, rules);
  await keepWorkers(transaction, staff, new Date(asking.services.now()));
}

type People = {
  readonly staff: readonly KnownWorker[];
  readonly isOf: (worker: string, role: Role) => boolean;
  readonly nameOf: (worker: string) => string;
};

/** Who works, and worked, for whoever is paid, in the roles that are. */
async function peopleOf({ services }: Asking, reader: Reader, rules: readonly ChargeRule[]): Promise<People> {
  const payees = [...new Set(rules.map(({ payee }) => payee))];
  const known: KnownWorker[] = [];
  const staff: KnownWorker[] = [];
  for (const organization of payees) {
    known.push(...(await knownWorkers(reader, organization)));
    const wanted = rolesOf(rules);
    for (const { account, name, role } of (await services.staff?.of(organization, reader)) ?? [])
      if (wanted.has(role))
        staff.push({ organization, role, worker: services.staff?.practitioner(account, organization) ?? '', name });
  }
  const all = [...known, ...staff];
  const roles = new Set(all.map(({ worker, role }) => `${worker} ${role}`));
  const names = new Map(all.map(({ worker, name }) => [worker, name]));
  return {
    staff,
    isOf: (worker, role) => roles.has(`${worker} ${role}`),
    nameOf: (worker) => names.get(worker) ?? '',
  };
}

function rolesOf(rules: readonly ChargeRule[]): ReadonlySet<Role> {
  return new Set(rules.flatMap(({ clause }) => clause.worker?.role ?? []));
}

function shownBy(rules: readonly ChargeRule[], takings: ReadonlyMap<string, number>): readonly ShownBy[] {
  return rules.flatMap(({ clause: { worker } }, rule) => (worker ? [{ rule, ...ways(worker, takings) }] : []));
}

function ways({ verified }: WorkerPay, takings: ReadonlyMap<string, number>): Omit<ShownBy, 'rule'> {
  return verified.by === 'record'
    ? { taking: takings.get(verified.search) ?? 0, days: verified.withinDays, role: '' }
    : { taking: 0, days: 0, role: verified.role };
}

type ClaimBy = {
  readonly rule: ChargeRule;
  readonly person: string;
  readonly isOf: People['isOf'];
};

function claimOf(row: ClaimRow, { rule, person, isOf }: ClaimBy): Claim {
  const { clause, instrument } = rule;
  const pair = `${instrument.id}#${clause.id}`;
  const other = row.first === pair ? row.other : row.first;
  return {
    typ: row.typ,
    id: row.id,
    day: row.day,
    person,
    pair,
    activity: clause.activity,
    minor: BigInt(row.minor),
    ...(row.twice ? { twice: other } : {}),
    named: row.named,
    workers: clause.worker ? row.named.filter((worker) => isOf(worker, clause.worker?.role ?? 'system')) : [],
    shown: row.shown,
  };
}

/** The rules, cut to some days after each other. */
function* chunksOf(rows: readonly RuleRow[]): Generator<readonly RuleRow[]> {
  const end = rows.reduce<Day | ''>((last, { until_day }) => (until_day > last ? until_day : last), '');
  const begin = rows.reduce<Day | ''>(
    (first, { from_day }) => (first === '' || from_day < first ? from_day : first),
    '',
  );
  if (begin === '' || end === '') return;
  for (let from: Day = begin; from < end; from = plusDays(from, DAYS_AT_ONCE)) {
    const until = plusDays(from, DAYS_AT_ONCE);
    const some = rows
      .filter((row) => row.from_day < until && row.until_day > from)
      .map((row) => ({
        ...row,
        from_day: row.from_day > from ? row.from_day : from,
        until_day: row.until_day < until ? row.until_day : until,
      }));
    if (some.length > 0) yield some;
  }
}
