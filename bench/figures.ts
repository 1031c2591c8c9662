import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { migrations } from '#app';
import { type Day, plusDays, seeded } from '#base';
import { compartmentOf } from '#repository';
import { type Embedded, migrate, openStore, type Store, sql, startEmbedded } from '#store';
import { catalogue, type CountedPack, packOf } from '../src/insight/catalogue.ts';
import { takeCensus } from '../src/insight/census.queries.ts';
import {
  ELM,
  hba1c,
  HILL,
  MILL,
  type TestInsight,
  testInsight,
  TODAY,
  TRUST,
  valueOf,
} from '../src/insight/insight.testing.ts';
import { numberOf } from '../src/insight/timeline.ts';
import { newId } from '../src/repository/place/id.ts';
import { quantile, quiet } from './gauge.ts';
import type { Claim, Figure } from './run.ts';

/** People with diabetes; CONCORD_BENCH_PEOPLE for another number. */
const PEOPLE = Number(process.env['CONCORD_BENCH_PEOPLE'] ?? 100_000);
const YEARS = 4;
const AT_ONCE = 5_000;
const DAYS = 12;
const REPORTS = 3;
const SIGNALS = 20;
const CENSUSES = 5;
/** So many that one in a hundred is more than the slowest of all. */
const CHANGED = 400;
const PRACTICES = [ELM, MILL, HILL];

/**
 * Figures of the diabetes pack over people whose facts are put in as rows: everybody counted from them, a past day, a day as it was
 * reported, a dashboard, and a changed person. Insight over governance and the record in this process, PostgreSQL of its own.
 */
export const figures: Claim = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'concord-bench-figures-'));
  const engine = await startEmbedded({ folder, sharedBuffers: '256MB' });
  const store = await openStore({ url: engine.url, max: 8, statementTimeoutMs: 300_000 });
  try {
    await migrate(store, migrations());
    const made = await testInsight(store);
    const facts = await fill(store, made);
    const load = await quiet();
    const at = await censuses(store, { made, engine });
    const counted = await timed(() => made.insight.rebuild());
    await store.run(sql`analyze`);
    const meanwhile = await whileCounting(made);
    const told = await ask(made);
    const changed = await change(made);
    await made.stop();
    return [
      load,
      { name: 'people', value: PEOPLE, unit: '' },
      { name: 'facts', value: facts, unit: '' },
      ...at,
      { name: 'everybody counted from facts, with month ends and courses', value: rounded(counted / 1_000), unit: 's' },
      { name: 'the same, a person', value: rounded((counted * 1_000) / PEOPLE), unit: 'µs' },
      ...meanwhile,
      ...told,
      ...changed,
    ];
  } finally {
    await store.close();
    await engine.stop();
    await rm(folder, { recursive: true, force: true });
  }
};

/**
 * Measures of the pack for everybody from the facts alone, by strata: what a dashboard tells while everybody is counted anew. The twelve are
 * those that are no variant of another. Cold: as the first thing that is asked of a PostgreSQL that has just been started.
 */
async function censuses(
  store: Store,
  { made, engine }: { readonly made: TestInsight; readonly engine: Embedded },
): Promise<readonly Figure[]> {
  const { scope } = await made.insight.asking.keeping.current();
  const [only] = scope.packs;
  const whole = only && packOf(only.pack);
  if (!only || !whole) throw new Error('nothing is counted');
  const own = whole.pack.measures.filter(({ variantOf }) => variantOf === undefined);
  const twelve = { ...whole, pack: { ...whole.pack, measures: own } };
  const everyone = made.repository.persons.everyone;
  const census = (pack: CountedPack, back: number) =>
    takeCensus(store, { pack, scope: only, at: numberOf(TODAY) - back, everyone });
  // As rows lie that were not all written in the minute before.
  await store.run(sql`vacuum analyze`);
  const found: Figure[] = [];
  for (const pack of [twelve, whole]) {
    const name = `all ${pack.pack.measures.length} measures of today from the facts`;
    await startAnew(engine, store);
    const first = await timed(() => census(pack, 0));
    found.push({ name: `${name}, cold`, value: rounded(first), unit: 'ms' });
    found.push(...(await quantiles(`${name}, again`, CENSUSES, () => census(pack, 0))));
  }
  return [...found, ...(await quantiles('the same as at a past day', CENSUSES, (n) => census(whole, 100 + n * 50)))];
}

const STARTS_MAX = 400;

/** Nothing is in the memory of PostgreSQL then; its files lie in the kernel's as far as that holds them. */
async function startAnew(engine: Embedded, store: Store): Promise<void> {
  const before = engine.pid();
  process.kill(before, 'SIGINT');
  for (let tries = 0; tries < STARTS_MAX; tries += 1) {
    await sleep(50);
    if (engine.pid() === before) continue;
    const answers = await store.run(sql`select 1`).then(
      () => true,
      () => false,
    );
    if (answers) return;
  }
  throw new Error('PostgreSQL did not start again');
}

async function ask(made: TestInsight): Promise<readonly Figure[]> {
  const board = await made.system('Organization/board');
  const dashboard = async (question: { readonly asAt?: Day; readonly reportedOn?: Day }) =>
    valueOf(await made.insight.dashboard(board, { place: 'all', ...question }));
  const { register } = await dashboard({});
  const past = (n: number) => plusDays(TODAY, -40 - n * 37);
  return [
    { name: 'on the register', value: register.of, unit: '' },
    ...(await quantiles('a dashboard', 300, () => dashboard({}))),
    ...(await quantiles('the dashboard of a team', 300, () => teamBoard(made))),
    ...(await quantiles('whether a measure is more than chance, with each month by itself', SIGNALS, () =>
      signals(made),
    )),
    ...(await quantiles('as at a past day', DAYS, (n) => dashboard({ asAt: past(n) }))),
    ...(await quantiles('as reported ten days ago', REPORTS, (n) =>
      dashboard({ asAt: past(n), reportedOn: plusDays(TODAY, -10) }),
    )),
  ];
}

async function signals(made: TestInsight): Promise<void> {
  const board = await made.system('Organization/board');
  valueOf(await made.insight.signals(board, 'hba1c-recorded', 'all'));
}

/** Somebody at another organisation asks, so that what is not told has to be worked out too. */
async function teamBoard(made: TestInsight): Promise<void> {
  const seat = await made.seat(MILL, 'practice-nurse');
  valueOf(await made.insight.dashboard(seat, { place: 'podiatry' }));
}

/** Dashboards one after another while this very process counts everybody. */
async function whileCounting(made: TestInsight): Promise<readonly Figure[]> {
  const board = await made.system('Organization/board');
  const counting = { done: false };
  const counted = made.insight.rebuild().then(() => (counting.done = true));
  const took: number[] = [];
  while (!counting.done) took.push(await timed(() => made.insight.dashboard(board, { place: 'all' })));
  await counted;
  return [
    { name: 'a dashboard while everybody is counted, p50', value: rounded(quantile(took, 0.5)), unit: 'ms' },
    { name: 'a dashboard while everybody is counted, p99', value: rounded(quantile(took, 0.99)), unit: 'ms' },
  ];
}

/** One result each of so many people, one after another, until it stands in the figures. */
async function change(made: TestInsight): Promise<readonly Figure[]> {
  const write = (at: number) => made.put(ELM, hba1c(`new-${at}`, `bench-${at * 3}`, plusDays(TODAY, -2), 51));
  await write(0);
  await made.follow();
  const [written, followed]: [number[], number[]] = [[], []];
  for (let at = 1; at <= CHANGED; at += 1) {
    written.push(await timed(() => write(at)));
    followed.push(await timed(() => made.follow()));
  }
  return [
    { name: 'a result written, p50', value: rounded(quantile(written, 0.5)), unit: 'ms' },
    { name: 'from then until it stands in the figures, p50', value: rounded(quantile(followed, 0.5)), unit: 'ms' },
    { name: 'from then until it stands in the figures, p99', value: rounded(quantile(followed, 0.99)), unit: 'ms' },
  ];
}

/** Each with a diagnosis and, in most years, the results of a yearly check, all of them learned when they were done. */
async function fill(store: Store, made: TestInsight): Promise<number> {
  const random = seeded(7);
  const entry = catalogue.find(({ pack }) => pack.id === 'diabetes-uk');
  if (!entry) throw new Error('the pack is not there');
  const [diagnosis, ...checks] = [
    ...(entry.required ?? []).slice(0, 1),
    ...entry.pack.facts.map(({ id }) => entry.factNumber(id)),
  ];
  const organizations = await Promise.all(PRACTICES.map((one) => made.repository.contributors.organizationKey(one)));
  let facts = 0;
  for (let from = 0; from < PEOPLE; from += AT_ONCE) {
    const people = Array.from({ length: Math.min(AT_ONCE, PEOPLE - from) }, (_, at) => from + at).map((n) => {
      const { bkt, cmp } = compartmentOf(`Patient/bench-${n}`);
      const org = organizations[n % PRACTICES.length];
      return {
        bkt,
        cmp,
        org,
        id: `bench-${n}`,
        person: newId(bkt, Date.UTC(2020, 0, 1) + n, random),
        born: 1930 + (n % 60),
      };
    });
    const text = JSON.stringify(people);
    const rows = sql`jsonb_to_recordset(${text}::jsonb) p(bkt smallint, cmp bigint, org int, id text, person text, born int)`;
    await store.run(
      sql`insert into person_record (person, bkt, cmp, state, at) select person, bkt, cmp, 'confirmed', now() from ${rows}`,
    );
    await store.run(sql`insert into insight_patient (bkt, typ, id, cmp, org, born, practices, learned, sex)
      select bkt, 1, id, cmp, org, make_date(born, 5, 1), '{}', timestamptz '2020-01-01', case when born % 2 = 0 then 'female' else 'male' end from ${rows}`);
    facts += await store.run(sql`insert into insight_fact (bkt, typ, id, cmp, org, fact, at, value, learned)
      select bkt, 2, id || '-' || fact || '-' || year, cmp, org, fact, at, 40 + (hashtext(id || fact || year) & 31), at
      from ${rows} cross join lateral (
        select ${diagnosis}::int as fact, 0 as year, date '2015-03-01' + (hashtext(id) & 511) as at
        union all select fact, year, ${TODAY}::date - year * 365 - (hashtext(id || fact || year) & 255)
          from unnest(${[...new Set(checks)].filter((one) => one !== diagnosis)}::int[]) fact cross join generate_series(0, ${YEARS - 1}::int) year
          where (hashtext(fact || id || year) & 7) < 6) f`);
  }
  await inTeams(store, await made.repository.contributors.organizationKey(TRUST));
  await store.run(sql`analyze`);
  return facts;
}

/** Every seventh is in one team, and every thirtieth in another too, half of them since a year ago. */
async function inTeams(store: Store, org: number): Promise<void> {
  await store.run(sql`insert into insight_team (bkt, typ, id, cmp, org, team, joins, leaves, learned)
    select bkt, 3, id || '-' || t.every, cmp, ${org}::int, t.team,
      case when hashtext(id) % 2 = 0 then date '1850-01-01' else ${plusDays(TODAY, -365)}::date end, date '2200-01-01', now()
    from insight_patient p
      join (values (7, 'Organization/podiatry'), (30, 'Organization/wound-care')) t(every, team) on hashtext(p.id || t.team) % t.every = 0`);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

async function quantiles(
  name: string,
  count: number,
  work: (n: number) => Promise<unknown>,
): Promise<readonly Figure[]> {
  await work(0);
  const took: number[] = [];
  for (let n = 0; n < count; n += 1) took.push(await timed(() => work(n)));
  return [
    { name: `${name}, p50`, value: rounded(quantile(took, 0.5)), unit: 'ms' },
    { name: `${name}, p99`, value: rounded(quantile(took, 0.99)), unit: 'ms' },
  ];
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
