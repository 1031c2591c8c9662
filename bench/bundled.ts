import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build, type BuildOptions } from 'esbuild';

/** The build's own way to bundle; it is plain Node, so that it runs on a bare clone. */
type Bundling = { readonly program: (entries: Readonly<Record<string, string>>, outdir: string) => BuildOptions };

/** Programs of a bench, bundled as the program is: what runs through a loader is slower. Answers the folder they are in. */
export async function bundled(entries: Readonly<Record<string, string>>): Promise<string> {
  const folder = join(import.meta.dirname, '..', 'dist.bench');
  mkdirSync(folder, { recursive: true });
  const { program } = (await import(join(import.meta.dirname, '..', 'build.mjs'))) as Bundling;
  await build(program(entries, folder));
  return folder;
}
