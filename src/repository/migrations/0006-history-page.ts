import type { Migration } from '#store';

export const historyPage: Migration = {
  name: '0006-history-page',
  sql: `
-- The history of a type, newest first, beside resource_updated.
create index history_updated on history (typ, updated desc, bkt, id);
`,
};
