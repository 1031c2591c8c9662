import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Access, labelBits } from '#agreement';
import { sql, type Store } from '#store';
import { freshDatabase, type TestDatabase } from '#testing/database';
import { type Opened, openForTest, START } from '../open.testing.ts';
import { SHIPPED } from './codes.ts';
import { keepSets, type KeptSets } from './keep.ts';

/*
 * A seat that sees everything but what is labelled HIV or TB; rows with codes that no set knows, of which one is loaded.
 */
const SNOMED = 'http://snomed.info/sct';
const GOUT = '90560007';
const MIGRAINE = '37796009';
let database: TestDatabase;
let store: Store;
let kept: KeptSets;
let opened: Opened;
let writer: Access;
let seat: Access;

beforeAll(async () => {
  database = await freshDatabase();
  ({ store } = database);
  kept = await keepSets(store, () => START);
  opened = openForTest(store, { labels: kept });
  writer = await opened.system();
  seat = {
    ...(await opened.nurse('Organization/other')),
    filter: {
      op: 'or',
      of: [{ op: 'and', of: [{ op: 'unlabelled', bits: labelBits('hiv', 'tuberculosis') }] }, { op: 'impersonal' }],
    },
  };
});

afterAll(async () => {
  await opened.stop();
  await database.drop();
});

const condition = (code: string) =>
  JSON.stringify({
    resourceType: 'Condition',
    code: { coding: [{ system: SNOMED, code }] },
    subject: { reference: 'Patient/p1' },
  });

async function write(code: string, by: Opened = opened): Promise<string> {
  const written = await by.bind(writer).create('Condition', condition(code));
  if (!written.ok) throw new Error(written.refusals[0].text);
  return written.value.id;
}

/** What of some items is seen by each way there is. */
async function seen(ids: readonly string[]): Promise<readonly string[]> {
  const repository = opened.bind(seat);
  const found: string[] = [];
  for (const code of [GOUT, MIGRAINE]) {
    const page = await repository.search({
      type: 'Condition',
      parameters: [
        ['code', `${SNOMED}|${code}`],
        ['_count', '1000'],
        ['_total', 'accurate'],
      ],
      handling: 'strict',
    });
    if (!page.ok) throw new Error(page.refusals[0].text);
    expect(page.value.total).toBe(page.value.entries.length);
    found.push(...page.value.entries.map(({ resource }) => resource.id));
  }
  const some = found.filter((id) => ids.includes(id)).sort();
  const read = await repository.readMany(ids.map((id) => `Condition/${id}`));
  expect(read.map(({ id }) => id).sort()).toEqual(some);
  for (const id of ids) {
    const versions = await repository.history({ type: 'Condition', id, count: 10 });
    expect(versions.ok && versions.value.entries.length > 0, id).toBe(some.includes(id));
    expect((await repository.vread('Condition', id, 1)).ok, id).toBe(some.includes(id));
  }
  return some;
}

const slot = (label: 'hiv' | 'tuberculosis', code: string) => ({
  id: `${label}-${code}`,
  label,
  name: `codes of ${label}`,
  licence: 'a licence of this test',
  by: 'a tester',
  text: `system,code\n${SNOMED},${code}\n`,
});

const relabel = (more: object = {}) => opened.labels.relabel({ page: 3, settleMs: 0, ...more });

// Shows a control of hazard H8.
test('codes that are loaded hide what they mark at once, and everything that nobody has looked at until somebody has', async () => {
  const marked = await write(GOUT);
  const other = await write(MIGRAINE);
  expect(await seen([marked, other])).toEqual([marked, other].sort());
  expect(await opened.labels.load(slot('hiv', GOUT))).toMatchObject({ ok: true, value: { codes: 1, version: 2 } });
  expect(await seen([marked, other])).toEqual([]);
  // What is written from now on is labelled by the new sets.
  const [late, free] = [await write(GOUT), await write(MIGRAINE)];
  expect(await seen([marked, other, late, free])).toEqual([free]);
  expect((await opened.labels.standing()).open).toMatchObject([{ version: 2, because: 'Loaded: codes of hiv' }]);
  await relabel();
  expect(await seen([marked, other, late, free])).toEqual([other, free].sort());
  expect(await opened.labels.standing()).toMatchObject({ open: [], slots: [{ codes: 1, label: 'hiv' }] });
  expect(opened.labels.stale()).toEqual([]);
});

test('a process that has not heard of it writes meanwhile, and what it wrote is looked at too', async () => {
  const all = await Promise.all(Array.from({ length: 8 }, () => write(MIGRAINE)));
  const deaf = openForTest(store, { labels: { ...kept, sets: frozen(kept) }, random: Math.random });
  expect((await opened.labels.load(slot('tuberculosis', MIGRAINE))).ok).toBe(true);
  let written: string | undefined;
  await relabel({
    looked: async () => {
      written ??= await write(MIGRAINE, deaf);
    },
  });
  expect(await seen(all)).toEqual([]);
  expect(written === undefined ? ['nothing was written'] : await seen([written])).toEqual([]);
  const [{ old } = { old: -1 }] = await store.all<{ old: number }>(
    sql`select count(*)::int as old from resource where labver < 3`,
  );
  expect(old).toBe(0);
});

function frozen({ sets }: KeptSets): KeptSets['sets'] {
  const then = sets();
  return () => then;
}

test('codes that are taken away hide on until it has been looked at, and no longer', async () => {
  const id = await write(GOUT);
  expect(await seen([id])).toEqual([]);
  expect(await opened.labels.remove(`hiv-${GOUT}`)).toEqual({ ok: true, value: true });
  expect(await seen([id])).toEqual([]);
  await relabel();
  expect(await seen([id])).toEqual([id]);
  expect(await opened.labels.remove(`hiv-${GOUT}`)).toMatchObject({
    ok: false,
    refusals: [{ code: 'label.no-slot' }],
  });
});

test('a release that knows more codes is noticed when it starts, and one that knows the same changes nothing', async () => {
  const before = kept.sets().version;
  const same = await keepSets(store, () => START);
  expect(same.sets().version).toBe(before);
  await same.stop();
  const newer = await keepSets(store, () => START, [...SHIPPED, { label: 'genetic', icd: 'Q99' }]);
  expect(newer.sets()).toMatchObject({ version: before + 1, stale: [{ bits: labelBits('genetic') }] });
  await kept.reload();
  await relabel();
  await newer.reload();
  expect(newer.sets().stale).toEqual([]);
  await newer.stop();
});

// Killed at random pages again and again, it goes on where it was.
test('is killed, resumes, and ends with what one that was never killed gives', { timeout: 120_000 }, async () => {
  const ids = await Promise.all(Array.from({ length: 60 }, (_, at) => write(at % 3 === 0 ? GOUT : '22298006')));
  expect((await opened.labels.load({ ...slot('hiv', GOUT), id: 'again' })).ok).toBe(true);
  expect(await seen(ids)).toEqual([]);
  let killed = 0;
  for (let run = 0; run < 40; run += 1) {
    const code = await child(run);
    if (code === 0) break;
    killed += 1;
    expect(opened.labels.stale().length).toBe(1);
  }
  expect(killed).toBeGreaterThan(1);
  await kept.reload();
  expect((await opened.labels.standing()).open).toEqual([]);
  const rows = await store.all<{ id: string; lab: number; posted: number }>(sql`
    select r.id, r.lab, max(p.lab) as posted from resource r join posting p on (p.bkt, p.typ, p.id) = (r.bkt, r.typ, r.id)
    where r.id = any(${ids}::text[]) group by r.id, r.lab`);
  expect(rows).toHaveLength(ids.length);
  for (const { id, lab, posted } of rows) {
    const wanted = ids.indexOf(id) % 3 === 0 ? labelBits('hiv') : 0;
    expect({ lab, posted }).toEqual({ lab: wanted, posted: wanted });
  }
});

async function child(seed: number): Promise<number | null> {
  const script = join(import.meta.dirname, 'relabel-alone.testing.ts');
  const running = spawn(process.execPath, ['--import', 'tsx', script, database.url], {
    env: { ...process.env, CONCORD_TORTURE: '1', CONCORD_FAULT: `mid-job:0.12:${seed}` },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(running, 'close')) as [number | null];
  return code;
}
