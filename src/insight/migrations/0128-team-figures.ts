import type { Migration } from '#store';

/** In which teams people count. Made from what is known: everybody is counted anew at start. */
export const teamFigures: Migration = {
  name: '0128-team-figures',
  sql: `
-- Teams by their ids, and of each the days, as bits in the order of counted, on which the person was in it.
alter table insight_state
  add column teams text[] collate "C" not null default '{}',
  add column within int[] not null default '{}';

-- A team a stay: from which day, since 1970, and the first on which not any more.
alter table insight_course
  add column teams text[] collate "C" not null default '{}',
  add column joins int[] not null default '{}',
  add column leaves int[] not null default '{}';
update insight_run set scope = null;
`,
};
