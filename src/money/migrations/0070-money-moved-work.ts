import type { Migration } from '#store';

/** Work that moves from one organisation to another, with the staff and the money that go with it. */
export const moneyMovedWork: Migration = {
  name: '0070-money-moved-work',
  sql: `
create table money_moved_work (
  id bigint generated always as identity primary key,
  key text collate "C" not null,
  instrument text collate "C" not null,
  words text not null,
  from_organization text collate "C" not null,
  to_organization text collate "C" not null check (to_organization <> from_organization),
  payer text collate "C" not null,
  system text collate "C" not null,
  code text collate "C" not null,
  count int not null check (count > 0),             -- a year
  minutes int not null check (minutes > 0),         -- of staff, each
  minor bigint not null check (minor > 0),          -- each
  currency text collate "C" not null,
  begins date not null,
  began timestamptz, began_by text,                 -- when it was let begin
  at timestamptz not null, principal text not null, by text not null,
  unique (instrument, key)
);
-- Who takes the work on, and the money for it. Never changed: what is less is entered as less.
create table money_moved_work_assigned (
  id bigint generated always as identity primary key,
  work bigint not null references money_moved_work (id),
  key text collate "C" not null,
  kind text collate "C" not null check (kind in ('staff', 'money')),
  amount bigint not null check (amount <> 0),       -- hundredths of a whole post, or minor units a year
  words text not null,
  organization text collate "C" not null,
  at timestamptz not null, principal text not null, by text not null,
  unique (work, kind, key)
);
create trigger money_moved_work_assigned_kept before update or delete or truncate on money_moved_work_assigned
  execute function money_kept();
`,
};
