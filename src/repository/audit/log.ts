import { type Store, sql } from '#store';
import type { AuditLog, Looking } from '../ports.ts';
import { insertOf } from '../write/arrays.ts';
import { type AuditLine, looksAsRows } from './rows.ts';

const MOST_AT_ONCE = 500;

/**
 * Lines of reads. A line is durable before the body leaves; while one insert is under way the next lines gather, and go together
 * in the insert after it, so that many readers cost one commit.
 */
export function auditOf(store: Store, now: () => number): AuditLog {
  const note = gathered((lines: readonly AuditLine[]) =>
    store.run(sql.named('audit-look', insertOf(looksAsRows(lines)))),
  );
  return {
    note: (access, line) => note({ ...line, access, at: new Date(now()) }),
    of: async (access, person, limit) => {
      if (access.role !== 'person' && access.role !== 'ig-lead') {
        throw new Error('who looked is for the person and information governance alone');
      }
      const rows = await store.all<LookingRow>(lookings(person, limit));
      return rows.map(lookingOf);
    },
  };
}

type LookingRow = Omit<Looking, 'type' | 'id'> & { readonly typ: string | null; readonly id: string | null };

function lookingOf({ typ, id, ...row }: LookingRow): Looking {
  return { ...row, ...(typ === null ? {} : { type: typ }), ...(id === null ? {} : { id }) };
}

/** Lines that name the person, and lines of any compartment that is theirs now. Plan: audit_person, audit_compartment. */
function lookings(person: string, limit: number) {
  const columns = sql`a.seq, a.at, a.principal, a.role, a.purpose, a.organization, a.action, a.typ, a.id, a.outcome`;
  return sql`select at, principal, role, purpose, organization, action, typ, id, outcome from (
      (select ${columns} from audit a where a.person = ${person} order by a.at desc limit ${limit}::int)
      union
      select x.* from person_record p cross join lateral (select ${columns} from audit a
        where a.bkt = p.bkt and a.cmp = p.cmp order by a.at desc limit ${limit}::int) x where p.person = ${person}
    ) found order by at desc, seq desc limit ${limit}::int`;
}

type Waiting = { readonly line: AuditLine; readonly done: () => void; readonly failed: (error: unknown) => void };

function gathered(write: (lines: readonly AuditLine[]) => Promise<unknown>): (line: AuditLine) => Promise<void> {
  let queue: Waiting[] = [];
  let busy = false;
  const drain = async (): Promise<void> => {
    busy = true;
    while (queue.length > 0) {
      const taken = queue.slice(0, MOST_AT_ONCE);
      queue = queue.slice(MOST_AT_ONCE);
      try {
        await write(taken.map(({ line }) => line));
        for (const { done } of taken) done();
      } catch (error) {
        for (const { failed } of taken) failed(error);
      }
    }
    busy = false;
  };
  return (line) =>
    new Promise((done, failed) => {
      queue.push({ line, done, failed });
      if (!busy) void drain();
    });
}
