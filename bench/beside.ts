import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A server of the bench beside the program, on the same database. */
export type Beside = { readonly port: number; readonly pid: number; readonly stop: () => Promise<void> };

export async function startBeside(file: 'bare' | 'switched', args: readonly string[]): Promise<Beside> {
  const child: ChildProcess = spawn(
    process.execPath,
    ['--import', 'tsx', join(import.meta.dirname, `${file}.ts`), ...args],
    { cwd: import.meta.dirname, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  const [address] = (await Promise.race([once(lines, 'line'), once(child, 'exit')])) as [unknown];
  const port = Number(/:(\d+)$/.exec(String(address))?.[1]);
  if (!Number.isFinite(port)) throw new Error(`bench/${file}.ts did not start`);
  const stop = async (): Promise<void> => {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  };
  return { port, pid: child.pid ?? 0, stop };
}
