import type { Migration } from '#store';

/** What is being written and nobody was asked to sign yet. Everything typed is kept, also what could not be proposed as it stands. */
export const governanceDraft: Migration = {
  name: '0037-governance-draft',
  sql: `
create table governance_draft (
  id bigint generated always as identity primary key,
  organization int not null,        -- whose draft it is; no other organisation sees it
  instrument text collate "C" not null,
  body jsonb not null,              -- drafts.contract.ts: DraftBody, with what was taken out
  touched jsonb not null,           -- part of the draft -> revision, name and time of who wrote it last
  revision int not null,
  by text not null,
  at timestamptz not null
);
create index governance_draft_organization on governance_draft (organization, id);
`,
};
