import type { Migration } from '#store';

/**
 * The ledger. What it holds to is held here too, whatever code writes: entries balance, money has owners, nothing is edited, closed
 * periods stay closed, no owner's money goes below nothing.
 */
export const moneyLedger: Migration = {
  name: '0050-money-ledger',
  sql: `
-- One row a pool: the lock that its entries take, so that seq and recorded rise in the order of commits.
create table money_pool (
  id text collate "C" primary key,                 -- 'vale-pooled-fund/diabetes-care': instrument and pool
  closed date,                                     -- the last day that is closed
  recorded timestamptz not null default '1970-01-01'
);

create table money_account (
  id bigint generated always as identity primary key,
  pool text collate "C" not null references money_pool (id),
  kind text collate "C" not null check (kind in ('fund', 'bank', 'due-from', 'due-to')),
  party text collate "C" not null default '',
  currency text collate "C" not null,
  floor bigint,                                    -- of the money there, what is promised taken off; null: none
  posted bigint not null default 0,                -- sum of its postings; debit is above nought
  reserved bigint not null default 0 check (reserved >= 0),
  unique (pool, kind, party, currency),
  check (floor is null or (case kind when 'fund' then -posted else posted end) - reserved >= floor)
);

create sequence money_entry_seq;
create table money_entry (
  seq bigint primary key,
  pool text collate "C" not null references money_pool (id),
  key text collate "C" not null,                   -- asked once: the same key is the same entry
  hash text not null,                              -- of what was asked under it
  state text collate "C" not null check (state in ('posted', 'pending', 'post', 'void')),
  kind text collate "C" not null,
  ends bigint references money_entry (seq),        -- the pending entry that this one posts or voids
  effective date not null,
  about date,                                      -- the day it is about, where that day was closed
  recorded timestamptz not null,
  until timestamptz,                               -- when a pending entry lapses
  instrument text collate "C",
  version int,
  clause text collate "C",
  paragraph text,
  words text not null,
  reason text,
  principal text not null,
  by text not null,
  organization int not null,
  check ((ends is not null) = (state in ('post', 'void'))),
  check ((until is not null) = (state = 'pending'))
);
create unique index money_entry_key on money_entry (pool, key);
create unique index money_entry_ends on money_entry (ends) where ends is not null;
create index money_entry_pool on money_entry (pool, seq);
create index money_entry_effective on money_entry (pool, effective, seq);
create index money_entry_until on money_entry (until) where state = 'pending';

create table money_posting (
  entry bigint not null references money_entry (seq),
  line smallint not null,
  account bigint not null references money_account (id),
  minor bigint not null check (minor <> 0),
  scheme text collate "C" not null default '',
  item text collate "C" not null default '',       -- what is owed and met: a part of a contribution, a charge
  primary key (entry, line)
);
create index money_posting_item on money_posting (account, item, minor) where item <> '';

-- Whose money each posting on a fund was; with the sign of the posting.
create table money_lineage (
  entry bigint not null,
  line smallint not null,
  part smallint not null,
  owner text collate "C" not null,                 -- '' : nobody's yet, an overspend
  fence text collate "C" not null,                 -- for this scheme alone; '' : for all of the pool
  minor bigint not null check (minor <> 0),
  primary key (entry, line, part),
  foreign key (entry, line) references money_posting (entry, line)
);

-- Whose the money is now: the fold of the lineage, above nought where there is some.
create table money_share (
  account bigint not null references money_account (id),
  owner text collate "C" not null,
  fence text collate "C" not null,
  posted bigint not null default 0,
  reserved bigint not null default 0 check (reserved >= 0),
  primary key (account, owner, fence),
  check (owner = '' or posted - reserved >= 0)
);

create table money_closing (
  id bigint generated always as identity primary key,
  pool text collate "C" not null references money_pool (id),
  act text collate "C" not null check (act in ('close', 'ask-reopen', 'reopen')),
  through date,                                    -- what is closed after it
  reason text not null,
  asked bigint references money_closing (id),
  revision bigint not null,                        -- the last entry when it was done
  at timestamptz not null,
  principal text not null,
  by text not null,
  organization int not null
);
create index money_closing_pool on money_closing (pool, id);
create unique index money_closing_asked on money_closing (asked) where asked is not null;

create function money_kept() returns trigger language plpgsql as $$
begin
  raise exception '% is never edited: post an adjusting entry', tg_table_name using errcode = '23514';
end $$;
create trigger money_entry_kept before update or delete or truncate on money_entry execute function money_kept();
create trigger money_posting_kept before update or delete or truncate on money_posting execute function money_kept();
create trigger money_lineage_kept before update or delete or truncate on money_lineage execute function money_kept();
create trigger money_closing_kept before update or delete or truncate on money_closing execute function money_kept();

create function money_open() returns trigger language plpgsql as $$
begin
  if exists (select 1 from money_pool where id = new.pool and closed >= new.effective) then
    raise exception 'entry % falls in a closed period', new.seq using errcode = '23514';
  end if;
  return new;
end $$;
create trigger money_entry_open before insert on money_entry for each row execute function money_open();

create function money_balanced() returns trigger language plpgsql as $$
declare
  one record;
begin
  if not exists (
    select 1 from money_posting p join money_account a on a.id = p.account
    join money_entry e on e.seq = p.entry and e.pool = a.pool
    where p.entry = new.entry having count(*) = (select count(*) from money_posting where entry = new.entry)
  ) then
    raise exception 'entry % touches another pool', new.entry using errcode = '23514';
  end if;
  select a.currency, sum(p.minor) as sum into one
    from money_posting p join money_account a on a.id = p.account
    where p.entry = new.entry group by a.currency having sum(p.minor) <> 0 limit 1;
  if found then
    raise exception 'entry % is out by % %', new.entry, one.sum, one.currency using errcode = '23514';
  end if;
  if exists (select 1 from money_account where id = new.account and kind = 'fund') and new.minor is distinct from
     (select sum(minor) from money_lineage where entry = new.entry and line = new.line) then
    raise exception 'line % of entry % does not say whose money it was', new.line, new.entry using errcode = '23514';
  end if;
  return null;
end $$;
create constraint trigger money_posting_balanced after insert on money_posting
  deferrable initially deferred for each row execute function money_balanced();

create function money_traced() returns trigger language plpgsql as $$
begin
  if (select minor from money_posting where entry = new.entry and line = new.line) is distinct from
     (select sum(minor) from money_lineage where entry = new.entry and line = new.line) then
    raise exception 'lineage of entry % is not its posting', new.entry using errcode = '23514';
  end if;
  return null;
end $$;
create constraint trigger money_lineage_traced after insert on money_lineage
  deferrable initially deferred for each row execute function money_traced();

create function money_whole() returns trigger language plpgsql as $$
begin
  if new.state <> 'void' and not exists (select 1 from money_posting where entry = new.seq) then
    raise exception 'entry % has no postings', new.seq using errcode = '23514';
  end if;
  return null;
end $$;
create constraint trigger money_entry_whole after insert on money_entry
  deferrable initially deferred for each row execute function money_whole();
`,
};
