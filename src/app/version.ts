import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The package's folder: two steps up from a source, one from the bundle. */
export const ROOT = [join(import.meta.dirname, '..'), join(import.meta.dirname, '..', '..')].find((folder) =>
  existsSync(join(folder, 'package.json')),
) as string;

export const VERSION = (createRequire(import.meta.url)(join(ROOT, 'package.json')) as { version: string }).version;
