import { expect, test } from 'vitest';
import { migrations } from '#app';
import { allMigrations } from '../migrations.ts';

test('the program applies every migration there is', async () => {
  const names = (list: readonly { readonly name: string }[]): readonly string[] =>
    list.map(({ name }) => name).toSorted();
  expect(names(migrations())).toEqual(names(await allMigrations()));
});
