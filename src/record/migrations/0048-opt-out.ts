import type { Migration } from '#store';

/** Who has opted out of uses beyond their care, by which rule of the place, since when, and who said so. */
export const optOutTables: Migration = {
  name: '0048-opt-out',
  sql: `
-- One saying by one source. Of a record of the person's, or of an identifier that a list gave, known here or not.
create table record_opt_out (
  seq bigint generated always as identity primary key,
  rule text collate "C" not null,        -- id of the rule in the jurisdiction pack
  bkt smallint, cmp bigint,
  key text collate "C",                  -- as in record_block_key: 'n:<NHS number>', 'i:<system>|<value>'
  since date not null,
  source text not null,                  -- 'person', 'letter', or what the list is called
  by_whom text not null, at timestamptz not null,
  list text collate "C",                 -- the last list that named it
  ended date, ended_by text, ended_at timestamptz,
  check ((bkt is null) = (cmp is null) and (bkt is null) <> (key is null))
);
create index record_opt_out_place on record_opt_out (bkt, cmp) where bkt is not null;
create index record_opt_out_key on record_opt_out (key) where key is not null;
create unique index record_opt_out_listed on record_opt_out (rule, source, key) where key is not null and ended is null;

-- Lists that were taken in.
create table record_opt_out_list (
  id text collate "C" primary key,
  rule text collate "C" not null, source text not null, as_at date not null,
  whole boolean not null,                -- names everybody: who is not on it any more has taken it back
  lines int not null, added int not null, ended int not null, refused int not null,
  by_whom text not null, at timestamptz not null
);
create index record_opt_out_list_source on record_opt_out_list (rule, source, as_at desc);
`,
};
