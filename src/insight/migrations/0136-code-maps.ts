import type { Migration } from '#store';

/** A code of a sender that counts as one that measures read: said by one, decided by another, and how far its resources are read anew. */
export const codeMapTables: Migration = {
  name: '0136-code-maps',
  sql: `
-- As it was said; never changed, never deleted.
create table insight_code_map (
  id bigint generated always as identity primary key,
  organization text,                 -- 'Organization/x'; null: of every sender
  org int,                           -- its key
  system text not null,              -- '' where senders give none
  code text not null,
  target text not null,              -- 'system|code' that measures read
  reason text not null,
  principal text not null, name text not null, at timestamptz not null
);

-- What was decided. The number of the last one is the version of all mappings: whoever adds one locks the table, so that they come in order.
create table insight_code_act (
  id bigint generated always as identity primary key,
  map bigint not null references insight_code_map (id),
  act text not null check (act in ('approved', 'declined', 'withdrawn')),
  reason text not null,
  principal text not null, name text not null, at timestamptz not null,
  unique (map, act)
);

-- Resources that bear the code are read anew after an act.
create table insight_code_reading (
  act bigint primary key references insight_code_act (id),
  total int,                         -- how many bear it; null: not begun
  looked int not null default 0,
  changed int not null default 0,    -- how many of them count otherwise now
  place jsonb,                       -- behind which the next page begins
  done timestamptz
);
create index insight_code_reading_open on insight_code_reading (act) where done is null;
`,
};
