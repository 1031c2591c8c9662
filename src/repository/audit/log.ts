import { type Sql, type Store, sql } from '#store';
import { gathering } from '../gather.ts';
import type { AuditLog, Looking } from '../ports.ts';
import { staffLooks } from './staff.ts';
import { type AuditLine, insertOfLooks } from './rows.ts';

const LOOKS_AT_ONCE = 500;

/**
 * Lines of reads. A line is durable before the body leaves; while an insert is under way the lines of further looks gather, and go
 * together in the insert after it, so that many readers cost one commit.
 */
export function auditOf(store: Store, now: () => number): AuditLog {
  const looks = gathering<readonly AuditLine[], void>(async (taken) => {
    await store.run(insertOfLooks(taken.flat()));
    return [];
  }, LOOKS_AT_ONCE);
  return {
    note: (access, ...lines) => {
      const at = new Date(now());
      return looks.ask(lines.map((line) => ({ ...line, access, at })));
    },
    keep: async (transaction, access, ...lines) => {
      const at = new Date(now());
      await transaction.run(insertOfLooks(lines.map((line) => ({ ...line, access, at }))));
    },
    of: async (access, person, limit) => {
      if (access.role !== 'person' && access.role !== 'ig-lead') {
        throw new Error('who looked is for the person and information governance alone');
      }
      const rows = await store.all<LookingRow>(
        lookings(person, limit, access.role === 'person' ? shownAt(now()) : sql.empty),
      );
      return rows.map(lookingOf);
    },
    staffLooks: async (access, question) => {
      if (access.role !== 'ig-lead') throw new Error('looks of staff are for information governance alone');
      return staffLooks(store, access, { ...question, now: new Date(now()) });
    },
    showFrom: async (transaction, under, at) => {
      await transaction.run(sql`insert into audit_under (id, shown_from) values (${under}, ${at})
        on conflict (id) do update set shown_from = excluded.shown_from`);
    },
  };
}

type LookingRow = Omit<Looking, 'type' | 'id' | 'under'> & Readonly<Record<'typ' | 'id' | 'under', string | null>>;

function lookingOf({ typ, id, under, ...row }: LookingRow): Looking {
  const about = { ...(typ === null ? {} : { type: typ }), ...(id === null ? {} : { id }) };
  return { ...row, ...about, ...(under === null ? {} : { under }) };
}

/** Lines that name the person, and lines of any compartment that is theirs now. Plan: audit_person, audit_compartment. */
function lookings(person: string, limit: number, shown: Sql) {
  const columns = sql`a.seq, a.at, a.principal, a.role, a.purpose, a.organization, a.action, a.typ, a.id, a.outcome, a.under`;
  return sql`select at, principal, role, purpose, organization, action, typ, id, outcome, under from (
      (select ${columns} from audit a where a.person = ${person}${shown} order by a.at desc limit ${limit}::int)
      union
      select x.* from person_record p cross join lateral (select ${columns} from audit a
        where a.bkt = p.bkt and a.cmp = p.cmp${shown} order by a.at desc limit ${limit}::int) x where p.person = ${person}
    ) found order by at desc, seq desc limit ${limit}::int`;
}

/** The person is told of an opening within a day, later only where a second person said so. */
function shownAt(now: number): Sql {
  return sql` and (a.under is null or not exists (select 1 from audit_under u where u.id = a.under and u.shown_from > ${new Date(now)}::timestamptz))`;
}
