import type { Migration } from '#store';

/** What was charged to whom before, so that a past day of a seat for payment is explained by the charges that stood on it. */
export const chargedPast: Migration = {
  name: '0160-charged-past',
  sql: `
-- Since when somebody pays or is paid; of what was there before, since when it is kept.
alter table charged add column since timestamptz not null default now();
alter table charged alter column since set default clock_timestamp();
create table charged_past (
  typ smallint not null, id text collate "C" not null, org int not null,
  since timestamptz not null, ended timestamptz not null
);
create index charged_past_item on charged_past (typ, id, since);
-- From when on it is kept; a past instant of a seat for payment is answered for from the later of the two on.
alter table access_kept add column charged timestamptz not null default now();
`,
};
