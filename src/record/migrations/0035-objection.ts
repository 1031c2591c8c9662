import type { Migration } from '#store';

/** What an objection to sharing keeps back while it is looked at, and after it was upheld. */
export const objectionTables: Migration = {
  name: '0035-objection',
  sql: `
create table record_objection (
  request text collate "C" primary key references record_request (id),
  viewers text[] not null,               -- 'Organization/x': who is not to see it
  consent text collate "C"               -- the Consent that keeps it back; null: not yet, or no more
);
`,
};
