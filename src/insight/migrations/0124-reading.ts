import type { Migration } from '#store';

/** Facts that are read anew go on where they were when the program ended. */
export const readingPlace: Migration = {
  name: '0124-reading',
  sql: `
-- While all resources are read anew: the one up to which that is done, {"bkt", "type", "id"}. Null: none yet, or all of them.
alter table insight_run add column read_to jsonb;
`,
};
