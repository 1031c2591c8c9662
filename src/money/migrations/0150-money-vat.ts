import type { Migration } from '#store';

/** By which rule of the place the value added tax on what a pool buys is taken back. */
export const moneyVat: Migration = {
  name: '0150-money-vat',
  sql: `
-- Said by whoever keeps the books; of a day the newest counts whose first day has come. Never changed.
create table money_vat (
  pool text collate "C" not null references money_pool (id),
  number int not null,
  regime text collate "C" not null,               -- of the jurisdiction pack
  from_day date not null,
  reason text not null,
  principal text not null,
  by text not null,
  at timestamptz not null,
  primary key (pool, number)
);
create trigger money_vat_kept before update or delete or truncate on money_vat execute function money_kept();
`,
};
