// npm start: installs what is missing, builds what has changed, and serves. Plain Node, so that it runs on a bare clone.
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 20)) {
  console.error(`Concord needs Node 20.20 or later; this is ${process.version}.`);
  process.exit(1);
}

try {
  ensureInstalled({ development: false });
  await ensureBuilt();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

// In this very process: Ctrl-C and exit codes are the program's own, with nobody between.
const program = join(import.meta.dirname, 'dist', 'concord.mjs');
process.argv = [process.execPath, program, 'serve', ...process.argv.slice(2)];
process.setSourceMapsEnabled(true);
await import(pathToFileURL(program).href);
