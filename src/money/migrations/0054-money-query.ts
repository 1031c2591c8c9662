import type { Migration } from '#store';

/** Since when an item is queried, and which dispute it is in. */
export const moneyQuery: Migration = {
  name: '0054-money-query',
  sql: `
alter table money_charge_item add column queried timestamptz;
create index money_charge_item_queried on money_charge_item (charge) where state = 'queried';
alter table money_charge add column dispute text;  -- of its agreement; what is queried waits for the ruling
create index money_charge_dispute on money_charge (id) where dispute is not null;
`,
};
