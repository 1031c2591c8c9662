import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Scenario } from '../scenario.ts';

/**
 * A5: random programs run by a user in a world and in its twin without what the user may not see; every answer must be equal. It has
 * an entry of its own (`torture/two-world`), which brings its positive controls and prints `N programs, N differences`.
 */
export const twoWorlds: Scenario = {
  name: 'A5',
  run: async ({ count, seed }) => {
    const args = ['--import', 'tsx', 'torture/two-world/run.ts', '--programs', String(count), '--seed', String(seed)];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    const [code] = (await once(child, 'exit')) as [number | null];
    const lines = output.trim().split('\n');
    const [, programs = '0'] = /(\d+) programs, \d+ differences/.exec(output) ?? [];
    const violations = code === 0 ? [] : lines.slice(-20).map((text) => ({ invariant: 'A5', text }));
    return { name: 'A5', cases: Number(programs), violations, note: lines.at(-1) ?? '' };
  },
};
