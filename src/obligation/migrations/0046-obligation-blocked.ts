import type { Migration } from '#store';

/** Who answers that another stands in the way says who; and promises of all are found as one list. */
export const obligationBlocked: Migration = {
  name: '0046-obligation-blocked',
  sql: `
alter table obligation_happening add column blocked_by text collate "C";  -- 'Organization/x'
create index obligation_promised on obligation ((coalesce(due, 'infinity')), id) where kind = 'promise' and concerns is null and closed is null;
create index obligation_promised_closed on obligation (closed desc, id) where kind = 'promise' and concerns is null and closed is not null;
`,
};
