import type { Migration } from '#store';

/** Procurements with what was said of each, what partners compete for, and policies of the world around: dated, and nothing changes it. */
export const governanceSurroundings: Migration = {
  name: '0085-governance-surroundings',
  sql: `
create table governance_procurement (
  id bigint generated always as identity primary key,
  begun timestamptz not null
);
create table governance_procurement_deed (
  seq bigint generated always as identity primary key,
  procurement bigint references governance_procurement (id), -- null: of all partners
  at timestamptz not null,
  principal text not null,
  by text not null,
  organization text collate "C" not null,
  role text not null,
  said jsonb not null               -- see competition/said.ts
);
create index governance_procurement_deed_of on governance_procurement_deed (procurement, seq);
create rule governance_procurement_deed_kept_update as on update to governance_procurement_deed do instead nothing;
create rule governance_procurement_deed_kept_delete as on delete to governance_procurement_deed do instead nothing;
create table governance_policy_deed (
  seq bigint generated always as identity primary key,
  policy text collate "C" not null, -- 'p3'
  at timestamptz not null,
  principal text not null,
  by text not null,
  organization text collate "C" not null,
  role text not null,
  said jsonb not null               -- see policy/said.ts
);
create index governance_policy_deed_of on governance_policy_deed (policy, seq);
create rule governance_policy_deed_kept_update as on update to governance_policy_deed do instead nothing;
create rule governance_policy_deed_kept_delete as on delete to governance_policy_deed do instead nothing;
`,
};
