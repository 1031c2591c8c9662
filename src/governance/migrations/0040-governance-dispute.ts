import type { Migration } from '#store';

/** Disputes about what was agreed, everything that was done about each, and how clauses are read since one was ruled. */
export const governanceDispute: Migration = {
  name: '0040-governance-dispute',
  sql: `
create table governance_dispute (
  id bigint generated always as identity primary key,
  instrument text collate "C" not null,
  version int not null,
  clause text collate "C",          -- what runs because of the paragraph; null: nothing does
  paragraph text not null,
  raised timestamptz not null,
  closed timestamptz,               -- ruled or withdrawn: a copy of what its deeds say
  foreign key (instrument, version) references governance_version (instrument, version)
);
create index governance_dispute_instrument on governance_dispute (instrument, version);

-- What was done about a dispute, in its order. Never changed.
create table governance_dispute_deed (
  seq bigint generated always as identity primary key,
  dispute bigint not null references governance_dispute (id),
  at timestamptz not null,
  principal text not null,
  by text not null,
  organization text collate "C" not null,
  role text not null,
  said jsonb not null               -- what was done, with its words: see dispute/dispute.ts
);
create index governance_dispute_deed_of on governance_dispute_deed (dispute, seq);
create rule governance_dispute_deed_kept_update as on update to governance_dispute_deed do instead nothing;
create rule governance_dispute_deed_kept_delete as on delete to governance_dispute_deed do instead nothing;

create table governance_interpretation (
  id bigint generated always as identity primary key,
  dispute bigint not null references governance_dispute (id),
  instrument text collate "C" not null,
  version int not null,
  clause text collate "C" not null,
  day date not null,                -- the first day on which it is read so
  becomes jsonb                     -- the clause as it is read; null: it runs no more
);
`,
};
