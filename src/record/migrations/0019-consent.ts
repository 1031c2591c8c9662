import type { Migration } from '#store';

/** What people have said about who sees their record, and the days on which it begins or ends. */
export const consentTables: Migration = {
  name: '0019-consent',
  sql: `
-- A Consent as far as it decides anything (consent/said.ts). A projection; \`org\` wrote it down.
create table record_consent (
  bkt smallint not null, typ smallint not null, id text collate "C" not null, cmp bigint not null, org int not null,
  said text not null,
  primary key (bkt, typ, id)
);
create index record_consent_compartment on record_consent (bkt, cmp);
-- The first day of each new state of affairs in it. A projection.
create table record_consent_turn (
  bkt smallint not null, typ smallint not null, id text collate "C" not null, cmp bigint not null, org int not null,
  day date not null,
  primary key (bkt, typ, id, day)
);
create index record_consent_turn_day on record_consent_turn (day);
-- Those that were there before this was read; 28 is Consent.
insert into record_consent (bkt, typ, id, cmp, org, said) select bkt, typ, id, cmp, org, body from resource where typ = 28;
`,
};
