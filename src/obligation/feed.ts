import { createHash } from 'node:crypto';
import type { Role } from '#agreement';
import { dayIn } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import { sql, type Transaction } from '#store';
import type { Engine } from './engine.ts';
import { organizationOf } from './hand-over.ts';
import { calendarText, type Entry } from './ics.ts';
import { happeningsOf } from './keep.queries.ts';
import { listed } from './lists.queries.ts';
import { accountOf, type Seer } from './may.ts';
import type { Feeds } from './obligations.ts';
import type { Row } from './row.ts';

type FeedRow = {
  readonly principal: string;
  readonly role: Role;
  readonly organization: number;
  readonly viewer: number;
  readonly made: Date;
};

const ENTRIES_MAX = 500;

/** Calendars of seats, by secret addresses. Only the hash of a secret is kept. */
export function feedsOf(engine: Engine): Feeds {
  return {
    make: (access) =>
      engine.store.write(async (transaction) => {
        if (accountOf(access) === '') {
          return refuse('forbidden', 'obligation.feed', 'A calendar is for people, who sign in; systems use the API.');
        }
        await revoke(engine, transaction, access);
        const secret = engine.newSecret();
        await transaction.run(sql`
          insert into obligation_feed (hash, principal, role, organization, viewer, made)
          values (${hashOf(secret)}, ${access.principal}, ${access.role}, ${access.organization}, ${access.viewer},
            ${new Date(engine.now())})`);
        return accepted(secret);
      }),
    revoke: async (access) => (await revoke(engine, engine.store, access)) > 0,
    made: async ({ principal, role, organization }) => {
      const row = await engine.store.first<FeedRow>(sql`
        select * from obligation_feed
        where principal = ${principal} and organization = ${organization} and role = ${role} and revoked is null`);
      return row?.made.toISOString();
    },
    read: (secret, origin) => read(engine, secret, origin),
  };
}

async function read(engine: Engine, secret: string, origin: string): Promise<Outcome<string>> {
  const row = await engine.store.first<FeedRow>(
    sql`select * from obligation_feed where hash = ${hashOf(secret)} and revoked is null`,
  );
  // The same words whether there never was one, it was revoked, or who made it sits there no more.
  if (row === undefined || !(await sits(engine, row))) {
    return refuse('not-found', 'obligation.no-feed', 'There is no calendar at this address, or no longer.');
  }
  const listing = {
    seer: row satisfies Seer,
    overseers: engine.overseers(),
    side: row.role === 'person' ? 'owed-to' : 'owed-by',
    question: { mine: true, limit: ENTRIES_MAX },
    now: new Date(engine.now()),
  } as const;
  const rows = (await listed(engine.store, listing)).slice(0, ENTRIES_MAX);
  const past = await happeningsOf(
    engine.store,
    rows.map(({ id }) => id),
  );
  const entries = rows.flatMap((one) => entryOf(one, past.get(one.id)?.at(-1)?.at ?? one.opened, origin));
  return accepted(calendarText('What is due', entries));
}

/** Nothing about a person: what concerns one is told by its kind alone. */
function entryOf(row: Row, changed: Date, origin: string): readonly Entry[] {
  if (row.due === null) return [];
  const words = row.kind.replaceAll('-', ' ');
  const day = dayIn(row.terms.zone, row.due.getTime() - 1);
  const summary = row.concerns === null ? row.title : `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
  const address = `${origin}/obligations/${row.id}`;
  return [{ id: row.id, day, summary, address, changed: changed.getTime() }];
}

async function sits(engine: Engine, row: FeedRow): Promise<boolean> {
  const holders = await engine.holders(engine.store, await organizationOf(engine, row.organization), row.role);
  return holders.some(({ account }) => account === accountOf(row));
}

function revoke({ now }: Engine, transaction: Transaction, of: Seer): Promise<number> {
  return transaction.run(sql`
    update obligation_feed set revoked = ${new Date(now())}
    where principal = ${of.principal} and organization = ${of.organization} and role = ${of.role} and revoked is null`);
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
