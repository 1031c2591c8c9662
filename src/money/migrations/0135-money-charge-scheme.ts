import type { Migration } from '#store';

/** Where a pool books what was charged. */
export const moneyChargeScheme: Migration = {
  name: '0135-money-charge-scheme',
  sql: `
alter table money_charge add column scheme text collate "C";  -- null: to the activity
`,
};
