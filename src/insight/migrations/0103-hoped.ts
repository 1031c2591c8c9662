import type { Migration } from '#store';

/** The measure that would show what is hoped of a declared change, and at which place. */
export const hopedMeasure: Migration = {
  name: '0103-hoped',
  sql: `
alter table insight_sentinel add column hoped_measure text, add column hoped_place text collate "C";
`,
};
