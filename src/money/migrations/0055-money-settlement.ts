import type { Migration } from '#store';

/** What partners owe each other under one agreement, settled net: who signed, what was cleared, which payments came of it. */
export const moneySettlement: Migration = {
  name: '0055-money-settlement',
  sql: `
-- Where an organisation is paid. Never changed: the last that a second of its people confirmed counts.
create table money_bank_account (
  id bigint generated always as identity primary key,
  organization text collate "C" not null,
  currency text collate "C" not null,
  account jsonb not null,
  at timestamptz not null,
  principal text not null,
  by text not null,
  confirmed timestamptz,
  confirmer text,
  confirmed_by text,
  check (confirmer is null or confirmer <> principal)  -- one person alone sends nobody's money elsewhere
);
create index money_bank_account_of on money_bank_account (organization, currency, id);

create table money_settlement (
  id bigint generated always as identity primary key,
  instrument text collate "C" not null,
  currency text collate "C" not null,
  until_day date not null,                         -- what was owed up to this day
  hash text not null,                              -- of what it clears: it is posted only while that is what is owed
  state text collate "C" not null default 'proposed' check (state in ('proposed', 'posted', 'withdrawn')),
  proposed timestamptz not null,
  posted timestamptz,
  pays date,                                       -- the day that the payments carry
  organization text collate "C" not null,
  principal text not null,
  by text not null,
  reason text,                                     -- of taking it back
  check ((state = 'posted') = (posted is not null))
);
create unique index money_settlement_open on money_settlement (instrument, currency) where state = 'proposed';
create index money_settlement_instrument on money_settlement (instrument, id);

create table money_settlement_line (
  settlement bigint not null references money_settlement (id),
  number int not null,
  pool text collate "C" not null,
  kind text collate "C" not null,
  party text collate "C" not null,
  item text collate "C" not null,
  minor bigint not null check (minor <> 0),        -- above nought: the party owes it
  primary key (settlement, number)
);

create table money_settlement_party (
  settlement bigint not null references money_settlement (id),
  organization text collate "C" not null,
  minor bigint not null,                           -- what it is to have; below nought: what it is to pay
  signed timestamptz,
  principal text,
  by text,
  primary key (settlement, organization)
);

create table money_settlement_payment (
  settlement bigint not null references money_settlement (id),
  number int not null,
  payer text collate "C" not null,
  payee text collate "C" not null,
  minor bigint not null check (minor > 0),
  payer_account jsonb,
  payee_account jsonb,                             -- as they were when it was posted: the file stays the same
  received date,
  reference text,
  primary key (settlement, number)
);
`,
};
