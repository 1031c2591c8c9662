import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrations } from '#app';
import { openRepository } from '#repository';
import { migrate, openStore, type Sql, type Store, sql, startEmbedded } from '#store';
import { Pool } from 'pg';
import { usage } from './gauge.ts';
import { singleResult } from './population.ts';

/**
 * The floor under single creates, for `floor.ts`: what the record alone takes for them, without HTTP and what follows the feed, and
 * what the very statements take that it sent, sent again into an empty database by a loop that does nothing else.
 */
const COUNT = 8_000;
const WARM = 4_000;
const AT_ONCE = 64;
const LANES = 3;
const PEOPLE = 64;

const folder = await mkdtemp(join(tmpdir(), 'concord-bench-floor-'));
const engine = await startEmbedded({ folder });
const postgres = Number((await readFile(join(folder, 'postgres', 'cluster', 'postmaster.pid'), 'utf8')).split('\n')[0]);
try {
  const first = await openStore({ url: engine.url, max: 12 });
  await migrate(first, migrations());
  await first.run(sql`create database again`);
  const recorded = await record(first);
  await first.close();
  const url = engine.url.replace(/\/[^/?]+(\?|$)/, '/again$1');
  const second = await openStore({ url, max: 2 });
  await migrate(second, migrations());
  await second.close();
  const replayed = await replay(url, recorded.statements);
  process.send?.({ recorded: recorded.figures, replayed, statements: recorded.statements.length });
} finally {
  await engine.stop();
  await rm(folder, { recursive: true, force: true });
}

type Figures = { readonly rate: number; readonly nodeMs: number; readonly postgresMs: number };

async function record(store: Store) {
  const statements: Sql[] = [];
  const watched: Store = {
    ...store,
    first: <Row>(statement: Sql) => {
      if (statement.name?.startsWith('apply-')) statements.push(statement);
      return store.first<Row>(statement);
    },
  };
  const kernel = openRepository({
    store: watched,
    now: Date.now,
    random: Math.random,
    projections: [],
    admissions: [],
    secret: 'of the bench',
  });
  const organization = await kernel.contributors.organizationKey('Organization/bench');
  const bound = kernel.bind({
    principal: 'client/bench',
    role: 'system',
    purpose: 'direct-care',
    organization,
    basis: await kernel.contributors.basisKey(organization, 'bench', 'direct-care'),
    viewer: await kernel.contributors.viewerKey('Organization/bench'),
    filter: { op: 'always' },
    writes: 'everything',
    choosesIds: true,
  });
  const bodies = Array.from({ length: COUNT }, (_, n) => singleResult(n, `Patient/bench-${n % PEOPLE}`));
  const figures = await measured(AT_ONCE, COUNT, WARM, async (n) => {
    const made = await bound.create('Observation', bodies[n] ?? '');
    if (!made.ok) throw new Error(JSON.stringify(made.refusals));
  });
  await kernel.stop();
  return { statements, figures };
}

async function replay(url: string, statements: readonly Sql[]): Promise<Figures> {
  const pool = new Pool({ connectionString: url, max: LANES });
  const warm = Math.floor((statements.length * WARM) / COUNT);
  const figures = await measured(LANES, statements.length, warm, async (n) => {
    const { text, values, name } = statements[n] as Sql;
    await pool.query({ text, values: values as unknown[], ...(name === undefined ? {} : { name }) });
  });
  await pool.end();
  const each = COUNT / statements.length;
  return { rate: figures.rate * each, nodeMs: figures.nodeMs / each, postgresMs: figures.postgresMs / each };
}

/** Rate and CPU a piece of work behind the warm ones, `width` at once. */
async function measured(
  width: number,
  count: number,
  warm: number,
  work: (n: number) => Promise<void>,
): Promise<Figures> {
  let next = 0;
  let began = { at: 0, cpu: process.cpuUsage(), postgres: 0 };
  await Promise.all(
    Array.from({ length: width }, async () => {
      while (next < count) {
        const n = next;
        next += 1;
        if (n === warm)
          began = { at: performance.now(), cpu: process.cpuUsage(), postgres: usage([postgres]).cpuSeconds };
        await work(n);
      }
    }),
  );
  const { user, system } = process.cpuUsage(began.cpu);
  const done = count - warm;
  return {
    rate: (done * 1_000) / (performance.now() - began.at),
    nodeMs: (user + system) / 1_000 / done,
    postgresMs: ((usage([postgres]).cpuSeconds - began.postgres) * 1_000) / done,
  };
}
