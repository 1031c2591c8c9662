import { costAlone } from './alone.ts';
import type { Bomb } from './bombs.ts';
import type { Case } from './case.ts';
import { type Fault, faultsOf } from './judge.ts';
import type { Program } from './program.ts';
import type { Wire } from './wire.ts';

const BASE_MS = 500;
const MS_A_MB = 200;
const MEMORY_MB = 200;

/** Sends a bomb: it is told what it has to be told, and costs little more than reading it does. */
export async function burst(
  bomb: Bomb,
  wire: Wire,
  program: Program,
): Promise<{ readonly one: Case; readonly faults: readonly Fault[]; readonly told: string }> {
  const one = bomb.make();
  const answer = await wire.ask(one);
  const most = BASE_MS + MS_A_MB * ((one.body?.length ?? 0) / 1024 / 1024);
  const { ms, cpuMs, mb } = await costAlone(wire, program, { one });
  const isTold = typeof bomb.told === 'number' ? answer.status === bomb.told : answer.body.includes(`"${bomb.told}"`);
  const told = `${bomb.name}: ${answer.status}, ${Math.round(ms)} ms, ${cpuMs} ms of processor, ${Math.round(mb)} MB`;
  const isSlow = (ms > most && cpuMs > most) || ms > 5 * most;
  const faults = [
    ...faultsOf(one, answer),
    ...(isTold ? [] : [{ rule: 'bomb', text: `${told} instead of ${bomb.told}: ${answer.body.slice(0, 200)}` }]),
    ...(isSlow || mb > MEMORY_MB
      ? [{ rule: 'bomb', text: `${told}; at most ${Math.round(most)} ms, ${MEMORY_MB} MB` }]
      : []),
  ];
  return { one, faults, told };
}
