import type { Migration } from '#store';

export const erasedContent: Migration = {
  name: '0046-erased-content',
  sql: `
-- What was erased, known again when its organisation sends it under another id: a keyed hash of what it said, and nothing else.
create table erased_content (
  bkt smallint not null,        -- of the mark itself
  mark bytea not null, at timestamptz not null,
  primary key (bkt, mark)
);
`,
};
