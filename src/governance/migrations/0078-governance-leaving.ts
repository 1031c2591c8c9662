import type { Migration } from '#store';

/** Who leaves an organisation, who follows in what, and how far the handing over has come. */
export const governanceLeaving: Migration = {
  name: '0078-governance-leaving',
  sql: `
create table governance_leaving (
  id bigint generated always as identity primary key,
  organization text collate "C" not null,
  account text collate "C" not null,
  ends timestamptz not null,
  at timestamptz not null,
  principal text not null,
  by text not null,
  plan jsonb not null,              -- see people/people.queries.ts
  done integer not null default 0,  -- steps of the plan that are done, in order
  finished timestamptz
);
create index governance_leaving_of on governance_leaving (organization, account, id);
create index governance_leaving_open on governance_leaving (ends) where finished is null;
`,
};
