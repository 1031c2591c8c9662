import type { Migration } from '#store';

/** What partners were told of a pool, quarter by quarter. */
export const moneyQuarter: Migration = {
  name: '0122-money-quarter',
  sql: `
-- A quarter's return as it was submitted; what is known later is another row, with the reason. Never changed.
create table money_quarter_return (
  pool text collate "C" not null references money_pool (id),
  from_day date not null,
  until_day date not null,
  number int not null,                             -- 1, then its corrections
  figures jsonb not null,
  revision bigint not null,                        -- the last entry that its figures know
  hash text collate "C" not null,
  reason text,
  principal text not null,
  by text not null,
  at timestamptz not null,
  primary key (pool, from_day, number)
);
create trigger money_quarter_return_kept before update or delete or truncate on money_quarter_return
  execute function money_kept();
`,
};
