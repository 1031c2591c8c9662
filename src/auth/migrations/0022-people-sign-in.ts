import type { Migration } from '#store';

/** How people prove who they are, from when to when they hold a seat, and what happened with it. Secrets are hashed or sealed. */
export const peopleSignIn: Migration = {
  name: '0022-people-sign-in',
  sql: `
alter table auth_seat add column begins timestamptz;
alter table auth_seat add column ends timestamptz;
-- Why somebody else sits in a seat of a person's own record: 'parent', 'attorney', 'carer'.
alter table auth_seat add column proxy text;

alter table auth_session add column id text collate "C";
alter table auth_session add column waits boolean not null default false;  -- for the second step
alter table auth_session add column proved timestamptz;                     -- when the holder last proved to be there
alter table auth_session add column agent text;                             -- what the browser calls itself

create table auth_passkey (
  id text collate "C" primary key,
  account text collate "C" not null references auth_account (id) on delete cascade,
  key bytea not null,
  counter bigint not null,
  transports text[] not null,
  name text not null,
  at timestamptz not null,
  used timestamptz
);
create index auth_passkey_account on auth_passkey (account);

-- An app that shows one-time codes: its secret is sealed with a key of the installation. Codes up to 'step' have been used.
create table auth_code_app (
  account text collate "C" primary key references auth_account (id) on delete cascade,
  secret bytea not null,
  confirmed timestamptz,
  step bigint not null default 0
);

create table auth_recovery (
  account text collate "C" not null references auth_account (id) on delete cascade,
  hash bytea not null,
  used timestamptz,
  primary key (account, hash)
);

-- Something that was asked of a browser and is answered once.
create table auth_challenge (
  hash bytea primary key,
  purpose text not null,
  account text collate "C",
  detail jsonb not null,
  ends timestamptz not null
);

create table auth_failure (key bytea not null, at timestamptz not null);
create index auth_failure_key on auth_failure (key, at);

-- An organisation's own way to sign in (OpenID Connect).
create table auth_issuer (
  id text collate "C" primary key,
  organization text not null,
  name text not null,
  issuer text not null,
  app text not null,
  secret bytea,
  claim text not null,
  strong boolean not null
);
-- Who of an issuer is which account: by what the organisation expects until the first sign-in, by the subject from then on.
create table auth_upstream (
  issuer text collate "C" not null references auth_issuer (id) on delete cascade,
  subject text,
  expected text,
  account text collate "C" not null references auth_account (id) on delete cascade,
  unique (issuer, subject),
  unique (issuer, expected)
);

create table auth_happening (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  account text collate "C" not null,
  by text not null,
  kind text not null,
  about text
);
create index auth_happening_account on auth_happening (account, id desc);
`,
};
