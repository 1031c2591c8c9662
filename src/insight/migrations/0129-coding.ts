import type { Migration } from '#store';

/** How facts are written, and what is written so that no fact is read from it. Filled when resources are read anew. */
export const codingTables: Migration = {
  name: '0129-coding',
  sql: `
-- Place of the code among those of the definition, times 16, and of the unit, from 1 (coding/written.ts).
alter table insight_fact add column how smallint;
alter table insight_fact_past add column how smallint;

-- What looks like a fact and is read as none: by a code of no value set, or without a value that can be read. A projection.
create table insight_unread (
  bkt smallint not null, typ smallint not null, id text collate "C" not null, cmp bigint not null, org int not null,
  fact int not null,                 -- the fact that it looks like
  at date not null,
  code text not null,                -- 'system|code'; '' where the code is known and the value cannot be read
  words text not null                -- how the sender calls it
);
create index insight_unread_resource on insight_unread (bkt, typ, id);
create index insight_unread_code on insight_unread (org, fact, code, at);
`,
};
