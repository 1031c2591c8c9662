import type { Migration } from '#store';

/** Who may say yes in each organisation, about what: set, confirmed and ended by dated deeds; what stands is computed from them. */
export const governanceRight: Migration = {
  name: '0071-governance-right',
  sql: `
create table governance_right_deed (
  seq bigint generated always as identity primary key,
  of text collate "C" not null,     -- the organisation whose right it is: 'Organization/x'
  topic text collate "C" not null,
  at timestamptz not null,
  principal text not null,
  by text not null,
  organization text collate "C" not null,
  role text not null,
  said jsonb not null               -- see right/right.ts
);
create index governance_right_deed_of on governance_right_deed (of, topic, seq);
create rule governance_right_deed_kept_update as on update to governance_right_deed do instead nothing;
create rule governance_right_deed_kept_delete as on delete to governance_right_deed do instead nothing;
`,
};
