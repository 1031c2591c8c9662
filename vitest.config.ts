import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'src/**/*.test.ts',
      'src/**/*.test.tsx',
      'test/**/*.test.ts',
      'packs/**/*.test.ts',
      'torture/**/*.test.ts',
    ],
    globalSetup: ['test/database.setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  },
});
