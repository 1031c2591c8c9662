import type { Migration } from '#store';

/** Of what waits to be attested: what somebody was told of, and whether all of it was looked at since. */
export const moneyAttestOwed: Migration = {
  name: '0115-money-attest-owed',
  sql: `
-- A row each time that somebody is told: of everything that waited then, up to a day. Another follows once it is closed.
create table money_attest_owed (
  pair text collate "C" not null,                  -- 'instrument#clause'
  payee text collate "C" not null,
  round int not null,
  until_day date not null,                         -- the last day of what waited
  opened timestamptz not null,
  closed timestamptz,
  primary key (pair, payee, round)
);
create unique index money_attest_owed_open on money_attest_owed (pair, payee) where closed is null;
`,
};
