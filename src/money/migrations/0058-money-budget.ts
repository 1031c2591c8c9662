import type { Migration } from '#store';

/** Budgets as they were set: the last one counts, those before are kept. */
export const moneyBudget: Migration = {
  name: '0058-money-budget',
  sql: `
create table money_budget (
  id bigint generated always as identity primary key,
  pool text collate "C" not null references money_pool (id),
  number int not null,
  reason text not null,
  at timestamptz not null,
  principal text not null,
  by text not null,
  unique (pool, number)
);
create table money_budget_line (
  budget bigint not null references money_budget (id),
  scheme text collate "C" not null default '',     -- '' : all of the pool
  month date not null,                             -- its first day
  minor bigint not null check (minor >= 0),
  units numeric,                                   -- how much is planned to be done for it
  primary key (budget, scheme, month)
);
create trigger money_budget_kept before update or delete or truncate on money_budget execute function money_kept();
create trigger money_budget_line_kept before update or delete or truncate on money_budget_line execute function money_kept();
`,
};
