import type { Migration } from '#store';

/** Joining an agreement that is signed already: who was invited, what it has done, who agreed, and its first day as a partner. */
export const governanceAccession: Migration = {
  name: '0039-governance-accession',
  sql: `
create table governance_accession (
  id bigint generated always as identity primary key,
  instrument text collate "C" not null references governance_instrument (id),
  version int not null,             -- the one that it joins
  organization text collate "C" not null,
  name text not null,
  kind text not null,
  beside text collate "C",          -- the partner whose place it shares where partners are named one by one
  by text not null,                 -- who invited it, for which organisation
  inviter text collate "C" not null,
  invited timestamptz not null,
  done jsonb not null,              -- step -> who and when
  agreed jsonb not null,            -- organisation -> who and when
  told_how text,
  told_from date,                   -- before that day nothing of its people is shared
  hash text,                        -- of the text that it signed
  starts date,                      -- its first day as a partner; kept when it has signed and all have agreed
  withdrawn timestamptz
);
create unique index governance_accession_open on governance_accession (instrument, organization) where withdrawn is null;
`,
};
