import type { Migration } from '#store';

/** Where the decision is read that used a simulation. */
export const moneySimulationPage: Migration = {
  name: '0121-money-simulation-page',
  sql: `
alter table money_simulation add column page text;  -- null: told in words alone
`,
};
