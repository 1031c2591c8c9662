import type { Migration } from '#store';

/** What was worked out that people pay for social care: what the ledger and the clock need of it. */
export const moneyMeans: Migration = {
  name: '0061-money-means',
  sql: `
-- A row a kept sum (QuestionnaireResponse): from which day how much a week. A projection, without means, names or words.
create table money_means (
  bkt smallint not null, typ smallint not null, id text collate "C" not null, cmp bigint not null, org int not null,
  counts date not null,
  ends date,                                       -- the first day on which it does not count any more, where that is known
  weekly bigint not null,
  currency text collate "C" not null,
  pack text collate "C" not null,                  -- the year of rules and its version
  assessed timestamptz not null,
  disputed text not null,                          -- lines that are disputed, each with the instant, as JSON
  answered text not null                           -- those that were answered
);
create index money_means_resource on money_means (bkt, typ, id);
create index money_means_id on money_means (id);
create index money_means_place on money_means (bkt, cmp, counts);
create index money_means_org on money_means (org, counts);
`,
};
