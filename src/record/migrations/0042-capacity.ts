import type { Migration } from '#store';

/** That somebody cannot decide about sharing themself, and the reviews of what was refused to them before. */
export const capacityTables: Migration = {
  name: '0042-capacity',
  sql: `
create table record_capacity (
  id text collate "C" primary key,
  bkt smallint not null, cmp bigint not null, organization int not null,
  decision text not null, able boolean not null,
  found date not null, found_by text not null,
  speaker text, speaks_as text check (speaks_as in ('attorney', 'deputy')), advocate text,
  at timestamptz not null, entered_by text not null
);
create index record_capacity_place on record_capacity (bkt, cmp, at desc);

-- A refusal stands when somebody can no longer decide; whether it should is looked at by a day.
create table record_objection_review (
  id text collate "C" primary key,
  request text collate "C" not null references record_request (id),
  obligation text collate "C" not null,
  opened timestamptz not null, done timestamptz, words text
);
create index record_objection_review_of on record_objection_review (request);
`,
};
