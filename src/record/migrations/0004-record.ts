import type { Migration } from '#store';

/** What the record joint keeps beside the resources: for matching, for relationships, and of what came in. */
export const recordTables: Migration = {
  name: '0004-record',
  sql: `
-- Demographics of a Patient as the matcher compares them (match/side.ts), and how a list shows them. A projection.
create table record_demographics (
  bkt smallint not null, typ smallint not null, id text collate "C" not null, cmp bigint not null, org int not null,
  side text not null,          -- JSON of match/side.ts
  shown text not null,         -- JSON of match/shown.ts
  primary key (bkt, typ, id)
);
create index record_demographics_compartment on record_demographics (bkt, cmp);

-- Keys under which a Patient meets another of the same person (match/block.ts). A projection.
create table record_block_key (
  bkt smallint not null, typ smallint not null, id text collate "C" not null, cmp bigint not null, org int not null,
  key text collate "C" not null,
  primary key (bkt, typ, id, key)
);
create index record_block_key_key on record_block_key (key, bkt, cmp);
create index record_block_key_compartment on record_block_key (bkt, cmp);

-- Which organisations a resource says have to do with its person. A projection.
create table record_relationship (
  bkt smallint not null, typ smallint not null, id text collate "C" not null, cmp bigint not null, org int not null,
  holder text collate "C" not null,   -- 'Organization/<id>', or 'system|value' of a business identifier
  rel int not null,                   -- bits of agreement/words.ts
  until timestamptz not null,
  primary key (bkt, typ, id, holder, rel)
);
create index record_relationship_compartment on record_relationship (bkt, cmp);
create index record_relationship_holder on record_relationship (holder, bkt, cmp);
create index record_relationship_until on record_relationship (until) where until < 'infinity';

-- Business identifiers of organisations. A projection.
create table record_organization (
  bkt smallint not null, typ smallint not null, id text collate "C" not null, cmp bigint not null, org int not null,
  identifier text collate "C" not null,
  primary key (bkt, typ, id, identifier)
);
create index record_organization_id on record_organization (id);
create index record_organization_identifier on record_organization (identifier);

-- Pairs that a score alone does not decide, and what humans decided; left is the smaller of the two compartments.
create table record_pair (
  left_bkt smallint not null, left_cmp bigint not null, right_bkt smallint not null, right_cmp bigint not null,
  state text not null check (state in ('waiting', 'same', 'different')),
  score real not null,
  reasons jsonb not null,
  found timestamptz not null,
  decided timestamptz, decided_by text, because text,
  primary key (left_bkt, left_cmp, right_bkt, right_cmp)
);
create index record_pair_waiting on record_pair (score desc, left_bkt, left_cmp) where state = 'waiting';
create index record_pair_right on record_pair (right_bkt, right_cmp);

-- Why a compartment was put together with another, newest last. Never deleted: what was linked once can be asked later.
create table record_link (
  bkt smallint not null, cmp bigint not null, at timestamptz not null, op text not null check (op in ('link', 'unlink')),
  other_bkt smallint, other_cmp bigint, by_whom text not null, because text not null
);
create index record_link_compartment on record_link (bkt, cmp, at desc);

-- Files that were taken in.
create table record_intake (
  bkt smallint not null default 0, id text collate "C" not null, organization text not null, file text not null, format text not null,
  sha256 text not null, taken int not null, unchanged int not null, refused int not null,
  began timestamptz not null, ended timestamptz not null,
  primary key (bkt, id)
);
create index record_intake_organization on record_intake (organization, ended desc);
create index record_intake_file on record_intake (sha256, organization);
`,
};
