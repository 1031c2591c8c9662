import type { Migration } from '#store';

/** Each time that an item fell under its floor, until it was lifted: what is owed for it is owed once. */
export const moneyStockShort: Migration = {
  name: '0114-money-stock-short',
  sql: `
create table money_stock_short (
  item bigint not null references money_stock_item (id),
  number int not null,
  since timestamptz not null,
  lifted timestamptz,
  primary key (item, number)
);
create unique index money_stock_short_open on money_stock_short (item) where lifted is null;
`,
};
