import type { Migration } from '#store';

/** Organisations that took the place of others: carried out once each, on its day. */
export const governanceSuccession: Migration = {
  name: '0041-governance-succession',
  sql: `
create table governance_succession (
  instrument text collate "C" not null,
  clause text collate "C" not null,
  "from" text[] not null,           -- 'Organization/x' of those that are no more
  "to" text not null,
  at timestamptz not null,
  seats int not null,               -- how many went over, to be told
  obligations int not null,
  primary key (instrument, clause)
);
create rule governance_succession_kept_update as on update to governance_succession do instead nothing;
create rule governance_succession_kept_delete as on delete to governance_succession do instead nothing;
`,
};
