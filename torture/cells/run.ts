import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CELLS, UNITS } from '../../src/agreement/matrix.testing.ts';
import type { Answer, Task } from './worker.ts';

/*
 * Every cell of the matrix of authorisation, by the compiled policy and by the second reading of the rules. Processes take a unit (a seat
 * under what was agreed) at a time, in order, so that a run that ended early is one stretch of units, and the next begins behind it.
 */
const { values } = parseArgs({
  options: {
    step: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    until: { type: 'string', default: String(UNITS) },
    minutes: { type: 'string' },
    workers: { type: 'string', default: String(availableParallelism()) },
  },
});
const [step, from, until] = [values.step, values.from, values.until].map(Number) as [number, number, number];
const whole = [step, from, until].every(Number.isInteger) && step > 0 && from >= 0 && from < until && until <= UNITS;
if (!whole) throw new Error(`--step is 1 or more, --from and --until are units below and up to ${UNITS}`);
const began = Date.now();
const stop = values.minutes === undefined ? Number.POSITIVE_INFINITY : began + Number(values.minutes) * 60_000;
const PROGRESS_MS = 10_000;
const DIFFERING_MAX = 20;

const differing: string[] = [];
let [cells, visible, differences, next, shown] = [0, 0, 0, from, began];

await Promise.all(Array.from({ length: Number(values.workers) }, work));
for (const one of differing) console.log(`differs: ${one}`);
if (next < until) console.log(`stopped; go on with --from ${next}`);
console.log(
  `${cells} cells of ${CELLS}, ${visible} visible, ${differences} differences, units ${from} to ${next} of ${UNITS}, in ${seconds()} s`,
);
process.exitCode = differences === 0 && cells > 0 ? 0 : 1;

async function work(): Promise<void> {
  const child = fork(join(import.meta.dirname, 'worker.ts'), [], { execArgv: ['--import', 'tsx'] });
  const ended = once(child, 'exit').then(([code]) => Promise.reject(new Error(`a process ended with ${String(code)}`)));
  ended.catch(() => undefined);
  try {
    while (next < until && differences === 0 && Date.now() < stop) {
      const unit = next;
      next += 1;
      add(await Promise.race([answer(child, { unit, step }), ended]));
    }
  } finally {
    child.kill();
  }
}

function answer(child: ChildProcess, task: Task): Promise<Answer> {
  return new Promise((resolve) => {
    child.once('message', resolve as (said: unknown) => void);
    child.send(task);
  });
}

function add(one: Answer): void {
  cells += one.cells;
  visible += one.visible;
  differences += one.differences;
  differing.push(...one.differing.slice(0, DIFFERING_MAX - differing.length));
  if (Date.now() - shown < PROGRESS_MS) return;
  shown = Date.now();
  const left = Math.round(((Date.now() - began) / (next - from)) * ((until - next) / 1_000));
  console.log(
    `unit ${next} of ${until}: ${cells} cells, ${differences} differences, ${seconds()} s, about ${left} s left`,
  );
}

function seconds(): number {
  return Math.round((Date.now() - began) / 100) / 10;
}
