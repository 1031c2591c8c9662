import type { Migration } from '#store';

/** In which team a CareTeam says somebody is. Filled when resources are read anew. */
export const teamTables: Migration = {
  name: '0127-teams',
  sql: `
-- A projection of CareTeam. From which day, and the first on which not any more; the first and the last of all days where it does not say.
create table insight_team (
  bkt smallint not null, typ smallint not null, id text collate "C" not null, cmp bigint not null, org int not null,
  team text not null,                -- 'Organization/<id>' or 'system|value'
  joins date not null, leaves date not null,
  learned timestamptz not null
);
create index insight_team_person on insight_team (bkt, cmp);
-- Whom a team that was written down, or named otherwise, has: they alone are counted anew.
create index insight_team_name on insight_team (team);
create index insight_team_resource on insight_team (bkt, typ, id);
create index insight_team_learned on insight_team using brin (learned) with (pages_per_range = 32);

create table insight_team_past (
  bkt smallint not null, typ smallint not null, id text collate "C" not null, cmp bigint not null, org int not null,
  team text not null,
  joins date not null, leaves date not null,
  learned timestamptz not null,
  until timestamptz not null         -- when another version, or nothing, took its place
);
create index insight_team_past_person on insight_team_past (bkt, cmp);
create index insight_team_past_resource on insight_team_past (bkt, typ, id);
create index insight_team_past_until on insight_team_past using brin (until) with (pages_per_range = 32);

-- The parts of a partner are looked for by what they say that they are a part of.
create index insight_organization_parents on insight_organization using gin (parents);
`,
};
