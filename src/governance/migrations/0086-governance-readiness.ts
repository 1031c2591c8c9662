import type { Migration } from '#store';

/**
 * What teams say of a change, and organisations of themselves. No row holds both an answer and who gave it: `taken` says who took part,
 * `answer` what was said, under the hash of a token that nobody kept. Closing a round counts its answers and removes them.
 */
export const governanceReadiness: Migration = {
  name: '0086-governance-readiness',
  sql: `
create table governance_readiness_round (
  id bigint generated always as identity primary key,
  form text not null,
  programme bigint references governance_programme (id),
  secret bytea not null,            -- tokens of the round are made with it
  opened timestamptz not null
);
create index governance_readiness_round_programme on governance_readiness_round (programme, id);
create table governance_readiness_deed (
  seq bigint generated always as identity primary key,
  round bigint not null references governance_readiness_round (id),
  at timestamptz not null,
  principal text not null,
  by text not null,
  organization text collate "C" not null,
  role text not null,
  said jsonb not null               -- see readiness/round.ts
);
create index governance_readiness_deed_of on governance_readiness_deed (round, seq);
create rule governance_readiness_deed_kept_update as on update to governance_readiness_deed do instead nothing;
create rule governance_readiness_deed_kept_delete as on delete to governance_readiness_deed do instead nothing;
create table governance_readiness_taken (
  round bigint not null references governance_readiness_round (id),
  principal text not null,
  team text not null,
  primary key (round, principal)
);
create table governance_readiness_answer (
  round bigint not null references governance_readiness_round (id),
  spent bytea not null,
  team text not null,
  scores jsonb not null,
  primary key (round, spent)
);
`,
};
