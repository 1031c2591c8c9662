import type { Migration } from '#store';

/** Days from which on a measure's course is another process. */
export const phaseTables: Migration = {
  name: '0090-phases',
  sql: `
-- Declared with a reason by whoever plans; ended, never deleted, so that an old chart can be understood.
create table insight_phase (
  id bigint generated always as identity primary key,
  measure text collate "C" not null,
  place text collate "C" not null,    -- id of a place of the figures; 'all' for the partnership
  since date not null,
  reason text not null,
  declared_by text not null, principal text not null,
  at timestamptz not null,
  ended timestamptz, ended_by text
);
create index insight_phase_measure on insight_phase (measure, place) where ended is null;
`,
};
