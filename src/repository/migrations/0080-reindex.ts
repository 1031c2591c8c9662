import type { Migration } from '#store';

export const reindexing: Migration = {
  name: '0080-reindex',
  sql: `
-- How far a rewriting of index rows has come; one row for what was asked, so that a run that was stopped goes on where it was.
create table reindexing (
  what text collate "C" primary key,                            -- types and parameter asked for
  bkt smallint, typ smallint, id text collate "C",              -- the last resource that was looked at
  looked bigint not null default 0, rewritten bigint not null default 0,
  began timestamptz not null, ended timestamptz
);
`,
};
