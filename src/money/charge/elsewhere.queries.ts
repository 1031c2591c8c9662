import type { Day } from '#base';
import { type Reader, sql, type Transaction } from '#store';
import type { AwayBy } from './away.ts';
import type { NewCharge, Own } from './charge.queries.ts';
import { found, type RuleRow } from './found.queries.ts';
import type { Instrument } from '#agreement';

const FOUND_MAX = 10_000;

type FoundRow = {
  readonly typ: number;
  readonly id: string;
  readonly bkt: number;
  readonly cmp: string;
  readonly day: Day;
  readonly rule: number;
  readonly units: string;
  readonly minor: string;
};

/**
 * Keeps in the queue what a payee did for people who are registered elsewhere on the day, by the price that its agreement has; what was
 * corrected since, and asked of nobody yet, leaves it.
 */
export async function keepElsewhere(
  transaction: Transaction,
  charges: readonly NewCharge[],
  {
    rules,
    payee,
    away,
    instruments,
  }: {
    readonly rules: readonly RuleRow[];
    readonly payee: string;
    readonly away: AwayBy;
    readonly instruments: ReadonlyMap<number, Instrument>;
  },
): Promise<void> {
  const any = rules.some((rule) => (rule.away?.length ?? 0) > 0);
  const rows = any
    ? await transaction.all<FoundRow>(sql`
        with ${found(rules, 'elsewhere')}
        select typ, id, bkt, cmp::text as cmp, day, rule, units::text as units, minor::text as minor from one
        where not twice and minor > 0 order by day, typ, id limit ${FOUND_MAX}`)
    : [];
  const kept = rows.flatMap((row) => {
    const charge = charges.find(({ rule }) => rule === row.rule);
    const instrument = instruments.get(row.rule);
    if (charge === undefined || instrument === undefined) return [];
    const { rule: _, pool: __, payer: ___, stands: ____, activity: care, ...of } = charge;
    return [{ ...of, ...row, care, holder: away(instrument).holderOf(row, row.day) }];
  });
  await transaction.run(sql`
    delete from money_elsewhere e where e.payee = ${payee} and e.state = 'found' and not exists (
      select from jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) as k(typ smallint, id text) where k.typ = e.typ and k.id = e.activity)`);
  if (kept.length === 0) return;
  await transaction.run(sql`
    insert into money_elsewhere (payee, typ, activity, instrument, version, clause, paragraph, care, line, line_words, day, units, minor,
      currency, holder)
    select ${payee}, typ, id, instrument, version, clause, paragraph, care, line, line_words, day, units, minor, currency, holder
    from jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) as k(typ smallint, id text, instrument text, version int, clause text,
      paragraph text, care text, line text, line_words text, day date, units numeric, minor bigint, currency text, holder text)
    on conflict (payee, typ, activity) do update set day = excluded.day, units = excluded.units, minor = excluded.minor,
      version = excluded.version, holder = excluded.holder where money_elsewhere.state = 'found'`);
}

export type ElsewhereRow = {
  readonly id: string;
  readonly payee: string;
  readonly instrument: string;
  readonly version: number;
  readonly clause: string;
  readonly paragraph: string;
  readonly care: string;
  readonly line: string;
  readonly line_words: string;
  readonly day: Day;
  readonly units: string;
  readonly minor: string;
  readonly currency: string;
  readonly holder: string;
  readonly state: 'found' | 'asked' | 'accepted' | 'refused' | 'closed';
  readonly commissioner: string | null;
  readonly due: Day | null;
  readonly reason: string | null;
  readonly charge: string | null;
};

/** What waits first, then by age. Plan: money_elsewhere_payee and money_elsewhere_commissioner. */
export function elsewhereOf(
  reader: Reader,
  which: (Own & { readonly limit: number }) | { readonly ids: readonly string[] },
): Promise<readonly ElsewhereRow[]> {
  const wanted =
    'ids' in which
      ? sql`id = any(${which.ids}::bigint[])`
      : sql`(payee = any(${which.names}::text[]) or (commissioner = any(${which.names}::text[]) and state <> 'closed'))
          and not payee = any(${which.without}::text[])`;
  const limit = 'ids' in which ? which.ids.length : which.limit;
  return reader.all<ElsewhereRow>(sql`
    select id::text as id, payee, instrument, version, clause, paragraph, care, line, line_words, day, units::text as units,
      minor::text as minor, currency, holder, state, commissioner, due, reason, charge::text as charge
    from money_elsewhere where ${wanted}
    order by array_position(array['asked', 'found', 'refused', 'accepted', 'closed'], state), day, money_elsewhere.id limit ${limit}`);
}

export type ElsewhereAge = {
  readonly payee: string;
  /** Whoever was asked; null where nobody was. */
  readonly commissioner: string | null;
  readonly state: 'found' | 'asked' | 'refused';
  readonly currency: string;
  readonly items: number;
  readonly minor: string;
  readonly band: number;
};

/**
 * What nobody took over yet, by how long it has been so: since it was asked while it waits for an answer, else since it was done.
 * Plan: money_elsewhere_payee and money_elsewhere_commissioner.
 */
export function elsewhereByAge(
  reader: Reader,
  { names, without }: Own,
  { now, zone, bounds }: { readonly now: Date; readonly zone: string; readonly bounds: readonly number[] },
): Promise<readonly ElsewhereAge[]> {
  return reader.all<ElsewhereAge>(sql`
    select e.payee, e.commissioner, e.state, e.currency, count(*)::int as items, sum(e.minor)::text as minor,
      (select count(*)::int from unnest(${bounds}::int[]) as b
        where ${now}::timestamptz - case e.state when 'asked' then e.asked else e.day::timestamp at time zone ${zone} end
          > make_interval(days => b)) as band
    from money_elsewhere e
    where e.state in ('found', 'asked', 'refused')
      and (e.payee = any(${names}::text[]) or (e.commissioner = any(${names}::text[]) and e.state = 'asked'))
      and not e.payee = any(${without}::text[])
    group by 1, 2, 3, 4, 7 order by 1, 2, 3, 4, 7`);
}

/** Rows that nobody else changes until this is done. */
export async function lockElsewhere(
  transaction: Transaction,
  ids: readonly string[],
): Promise<readonly ElsewhereRow[]> {
  await transaction.run(sql`select 1 from money_elsewhere where id = any(${ids}::bigint[]) order by id for update`);
  return elsewhereOf(transaction, { ids });
}

export async function moveElsewhere(
  transaction: Transaction,
  ids: readonly string[],
  to: {
    readonly state: ElsewhereRow['state'];
    readonly commissioner?: string;
    readonly at?: Date;
    readonly due?: Day;
    readonly reason?: string;
    readonly charge?: string;
  },
): Promise<void> {
  const { state, commissioner, at, due, reason, charge } = to;
  await transaction.run(sql`
    update money_elsewhere set state = ${state}, commissioner = coalesce(${commissioner ?? null}, commissioner),
      asked = coalesce(${at ?? null}::timestamptz, asked), due = coalesce(${due ?? null}::date, due),
      reason = ${reason ?? null}, charge = ${charge ?? null}::bigint
    where id = any(${ids}::bigint[])`);
}

/** One charge for what one commissioner took over of one line, with an item each, on the ledger that it is settled by. */
export async function chargeElsewhere(
  transaction: Transaction,
  rows: readonly ElsewhereRow[],
  by: {
    readonly payer: string;
    readonly ledger: string;
    readonly at: Date;
    readonly principal: string;
    readonly by: string;
    readonly today: Day;
  },
): Promise<string> {
  const [first] = rows;
  if (first === undefined) throw new Error('a charge is of something');
  const days = rows.map(({ day }) => day).sort();
  const made = await transaction.first<{ id: string }>(sql`
    insert into money_charge (instrument, version, clause, paragraph, pool, activity, line, line_words, payer, payee, currency, adjusts,
      from_day, until_day, proposed, stands, principal, by, elsewhere)
    values (${first.instrument}, ${first.version}, ${first.clause}, ${first.paragraph}, ${by.ledger}, ${first.care},
      ${first.line}, ${first.line_words}, ${by.payer}, ${first.payee}, ${first.currency}, false, ${days[0]}::date, ${days.at(-1)}::date,
      ${by.at}, ${by.today}::date, ${by.principal}, ${by.by}, true) returning id::text as id`);
  const id = made?.id ?? '';
  await transaction.run(sql`
    insert into money_charge_item (charge, number, typ, id, day, units, minor)
    select ${id}::bigint, row_number() over (order by day, typ, activity), typ, activity, day, units, minor
    from money_elsewhere where id = any(${rows.map((row) => row.id)}::bigint[])`);
  return id;
}
