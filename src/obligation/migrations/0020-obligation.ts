import type { Migration } from '#store';

/** What is owed, what happened to it, and the calendars people subscribe to. Of organisations, not of the record: no bucket but to find it by. */
export const obligationTables: Migration = {
  name: '0020-obligation',
  sql: `
create table obligation (
  id text collate "C" primary key,
  kind text collate "C" not null,
  key text collate "C",                       -- what it is about: opened once under it
  title text not null,
  owner int not null,                         -- organisation that owes it
  owner_role text collate "C" not null,
  holder text collate "C",                    -- account that holds it today; null: the role as a whole
  holder_name text,
  owed int,
  owed_role text collate "C",
  owed_person int,                            -- viewer key of the person it is owed to
  concerns text collate "C",                  -- 'Patient/7'
  bkt smallint not null default 0,
  cmp bigint not null default 0,
  because text,
  page text,
  calendar text not null,
  terms jsonb not null,                       -- what its clock depends on; never changed
  fact text collate "C",
  search_type text collate "C",
  search_query text,
  attested boolean not null,
  series text collate "C",                    -- id of the first, where it repeats
  number int not null default 0,
  opened timestamptz not null,
  opened_by text not null,
  opened_org int not null,
  -- what its happenings say, kept beside them so that lists and the clock find it
  state text not null,
  due timestamptz,
  owners_own_until timestamptz,
  answered boolean not null,
  round smallint not null,
  told_rungs smallint not null,
  told text[] not null default '{}',          -- '<organisation key>/<role>' of each rung that was told
  next timestamptz,                           -- when time brings something about
  closed timestamptz,
  evidence jsonb
);
create unique index obligation_key on obligation (kind, key) where key is not null;
create unique index obligation_series on obligation (series, number) where series is not null;
create index obligation_next on obligation (next) where next is not null;
create index obligation_owner on obligation (owner, (coalesce(due, 'infinity')), id) where closed is null;
create index obligation_owed on obligation (owed, (coalesce(due, 'infinity')), id) where closed is null and owed is not null;
create index obligation_owed_person on obligation (owed_person) where owed_person is not null;
create index obligation_owner_closed on obligation (owner, closed desc, id) where closed is not null;
create index obligation_owed_closed on obligation (owed, closed desc, id) where closed is not null and owed is not null;
create index obligation_fact on obligation (fact) where closed is null and fact is not null;
create index obligation_search on obligation (search_type, bkt, cmp) where closed is null and search_type is not null;
create index obligation_person on obligation (bkt, cmp) where concerns is not null;
create index obligation_told on obligation using gin (told) where closed is null;

create table obligation_happening (
  seq bigint generated always as identity primary key,
  obligation text collate "C" not null references obligation (id),
  at timestamptz not null,
  what text not null,
  round smallint,
  rung smallint,
  until text,                                 -- day that an answer named
  due jsonb,                                  -- due rule of an extension
  principal text not null,
  by text not null,
  organization int not null,
  words text
);
create index obligation_happening_of on obligation_happening (obligation, seq);
-- Whatever crashes, a rung is told once and one that repeats is opened anew once.
create unique index obligation_happening_rung on obligation_happening (obligation, round, rung) where what = 'escalated';
create unique index obligation_happening_repeat on obligation_happening (obligation) where what = 'repeated';

-- Only ever added to. Words alone can be taken out, where a person has a right to that.
create function obligation_happening_kept() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.words is null
    and (to_jsonb(new) - 'words') = (to_jsonb(old) - 'words') then
    return new;
  end if;
  raise exception 'what happened to an obligation is only ever added to';
end $$;
create trigger obligation_happening_kept before update or delete on obligation_happening
  for each row execute function obligation_happening_kept();

-- Calendars that calendar programs ask for: one a seat, by a secret address.
create table obligation_feed (
  hash text collate "C" primary key,          -- SHA-256 of the secret
  principal text collate "C" not null,
  role text collate "C" not null,
  organization int not null,
  viewer int not null,
  made timestamptz not null,
  revoked timestamptz
);
create unique index obligation_feed_seat on obligation_feed (principal, organization, role) where revoked is null;
`,
};
