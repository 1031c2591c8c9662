import type { Migration } from '#store';

/** What the nightly inspection of the figures found. */
export const inspectionTables: Migration = {
  name: '0101-inspections',
  sql: `
create table insight_inspection (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  today date not null,               -- as at which day
  figures int not null,              -- kept figures that were counted again from the facts
  people int not null,               -- people who were counted again from their raw resources
  wrong jsonb not null               -- inspection.ts, WrongFigure: what was kept and what it ought to be
);
create index insight_inspection_at on insight_inspection (at desc);
`,
};
