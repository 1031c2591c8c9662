import type { Migration } from '#store';

/** By which code a register of the place knows each partner. */
export const governanceIdentity: Migration = {
  name: '0123-governance-identity',
  sql: `
create table governance_identity (
  organization text collate "C" primary key,
  register text collate "C" not null,
  code text collate "C" not null,
  looked_up date not null,
  principal text not null,
  by text not null,
  role text not null,
  at timestamptz not null
);
create unique index governance_identity_code on governance_identity (register, upper(code));
`,
};
