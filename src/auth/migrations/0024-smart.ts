import type { Migration } from '#store';

/** Apps and backend systems (SMART App Launch 2), what people gave them, and their tokens. Every secret is stored as SHA-256. */
export const smart: Migration = {
  name: '0024-smart',
  sql: `
create table smart_app (
  id text collate "C" primary key,    -- client_id
  name text not null,
  kind text not null check (kind in ('app', 'system')),
  organization text,                  -- 'Organization/x', of a backend system: whose writes they are
  authenticates text not null check (authenticates in ('none', 'secret', 'key')),
  secret bytea,
  jwks jsonb,                         -- public keys, given when it was registered
  jwks_url text,                      -- or fetched from here
  redirects text[] not null,          -- compared letter by letter
  launch text,                        -- where the app is opened from a person's page
  frames text[] not null,             -- origins that may show the pages of a launch within theirs
  scopes text not null,               -- the most that can be given to it
  at timestamptz not null,
  check ((kind = 'system') = (organization is not null))
);

-- What somebody gave an app. The row is what every token stands on: where it is gone, so are they.
create table smart_grant (
  id text collate "C" primary key,
  app text collate "C" not null references smart_app (id) on delete cascade,
  seat text collate "C" not null references auth_seat (id) on delete cascade,
  session bytea references auth_session (hash) on delete cascade,   -- null where given for when they are away too
  patient text,                       -- id of the Patient it was opened for
  fhir_user text,
  scopes text not null,
  at timestamptz not null,
  ends timestamptz not null
);
create index smart_grant_ends on smart_grant (ends);
create index smart_grant_seat on smart_grant (seat);
create index smart_grant_session on smart_grant (session) where session is not null;

-- Tokens, codes and what else one launch leaves behind for the next step. The hash is that of the token.
create table smart_item (
  kind text collate "C" not null,
  hash bytea not null,
  grant_id text collate "C",
  payload jsonb not null,
  consumed timestamptz,
  ends timestamptz not null,
  primary key (kind, hash)
);
create index smart_item_grant on smart_item (grant_id) where grant_id is not null;
create index smart_item_ends on smart_item (ends);

-- An app that is being opened from a person's page.
create table smart_launch (
  hash bytea primary key,
  app text collate "C" not null references smart_app (id) on delete cascade,
  session bytea not null references auth_session (hash) on delete cascade,
  patient text not null,
  ends timestamptz not null
);
create index smart_launch_ends on smart_launch (ends);

-- Keys that sign id_tokens, sealed with a key of the installation's secret. The newest signs; older ones can still be checked.
create table smart_key (
  kid text collate "C" primary key,
  sealed bytea not null,
  at timestamptz not null
);
`,
};
