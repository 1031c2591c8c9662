import type { Migration } from '#store';

/** Views that somebody keeps, for themselves or for everybody of their organisation; and what they want to be told of. */
export const keptTables: Migration = {
  name: '0104-kept',
  sql: `
create table insight_view (
  id bigint generated always as identity primary key,
  organization int not null,
  principal text,                    -- whose it is; none of a shared one whose maker has left
  made_by text not null,
  name text not null,
  words text not null,               -- what it shows, as it was called when it was kept
  place text collate "C" not null, pack text, measure text, dimension text, as_at date,
  shared boolean not null,
  at timestamptz not null
);
create index insight_view_organization on insight_view (organization, principal);

create table insight_subscription (
  id bigint generated always as identity primary key,
  organization int not null, principal text not null,
  place text collate "C" not null,
  pack text, measure text,           -- one measure, or every one of the pack
  words text not null,
  monthly boolean not null,          -- by every month end; else only where a rule speaks
  told text not null,                -- what was last seen of it (news.ts)
  at timestamptz not null
);
create unique index insight_subscription_once
  on insight_subscription (organization, principal, place, coalesce(pack, ''), coalesce(measure, ''));
`,
};
