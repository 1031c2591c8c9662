import type { Migration } from '#store';

/** Who answers for which step of a pathway, where tasks go back and forth, and who works with whom. */
export const governanceCharter: Migration = {
  name: '0082-governance-charter',
  sql: `
create table governance_charter (
  id bigint generated always as identity primary key,
  begun timestamptz not null
);
create table governance_charter_deed (
  seq bigint generated always as identity primary key,
  charter bigint not null references governance_charter (id),
  at timestamptz not null,
  principal text not null,
  by text not null,
  organization text collate "C" not null,
  role text not null,
  said jsonb not null               -- see charter/charter.ts
);
create index governance_charter_deed_of on governance_charter_deed (charter, seq);
create rule governance_charter_deed_kept_update as on update to governance_charter_deed do instead nothing;
create rule governance_charter_deed_kept_delete as on delete to governance_charter_deed do instead nothing;

-- Which organisation owns a task, and which step it is of; its past says how often it changed hands.
create table governance_task (
  bkt smallint not null, typ smallint not null, id text collate "C" not null, cmp bigint not null, org int not null,
  owner text collate "C" not null,  -- 'Organization/x'
  step text not null,
  open boolean not null
);
create index governance_task_resource on governance_task (bkt, typ, id);
create index governance_task_compartment on governance_task (bkt, cmp);
create index governance_task_step on governance_task (step) where open;
create table governance_task_past (
  bkt smallint not null, typ smallint not null, id text collate "C" not null, cmp bigint not null, org int not null,
  owner text collate "C" not null,
  step text not null,
  open boolean not null,
  until timestamptz not null
);
create index governance_task_past_resource on governance_task_past (bkt, typ, id, until);
create index governance_task_past_compartment on governance_task_past (bkt, cmp);
create index governance_task_past_until on governance_task_past (until);

-- What two organisations did together about somebody, counted by quarter.
create table governance_contact (
  bkt smallint not null, typ smallint not null, id text collate "C" not null, cmp bigint not null, org int not null,
  from_org text collate "C",        -- who asked or wrote; whose record it is where none is named
  to_org text collate "C" not null,
  on_day date not null
);
create index governance_contact_resource on governance_contact (bkt, typ, id);
create index governance_contact_compartment on governance_contact (bkt, cmp);
create index governance_contact_day on governance_contact (on_day, to_org);

-- Which ties there should be, and visits that two organisations plan and hold together.
create table governance_tie_deed (
  seq bigint generated always as identity primary key,
  at timestamptz not null,
  principal text not null,
  by text not null,
  organization text collate "C" not null,
  role text not null,
  said jsonb not null               -- see tie/tie.ts
);
create rule governance_tie_deed_kept_update as on update to governance_tie_deed do instead nothing;
create rule governance_tie_deed_kept_delete as on delete to governance_tie_deed do instead nothing;
`,
};
