import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const SIZE_MB = 700;

export async function run(program: string, args: readonly string[]): Promise<void> {
  await promisify(execFile)(program, [...args]);
}

/** A small disk of its own, taken away afterwards; undefined where this machine mounts none. */
export async function mounted<T>(kind: 'tmpfs' | 'ext4', work: (disk: string) => Promise<T>): Promise<T | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'concord-disk-'));
  const [disk, image] = [join(folder, 'disk'), join(folder, 'image')];
  try {
    await run('mkdir', [disk]);
    if (kind === 'tmpfs') await run('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_MB}m,mode=755`, 'tmpfs', disk]);
    else {
      await run('truncate', ['-s', `${SIZE_MB}M`, image]);
      await run('mkfs.ext4', ['-q', image]);
      await run('mount', ['-o', 'loop', image, disk]);
    }
  } catch {
    await rm(folder, { recursive: true, force: true });
    return undefined;
  }
  try {
    return await work(disk);
  } finally {
    await run('umount', [disk]).catch(() => run('umount', ['-l', disk]));
    await rm(folder, { recursive: true, force: true });
  }
}
