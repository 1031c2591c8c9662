import type { Migration } from '#store';

/** Harm by disclosure, as people and staff report it, and what information governance found. */
export const harmTables: Migration = {
  name: '0096-harm',
  sql: `
create table record_harm (
  id text collate "C" primary key,
  bkt smallint not null, cmp bigint not null,    -- a record of the person's
  organization int not null,                     -- where it happened: its information governance looks into it
  item text collate "C" not null,                -- the AdverseEvent that says that it was reported, and no more
  kind text not null, words text not null,
  happened date not null, reported timestamptz not null,
  by_person boolean not null, reporter text not null, reporter_name text not null,
  found text, answer text, answered timestamptz, answered_by text
);
create index record_harm_place on record_harm (bkt, cmp, reported desc);
create index record_harm_organization on record_harm (organization, reported desc);
`,
};
