import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** A program of ours that says when it is ready. */
export async function started(
  path: string,
  args: readonly string[],
  execArgv: readonly string[] = [],
): Promise<ChildProcess> {
  const child = fork(path, args, { env: { ...process.env, DATABASE_URL: '' }, execArgv: [...execArgv] });
  const failed = once(child, 'exit').then(() => Promise.reject(new Error(`${path} ended`)));
  await Promise.race([once(child, 'message'), failed]);
  failed.catch(() => undefined);
  return child;
}

export async function ended(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await exit;
}
