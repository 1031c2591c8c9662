import type { Migration } from '#store';

/** Who can sign in, in which seats, and the sessions they have. Secrets (session ids, links) are stored as SHA-256 only. */
export const auth: Migration = {
  name: '0002-auth',
  sql: `
create table auth_account (
  id text collate "C" primary key,
  name text not null,
  at timestamptz not null
);

-- A role held in an organisation. An account may have several and sits in one at a time.
create table auth_seat (
  id text collate "C" primary key,
  account text collate "C" not null references auth_account (id) on delete cascade,
  role text not null,
  organization text not null,       -- 'Organization/x'
  organization_name text not null,
  person text,                      -- 'Person/x' where the seat is a person's own
  unique nulls not distinct (account, role, organization, person)
);
create index auth_seat_person on auth_seat (person) where person is not null;

create table auth_session (
  hash bytea primary key,
  seat text collate "C" not null references auth_seat (id) on delete cascade,
  started timestamptz not null,     -- of the first sign-in: switching seats does not prolong a session
  seen timestamptz not null
);
create index auth_session_seen on auth_session (seen);

-- A link that signs in. Reusable links exist in the demonstration alone.
create table auth_link (
  hash bytea primary key,
  seat text collate "C" not null references auth_seat (id) on delete cascade,
  ends timestamptz not null,
  reusable boolean not null,
  used timestamptz
);
`,
};
