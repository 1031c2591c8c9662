import type { Migration } from '#store';

/** Contacts week by week, declared changes that watch them, and what was seen. */
export const sentinelTables: Migration = {
  name: '0091-sentinels',
  sql: `
-- A contact of one kind on a day. A projection of Encounter.
create table insight_activity (
  bkt smallint not null, typ smallint not null, id text collate "C" not null, cmp bigint not null, org int not null,
  series smallint not null,          -- place in the pack's list of series, from 1
  at date not null
);
create index insight_activity_series on insight_activity (series, org, at);
create index insight_activity_resource on insight_activity (bkt, typ, id);

-- Whose contact counts is asked of what they count in.
create index insight_state_person on insight_state (person);

create table insight_sentinel (
  id bigint generated always as identity primary key,
  change text not null, hoped text not null,
  organization text collate "C" not null, role text not null,   -- whose change it is; who reviews
  since date not null,
  watches jsonb not null,            -- contract.ts, Watch
  declared_by text not null, principal text not null,
  at timestamptz not null,
  ended timestamptz, ended_words text
);

create table insight_signal (
  id bigint generated always as identity primary key,
  sentinel bigint not null references insight_sentinel (id),
  watch smallint not null,           -- place in the watches, from 0
  organization text collate "C" not null, name text not null,
  found timestamptz not null,
  since date not null, until date not null,
  counted int not null, expected double precision not null, people int not null,
  rules text[] not null,
  reviewed timestamptz
);
create unique index insight_signal_open on insight_signal (sentinel, watch, organization) where reviewed is null;

create table insight_signal_word (
  id bigint generated always as identity primary key,
  signal bigint not null references insight_signal (id),
  kind text not null check (kind in ('comment', 'keep', 'adjust', 'stop')),
  organization text collate "C" not null, name text not null, principal text not null,
  words text not null,
  at timestamptz not null
);
create index insight_signal_word_signal on insight_signal_word (signal);

create table insight_odd (
  id bigint generated always as identity primary key,
  words text not null, place text not null,
  organization text collate "C" not null, name text not null, principal text not null,
  at timestamptz not null,
  sentinel bigint references insight_sentinel (id),
  answer text, answered_by text, answered timestamptz
);
create index insight_odd_open on insight_odd (at) where answered is null;
`,
};
