import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrations } from '#app';
import { plusDays } from '#base';
import { migrate, openStore, type Store, sql, startEmbedded } from '#store';
import { readFacts } from '../src/insight/catalogue.ts';
import {
  diabetes,
  ELM,
  footCheck,
  hba1c,
  patient,
  type TestInsight,
  testInsight,
  TODAY,
} from '../src/insight/insight.testing.ts';
import { readAnew } from '../src/insight/reading.ts';
import { median, quiet, usage } from './gauge.ts';
import type { Claim, Figure } from './run.ts';

/** Resources that facts are read from; CONCORD_BENCH_RESOURCES for another number. */
const RESOURCES = Number(process.env['CONCORD_BENCH_RESOURCES'] ?? 100_000);
const PEOPLE = 50;
const PURE = 100_000;
const PASSES = 3;

/**
 * Facts read anew from resources: the reading alone, and the whole, from rows to rows. The resources of 50 people are written by the record
 * and then put in again under other ids as rows. Insight over the record in this process, PostgreSQL of its own.
 */
export const reading: Claim = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'concord-bench-reading-'));
  const engine = await startEmbedded({ folder });
  const store = await openStore({ url: engine.url, max: 8, statementTimeoutMs: 300_000 });
  try {
    await migrate(store, migrations());
    const made = await testInsight(store);
    await fill(store, made);
    const load = await quiet();
    const alone = await pure(store);
    const passes: Pass[] = [];
    for (let n = 0; n < PASSES; n += 1) passes.push(await pass(store, made, engine.pid()));
    const facts = await store.first<{ readonly count: number }>(sql`select count(*)::int as count from insight_fact`);
    await made.stop();
    return [
      load,
      ...alone,
      { name: 'resources', value: passes[0]?.count ?? 0, unit: '' },
      { name: 'facts', value: facts?.count ?? 0, unit: '' },
      ...figuresOf(passes),
    ];
  } finally {
    await store.close();
    await engine.stop();
    await rm(folder, { recursive: true, force: true });
  }
};

type Pass = { readonly count: number; readonly seconds: number; readonly node: number; readonly postgres: number };

/** Everything read once, with the seconds of CPU that each process spent on it. */
async function pass(store: Store, made: TestInsight, postgres: number): Promise<Pass> {
  await store.run(sql`update insight_run set facts = ''`);
  const cpu = () => [usage([process.pid], [postgres]).cpuSeconds, usage([postgres]).cpuSeconds] as const;
  const [before, began] = [cpu(), performance.now()];
  const count = await readAnew(made.services);
  const seconds = (performance.now() - began) / 1_000;
  const after = cpu();
  return { count, seconds, node: after[0] - before[0], postgres: after[1] - before[1] };
}

/** Of all passes together, the first of which meets a program that is not warm yet. */
function figuresOf(passes: readonly Pass[]): readonly Figure[] {
  const sum = (of: (one: Pass) => number) => passes.reduce((all, one) => all + of(one), 0);
  const [count, seconds] = [sum((one) => one.count), sum((one) => one.seconds)];
  const [node, postgres] = [sum((one) => one.node), sum((one) => one.postgres)];
  const each = (cpu: number) => Math.round((cpu * 10_000_000) / count) / 10;
  const rates = passes.map((one) => Math.round(one.count / one.seconds));
  return [
    ...rates.map((value, n) => ({ name: `read from the record, and kept, pass ${n + 1}`, value, unit: 'resources/s' })),
    { name: 'the same, median', value: median(rates), unit: 'resources/s' },
    { name: 'CPU a resource: Node', value: each(node), unit: 'µs' },
    { name: 'CPU a resource: PostgreSQL', value: each(postgres), unit: 'µs' },
    { name: 'CPU a resource: both', value: each(node + postgres), unit: 'µs' },
    { name: 'cores in use', value: Math.round((100 * (node + postgres)) / seconds) / 100, unit: '' },
  ];
}

async function fill(store: Store, made: TestInsight): Promise<void> {
  for (let n = 0; n < PEOPLE; n += 1) {
    const [who, on] = [`p${n}`, plusDays(TODAY, -n)];
    await made.put(ELM, patient(who, ELM));
    await made.put(ELM, diabetes(`d${n}`, who));
    await made.put(ELM, footCheck(`f${n}`, who, on));
    for (let turn = 0; turn < 3; turn += 1) await made.put(ELM, hba1c(`h${n}-${turn}`, who, on, 45 + n));
  }
  const columns = 'ver, cmp, org, basis, cls, lab, labver, at, till, updated, tok, has';
  const times = Math.ceil(RESOURCES / (PEOPLE * 5));
  await store.run(sql`
    insert into resource (bkt, typ, id, ${sql.raw(columns)}, body)
    select bkt, typ, id || '-again-' || n, ${sql.raw(columns)}, replace(body, '"id":"' || id || '"', '"id":"' || id || '-again-' || n || '"')
    from resource, generate_series(1, ${times - 1}::int) n where cmp <> 0 and id not like 'p%'`);
  await store.run(sql`analyze`);
}

/** From the text of a resource to its facts, on one core. */
async function pure(store: Store): Promise<readonly Figure[]> {
  const rows = await store.all<{ readonly body: string }>(
    sql`select body from resource where cmp <> 0 and id not like 'p%' limit 5000`,
  );
  const bodies = rows.map(({ body }) => body);
  const read = (count: number): number => {
    const began = performance.now();
    for (let n = 0; n < count; n += 1)
      readFacts(JSON.parse(bodies[n % bodies.length] ?? '') as Readonly<Record<string, unknown>>);
    return (count * 1_000) / (performance.now() - began);
  };
  read(PURE / 10);
  return [{ name: 'parsed and read alone, one core', value: Math.round(read(PURE)), unit: 'resources/s' }];
}
