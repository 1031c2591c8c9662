import type { Migration } from '#store';

/** Figures of several packs, and by what people are told apart. What was counted before is counted anew at start. */
export const packTables: Migration = {
  name: '0076-packs',
  sql: `
alter table insight_patient
  add column sex text, add column ethnicity text, add column language text, add column deprivation text;

-- Figures are made from facts: none is lost here.
delete from insight_state;
delete from insight_tally;
delete from insight_member;
update insight_run set scope = null;

-- pack is the place in the catalogue; strata are those of today, then those of the last month end, one text a dimension.
alter table insight_state
  add column pack smallint not null,
  add column strata text[] not null,
  drop constraint insight_state_pkey,
  add primary key (bkt, person, pack);
drop index insight_state_place;
create index insight_state_place on insight_state (pack, place);

alter table insight_tally
  add column pack smallint not null,
  add column stratum text collate "C" not null,  -- '' of everybody, else 'sex:female'
  drop constraint insight_tally_pkey,
  add primary key (pack, place, slot, measure, stratum);
`,
};
