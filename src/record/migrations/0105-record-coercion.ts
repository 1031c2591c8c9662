import type { Migration } from '#store';

/** That somebody may be forcing a person, and what was found each time it was looked at again. Never shown to them, nor on a page of the person. */
export const coercionTables: Migration = {
  name: '0105-record-coercion',
  sql: `
create table record_coercion (
  id text collate "C" primary key,
  bkt smallint not null, cmp bigint not null,   -- a record of the person's
  organization int not null,                    -- whose staff wrote it down
  account text collate "C",                     -- of somebody who sits in the person's place; null: known by name alone
  name text not null,
  words text not null,
  at timestamptz not null, entered_by text not null
);
create index record_coercion_place on record_coercion (bkt, cmp, at desc);

-- Looked at again: it goes on until it is looked at once more, or it is over. Only added to.
create table record_coercion_look (
  id text collate "C" primary key,
  coercion text collate "C" not null references record_coercion (id),
  goes_on boolean not null,
  again date,                                   -- by when it is looked at next; null: it is over
  words text not null,
  at timestamptz not null, by_name text not null
);
create index record_coercion_look_of on record_coercion_look (coercion, at desc);
`,
};
