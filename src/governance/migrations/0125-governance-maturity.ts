import type { Migration } from '#store';

/**
 * How far partners find that they are, scored alone before anybody talks. No row holds both a score and who gave it: `scored` says who
 * took part, `answer` what was said, and all answers of a round are written anew together with each that comes, so that nothing in the
 * store tells which came with whom. Closing a round counts its answers and removes them.
 */
export const governanceMaturity: Migration = {
  name: '0125-governance-maturity',
  sql: `
create table governance_maturity_round (
  id bigint generated always as identity primary key,
  programme bigint references governance_programme (id),   -- null: of the partnership
  opened timestamptz not null
);
create index governance_maturity_round_programme on governance_maturity_round (programme, id);
create table governance_maturity_deed (
  seq bigint generated always as identity primary key,
  round bigint not null references governance_maturity_round (id),
  at timestamptz not null,
  principal text not null,
  by text not null,
  organization text collate "C" not null,
  role text not null,
  said jsonb not null               -- see maturity/round.ts
);
create index governance_maturity_deed_of on governance_maturity_deed (round, seq);
create rule governance_maturity_deed_kept_update as on update to governance_maturity_deed do instead nothing;
create rule governance_maturity_deed_kept_delete as on delete to governance_maturity_deed do instead nothing;
create table governance_maturity_scored (
  round bigint not null references governance_maturity_round (id),
  principal text not null,
  organization text collate "C" not null,
  role text not null,
  primary key (round, principal)
);
create table governance_maturity_answer (
  round bigint not null references governance_maturity_round (id),
  organization text collate "C" not null,
  scores jsonb not null,
  reasons jsonb not null
);
create index governance_maturity_answer_of on governance_maturity_answer (round);
`,
};
