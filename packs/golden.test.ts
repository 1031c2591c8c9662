import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { catalogue } from '../src/insight/catalogue.ts';
import { checkPack } from '../src/insight/pack-check.ts';

const folder = import.meta.dirname;
const packs = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('golden.json'))
  .map((path) => path.slice(0, -'/golden.json'.length));

describe.each(packs)('%s', (name) => {
  const read = (file: string) => readFileSync(join(folder, name, file), 'utf8');

  test('answers of its golden people what they state', () => {
    const check = checkPack({ pack: read('pack.json'), golden: read('golden.json') });
    expect(check.lines).toEqual([]);
    expect(check.people).toBeGreaterThanOrEqual(20);
  });
});

test('every pack with golden people ships, and every one that ships has them', () => {
  const ids = packs.map((name) => {
    const { id, version } = JSON.parse(readFileSync(join(folder, name, 'pack.json'), 'utf8')) as Record<string, string>;
    return `${id} ${version}`;
  });
  expect(ids.sort()).toEqual(catalogue.map(({ key }) => key).sort());
});

test('a measure is named once among the packs', () => {
  const ids = catalogue.flatMap(({ pack }) => pack.measures.map(({ id }) => id));
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
});
