import type { Access, Succession } from '#agreement';
import type { Services } from '#joint';
import { sql, type Transaction } from '#store';
import { note } from '../act.queries.ts';
import type { Current } from '../current.ts';
import { outstanding } from './house.ts';

export type Succeeding = Pick<Services, 'store' | 'now' | 'log' | 'obligations'> &
  Partial<Pick<Services, 'seats' | 'answers'>> & { readonly current: Current };

/** What this joint asks of the record; typed here, since joints do not import each other. */
type RecordAnswer = { readonly rebuildRelationships: (access: Access) => Promise<number> };

const EVERY_MS = 1_000;

/** Looks every second, from memory, whether a day has come on which an organisation takes another's place. */
export function startSuccessions(parts: Succeeding): () => Promise<void> {
  let running: Promise<unknown> = Promise.resolve();
  let waits = false;
  const timer = setInterval(() => {
    const { current } = parts;
    if (waits || outstanding(current.book(), current.policy().successions).length === 0) return;
    waits = true;
    running = carryOut(parts)
      .catch((error: unknown) => {
        const name = error instanceof Error ? error.name : 'unknown';
        parts.log.warn({ error: name }, 'governance: a succession could not be carried out, to be tried again');
      })
      .finally(() => {
        waits = false;
      });
  }, EVERY_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}

/**
 * Seats, scheme, what is owed and the people go to the successor. First everybody's rows say that it is related to whom its predecessors were,
 * which takes its time; until then the seats stay where they are and see what they saw. Then all the rest at one moment.
 */
export async function carryOut(parts: Succeeding): Promise<number> {
  const { current, store, now } = parts;
  const due = outstanding(current.book(), current.policy().successions);
  if (due.length === 0) return 0;
  const record = parts.answers?.['record'] as RecordAnswer | undefined;
  await record?.rebuildRelationships(PROGRAM);
  for (const one of due) await store.write((transaction) => move(parts, transaction, one, new Date(now())));
  await current.reload();
  return due.length;
}

async function move(parts: Succeeding, transaction: Transaction, one: Succession, at: Date): Promise<void> {
  const { from, to, instrument, clause } = one;
  const lock = await transaction.first(sql`select id from governance_instrument where id = ${instrument} for update`);
  const there = await transaction.first(
    sql`select from governance_succession where instrument = ${instrument} and clause = ${clause}`,
  );
  if (!lock || there) return; // another process was first
  const name = parts.current.book().partners.find(({ organization }) => organization === to)?.name ?? to;
  const seats = (await parts.seats?.move(transaction, { from, to, name })) ?? 0;
  const words = `${name} took the place of who owed it (${one.title}, paragraph ${one.paragraph}).`;
  const obligations = (await parts.obligations?.succeed(transaction, { from, to, words })) ?? 0;
  await transaction.run(sql`
    insert into governance_succession (instrument, clause, "from", "to", at, seats, obligations)
    values (${instrument}, ${clause}, ${from}::text[], ${to}, ${at}, ${seats}, ${obligations})`);
  await transaction.run(sql`
    update governance_partner p set hosts = p.hosts or exists (
      select from governance_partner q where q.organization = any(${from}::text[]) and q.hosts)
    where p.organization = ${to}`);
  const said = `${name} took the place it was given: ${seats} seats and ${obligations} things due went over.`;
  await note(transaction, { access: PROGRAM, at }, { act: 'succeed', instrument, version: one.version, words: said });
}

/** The program itself. It may see no record. */
const PROGRAM: Access = {
  principal: 'system/governance',
  name: 'Concord',
  role: 'system',
  purpose: 'planning',
  organization: 0,
  basis: 0,
  viewer: 0,
  filter: { op: 'never' },
  writes: 'none',
  choosesIds: false,
};
