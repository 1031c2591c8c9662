import type { Migration } from '#store';

export const denyClass: Migration = {
  name: '0018-deny-class',
  sql: `
-- Classes of data (bits of agreement/words.ts) that the person keeps back from this viewer; all of them: everything.
alter table access add column deny_cls int not null default 0;
`,
};
