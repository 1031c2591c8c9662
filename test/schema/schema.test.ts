import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { freshDatabase } from '#testing/database';
import { describeSchema } from './describe.ts';
import { fixturePath } from './fixture.ts';

test('the migrations make the schema that is written down; a change of it is seen in review (npm run schema:write)', async () => {
  const { store } = await freshDatabase();
  expect(await describeSchema(store)).toBe(readFileSync(fixturePath(), 'utf8'));
});
