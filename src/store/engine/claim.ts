import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Claims a data folder for this program, for as long as it lives: a listening socket that the kernel gives to one process alone and
 * takes back however the process ends, so a crash leaves nothing to clean up. Throws where another program has it.
 */
export async function claim(folder: string): Promise<() => Promise<void>> {
  const path = socketPath(folder);
  const server = await listen(path).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE' || (await answers(path))) throw taken(folder, error);
    // Only where sockets are files (macOS): left by a program that crashed.
    await rm(path, { force: true });
    return listen(path).catch((again: unknown) => {
      throw taken(folder, again);
    });
  });
  server.unref();
  return () => new Promise((resolve) => server.close(() => resolve()));
}

/** Linux has sockets without a file. The name holds a hash, since it has 107 bytes. */
function socketPath(folder: string): string {
  const hash = createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 32);
  return process.platform === 'linux' ? `\0concord-${hash}` : join(tmpdir(), `concord-${hash}`);
}

function listen(path: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((connection) => connection.end());
    server.once('error', reject);
    server.listen(path, () => resolve(server));
  });
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = connect(path);
    connection.once('connect', () => {
      connection.destroy();
      resolve(true);
    });
    connection.once('error', () => resolve(false));
  });
}

function taken(folder: string, cause: unknown): Error {
  return new Error(`another Concord runs on this folder: ${folder}`, { cause });
}
