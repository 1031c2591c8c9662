import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Scenario } from '../scenario.ts';

/**
 * A4: the matrix of authorisation over HTTP. It has an entry of its own (`torture/matrix`), which brings its positive controls and
 * prints how many rows, requests and differences there were. `count` is how many factors meet in all their values: 2 or 3.
 */
export const matrix: Scenario = {
  name: 'A4',
  run: async ({ count, seed }) => {
    const child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', 'torture/matrix/matrix.test.ts'], {
      env: { ...process.env, CONCORD_MATRIX_SEED: String(seed), CONCORD_MATRIX: count > 2 ? 'whole' : 'pairs' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    const [code] = (await once(child, 'exit')) as [number | null];
    const [note, rows = '0'] = /(\d+) rows, .* differences in .* s/.exec(output) ?? [];
    const violations =
      code === 0
        ? []
        : output
            .trim()
            .split('\n')
            .slice(-60)
            .map((text) => ({ invariant: 'A4', text }));
    return { name: 'A4', cases: Number(rows), violations, ...(note === undefined ? {} : { note }) };
  },
};
