import type { Migration } from '#store';

/** What of visits counts in the monthly report of a facility, and what was submitted. */
export const monthlyTables: Migration = {
  name: '0092-monthly',
  sql: `
-- What an item counts as in a monthly report, on its day. A projection.
create table insight_monthly (
  bkt smallint not null, typ smallint not null, id text collate "C" not null, cmp bigint not null, org int not null,
  element smallint not null,         -- place in the pack's list from 1; report/counted.ts has those beyond it
  at date not null,
  learned timestamptz not null
);
create index insight_monthly_month on insight_monthly (org, at, element);
create index insight_monthly_resource on insight_monthly (bkt, typ, id);

-- A report as it was submitted: never changed, corrected by a further one.
create table insight_monthly_sent (
  organization text collate "C" not null,
  pack text collate "C" not null,
  month date not null,
  number int not null,               -- 1 for the first, then its corrections
  cells jsonb not null,              -- contract.ts, ReportCell
  hash text not null,
  name text not null, principal text not null,
  at timestamptz not null,
  primary key (organization, pack, month, number)
);
`,
};
