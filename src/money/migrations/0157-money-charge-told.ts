import type { Migration } from '#store';

/** Whether the record knows who pays and is paid for what a charge names, as the charge stands now. */
export const moneyChargeTold: Migration = {
  name: '0157-money-charge-told',
  sql: `
alter table money_charge add column told boolean not null default false;
create index money_charge_untold on money_charge (id) where not told;
`,
};
