import type { Migration } from '#store';

/** Who signs what for an organisation, as its own board decided; every one stays, the last counts. */
export const governanceScheme: Migration = {
  name: '0027-governance-scheme',
  sql: `
create table governance_scheme (
  id bigint generated always as identity primary key,
  organization text collate "C" not null,
  signs jsonb not null,             -- agreement/life/scheme.ts: roles, kinds of instrument, up to what it is worth
  by text not null,
  at timestamptz not null
);
create index governance_scheme_organization on governance_scheme (organization, id);
`,
};
