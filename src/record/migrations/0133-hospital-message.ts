import type { Migration } from '#store';

/**
 * Which kept HL7 v2 messages (Basic) are about what: a number of a person, a visit or an order, as its sender names it. A projection,
 * so that a message, this row and what the message changes are there together, and go together when somebody is erased.
 */
export const hl7v2Tables: Migration = {
  name: '0133-hospital-message',
  sql: `
create table record_hl7v2_message (
  bkt smallint not null, typ smallint not null, id text collate "C" not null, cmp bigint not null, org int not null,
  key text collate "C" not null,
  moment timestamptz not null,
  primary key (bkt, typ, id, key)
);
create index record_hl7v2_message_key on record_hl7v2_message (org, key, moment desc, id);
create index record_hl7v2_message_compartment on record_hl7v2_message (bkt, cmp);
`,
};
