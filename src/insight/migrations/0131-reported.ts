import type { Migration } from '#store';

/** A census as it was reported: facts as they were known on an earlier day, still without their rows. */
export const reportedTables: Migration = {
  name: '0131-reported',
  sql: `
-- Of one kind of fact the days that matter, and when each was learned: everybody as at a day, as known now or at an instant, is counted from it
-- alone. Without the time the rows of all facts were read for a report of a past day, of which that is a hundred times as much.
drop index insight_fact_kind;
create index insight_fact_kind on insight_fact (fact, at) include (cmp, org, value, second, learned);
`,
};
