import type { Migration } from '#store';

export const repository: Migration = {
  name: '0001-repository',
  sql: `
-- The record. A person's rows lie together: (bkt, cmp) is one range scan. Every unique key contains the bucket.
-- bkt: bucket of the home compartment, 0..32767, for ever. cmp: 64-bit hash of 'Patient/<id>', 0 for nobody's (directory).
create table resource (
  bkt smallint not null, typ smallint not null, id text collate "C" not null,
  ver int not null, cmp bigint not null,
  org int not null,            -- contributing organisation (organization_key)
  basis int not null,          -- feed and instrument it came under (basis)
  cls smallint not null,       -- class of data, agreement/words.ts
  lab int not null,            -- sensitivity bits, agreement/words.ts
  labver smallint not null,    -- version of the label value sets that gave \`lab\`
  at timestamptz not null,     -- lower bound of the type's clinical date; -infinity where open, or where it has none
  till timestamptz not null,   -- upper bound (exclusive) of the same; -infinity where it has none
  updated timestamptz(3) not null,
  tok bigint[] not null,       -- 64-bit hashes of (type, parameter, value): tokens, references, uris, exact strings
  has int[] not null,          -- numbers of the parameters that have a value (:missing); sorted, not indexed
  body text not null,          -- the wire JSON
  primary key (bkt, typ, id)
) with (fillfactor = 90);
create index resource_compartment on resource (bkt, cmp, typ, at desc);
-- New tokens wait in a list that every search reads too, and go into the tree by the thousand: a third less CPU a write than one by
-- one. The bound (kB) keeps that list at a tenth of a millisecond to read.
create index resource_tokens on resource using gin (tok) with (fastupdate = on, gin_pending_list_limit = 256);
create index resource_updated on resource (typ, updated desc, bkt, id);
create index resource_at on resource (typ, at desc, bkt, id);

-- Superseded versions and, for a deleted resource, a last row with op 'd' and no body. (bkt, typ, id) is where the resource lies
-- or last lay; (home, cmp) is the compartment that this version was in.
create table history (
  bkt smallint not null, typ smallint not null, id text collate "C" not null,
  ver int not null, cmp bigint not null, org int not null, basis int not null, cls smallint not null,
  lab int not null, labver smallint not null, at timestamptz, till timestamptz,
  updated timestamptz(3) not null, op "char" not null, home smallint not null, body text,
  primary key (bkt, typ, id, ver)
);

-- Where ids do not say their bucket: client-chosen ids outside their own compartment, and resources whose subject changed.
create table locator (
  h smallint not null, typ smallint not null, id text collate "C" not null, bkt smallint not null,
  primary key (h, typ, id)
);

-- Which compartments are one person. Linking never moves or rewrites a record row.
create table person_record (
  person text collate "C" not null, bkt smallint not null, cmp bigint not null,
  state text not null check (state in ('confirmed', 'unlinked')),
  at timestamptz not null default now(),
  primary key (bkt, cmp)
);
create index person_record_person on person_record (person);

-- A resource's further patients (its home is the first).
create table member (bkt smallint not null, cmp bigint not null, typ smallint not null, id text collate "C" not null,
  home smallint not null, primary key (bkt, cmp, typ, id));

-- Parameters that are global by nature, and (type, code) of clinical types: page of keys by (tok, at desc) without bodies.
create table posting (
  tok bigint not null, at timestamptz not null, bkt smallint not null, typ smallint not null, id text collate "C" not null,
  cmp bigint not null, org int not null, basis int not null, cls smallint not null, lab int not null
);
create index posting_page on posting (tok, at desc, bkt, id) include (typ, cmp, org, basis, cls, lab);
create index posting_resource on posting (bkt, typ, id);

-- String parameters, normalised (NFD without marks, lower case), for starts-with; the exact text is a token.
create table word (prm int not null, val text collate "C" not null, bkt smallint not null, typ smallint not null,
  id text collate "C" not null);
create index word_value on word (prm, val, bkt, id);
create index word_resource on word (bkt, typ, id);

-- Dates other than the clinical one (epoch ms), numbers and quantities; code is the hash of the unit, 0 for none.
create table range (prm int not null, code bigint not null, lo double precision not null, hi double precision not null,
  bkt smallint not null, typ smallint not null, id text collate "C" not null);
create index range_low on range (prm, code, lo, bkt, id);
create index range_high on range (prm, code, hi, bkt, id);
create index range_resource on range (bkt, typ, id);

-- Business identifiers: one probe from any bucket.
create table ident (h smallint not null, sys text collate "C" not null, val text collate "C" not null,
  bkt smallint not null, typ smallint not null, id text collate "C" not null,
  primary key (h, sys, val, bkt, typ, id));
create index ident_resource on ident (bkt, typ, id);

-- Row locks that make conditional writes race-free.
create table guard (h bigint primary key);

-- The feed: read by (epoch, xid) below pg_snapshot_xmin(pg_current_snapshot()). A restore raises epoch.
create table change (
  epoch int not null default 1, xid xid8 not null default pg_current_xact_id(),
  bkt smallint not null, typ smallint not null, id text collate "C" not null, ver int not null, op "char" not null,
  cmp bigint not null
);
create index change_feed on change (epoch, xid);
create table feed_offset (consumer text primary key, epoch int not null, xid xid8 not null);

-- Who may see whom: one row a viewer, purpose and compartment, kept from relationships and objections.
create table access (
  viewer int not null, purpose smallint not null, bkt smallint not null, cmp bigint not null,
  rel int not null, deny_org int[] not null default '{}', deny_lab int not null default 0,
  until timestamptz not null default 'infinity',
  primary key (viewer, purpose, bkt, cmp)
);
-- All of the key, so that the probe for one viewer is one row by either index.
create index access_person on access (bkt, cmp, viewer, purpose);

-- Short numbers of organisations and of the feeds their data comes under.
create table organization_key (key int generated always as identity primary key, organization text not null unique, name text not null);
create table basis (key int generated always as identity primary key, organization int not null, feed text not null,
  purpose text not null, unique (organization, feed));
-- Holders of access rows: an organisation, or one person ('Person/<id>').
create table viewer (key int generated always as identity primary key, holder text not null unique);

create table idempotency (
  bkt smallint not null, principal text not null, key text not null, request_hash bytea not null,
  status int not null, headers jsonb not null, response text, at timestamptz not null default now(),
  primary key (bkt, principal, key)
);

-- Who did what, why; reads are written before the body leaves, writes in the transaction itself.
create table audit (
  seq bigint generated always as identity, at timestamptz not null default clock_timestamp(),
  principal text not null, viewer int not null, organization int not null, role text not null, purpose text not null,
  action text not null,        -- read, search, create, update, delete, open-record, ...
  typ text, id text, bkt smallint, cmp bigint, person text, query text, found text[], outcome text not null,
  primary key (seq)
);
create index audit_person on audit (person, at desc) where person is not null;
create index audit_compartment on audit (bkt, cmp, at desc) where cmp is not null;
`,
};
