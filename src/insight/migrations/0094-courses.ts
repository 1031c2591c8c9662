import type { Migration } from '#store';

/** What each person counts in as at any past day. Made from facts: everybody is counted anew at start. */
export const courseTables: Migration = {
  name: '0094-courses',
  sql: `
-- On turns[n] (days since 1970; the least integer is the beginning of time) a person began to count as counted[n] and met[n] say, by their bits as
-- in insight_state, until turns[n + 1]. What is kept ends with the last turn up to today.
create table insight_course (
  bkt smallint not null, person text collate "C" not null, pack smallint not null,
  place text collate "C" not null,
  turns int[] not null, counted int[] not null, met int[] not null,
  primary key (bkt, person, pack)
);
update insight_run set scope = null;

-- Of whom anything was learned since an instant. Rows lie in the order in which they came.
create index insight_fact_learned on insight_fact using brin (learned) with (pages_per_range = 32);
create index insight_patient_learned on insight_patient using brin (learned) with (pages_per_range = 32);
create index insight_fact_past_until on insight_fact_past using brin (until) with (pages_per_range = 32);
create index insight_patient_past_until on insight_patient_past using brin (until) with (pages_per_range = 32);
`,
};
