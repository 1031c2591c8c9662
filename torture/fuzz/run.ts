import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { seeded } from '#base';
import { openCluster } from '../cluster.ts';
import { resourceCase } from './bodies.ts';
import { BOMBS } from './bombs.ts';
import { burst } from './burst.ts';
import { bundleCase } from './bundles.ts';
import { type Case, told } from './case.ts';
import { type Found, openFigures } from './figures.ts';
import { faultsOf, searchFaults } from './judge.ts';
import { intakeCase } from './intakes.ts';
import { operationCase } from './operations.ts';
import { openPatching } from './patching.ts';
import { picker } from './pick.ts';
import { cpuMsOf, forgetPeak, memoryOf } from './process.ts';
import { startMeasured } from './program.ts';
import { seedOf } from './seeds.ts';
import { searchCase } from './searches.ts';
import { openWire, type Wire } from './wire.ts';
import { corpus, fill } from './world.ts';

const { values } = parseArgs({
  options: {
    searches: { type: 'string', default: '10000' },
    bodies: { type: 'string', default: '4000' },
    patches: { type: 'string', default: '2000' },
    operations: { type: 'string', default: '1000' },
    intakes: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
  },
});
const LANES = 8;
const BUNDLES = 0.25;
const out = join(import.meta.dirname, '..', 'out');
const seed = Number(values.seed);
const from = corpus();
const figures = openFigures();
const cluster = await openCluster('fuzz');
try {
  const program = await startMeasured(cluster);
  const lanes = Array.from({ length: LANES }, () => openWire(Number(new URL(cluster.base()).port), cluster.token));
  const [first] = lanes as [Wire];
  await fill(first);
  forgetPeak(cluster.pid());
  const before = memoryOf(cluster.pid()).now;
  const cpuBefore = cpuMsOf(cluster.pid());
  const began = performance.now();
  await inLanes(lanes, Number(values.searches), async (wire, number) => {
    const one = searchCase(pickerOf(1, number));
    await judged(wire, one, () => searchFaults(one));
  });
  await inLanes(lanes, Number(values.bodies), async (wire, number) => {
    const pick = pickerOf(2, number);
    await judged(wire, pick.chance(BUNDLES) ? bundleCase(pick, from) : resourceCase(pick, from));
  });
  const patching = openPatching(from);
  await inLanes(lanes, Number(values.patches), async (wire, number) => {
    const asked = await patching(wire, pickerOf(3, number));
    figures.count(asked.one, asked.answer, asked.faults, asked.before);
  });
  await inLanes(lanes, Number(values.operations), (wire, number) =>
    judged(wire, operationCase(pickerOf(4, number), from)),
  );
  await inLanes(lanes, Number(values.intakes), (wire, number) => judged(wire, intakeCase(pickerOf(5, number), from)));
  figures.note(`cases took ${Math.round((performance.now() - began) / 1_000)} s`);
  await figures.again(first, program);
  for (const bomb of BOMBS) {
    const { one, faults, told: words } = await burst(bomb, first, program);
    figures.burst(one, faults);
    figures.note(words);
  }
  const memory = memoryOf(cluster.pid());
  figures.memory({ before, ...memory, cpuMs: cpuMsOf(cluster.pid()) - cpuBefore });
  for (const wire of lanes) wire.close();
} catch (error) {
  console.log(cluster.output().slice(-3_000));
  throw error;
} finally {
  await cluster.remove();
}
await mkdir(out, { recursive: true });
for (const line of figures.lines()) console.log(line);
for (const [place, found] of figures.found().entries()) await keep(found, place);
console.log(figures.last());
process.exitCode = figures.found().length === 0 ? 0 : 1;

function pickerOf(kind: number, number: number) {
  return picker(seeded(seed * 1_000_003 + kind * 100_003_001 + number * 7_919));
}

async function judged(wire: Wire, one: Case, more: () => ReturnType<typeof searchFaults> = () => []): Promise<void> {
  const answer = await wire.ask(one);
  figures.count(one, answer, [...faultsOf(one, answer), ...more()]);
}

/** Cases by their numbers, several at a time: a lane takes the next when it is free. */
async function inLanes(
  lanes: readonly Wire[],
  count: number,
  work: (wire: Wire, number: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  await Promise.all(
    lanes.map(async (wire) => {
      while (next < count) await work(wire, next++);
    }),
  );
}

/** What was found, ready to be kept among the seeds. */
async function keep(found: Found, place: number): Promise<void> {
  console.log(`${found.fault.rule}: ${found.fault.text}\n  ${told(found.one)}`);
  const path = join(out, `fuzz-${seed}-${place}.json`);
  await writeFile(path, `${JSON.stringify(seedOf(found), null, 2)}\n`);
}
