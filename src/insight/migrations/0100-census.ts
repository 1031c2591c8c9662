import type { Migration } from '#store';

/** Everybody counted at once from the facts, and breath by breath in the background. */
export const censusTables: Migration = {
  name: '0100-census',
  sql: `
-- Of one kind of fact the days that matter, without the rows: everybody as at a day is counted from it alone.
create index insight_fact_kind on insight_fact (fact, at) include (cmp, org, value, second);

-- While everybody is counted anew: the compartment up to which that is done. Null: everybody is counted.
alter table insight_run add column swept_bkt smallint, add column swept_cmp bigint;
`,
};
