import type { Migration } from '#store';

/** What of the record somebody is asked to pay for, and between whom: by it alone a seat for payment sees an item. */
export const chargedTable: Migration = {
  name: '0156-charged',
  sql: `
create table charged (
  typ smallint not null, id text collate "C" not null,
  org int not null,                                -- who pays for it, or is paid
  bkt smallint not null, cmp bigint not null,      -- where it lay when it was said
  primary key (typ, id, org)
);
-- Who pays for something of a person.
create index charged_person on charged (bkt, cmp, org);
`,
};
