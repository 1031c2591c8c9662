import type { Migration } from '#store';

/** What is watched because an agreement says so. */
export const agreedWatch: Migration = {
  name: '0146-agreed-watch',
  sql: `
-- 'agreement:vale-sharing/feared': what said so; null: somebody declared it.
alter table insight_sentinel add column source text collate "C";
create unique index insight_sentinel_source on insight_sentinel (source) where source is not null and ended is null;
`,
};
