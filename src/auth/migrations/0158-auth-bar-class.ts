import type { Migration } from '#store';

/** What a person lets somebody in their place see, by category: kept, as a bar is, as what they do not see. */
export const barClass: Migration = {
  name: '0158-auth-bar-class',
  sql: `
-- Bits of agreement/words.ts. A bar of classes alone has no labels (0): null still means that nothing is theirs.
alter table auth_bar add column classes int not null default 0;
`,
};
