import { defineConfig } from 'vitest/config';
import later from './test/later.json' with { type: 'json' };

/** Folders of pure code: their tests keep nothing between them, so that files share what they import. */
const PURE = ['src/agreement/**', 'src/base/**', 'src/fhir/**', 'src/web/**'];
const tests = ['ts', 'tsx'].flatMap((kind) =>
  ['src', 'test', 'packs', 'torture'].map((folder) => `${folder}/**/*.test.${kind}`),
);

/** What runs apart: in a browser, at length, or long. A project's own list is the one that counts, whatever the command line says. */
const APART = process.env['CONCORD_TESTS'] === 'beside' ? ['test/e2e/**', 'test/all/**', ...later.files] : [];

/** What only ends a test that hangs: journeys of many pages take long where others work beside. */
const PATIENCE = process.env['CONCORD_TESTS'] === 'whole' ? 120_000 : 60_000;

export default defineConfig({
  test: {
    testTimeout: PATIENCE,
    expect: { poll: { timeout: 20_000 } },
    hookTimeout: 120_000,
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          include: PURE.flatMap((folder) => [`${folder}/*.test.ts`, `${folder}/*.test.tsx`]),
          isolate: false,
        },
      },
      {
        extends: true,
        test: { name: 'record', include: tests, exclude: [...PURE, ...APART], globalSetup: ['test/database.setup.ts'] },
      },
    ],
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  },
});
