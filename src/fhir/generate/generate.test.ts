import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { generate } from './generate.ts';

const folder = join(dirname(fileURLToPath(import.meta.url)), '..', 'generated');

test('what is committed is what the definitions give, byte for byte', () => {
  for (const [name, text] of generate()) expect(readFileSync(join(folder, name), 'utf8') === text, name).toBe(true);
});
