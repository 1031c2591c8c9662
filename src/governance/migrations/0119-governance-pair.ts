import type { Migration } from '#store';

/**
 * What two partners compete for, and what they promised each other about recruiting, as each of the two said it: dated, and nothing
 * changes it. Every row carries both of them, so that what a query gives is chosen by who asks.
 */
export const governancePair: Migration = {
  name: '0119-governance-pair',
  sql: `
create table governance_pair (
  one text collate "C" not null,    -- 'Organization/acute': the first of the two by its letters
  other text collate "C" not null,
  primary key (one, other),
  check (one < other)
);
create index governance_pair_other on governance_pair (other);
create table governance_pair_deed (
  seq bigint generated always as identity primary key,
  one text collate "C" not null,
  other text collate "C" not null,
  at timestamptz not null,
  principal text not null,
  by text not null,
  organization text collate "C" not null,
  role text not null,
  said jsonb not null,              -- see competition/pair.ts
  foreign key (one, other) references governance_pair (one, other),
  check (organization in (one, other))
);
create index governance_pair_deed_of on governance_pair_deed (one, other, seq);
create index governance_pair_deed_other on governance_pair_deed (other, one, seq);
create rule governance_pair_deed_kept_update as on update to governance_pair_deed do instead nothing;
create rule governance_pair_deed_kept_delete as on delete to governance_pair_deed do instead nothing;
`,
};
