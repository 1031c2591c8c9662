import type { Migration } from '#store';

/** What was done, as the record says it, and what was charged for it. */
export const moneyCharge: Migration = {
  name: '0052-money-charge',
  sql: `
-- What was done and can be paid for: a row a code of a finished Encounter or Procedure. A projection.
create table money_activity (
  bkt smallint not null, typ smallint not null, id text collate "C" not null, cmp bigint not null, org int not null,
  system text collate "C" not null, code text collate "C" not null,
  day date not null,
  minutes int                                      -- how long it took, where the record says so
);
create index money_activity_resource on money_activity (bkt, typ, id);
create index money_activity_code on money_activity (org, code, day);

-- A charge of one payee to one payer for one line of one clause over some days.
create table money_charge (
  id bigint generated always as identity primary key,
  instrument text collate "C" not null,
  version int not null,
  clause text collate "C" not null,
  paragraph text not null,
  pool text collate "C" not null,                  -- its ledger: 'instrument/pool', or 'instrument/charges' where no pool pays
  activity text collate "C" not null,
  line text collate "C" not null,
  line_words text not null,
  payer text collate "C" not null,
  payee text collate "C" not null,
  currency text collate "C" not null,
  from_day date not null,
  until_day date not null,                         -- the last day
  adjusts boolean not null,                        -- what was recorded, corrected or taken back later
  proposed timestamptz not null,
  stands date not null,                            -- what is not queried by the end of this day stands
  principal text not null,
  by text not null
);
create index money_charge_payer on money_charge (payer, id);
create index money_charge_payee on money_charge (payee, id);

-- One activity, one item; what changes later is another item, so that they add up to what it should be.
create table money_charge_item (
  charge bigint not null references money_charge (id),
  number int not null,
  typ smallint not null, id text collate "C" not null,
  day date not null,
  units numeric not null,
  minor bigint not null check (minor <> 0),
  state text collate "C" not null default 'proposed' check (state in ('proposed', 'queried', 'accepted', 'withdrawn')),
  reason text,                                     -- of the query
  answer text,                                     -- of the payee
  primary key (charge, number)
);
create index money_charge_item_resource on money_charge_item (typ, id);
create index money_charge_item_open on money_charge_item (charge, state);
`,
};
