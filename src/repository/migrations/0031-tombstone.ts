import type { Migration } from '#store';

export const tombstone: Migration = {
  name: '0031-tombstone',
  sql: `
-- What was erased, and does not come back: by the bucket that its id says, its type, and the hash of 'Type/id'. No content, and no id.
create table tombstone (
  bkt smallint not null, typ smallint not null, hash bytea not null,
  h smallint not null,          -- where its row of locator lies, had it one
  at timestamptz not null,
  primary key (bkt, typ, hash)
);
`,
};
