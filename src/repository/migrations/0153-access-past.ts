import type { Migration } from '#store';

/**
 * What the rows of access said before, so that a past day is explained by who was related to whom and what the person had kept back on it.
 * Kept by the table itself: rows change in intake, on the feed, when a consent is written and when a relationship ends. A row that is only
 * written costs nothing; one that says something else from now on costs one row here.
 */
export const accessPast: Migration = {
  name: '0153-access-past',
  sql: `
-- Since when a row says what it says; of those that were there before, since when it is kept.
alter table access add column since timestamptz not null default now();
alter table access alter column since set default clock_timestamp();
create table access_past (
  viewer int not null, purpose smallint not null, bkt smallint not null, cmp bigint not null,
  rel int not null, deny_org int[] not null, deny_lab int not null, deny_cls int not null, hold_cls int not null,
  until timestamptz not null, since timestamptz not null, ended timestamptz not null
);
create index access_past_person on access_past (bkt, cmp, viewer, purpose, since);
-- From when on a past instant can be answered for.
create table access_kept (since timestamptz not null);
insert into access_kept values (now());

create function access_past_keep() returns trigger language plpgsql as $$
declare at timestamptz := clock_timestamp();
begin
  if tg_op = 'UPDATE' then
    if (old.rel, old.deny_org, old.deny_lab, old.deny_cls, old.hold_cls, old.until)
      = (new.rel, new.deny_org, new.deny_lab, new.deny_cls, new.hold_cls, new.until) then return new; end if;
    -- What this very transaction wrote nobody has looked by.
    if old.xmin = pg_current_xact_id()::xid then return new; end if;
    new.since := at;
  elsif old.xmin = pg_current_xact_id()::xid then return old;
  end if;
  insert into access_past values (old.viewer, old.purpose, old.bkt, old.cmp, old.rel, old.deny_org, old.deny_lab, old.deny_cls,
    old.hold_cls, old.until, old.since, at);
  if tg_op = 'DELETE' then return old; end if;
  return new;
end $$;
create trigger access_changed before update or delete on access for each row execute function access_past_keep();
`,
};
