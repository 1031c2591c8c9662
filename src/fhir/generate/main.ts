import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generate } from './generate.ts';

const folder = join(dirname(fileURLToPath(import.meta.url)), '..', 'generated');
mkdirSync(folder, { recursive: true });
for (const [name, text] of generate()) {
  writeFileSync(join(folder, name), text);
  console.log(`${name}: ${text.length} characters`);
}
