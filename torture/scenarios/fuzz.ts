import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Scenario } from '../scenario.ts';

/** Bodies and patches go with the searches, in the proportions of the bar: 50,000 to 20,000 to 10,000. */
const BODIES = 0.4;
const PATCHES = 0.2;
/** Beyond the bar: operations, histories, conditions; and files. */
const OPERATIONS = 0.1;
const INTAKES = 0.02;

/**
 * F1: odd searches, resources, bundles and patches; always a 2xx or a refusal that names its place, never a 5xx. It has an entry of
 * its own (`torture/fuzz`), which keeps what it finds and prints `N cases, N faults`.
 */
export const fuzz: Scenario = {
  name: 'F1',
  run: async ({ count, seed }) => {
    const asked = { searches: count, bodies: count * BODIES, patches: count * PATCHES };
    const more = { operations: count * OPERATIONS, intakes: count * INTAKES, seed };
    const args = Object.entries({ ...asked, ...more }).flatMap(([name, value]) => [
      `--${name}`,
      String(Math.round(value)),
    ]);
    const child = spawn(process.execPath, ['--import', 'tsx', 'torture/fuzz/run.ts', ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      // The figures are of use in a log; what failed follows them, and stands there once.
      process.stdout.write(chunk);
    });
    const [code] = (await once(child, 'exit')) as [number | null];
    const lines = output.trim().split('\n');
    const [, cases = '0'] = /(\d+) cases, \d+ faults/.exec(output) ?? [];
    const violations = code === 0 ? [] : lines.slice(-40).map((text) => ({ invariant: 'F1', text }));
    return { name: 'F1', cases: Number(cases), violations, note: lines.at(-1) ?? '' };
  },
};
