import type { Migration } from '#store';

/** Papers that organisations accepted for themselves: safety case, assessments, toolkit. Each stays as it was; of each the last counts. */
export const governanceAssurance: Migration = {
  name: '0098-governance-assurance',
  sql: `
create table governance_assurance (
  id bigint generated always as identity primary key,
  organization text collate "C" not null,
  document text collate "C" not null,
  version text not null,
  approved_by text not null,
  until date,                       -- its last day; null: until another is accepted
  name text not null,
  media text not null,
  sha256 text not null,
  bytes bytea not null,
  principal text not null,
  by text not null,
  role text not null,
  at timestamptz not null
);
create index governance_assurance_of on governance_assurance (organization, document, id desc);
alter table governance_assurance alter column bytes set storage external;   -- both kinds are packed already
create rule governance_assurance_kept_update as on update to governance_assurance do instead nothing;
create rule governance_assurance_kept_delete as on delete to governance_assurance do instead nothing;
`,
};
