import type { Migration } from '#store';

/** Who refused alerts about allergies and interactions, after being told what may happen. */
export const alertRefusal: Migration = {
  name: '0034-alert-refusal',
  sql: `
create table record_alert_refusal (
  bkt smallint not null, cmp bigint not null, id text collate "C" not null,
  words text not null,                   -- what they were told, as it stood then
  said_by text not null, at timestamptz not null, withdrawn timestamptz,
  primary key (bkt, cmp, id)
);
`,
};
