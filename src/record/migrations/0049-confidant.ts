import type { Migration } from '#store';

/** Whom a person has told about a stigmatised condition by name, and what such a condition is called to everybody else. */
export const confidantTables: Migration = {
  name: '0049-confidant',
  sql: `
-- One saying: this member of staff, in this organisation, may know what carries these labels.
create table record_confidant (
  id text collate "C" primary key,
  bkt smallint not null, cmp bigint not null,    -- a record of the person's
  account text collate "C" not null, name text not null,
  organization text collate "C" not null,        -- 'Organization/x', where they work
  labels int not null,                           -- bits of agreement/words.ts
  since timestamptz not null, until date,        -- the last day; null: until it is ended
  ended timestamptz, ended_by text,
  handed_to text collate "C"                     -- who was told in their place
);
create index record_confidant_account on record_confidant (account, organization) where ended is null;
create index record_confidant_place on record_confidant (bkt, cmp, since desc);

-- What a person wants a stigmatised condition of theirs to be called; absent: as the pack of the place has it.
create table record_wording (
  bkt smallint not null, cmp bigint not null,
  words text not null, at timestamptz not null,
  primary key (bkt, cmp)
);
`,
};
