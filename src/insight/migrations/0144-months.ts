import type { Migration } from '#store';

/** What was recorded in each month by itself. Made from what is known: everybody is counted anew at start. */
export const monthFigures: Migration = {
  name: '0144-months',
  sql: `
-- In the order of counted: of which measures, as bits, something was recorded in the month that ends then; empty where nothing was.
alter table insight_state add column had int[] not null default '{}';
-- Of those counted, of whom something was recorded in that month, and who of these met the measure; of practices and everybody alone.
alter table insight_tally add column had int not null default 0, add column had_met int not null default 0;
update insight_run set scope = null;
`,
};
