import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Migration } from '#store';
import { LAYERS } from './tidy/layers.ts';

/** Every migration in the repository: src/<folder>/migrations/NNNN-name.ts, folders in the order of the layers, files by name. */
export async function allMigrations(): Promise<readonly Migration[]> {
  const files = Object.keys(LAYERS).flatMap(migrationFiles);
  const modules = await Promise.all(files.map((file) => import(pathToFileURL(file).href) as Promise<object>));
  return modules.flatMap((module) => Object.values(module).filter(isMigration));
}

const SRC = join(import.meta.dirname, '..', 'src');

function migrationFiles(folder: string): readonly string[] {
  const path = join(SRC, folder, 'migrations');
  try {
    const names = readdirSync(path).filter((name) => /^\d{4}-[a-z-]+\.ts$/.test(name));
    return names.sort().map((name) => join(path, name));
  } catch {
    return [];
  }
}

function isMigration(value: unknown): value is Migration {
  return typeof value === 'object' && value !== null && 'name' in value && 'sql' in value;
}
