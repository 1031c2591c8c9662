import type { Migration } from '#store';

/** What was known on an earlier day: rows that another version took the place of. Numbers of facts no longer depend on which packs ship. */
export const pastTables: Migration = {
  name: '0077-past',
  sql: `
-- The number is made from what is read and how: the same reading has the same number in every version of the program.
alter table insight_fact alter column fact type int;
update insight_run set facts = '', scope = null;

create table insight_fact_past (
  bkt smallint not null, typ smallint not null, id text collate "C" not null, cmp bigint not null, org int not null,
  fact int not null,
  at date not null,
  value double precision, second double precision,
  learned timestamptz not null,
  until timestamptz not null         -- when another version, or nothing, took its place
);
create index insight_fact_past_person on insight_fact_past (bkt, cmp, fact, at);
create index insight_fact_past_resource on insight_fact_past (bkt, typ, id);

create table insight_patient_past (
  bkt smallint not null, typ smallint not null, id text collate "C" not null, cmp bigint not null, org int not null,
  born date, died date,
  practices text[] not null,
  learned timestamptz not null,
  sex text, ethnicity text, language text, deprivation text,
  until timestamptz not null
);
create index insight_patient_past_person on insight_patient_past (bkt, cmp);
create index insight_patient_past_resource on insight_patient_past (bkt, typ, id);
`,
};
