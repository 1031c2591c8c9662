import type { Migration } from '#store';

/** Whom a form was asked of in some months: what a response rate is of. */
export const recordFormAsked: Migration = {
  name: '0126-record-form-asked',
  sql: `
-- By the address of the form, of whatever version.
create index record_form_ask_asked on record_form_ask (split_part(form, '|', 1), asked) where themself and cmp is not null;
`,
};
