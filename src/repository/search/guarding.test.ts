import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Keys, patientsOf, parametersOf, RESOURCE_TYPES } from '#fhir';
import { openStore, sql } from '#store';
import { freshDatabase } from '#testing/database';
import { expect, test } from 'vitest';
import { tellsHome } from './home.ts';
import { searchIn } from './search.ts';
import { NOW, SYSTEM } from './searched.testing.ts';

// Shows requirement V8.3.1.
// Shows a control of hazard H5.
test('no statement of a search names a table of the record by itself', () => {
  const files = readdirSync(import.meta.dirname).filter((name) => /^[a-z-]+\.ts$/.test(name));
  expect(files.length).toBeGreaterThan(12);
  const named = files.flatMap((name) => {
    const text = readFileSync(join(import.meta.dirname, name), 'utf8');
    return [...text.matchAll(/\b(?:from|join|into|update)\s+(resource|history|posting|access)\b(?=[^']*`)/g)].map(
      (found) => `${name}: ${found[0]}`,
    );
  });
  expect(named).toEqual([]);
});

test('where a reference tells the home, it is the first of the patients of a resource, whoever else takes part', () => {
  const types = RESOURCE_TYPES.filter((type) => tellsHome(type, 'subject'));
  expect(types.length).toBeGreaterThan(40);
  for (const type of types) {
    const references = parametersOf(type)
      .filter((parameter) => parameter.type === 'reference')
      .map(({ code }) => ({ p: code, type: 'Patient', id: tellsHome(type, code) ? 'about' : `by-${code}` }));
    const keys: Keys = {
      references,
      tokens: [],
      texts: [],
      strings: [],
      dates: [],
      uris: [],
      numbers: [],
      quantities: [],
      composites: [],
    };
    expect(patientsOf(type, {}, keys)[0], type).toBe('Patient/about');
  }
});

// Shows requirement API4:2023.
test('a search that takes too long is refused, and says what to do', async () => {
  const database = await freshDatabase();
  const hasty = await openStore({ url: database.url, max: 1, statementTimeoutMs: 100 });
  const asking = { access: SYSTEM, now: new Date(NOW), secret: 'x' };
  const search = () => searchIn(hasty, asking, { type: 'Patient', parameters: [], handling: 'strict' });
  try {
    await database.store.write(async (other) => {
      await other.run(sql`lock table resource in access exclusive mode`);
      expect(await search()).toMatchObject({ ok: false, refusals: [{ code: 'search.timeout', type: 'too-costly' }] });
    });
    expect(await search()).toMatchObject({ ok: true, value: { total: 0 } });
  } finally {
    await hasty.close();
    await database.drop();
  }
});
