import { seeded } from '#base';

/** Named points at which the torture harness kills the program, to see that nothing acknowledged is lost and nothing is half done. */
export type FaultPoint =
  | 'after-begin'
  | 'mid-bundle'
  | 'before-commit'
  | 'after-commit-before-ack'
  | 'mid-seal'
  | 'mid-reindex'
  | 'mid-job';

/**
 * Does nothing, unless CONCORD_FAULT names this point with its chance ('before-commit:0.01', optionally a seed
 * 'before-commit:0.01:7') and CONCORD_TORTURE is 1: then the program dies here as if its power were cut.
 */
export function fault(point: FaultPoint): void {
  if (armed === undefined || armed.point !== point) return;
  if (armed.random() < armed.chance) process.kill(process.pid, 'SIGKILL');
}

/**
 * The harness's positive control: a server that answers before it commits must be caught by the harness. True only under
 * torture; asking for it anywhere else refuses to start.
 */
export const acknowledgesBeforeCommit = controlled('CONCORD_FAULT_ACK_BEFORE_COMMIT');

type Armed = { readonly point: string; readonly chance: number; readonly random: () => number };

const armed = arm(process.env['CONCORD_FAULT']);

function arm(setting: string | undefined): Armed | undefined {
  if (!setting) return undefined;
  mustBeTorture('CONCORD_FAULT');
  const [point = '', chance = '1', seed = String(process.pid)] = setting.split(':');
  return { point, chance: Number(chance), random: seeded(Number(seed)) };
}

function controlled(name: string): boolean {
  if (process.env[name] !== '1') return false;
  mustBeTorture(name);
  return true;
}

function mustBeTorture(name: string): void {
  if (process.env['CONCORD_TORTURE'] !== '1') {
    throw new Error(`${name} makes the program fail on purpose: it is for torture only (CONCORD_TORTURE=1)`);
  }
}
