import type { Migration } from '#store';

/** What was agreed, by whom, and what the parties did about it. Small tables, read whole into memory when they change. */
export const governanceTables: Migration = {
  name: '0003-governance',
  sql: `
create table governance_partnership (
  one boolean primary key default true check (one),
  name text not null
);

-- Organisations of the partnership. key is the number under which their records are kept.
create table governance_partner (
  key int primary key,
  organization text collate "C" not null unique,   -- 'Organization/x'
  name text not null,
  kind text not null,               -- agreement/kinds.ts: what it is in law
  locality text,
  hosts boolean not null,           -- its leads act for the whole partnership
  signing_roles text[] not null,    -- roles that can sign for it: its scheme of delegation
  joined timestamptz not null
);

-- One row an instrument: the lock that acts on it take.
create table governance_instrument (
  id text collate "C" primary key,
  kind text not null
);

create table governance_version (
  instrument text collate "C" not null references governance_instrument (id),
  version int not null,
  body jsonb not null,              -- the instrument as proposed
  hash text not null,               -- SHA-256 of its canonical text: what is signed
  proposed timestamptz not null,
  primary key (instrument, version)
);

create table governance_signature (
  instrument text collate "C" not null,
  version int not null,
  organization text collate "C" not null,
  by text not null,                 -- name of who signed
  principal text not null,
  role text not null,
  hash text not null,               -- of the text that was shown
  at timestamptz not null,
  primary key (instrument, version, organization),
  foreign key (instrument, version) references governance_version (instrument, version)
);

create table governance_suspension (
  id bigint generated always as identity primary key,
  instrument text collate "C" not null references governance_instrument (id),
  organization text collate "C" not null,
  by text not null,
  reason text not null,
  since timestamptz not null,
  lifted timestamptz,
  lifted_by text,
  lifted_reason text
);
-- An organisation suspends an instrument once at a time.
create unique index governance_suspension_open on governance_suspension (instrument, organization) where lifted is null;

-- Who did what, in the order in which it counted. Never changed.
create table governance_act (
  seq bigint generated always as identity primary key,
  at timestamptz not null,
  principal text not null,
  by text not null,
  organization int not null,
  role text not null,
  act text not null,
  instrument text collate "C",
  version int,
  words text not null
);
create index governance_act_instrument on governance_act (instrument, seq);
create rule governance_act_kept_update as on update to governance_act do instead nothing;
create rule governance_act_kept_delete as on delete to governance_act do instead nothing;
`,
};
