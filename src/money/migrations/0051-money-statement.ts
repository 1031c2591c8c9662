import type { Migration } from '#store';

/** Statements that partners signed: which one, by its hash, and who. */
export const moneyStatement: Migration = {
  name: '0051-money-statement',
  sql: `
create table money_statement (
  id bigint generated always as identity primary key,
  pool text collate "C" not null references money_pool (id),
  party text collate "C" not null,
  from_day date not null,
  until_day date not null,
  revision bigint not null,
  hash text not null,
  organization text collate "C" not null,          -- whose finance lead agreed it
  at timestamptz not null,
  principal text not null,
  by text not null,
  unique (pool, party, from_day, until_day, revision, organization)
);
create trigger money_statement_kept before update or delete or truncate on money_statement execute function money_kept();
`,
};
