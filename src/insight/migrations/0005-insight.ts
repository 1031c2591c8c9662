import type { Migration } from '#store';

/** What insight keeps: facts as they are written, and what was counted of them. */
export const insightTables: Migration = {
  name: '0005-insight',
  sql: `
-- What resources say of a person, in the units of the pack. A projection. Two times: when it was true, when it was learned.
create table insight_fact (
  bkt smallint not null, typ smallint not null, id text collate "C" not null, cmp bigint not null, org int not null,
  fact smallint not null,            -- place in the pack's list of facts, from 1
  at date not null,
  value double precision, second double precision,
  learned timestamptz not null
);
create index insight_fact_person on insight_fact (bkt, cmp, fact, at);
create index insight_fact_resource on insight_fact (bkt, typ, id);

-- Birth, death and practice as each Patient record has them. A projection.
create table insight_patient (
  bkt smallint not null, typ smallint not null, id text collate "C" not null, cmp bigint not null, org int not null,
  born date, died date,
  practices text[] not null,         -- 'Organization/<id>' or 'system|value'
  learned timestamptz not null,
  primary key (bkt, typ, id)
);
create index insight_patient_person on insight_patient (bkt, cmp);

-- What organisations are called, and what they are part of. A projection.
create table insight_organization (
  bkt smallint not null, typ smallint not null, id text collate "C" not null, cmp bigint not null, org int not null,
  name text not null, identifiers text[] not null, parents text[] not null,
  primary key (bkt, typ, id)
);
create index insight_organization_identifiers on insight_organization using gin (identifiers);

-- What was counted last: as at which days, of which organisations and places. The lock of whoever counts.
create table insight_run (
  one boolean primary key default true check (one),
  revision bigint not null,          -- rises with every change of a figure
  today date,
  policy text not null,              -- version of the agreements that the scope was made from
  scope jsonb,                       -- scope.ts
  facts text not null                -- digest of the definitions by which facts were read
);
insert into insight_run (revision, policy, facts) values (0, '', '');

-- What one person counts in. Bit 0 of counted is the register, bit n the n-th measure of the pack; a position of the
-- array is a day: the first is now, the others are the last month ends, newest first.
create table insight_state (
  bkt smallint not null, person text collate "C" not null,
  place text collate "C" not null,   -- id of the practice
  counted int[] not null, met int[] not null,
  next date,                         -- the first day on which time alone changes it
  primary key (bkt, person)
);
create index insight_state_next on insight_state (next) where next is not null;
create index insight_state_place on insight_state (place);

-- Under which person a compartment was counted: who is to be counted anew when it is linked elsewhere.
create table insight_member (
  bkt smallint not null, cmp bigint not null, person text collate "C" not null,
  primary key (bkt, cmp)
);

-- The figures of practices. Localities and the partnership are sums of them.
create table insight_tally (
  place text collate "C" not null,
  slot smallint not null,            -- 0 is now, n the n-th last month end
  measure smallint not null,         -- 0 is the register, n the n-th measure of the pack
  met int not null, counted int not null,
  primary key (place, slot, measure)
);
`,
};
