import type { Migration } from '#store';

/** A census by parts of the people: what is added up of one part stays in the processor's own memory. */
export const partsOfPeople: Migration = {
  name: '0147-parts',
  sql: `
-- Of one kind of fact and one of 32 parts of the people the days that matter, and when each was learned: everybody as at a day, as known now or
-- at an instant, is counted from it alone. The bucket is included because an index is read alone only where it has every column that is asked for.
drop index insight_fact_kind;
create index insight_fact_kind on insight_fact (fact, (bkt >> 10), at) include (cmp, org, value, second, learned, bkt);
`,
};
