import type { Migration } from '#store';

/**
 * Who has a stake in a programme, and all that was said of them, dated. Nothing is changed; what is about one of them is removed whole
 * when it has been kept long enough, and counts alone stay.
 */
export const governanceStakeholder: Migration = {
  name: '0084-governance-stakeholder',
  sql: `
create table governance_stakeholder_deed (
  seq bigint generated always as identity primary key,
  programme bigint not null references governance_programme (id),
  subject text collate "C" not null, -- 's3', or 'all' for what is of the whole programme
  at timestamptz not null,
  principal text not null,
  by text not null,
  organization text collate "C" not null,
  role text not null,
  said jsonb not null               -- see stakeholder/said.ts
);
create index governance_stakeholder_deed_of on governance_stakeholder_deed (programme, seq);
create index governance_stakeholder_deed_subject on governance_stakeholder_deed (programme, subject);
create rule governance_stakeholder_deed_kept as on update to governance_stakeholder_deed do instead nothing;
`,
};
