import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Scenario } from '../scenario.ts';

/** K1: the kept figures against a recomputation from the raw resources, after `count` random acts (`test/all/tallies.test.ts`). */
export const tallies: Scenario = {
  name: 'K1',
  run: async ({ count, seed }) => {
    const child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', 'test/all/tallies.test.ts'], {
      env: { ...process.env, CONCORD_ACTS: String(count), CONCORD_ACTS_SEED: String(seed) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    const [code] = (await once(child, 'exit')) as [number | null];
    const [note, acts = '0'] = /(\d+) acts, .*/.exec(output) ?? [];
    const told = output.trim().split('\n').slice(-60);
    const violations = code === 0 ? [] : told.map((text) => ({ invariant: 'K1', text }));
    return { name: 'K1', cases: Number(acts), violations, ...(note === undefined ? {} : { note }) };
  },
};
