#!/usr/bin/env node
// concord: the command line. Installs and builds first where that has not been done; what it says about that goes to standard error.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from '../build.mjs';
import { ensureInstalled } from '../install.mjs';

try {
  ensureInstalled({ development: false });
  await ensureBuilt();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

const program = join(import.meta.dirname, '..', 'dist', 'concord.mjs');
process.argv[1] = program;
process.setSourceMapsEnabled(true);
await import(pathToFileURL(program).href);
