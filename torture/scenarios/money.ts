import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { seeded } from '#base';
import { urlOfRunning } from '#store';
import { checkMoney } from '../checkers/money.ts';
import type { Violation } from '../checkers/record.ts';
import type { Cluster } from '../cluster.ts';
import { inArena, type Scenario, withDatabase } from '../scenario.ts';

/** M1: who keeps the books is killed while entering, promising, ending, undoing, closing with shares, settling and letting lapse: no penny is made or lost. */
export const killedClerks: Scenario = {
  name: 'M1',
  run: ({ count, seed, until }) =>
    inArena('m1', async ({ cluster }) => {
      const random = seeded(seed);
      await cluster.start();
      const told: string[] = [];
      const violations: Violation[] = [];
      let cycles = 0;
      for (; cycles < count && Date.now() < until && violations.length === 0; cycles += 1) {
        told.push(...(await clerk(cluster, seed * 1_000 + cycles, 900 + random() * 900)));
        violations.push(...(await checked(cluster, told)));
      }
      const shared = await withDatabase(cluster, async (database) => {
        const { rows } = await database.query<{ count: string }>(
          'select count(*) as count from money_risk where result <> 0',
        );
        return rows[0]?.count ?? '0';
      });
      const note = `${told.length} entries were acknowledged, ${shared} days shared`;
      return { name: 'M1', cases: cycles, violations, note };
    }),
};

/** One clerk until it is killed; answers the keys that it said were committed. */
async function clerk(cluster: Cluster, seed: number, ms: number): Promise<readonly string[]> {
  const url = (await urlOfRunning(cluster.folder)) ?? '';
  const args = ['--import', 'tsx', 'torture/money/clerk.ts', url, String(seed)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  const begun = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      resolve();
    });
  });
  const ended = once(child, 'exit');
  await Promise.race([begun, ended]);
  await sleep(ms);
  if (child.exitCode !== null) throw new Error('the clerk ended by itself: what it printed says why');
  child.kill('SIGKILL');
  await ended;
  // A line that was cut is of a key that may or may not be there.
  return said.split('\n').slice(0, -1);
}

async function checked(cluster: Cluster, told: readonly string[]): Promise<readonly Violation[]> {
  return withDatabase(cluster, async (database) => {
    const ask = async (text: string): Promise<readonly object[]> => (await database.query<object>(text)).rows;
    const { rows } = await database.query<{ key: string }>(
      'select k as key from unnest($1::text[]) k where not exists (select from money_entry where key = k) limit 5',
      [told],
    );
    const lost = rows.map(({ key }) => ({ invariant: 'I1', text: `entry ${key} was acknowledged and is missing` }));
    return [...lost, ...(await checkMoney(ask))];
  });
}
