import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrations } from '#app';
import { type OpenRepository, openRepository, verifyAudit } from '#repository';
import { migrate, openStore, type Sql, type Store, sql, startEmbedded } from '#store';
import type { Claim } from './run.ts';

const LINES = Number(process.env['BENCH_LINES'] ?? 1_000_000);
const BACKLOG = 50_000;
const ROUNDS = 7;
const CREATES = 2_000;
const AT_ONCE = 32;

/**
 * What sealing costs: a create with and without the two defaults that seals need (both on one database, rounds in turn), a line
 * sealed, and a million lines verified.
 */
export const audit: Claim = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'concord-bench-audit-'));
  const engine = await startEmbedded({ folder, sharedBuffers: '256MB' });
  const store = await openStore({ url: engine.url, max: 12, statementTimeoutMs: 300_000 });
  let repository: OpenRepository | undefined;
  try {
    await migrate(store, migrations());
    const opened = open(store);
    repository = opened;
    const creates = await compareCreates(store, opened);
    await sealAll(opened);
    await fill(store, BACKLOG);
    const sealed = await timed(async () => {
      await sealAll(opened);
    });
    const rest = LINES - (await count(store));
    await fill(store, Math.max(0, rest));
    await sealAll(opened);
    let lines = 0;
    const verified = await timed(async () => {
      const found = await verifyAudit(store);
      if (found.faults.length > 0) throw new Error('the bench verifies what nobody touched');
      lines = found.lines;
    });
    return [
      ...creates,
      { name: 'lines sealed a second, from a backlog', value: Math.round((BACKLOG / sealed) * 1_000), unit: '/s' },
      { name: 'of one core at 5,000 lines a second', value: round((sealed / BACKLOG) * 5_000 * 0.1), unit: '%' },
      { name: `${lines.toLocaleString('en-GB')} lines verified`, value: round(verified / 1_000), unit: 's' },
    ];
  } finally {
    await repository?.stop();
    await store.close();
    await engine.stop();
    await rm(folder, { recursive: true, force: true });
  }
};

function open(store: Store): OpenRepository {
  return openRepository({
    store,
    now: Date.now,
    random: Math.random,
    projections: [],
    admissions: [],
    secret: 'of the bench',
  });
}

const WITH: readonly Sql[] = [
  sql`alter table audit alter column salt set default gen_random_uuid()`,
  sql`alter table audit alter column seq set default case when pg_current_xact_id() is null then null else nextval('audit_line') end`,
];
const WITHOUT: readonly Sql[] = [
  sql`alter table audit alter column salt drop default`,
  sql`alter table audit alter column seq set default nextval('audit_line')`,
];

async function compareCreates(store: Store, repository: OpenRepository) {
  const organization = await repository.contributors.organizationKey('Organization/bench');
  const bound = repository.bind({
    principal: 'client/bench',
    role: 'system',
    purpose: 'direct-care',
    organization,
    basis: await repository.contributors.basisKey(organization, 'bench', 'direct-care'),
    viewer: await repository.contributors.viewerKey('Organization/bench'),
    filter: { op: 'always' },
    writes: 'everything',
    choosesIds: true,
  });
  const body = JSON.stringify({
    resourceType: 'Observation',
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: '59261-8' }] },
    subject: { reference: 'Patient/bench' },
    effectiveDateTime: '2026-01-01',
    valueQuantity: { value: 50, unit: 'mmol/mol' },
  });
  const creating = () =>
    timed(async () => {
      for (let made = 0; made < CREATES; made += AT_ONCE) {
        await Promise.all(Array.from({ length: AT_ONCE }, () => bound.create('Observation', body)));
      }
    });
  const [before, after]: [number[], number[]] = [[], []];
  await creating();
  for (let at = 0; at < ROUNDS * 2; at += 1) {
    const sealing = at % 2 === 0;
    for (const change of sealing ? WITH : WITHOUT) await store.run(change);
    (sealing ? after : before).push((await creating()) / CREATES);
  }
  for (const change of WITH) await store.run(change);
  const [was, is] = [median(before), median(after)];
  return [
    { name: 'a create without salt and order of lines', value: round(was * 1_000), unit: 'µs' },
    { name: 'a create with them', value: round(is * 1_000), unit: 'µs' },
    { name: 'difference', value: round((is / was - 1) * 100), unit: '%' },
  ];
}

async function sealAll({ seals }: OpenRepository): Promise<void> {
  while ((await seals.seal()) > 0);
}

/** Lines as reads leave them. */
async function fill(store: Store, lines: number): Promise<void> {
  for (let made = 0; made < lines; made += 50_000) {
    await store.run(sql`insert into audit (at, principal, viewer, organization, role, purpose, action, typ, id, bkt, cmp, found, outcome)
      select now(), 'account/' || g % 500, 1, 1, 'practice-nurse', 'direct-care', 'read', 'Observation', md5(g::text), g % 32768, g,
        array['Observation/' || md5(g::text)], 'done' from generate_series(1, ${Math.min(50_000, lines - made)}::int) g`);
  }
}

async function count(store: Store): Promise<number> {
  return (await store.first<{ count: number }>(sql`select count(*)::int as count from audit`))?.count ?? 0;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
