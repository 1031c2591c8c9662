import type { Migration } from '#store';

/** By which codes each partner keeps in its own books what a pool asks of it and gives it. The newest row of a place holds. */
export const moneyCoding: Migration = {
  name: '0063-money-coding',
  sql: `
create table money_coding (
  id bigint generated always as identity primary key,
  pool text collate "C" not null,
  organization text collate "C" not null,          -- whose own books
  account text collate "C" not null,               -- what it is in them: 'put-in', 'income', ...
  scheme text collate "C" not null,                -- '': of every scheme that has no codes of its own
  code text not null,                              -- of the account in its own ledger; '': taken away
  cost_centre text not null,
  vat text not null,
  at timestamptz not null,
  principal text not null,
  by text not null
);
create index money_coding_pool on money_coding (pool, organization, account, scheme, id);
`,
};
