import type { Migration } from '#store';

/** The digest that the seal of a report took its file by: an edited file and an edited cell are then told apart. */
export const governanceBoardPackFile: Migration = {
  name: '0109-governance-board-pack-file',
  sql: `
alter table governance_board_pack add column file_hash text collate "C";  -- SHA-256, hex; null where there is no file
`,
};
