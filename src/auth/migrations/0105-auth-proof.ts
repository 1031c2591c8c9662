import type { Migration } from '#store';

/** What was shown by whoever was let into somebody's record by law: each document a row, the newest of a seat in force. */
export const proofTable: Migration = {
  name: '0105-auth-proof',
  sql: `
create table auth_proof (
  id text collate "C" primary key,
  seat text collate "C" not null references auth_seat (id) on delete cascade,
  kind text not null,               -- of the law of the place
  reference text not null,
  issued date not null,             -- the day of the document
  ends date,                        -- its last day; null: it names none
  at timestamptz not null, seen_by text not null
);
create index auth_proof_seat on auth_proof (seat, at desc);
`,
};
