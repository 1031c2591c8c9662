import type { Migration } from '#store';

/** What a line of an entry is for, beyond its scheme: with it what came and went can be drawn for a programme or a grant alone. */
export const moneyPurpose: Migration = {
  name: '0152-money-purpose',
  sql: `
alter table money_posting
  add column programme text collate "C" not null default '',  -- '' : of none that was agreed when it was entered
  add column grant_key text collate "C" not null default '';  -- instrument, clause and first day of the grant that gives for it
`,
};
