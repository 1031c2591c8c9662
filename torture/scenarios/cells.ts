import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Scenario } from '../scenario.ts';

/**
 * A6: the cells of the matrix of authorisation, by the compiled policy and by the second reading of the rules. It has an entry of its own
 * (`torture/cells`), which shows how far it is and can go on where it was stopped. `count`: every how many cells one is run; 1 is all.
 */
export const cells: Scenario = {
  name: 'A6',
  run: async ({ count, until }) => {
    const minutes = (until - Date.now()) / 60_000;
    const args = ['--import', 'tsx', 'torture/cells/run.ts', '--step', String(count), '--minutes', String(minutes)];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      process.stdout.write(chunk);
      output += chunk.toString();
    });
    const [code] = (await once(child, 'exit')) as [number | null];
    const lines = output.trim().split('\n');
    const [, run = '0'] = /^(\d+) cells of /m.exec(output) ?? [];
    const violations = code === 0 ? [] : lines.slice(-21).map((text) => ({ invariant: 'A6', text }));
    return { name: 'A6', cases: Number(run), violations, note: lines.slice(-2).join('; ') };
  },
};
