import type { Migration } from '#store';

/** Stock of essential medicines at sites: what is there, what moved, what is asked of each other. */
export const moneyStock: Migration = {
  name: '0069-money-stock',
  sql: `
-- What was given to people, as the record says it. A projection.
create table money_stock_use (
  bkt smallint not null, typ smallint not null, id text collate "C" not null, cmp bigint not null, org int not null,
  system text collate "C" not null, code text collate "C" not null,
  day date not null,
  quantity float8,                                  -- absent where the record does not say how many
  unit text collate "C"
);
create index money_stock_use_resource on money_stock_use (bkt, typ, id);
create index money_stock_use_code on money_stock_use (org, system, code, day);

create table money_stock_item (
  id bigint generated always as identity primary key,
  site text collate "C" not null,
  system text collate "C" not null, code text collate "C" not null,
  words text not null,
  unit text not null,                               -- what is counted: 'tablet'
  floor_days int not null check (floor_days between 1 and 365),
  at timestamptz not null, principal text not null, by text not null,
  unique (site, system, code)
);
create index money_stock_item_code on money_stock_item (system, code);

create table money_stock_count (
  id bigint generated always as identity primary key,
  item bigint not null references money_stock_item (id),
  key text collate "C" not null,
  on_day date not null,
  counted bigint not null check (counted >= 0),
  expected bigint not null,                         -- what the book had, less what the record says was given since
  at timestamptz not null, principal text not null, by text not null,
  unique (item, key)
);

-- What a partnership agreed to keep for all of its sites, and by which paragraph.
create table money_stock_buffer (
  id bigint generated always as identity primary key,
  instrument text collate "C" not null,
  paragraph text not null,
  keeper text collate "C" not null,
  system text collate "C" not null, code text collate "C" not null,
  most_days int not null check (most_days between 1 and 365),
  back_days int not null check (back_days between 1 and 365),
  at timestamptz not null, principal text not null, by text not null,
  unique (keeper, system, code, instrument)
);

create table money_stock_transfer (
  id bigint generated always as identity primary key,
  key text collate "C" not null,
  from_site text collate "C" not null,
  to_site text collate "C" not null check (to_site <> from_site),
  system text collate "C" not null, code text collate "C" not null,
  words text not null, unit text not null,
  buffer bigint references money_stock_buffer (id),
  back boolean not null default false,              -- pays back what was drawn
  state text collate "C" not null check (state in ('asked', 'offered', 'sent', 'received', 'refused', 'withdrawn')),
  asked bigint not null check (asked > 0),
  offered bigint check (offered > 0),
  reason text not null,
  answer text,
  asked_at timestamptz not null, asked_by text not null, principal text not null,
  changed timestamptz not null, changed_by text not null,
  unique (to_site, from_site, key)
);
create index money_stock_transfer_from on money_stock_transfer (from_site, id);
create index money_stock_transfer_to on money_stock_transfer (to_site, id);
create index money_stock_transfer_buffer on money_stock_transfer (buffer) where buffer is not null;

-- Every batch goes from one place to another: 'item/3' at a site, 'transit/7' on its way, 'outside', 'difference', 'written-off'.
create table money_stock_move (
  id bigint generated always as identity primary key,
  key text collate "C" not null,
  from_place text collate "C" not null,
  to_place text collate "C" not null check (to_place <> from_place),
  lot text collate "C" not null, expires date not null,
  quantity bigint not null check (quantity > 0),
  on_day date not null,
  reason text not null,
  at timestamptz not null, principal text not null, by text not null,
  unique (key, from_place, to_place, lot, expires)
);
create index money_stock_move_from on money_stock_move (from_place, id);
create index money_stock_move_to on money_stock_move (to_place, id);
create trigger money_stock_move_kept before update or delete or truncate on money_stock_move execute function money_kept();
create trigger money_stock_count_kept before update or delete or truncate on money_stock_count execute function money_kept();

-- The fold of the moves, kept by the move itself: no place has less than nothing, whatever code wrote it.
create table money_stock_hand (
  place text collate "C" not null,
  lot text collate "C" not null, expires date not null,
  quantity bigint not null check (quantity >= 0),
  primary key (place, lot, expires)
);
create function money_stock_moved() returns trigger language plpgsql as $$
begin
  if new.from_place like 'item/%' or new.from_place like 'transit/%' then
    update money_stock_hand set quantity = quantity - new.quantity
    where place = new.from_place and lot = new.lot and expires = new.expires;
    if not found then raise exception 'stock: % has nothing of this batch', new.from_place using errcode = 'check_violation'; end if;
  end if;
  if new.to_place like 'item/%' or new.to_place like 'transit/%' then
    insert into money_stock_hand as h (place, lot, expires, quantity) values (new.to_place, new.lot, new.expires, new.quantity)
    on conflict (place, lot, expires) do update set quantity = h.quantity + excluded.quantity;
  end if;
  return null;
end $$;
create trigger money_stock_moved after insert on money_stock_move for each row execute function money_stock_moved();
`,
};
