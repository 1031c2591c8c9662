import type { Migration } from '#store';

/** People who were written to in one go, and what became of it for each. */
export const recallTables: Migration = {
  name: '0093-recalls',
  sql: `
create table insight_recall (
  id text collate "C" primary key,   -- chosen by the form: sent again, it is the same recall
  measure text collate "C" not null, title text not null,
  place text collate "C" not null, place_name text not null,
  kind text not null check (kind in ('letter', 'task')),
  organization int not null,         -- whose people they are; nobody else sees it
  name text not null, principal text not null,
  at timestamptz not null,
  undone timestamptz
);
create index insight_recall_organization on insight_recall (organization, at desc);

create table insight_recall_person (
  recall text collate "C" not null references insight_recall (id),
  person text collate "C" not null,
  place smallint not null,           -- in the order of the list
  state text not null check (state in ('waiting', 'sent', 'not-sent', 'undone')),
  reference text,                    -- what was written: 'CommunicationRequest/x', 'Task/x'
  why text,
  primary key (recall, person)
);
`,
};
