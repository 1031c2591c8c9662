import type { Migration } from '#store';

/** By what an item of a charge is shown: its number would tell whoever may not see an item that there is one. */
export const moneyItemShown: Migration = {
  name: '0074-money-item-shown',
  sql: `
alter table money_charge_item add column shown text collate "C" not null default replace(gen_random_uuid()::text, '-', '');
create unique index money_charge_item_shown on money_charge_item (shown);
`,
};
