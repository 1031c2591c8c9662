import type { Migration } from '#store';

/** What people ask of whoever holds their record, what was decided, and what came of it. */
export const rightsTables: Migration = {
  name: '0030-record-rights',
  sql: `
create table record_request (
  id text collate "C" primary key,
  bkt smallint not null, cmp bigint not null,   -- a record of the person's
  organization int not null,                    -- of whom it is asked
  kind text not null check (kind in ('copy', 'correct', 'restrict', 'erase', 'object')),
  item text collate "C",                        -- 'Observation/x'; null: everything that the organisation holds
  about text not null, words text not null,
  way text not null, asked timestamptz not null, asked_by text not null,
  proved boolean not null,                      -- whether it is clear that it is they who ask
  obligation text collate "C" not null,
  extended boolean not null default false,
  decision text check (decision in ('granted', 'partly', 'refused')),
  ground text, reason text, decided timestamptz, decided_by text,
  give text[] not null default '{}',            -- items about others that are given all the same
  done timestamptz, withdrawn timestamptz,
  copy_done int, copy_total int, copy_until timestamptz
);
create index record_request_place on record_request (bkt, cmp, asked desc);
create index record_request_waiting on record_request (organization, asked) where decision is null and withdrawn is null;
create index record_request_organization on record_request (organization, asked desc);
create index record_request_copy on record_request (copy_until) where copy_until is not null;

-- What happened to it, in the words that the person reads. Only added to; words go where the record they speak of is erased.
create table record_request_step (
  seq bigint generated always as identity primary key,
  request text collate "C" not null references record_request (id),
  at timestamptz not null, what text not null, by_whom text not null, words text
);
create index record_request_step_of on record_request_step (request, seq);

-- The files of a copy, in pieces, until they are taken away.
create table record_copy_piece (
  request text collate "C" not null references record_request (id),
  format text not null, number int not null, piece text not null,
  primary key (request, format, number)
);

-- What stands beside an item: that it was put right, or that the person does not agree with it.
create table record_statement (
  id text collate "C" primary key,
  request text collate "C" not null references record_request (id),
  bkt smallint not null, cmp bigint not null, item text collate "C" not null,
  kind text not null check (kind in ('corrected', 'disputed')),
  words text not null, at timestamptz not null
);
create index record_statement_place on record_statement (bkt, cmp);

-- Whose use is restricted: an item, or everything that an organisation holds of the person.
create table record_restriction (
  request text collate "C" primary key references record_request (id),
  bkt smallint not null, cmp bigint not null, organization int not null, item text collate "C",
  since timestamptz not null, lifted timestamptz
);
create index record_restriction_place on record_restriction (bkt, cmp) where lifted is null;
create index record_restriction_whole on record_restriction (organization) where lifted is null and item is null;

-- Organisations that had received what was put right, restricted or erased, and were told.
create table record_told (
  id text collate "C" primary key,
  request text collate "C" not null references record_request (id),
  organization int not null, seen timestamptz not null, at timestamptz not null
);
create index record_told_request on record_told (request);
`,
};
