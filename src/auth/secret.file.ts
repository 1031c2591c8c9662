import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The installation's secret: CONCORD_SECRET where the operator gives one (several programs on one database must), else a file
 * of the data folder that only its owner can read, made on first use.
 */
export function installationSecret(folder: string, given: string | undefined): string {
  if (given !== undefined && given !== '') return given;
  const path = join(folder, 'secret');
  if (existsSync(path)) return readFileSync(path, 'utf8').trim();
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    // 'wx': two programs that start at once agree on the secret of the first.
    writeFileSync(path, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
    chmodSync(path, 0o600);
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error;
  }
  return readFileSync(path, 'utf8').trim();
}
