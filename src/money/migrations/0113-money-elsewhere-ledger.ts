import type { Migration } from '#store';

/** Which ledgers there are of what another commissioner took over, and between whom. */
export const moneyElsewhereLedger: Migration = {
  name: '0113-money-elsewhere-ledger',
  sql: `
create index money_charge_elsewhere on money_charge (pool) include (instrument, currency, payer, payee) where elsewhere;
`,
};
