import type { Migration } from '#store';

/** What the installation remembers of itself, such as which demonstration it holds. */
export const app: Migration = {
  name: '0900-app',
  sql: `
create table app_fact (
  name text primary key,
  value jsonb not null,
  at timestamptz not null default now()
);
`,
};
