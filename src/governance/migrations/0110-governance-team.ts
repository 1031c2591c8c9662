import type { Migration } from '#store';

/** Teams: organisations that stand as a part of a partner. Written with each Organization; those of before once they are written again. */
export const governanceTeam: Migration = {
  name: '0110-governance-team',
  sql: `
create table governance_team (
  bkt smallint not null, typ smallint not null, id text collate "C" not null, cmp bigint not null, org int not null,
  part_of text collate "C" not null,  -- 'Organization/x'
  name text not null
);
create index governance_team_resource on governance_team (bkt, typ, id);
create index governance_team_compartment on governance_team (bkt, cmp);
create index governance_team_part on governance_team (part_of);
`,
};
