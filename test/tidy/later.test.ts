import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import later from '../later.json' with { type: 'json' };

test('what is tried later is there: a name that matches no file would be left out of both runs without a word', () => {
  expect(later.files.filter((file) => !existsSync(file))).toEqual([]);
  expect(new Set(later.files).size).toBe(later.files.length);
});
