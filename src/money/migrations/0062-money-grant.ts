import type { Migration } from '#store';

/** What funders were told, and what returns split people by. */
export const moneyGrant: Migration = {
  name: '0062-money-grant',
  sql: `
-- Sex and day of birth, written with the Patient: returns are split by them. A projection.
create table money_counted_person (
  bkt smallint not null, typ smallint not null, id text collate "C" not null, cmp bigint not null, org int not null,
  sex text collate "C",
  born date
);
create index money_counted_person_resource on money_counted_person (bkt, typ, id);
create index money_counted_person_place on money_counted_person (bkt, cmp);

-- A return as it was submitted: it freezes its period. What is known later is another row, with the reason. Never changed.
create table money_return (
  id bigint generated always as identity primary key,
  grant_key text collate "C" not null,             -- 'instrument/clause/first day'
  from_day date not null,
  until_day date not null,
  number int not null,                             -- 1, then its corrections
  pack text collate "C" not null,
  version text not null,
  cells jsonb not null,                            -- figures, without the items
  items jsonb not null,                            -- which items of the record each figure was counted from
  reconciled jsonb not null,
  hash text collate "C" not null,
  reason text,
  principal text not null,
  by text not null,
  at timestamptz not null,
  unique (grant_key, from_day, number)
);
create trigger money_return_kept before update or delete or truncate on money_return execute function money_kept();
`,
};
