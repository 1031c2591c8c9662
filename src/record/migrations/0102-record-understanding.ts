import type { Migration } from '#store';

/** That a young person was found to understand what a decision means, or no more. The newest of a matter says which; none is ever changed. */
export const understandingTable: Migration = {
  name: '0102-record-understanding',
  sql: `
create table record_understanding (
  id text collate "C" primary key,
  bkt smallint not null, cmp bigint not null,   -- a record of the person's
  organization int not null,                    -- whose staff wrote it down
  matter text not null,                         -- of the law of the place
  understands boolean not null,                 -- false: withdrawn
  found date not null, found_by text not null,  -- the day, and who judged it
  until date not null,                          -- of age from this day on
  reason text not null,
  at timestamptz not null, entered_by text not null
);
create index record_understanding_place on record_understanding (bkt, cmp, at desc);
`,
};
