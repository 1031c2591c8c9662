import type { Migration } from '#store';

/** The steps of a month's close: by which working days, and what shows that they were done. */
export const moneyClose: Migration = {
  name: '0116-money-close',
  sql: `
-- Other days than the usual ones, from a month on; of one month the newest row holds. Never changed.
create table money_close_days (
  pool text collate "C" not null references money_pool (id),
  number int not null,
  from_month date not null,
  charges int not null check (charges between 1 and 60),
  accruals int not null check (accruals between charges and 60),
  closed int not null check (closed between accruals and 60),
  balances int not null check (balances between closed and 60),
  reason text not null,
  principal text not null,
  by text not null,
  at timestamptz not null,
  primary key (pool, number)
);
create trigger money_close_days_kept before update or delete or truncate on money_close_days
  execute function money_kept();

-- On which days somebody asked for all that the record said until then. The first of a day stays.
create table money_charges_asked (
  payee text collate "C" not null,
  day date not null,
  at timestamptz not null,
  by text not null,
  primary key (payee, day)
);
create trigger money_charges_asked_kept before update or delete or truncate on money_charges_asked
  execute function money_kept();

-- What was charged of a month and not entered, as it stood when the books of the month were made up. Never changed.
create table money_accrual (
  pool text collate "C" not null references money_pool (id),
  month date not null,
  number int not null,                             -- 1, then what was known later
  lines jsonb not null,
  revision bigint not null,                        -- the last entry that it knows
  hash text collate "C" not null,
  principal text not null,
  by text not null,
  at timestamptz not null,
  primary key (pool, month, number)
);
create trigger money_accrual_kept before update or delete or truncate on money_accrual execute function money_kept();
`,
};
