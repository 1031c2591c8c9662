import type { Migration } from '#store';

/** Leaving by notice: who gave it, when, and what it made due. */
export const governanceNotice: Migration = {
  name: '0026-governance-notice',
  sql: `
create table governance_notice (
  id bigint generated always as identity primary key,
  instrument text collate "C" not null references governance_instrument (id),
  organization text collate "C" not null,
  by text not null,
  reason text not null,
  given timestamptz not null,
  owed text[] not null,             -- obligations that it opened: the steps of the exit plan, then the run-off
  withdrawn timestamptz,
  withdrawn_by text,
  withdrawn_reason text
);
create index governance_notice_instrument on governance_notice (instrument);
`,
};
