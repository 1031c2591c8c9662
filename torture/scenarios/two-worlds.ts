import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Violation } from '../checkers/record.ts';
import type { Scenario } from '../scenario.ts';

/** Far enough apart that the halves never meet the same pair of worlds. */
const APART = 1_000_000;
/** Nearly all that a request makes is soon gone; with room for more of it, it is gone before anybody looks after it. */
const YOUNG = ['--max-semi-space-size=32'];

/**
 * A5: random programs run by a user in a world and in its twin without what the user may not see; every answer must be equal. It has
 * an entry of its own (`torture/two-world`), which brings its positive controls and prints `N programs, N differences`. Two processes
 * share the programs, since one keeps one processor busy; the controls are tried by the first.
 */
export const twoWorlds: Scenario = {
  name: 'A5',
  run: async ({ count, seed, until, done }) => {
    const half = ['--programs', String(Math.ceil(count / 2)), '--minutes', String((until - Date.now()) / 60_000)];
    const halves = await Promise.all([
      compare([...half, '--seed', String(seed), ...doneIn(done, 1)]),
      compare([...half, '--seed', String(seed + APART), '--bare', ...doneIn(done, 2)]),
    ]);
    const next = Math.max(...halves.map((one, index) => one.next - (index === 0 ? 0 : APART)));
    const programs = halves.reduce((sum, one) => sum + one.programs, 0);
    const rest = count - programs;
    const how = done === undefined ? `go on with --seed ${next} --programs ${rest}` : 'go on with the same command';
    const goOn = rest > 0 ? [`${programs} of ${count}; ${how}`] : [];
    return {
      name: 'A5',
      cases: programs,
      violations: halves.flatMap(({ violations }) => violations),
      note: [...halves.map(({ last }) => last), ...goOn].join('; '),
    };
  },
};

/** A file for each half, which nobody else writes. */
function doneIn(done: string | undefined, half: number): readonly string[] {
  return done === undefined ? [] : ['--done', `${done}.${half}`];
}

type Compared = {
  readonly programs: number;
  readonly violations: readonly Violation[];
  readonly last: string;
  /** The first seed that was not tried. */
  readonly next: number;
};

async function compare(args: readonly string[]): Promise<Compared> {
  const child = spawn(process.execPath, [...YOUNG, '--import', 'tsx', 'torture/two-world/run.ts', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  const lines = output.trim().split('\n');
  const [, programs = '0'] = /(\d+) programs, \d+ differences/.exec(output) ?? [];
  const [, next = 'NaN'] = /seeds below (\d+)/.exec(output) ?? [];
  const violations = code === 0 ? [] : lines.slice(-20).map((text) => ({ invariant: 'A5', text }));
  return { programs: Number(programs), violations, last: lines.at(-1) ?? '', next: Number(next) };
}
