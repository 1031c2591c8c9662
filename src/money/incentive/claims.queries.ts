import type { Day } from '#base';
import type { Compartment } from '#repository';
import { type Reader, sql } from '#store';
import { found, type RuleRow } from '../charge/found.queries.ts';

/** A rule of an incentive: by which search it is shown, within how many days; 0 where somebody says so. */
export type ShownBy = { readonly rule: number; readonly taking: number; readonly days: number; readonly role: string };

export type ClaimRow = Compartment & {
  readonly typ: number;
  readonly id: string;
  readonly day: Day;
  readonly rule: number;
  readonly twice: boolean;
  readonly first: string;
  readonly other: string;
  readonly minor: string;
  readonly named: readonly string[];
  readonly shown: boolean;
  /** Who attested it. */
  readonly attested: readonly string[];
};

const CLAIMS_MAX = 200_000;

/**
 * What the rules of incentives find, who did it, and whether it is shown.
 * Plan: money_activity_code per rule, money_worker_resource, money_attested's key, money_taken_compartment.
 */
export async function claimRows(
  reader: Reader,
  rules: readonly RuleRow[],
  { shown, attesters }: { readonly shown: readonly ShownBy[]; readonly attesters: readonly string[] },
): Promise<readonly ClaimRow[]> {
  const rows = await reader.all<ClaimRow>(sql`
    with ${found(rules)}, shows as (
      select * from jsonb_to_recordset(${JSON.stringify(shown)}::jsonb) as s(rule int, taking int, days int, role text)
    )
    select o.bkt, o.cmp::text as cmp, o.typ, o.id, o.day, o.rule, o.twice, o.first, o.other, o.minor::text as minor,
      array(select w.worker from money_worker w where w.bkt = o.bkt and w.typ = o.typ and w.id = o.id order by 1) as named,
      array(select t.by from money_attested t where t.typ = o.typ and t.id = o.id and t.day = o.day and t.role = s.role
        and t.organization = any(${attesters}::text[]) order by 1) as attested,
      s.taking <> 0 and exists (select from money_taken p where p.bkt = o.bkt and p.cmp = o.cmp and p.taking = s.taking
        and p.day between o.day - s.days and o.day + s.days and (p.typ, p.id) <> (o.typ, o.id)) as shown
    from one o join shows s on s.rule = o.rule
    order by o.day, o.typ, o.id limit ${CLAIMS_MAX}`);
  return rows.map((row) => ({ ...row, shown: row.shown || row.attested.length > 0 }));
}

export type ChargedRow = {
  readonly typ: number;
  readonly id: string;
  readonly state: string;
  readonly charge: string;
};

/** How far what was earned has come: the newest charge of each that was not taken back. */
export function chargedRows(reader: Reader, payee: string, since: Day): Promise<readonly ChargedRow[]> {
  return reader.all<ChargedRow>(sql`
    select distinct on (i.typ, i.id) i.typ, i.id, i.state, c.id::text as charge
    from money_charge c join money_charge_item i on i.charge = c.id
    where c.payee = ${payee} and i.day >= ${since}::date and i.typ <> 0 order by i.typ, i.id, c.id desc limit ${CLAIMS_MAX}`);
}

export type KnownWorker = {
  readonly organization: string;
  readonly role: string;
  readonly worker: string;
  readonly name: string;
};

export function knownWorkers(reader: Reader, organization: string): Promise<readonly KnownWorker[]> {
  return reader.all<KnownWorker>(sql`
    select organization, role, worker, name from money_known_worker where organization = ${organization}`);
}

/** Kept once: who they are when they have left. */
export async function keepWorkers(reader: Reader, workers: readonly KnownWorker[], at: Date): Promise<void> {
  if (workers.length === 0) return;
  await reader.all(sql`
    insert into money_known_worker (organization, role, worker, name, since)
    select organization, role, worker, name, ${at}::timestamptz from jsonb_to_recordset(${JSON.stringify(workers)}::jsonb)
      as w(organization text, role text, worker text, name text)
    on conflict do nothing returning 1`);
}

export type Attested = {
  readonly typ: number;
  readonly id: string;
  readonly day: Day;
};

export async function keepAttested(
  reader: Reader,
  rows: readonly Attested[],
  by: {
    readonly organization: string;
    readonly role: string;
    readonly principal: string;
    readonly by: string;
    readonly at: Date;
  },
): Promise<number> {
  const kept = await reader.all(sql`
    insert into money_attested (typ, id, day, organization, role, principal, by, at)
    select typ, id, day, ${by.organization}, ${by.role}, ${by.principal}, ${by.by}, ${by.at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as a(typ smallint, id text, day date)
    on conflict do nothing returning 1`);
  return kept.length;
}
