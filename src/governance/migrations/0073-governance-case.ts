import type { Migration } from '#store';

/** Cases for change: everything that was said of each, scores too; what may be seen of them follows from it. */
export const governanceCase: Migration = {
  name: '0073-governance-case',
  sql: `
create table governance_case_deed (
  seq bigint generated always as identity primary key,
  programme bigint not null references governance_programme (id),
  at timestamptz not null,
  principal text not null,
  by text not null,
  organization text collate "C" not null,
  role text not null,
  said jsonb not null               -- see case/case.ts
);
create index governance_case_deed_of on governance_case_deed (programme, seq);
create rule governance_case_deed_kept_update as on update to governance_case_deed do instead nothing;
create rule governance_case_deed_kept_delete as on delete to governance_case_deed do instead nothing;
`,
};
