import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Cluster, openCluster } from '../torture/cluster.ts';
import { alerts } from './alerts.ts';
import { ask } from './ask.ts';
import { audit } from './audit.ts';
import { board } from './board.ts';
import { create } from './create.ts';
import { figures } from './figures.ts';
import { floor } from './floor.ts';
import { machine } from './gauge.ts';
import { intake } from './intake.ts';
import { ladder } from './ladder.ts';
import { measures } from './measures.ts';
import { money } from './money.ts';
import { obligations } from './obligations.ts';
import { page } from './page.ts';
import { policy } from './policy.ts';
import { pure } from './pure.ts';
import { read } from './read.ts';
import { reading } from './reading.ts';
import { refresh } from './refresh.ts';
import { revocation } from './revocation.ts';
import { screens } from './screens.ts';
import { stream } from './stream.ts';

export type Figure = { readonly name: string; readonly value: number; readonly unit: string };
export type Claim = (cluster: Cluster) => Promise<readonly Figure[]>;

const CLAIMS: Readonly<Record<string, Claim>> = {
  intake,
  create,
  floor,
  pure,
  stream,
  read,
  ask,
  ladder,
  policy,
  page,
  screens,
  refresh,
  measures,
  board,
  figures,
  reading,
  alerts,
  audit,
  obligations,
  revocation,
  money,
};

/** Claims about screens need a partnership. */
const WITH_PEOPLE: readonly string[] = ['page', 'screens', 'refresh', 'measures', 'board', 'alerts'];

/** Claims that start what they need by themselves. */
const ALONE: readonly string[] = [
  'audit',
  'create',
  'figures',
  'floor',
  'pure',
  'reading',
  'ladder',
  'obligations',
  'revocation',
  'screens',
  'money',
];

const asked = process.argv[2] ?? 'all';
const names = asked === 'all' ? Object.keys(CLAIMS) : [asked];
if (names.some((name) => !(name in CLAIMS)))
  throw new Error(`there is no bench '${asked}': ${Object.keys(CLAIMS).join(', ')}, all`);
if (spawnSync(process.execPath, ['build.mjs'], { stdio: 'inherit' }).status !== 0) throw new Error('the build failed');

for (const name of names) {
  const cluster = await openCluster(`bench-${name}`, WITH_PEOPLE.includes(name) ? 'small' : 'none');
  try {
    if (!ALONE.includes(name)) await cluster.start();
    const found = (await CLAIMS[name]?.(cluster)) ?? [];
    const date = new Date().toISOString().slice(0, 10);
    console.log(`\n${name}, ${machine()}, ${date}`);
    for (const figure of found) console.log(`| ${figure.name} | ${figure.value} ${figure.unit} |`);
    const folder = join(import.meta.dirname, 'results');
    await mkdir(folder, { recursive: true });
    await writeFile(
      join(folder, `${name}.json`),
      `${JSON.stringify({ name, machine: machine(), date, figures: found }, null, 2)}\n`,
    );
  } finally {
    await cluster.remove();
  }
}
