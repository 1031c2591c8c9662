import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { bundled } from './bundled.ts';
import { usage } from './gauge.ts';

/** What a load asks: `count` GETs of the paths in turn over `width` connections, after `warm` that do not count. */
export type Drive = {
  readonly port: number;
  /** One header line, 'authorization: Bearer ...'. */
  readonly header: string;
  readonly paths: readonly string[];
  readonly width: number;
  readonly warm: number;
  readonly count: number;
};

/** What came of it; times in ms, the load's own CPU a request beside. */
export type Driven = {
  readonly p50: number;
  readonly p99: number;
  readonly rate: number;
  readonly kb: number;
  readonly ownCpuMs: number;
};

/** Bundled once: a load is started some hundred times a run, and a loader takes longer than some of them last. */
let program: Promise<string> | undefined;

/** Runs a load in a process of its own; with the CPU a request that the servers took (their warm-up included). */
export async function driven(
  drive: Drive,
  servers: readonly number[] = [],
): Promise<Driven & { readonly cpuMs: number }> {
  program ??= bundled({ drive: join(import.meta.dirname, 'drive.ts') });
  const path = join(await program, 'drive.mjs');
  const before = usage(servers).cpuSeconds;
  const child = spawn(process.execPath, [path], {
    cwd: import.meta.dirname,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stdin.end(JSON.stringify(drive));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`the load failed: ${drive.paths[0]}`);
  const cpuMs = ((usage(servers).cpuSeconds - before) * 1_000) / (drive.warm + drive.count);
  return { ...(JSON.parse(Buffer.concat(chunks).toString()) as Driven), cpuMs };
}
