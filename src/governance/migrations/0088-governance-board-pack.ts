import type { Migration } from '#store';

/** Reports of boards as they were issued: the cells as one text, the file, and the seal over both and over the seal before. */
export const governanceBoardPack: Migration = {
  name: '0088-governance-board-pack',
  sql: `
create table governance_board_pack (
  organization text collate "C" not null,
  n int not null,                   -- of the organisation, from 1
  month text collate "C" not null,  -- '2026-10'
  text text not null,               -- canonical JSON: see board-pack/contract.ts
  file bytea,                       -- PDF as it was issued; absent where its letters cannot be written
  no_file text,
  previous text not null,
  hash text not null,
  issued timestamptz not null,
  principal text not null,
  by text not null,
  primary key (organization, n),
  unique (organization, month)
);
create rule governance_board_pack_kept_update as on update to governance_board_pack do instead nothing;
create rule governance_board_pack_kept_delete as on delete to governance_board_pack do instead nothing;
`,
};
