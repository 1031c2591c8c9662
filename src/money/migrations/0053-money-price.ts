import type { Migration } from '#store';

/** Prices by the period, and activity that a search of the record finds. */
export const moneyPrice: Migration = {
  name: '0053-money-price',
  sql: `
-- What an item is for, where it is not one activity: 'A block from 1 April to 30 April'. Its typ is 0, its id the part of the price.
alter table money_charge_item add column words text;
create index money_charge_open on money_charge (stands);

-- With whom people are registered, as their Patient says: by the day, where it says from when. A projection.
create table money_registered (
  bkt smallint not null, typ smallint not null, id text collate "C" not null, cmp bigint not null, org int not null,
  holder text collate "C" not null,                -- 'Organization/x', or 'system|value' of one of its identifiers
  from_day date not null,
  until_day date not null,                         -- up to, not with
  born date
);
create index money_registered_resource on money_registered (bkt, typ, id);
create index money_registered_holder on money_registered (holder, from_day);
create index money_registered_compartment on money_registered (bkt, cmp);

-- A search that an agreement pays by: what it finds is kept from the feed on; 'filled' once what was there before is in too.
create table money_taking (
  id int generated always as identity primary key,
  search text collate "C" not null unique,
  filled boolean not null default false
);
create table money_taken (
  taking int not null references money_taking (id),
  bkt smallint not null, typ smallint not null, id text collate "C" not null, cmp bigint not null, org int not null,
  day date not null,
  minutes int,
  primary key (taking, bkt, typ, id)
);
create index money_taken_org on money_taken (taking, org, day);
create index money_taken_resource on money_taken (bkt, typ, id);
`,
};
