import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');

/** The schema of this version of the program, as it was last written down. Those of released versions stay beside it, untouched. */
export function fixturePath(): string {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  return join(ROOT, 'test', 'fixtures', 'schema', `${version.replace(/\.0$/, '')}.txt`);
}
