import type { Migration } from '#store';

/** Programmes of change: everything that was said of each, dated; what a programme is follows from it. */
export const governanceProgramme: Migration = {
  name: '0072-governance-programme',
  sql: `
create table governance_programme (
  id bigint generated always as identity primary key,
  begun timestamptz not null
);
create table governance_programme_deed (
  seq bigint generated always as identity primary key,
  programme bigint not null references governance_programme (id),
  at timestamptz not null,
  principal text not null,
  by text not null,
  organization text collate "C" not null,
  role text not null,
  said jsonb not null               -- see programme/said.ts
);
create index governance_programme_deed_of on governance_programme_deed (programme, seq);
create rule governance_programme_deed_kept_update as on update to governance_programme_deed do instead nothing;
create rule governance_programme_deed_kept_delete as on delete to governance_programme_deed do instead nothing;
`,
};
