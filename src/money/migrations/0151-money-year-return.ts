import type { Migration } from '#store';

/** What partners were told of a pool for a year, beside its quarters. */
export const moneyYearReturn: Migration = {
  name: '0151-money-year-return',
  sql: `
alter table money_quarter_return
  add column span text collate "C" not null default 'quarter' check (span in ('quarter', 'year')),
  drop constraint money_quarter_return_pkey,
  add primary key (pool, span, from_day, number);
`,
};
