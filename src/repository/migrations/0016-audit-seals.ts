import type { Migration } from '#store';

export const auditSeals: Migration = {
  name: '0016-audit-seals',
  sql: `
-- A leaf of the seals is H(salt, line): with salt and payload gone nobody finds out what the line said, and the chain still holds.
alter table audit add column salt uuid;
alter table audit alter column salt set default gen_random_uuid();
alter table audit add column leaf bytea;          -- of an erased line: what it was sealed as
alter table audit add column under text;          -- the break-glass opening under which it was read
alter table audit add column disclosed int[];     -- other organisations whose items were shown

-- The transaction's number is taken before the line's, in one expression: so a number that is missing while a later one is
-- there belongs to a transaction that is older than any that begins now (audit/sealer.ts rests on it).
alter table audit alter column seq drop identity;
create sequence audit_line owned by audit.seq;
select setval('audit_line', (select coalesce(max(seq), 0) + 1 from audit), false);
alter table audit alter column seq set default case when pg_current_xact_id() is null then null else nextval('audit_line') end;

-- Only ever added to; an erasure says so itself. Against mistakes of a program: who owns the database can do what they like, and
-- the seals tell.
create function audit_is_kept() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and current_setting('concord.audit', true) = 'erase' then return null; end if;
  raise exception 'the audit is only ever added to' using errcode = 'insufficient_privilege';
end $$;
create trigger audit_kept before update or delete or truncate on audit for each statement execute function audit_is_kept();

-- One seal a second or a thousand lines: hash = H(n, hash before, root, first..last, count, ...).
create table audit_seal (
  n bigint primary key, at timestamptz(3) not null,
  first bigint not null, last bigint not null,   -- line numbers looked at for the first time; first = last + 1 where none
  count int not null,                            -- leaves: lines of late, then of first..last without missing
  missing text not null,                         -- ranges of first..last that were not there (yet)
  late text not null,                            -- ranges missing in an earlier seal that have come
  void text not null,                            -- ranges missing in an earlier seal that can never come: rolled back
  root bytea not null, prev bytea not null, hash bytea not null,
  marks bytea not null                           -- first four bytes of each leaf: to name the line that differs
);
create index audit_seal_at on audit_seal (at);
create index audit_erased on audit (seq) where leaf is not null;
-- Ranges that may still come, and a transaction number above that of whoever holds them. What seals say, and the sealer's memory.
create table audit_missing (lo bigint primary key, hi bigint not null, noticed xid8 not null default pg_current_xact_id());

-- Seals of other installations, as they said them first.
create table audit_inbox (
  sender text collate "C" not null, n bigint not null, hash text not null, at timestamptz not null,
  received timestamptz not null default now(), contradicted text,
  primary key (sender, n)
);

-- From when on the person is shown what was read under an opening; absent: from the beginning.
create table audit_under (id text collate "C" primary key, shown_from timestamptz not null);
`,
};
