import type { Migration } from '#store';

/**
 * A code gives access to whoever records name by it, so that who keeps the list of partners has to have looked it up too: `vouched`. `named` are the
 * identifiers that a partner's Organization was given because of it. What was said before waits to be looked up by the host.
 */
export const governanceIdentityNamed: Migration = {
  name: '0143-governance-identity-named',
  sql: `
alter table governance_identity add column vouched boolean not null default false;
alter table governance_identity add column named text[] not null default '{}';
`,
};
