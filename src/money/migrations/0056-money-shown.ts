import type { Migration } from '#store';

/** What charges and settlements need to be shown as resources: when they last changed, and whose payments they are. */
export const moneyShown: Migration = {
  name: '0056-money-shown',
  sql: `
alter table money_charge add column changed timestamptz;  -- when an item last came to another state
create index money_settlement_payment_payer on money_settlement_payment (payer, settlement);
create index money_settlement_payment_payee on money_settlement_payment (payee, settlement);
`,
};
