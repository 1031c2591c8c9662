import type { Migration } from '#store';

export const term: Migration = {
  name: '0010-term',
  sql: `
-- What occurs in the record: displays and texts of codes, addresses, units. Searches by a beginning, a path or a unit look up here which
-- tokens and units there are, and then search for those under the policy; nothing of it is ever answered.
create table term (prm int not null, val text collate "C" not null, primary key (prm, val));
`,
};
