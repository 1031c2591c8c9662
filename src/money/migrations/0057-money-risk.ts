import type { Migration } from '#store';

/** Periods whose result was shared: by what was agreed, step by step, and what each step moved. */
export const moneyRisk: Migration = {
  name: '0057-money-risk',
  sql: `
create table money_risk (
  id bigint generated always as identity primary key,
  pool text collate "C" not null references money_pool (id),
  instrument text collate "C" not null,
  version int not null,
  clause text collate "C" not null,
  paragraph text not null,
  from_day date not null,
  until_day date not null,                         -- the last day
  number int not null,                             -- 1, and one more each time it was opened and closed again
  result bigint not null,                          -- left above nought, over below it; without what this sharing moved
  runs jsonb not null,                             -- the steps as they ran
  shares jsonb not null,                           -- what each step moves in all; the entries of a later number are the difference
  revision bigint not null,                        -- the last entry when it was done
  unique (pool, clause, until_day, number)
);
create trigger money_risk_kept before update or delete or truncate on money_risk execute function money_kept();
`,
};
