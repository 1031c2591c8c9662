import type { Migration } from '#store';

/** What the installation's own packs said when figures were first counted by them. */
export const ownPackTables: Migration = {
  name: '0161-own-packs',
  sql: `
create table insight_own_pack (
  key text collate "C" primary key,  -- id and version, as agreements name it
  content text not null,             -- SHA-256 of what it says: pinned.ts
  since timestamptz not null         -- when figures were first counted by it under an agreement
);
`,
};
