import type { Migration } from '#store';

/** Double-running money: what shows a milestone, what was released by which decision, what slipped, what was saved. */
export const moneyTransition: Migration = {
  name: '0064-money-transition',
  sql: `
create table money_transition_shown (
  id bigint generated always as identity primary key,
  instrument text collate "C" not null,
  clause text collate "C" not null,
  tranche text collate "C" not null,
  milestone text collate "C" not null,
  words text not null,
  hash text collate "C",                           -- of a document, in 64 hexadecimal digits
  paper text collate "C",                          -- a decision
  at timestamptz not null,
  principal text not null,
  by text not null,
  organization text collate "C" not null,
  check ((hash is null) <> (paper is null))
);
create index money_transition_shown_clause on money_transition_shown (instrument, clause, id);

create table money_transition_release (
  instrument text collate "C" not null,
  clause text collate "C" not null,
  tranche text collate "C" not null,
  pool text collate "C" not null,
  seq bigint not null,                             -- the entry that paid it
  minor bigint not null,
  on_day date not null,
  paper text collate "C",                          -- the decision that released it
  words text not null,
  at timestamptz not null,
  principal text not null,
  by text not null,
  organization text collate "C" not null,
  primary key (instrument, clause, tranche)
);

create table money_transition_slip (
  id bigint generated always as identity primary key,
  instrument text collate "C" not null,
  clause text collate "C" not null,
  month date not null,                             -- what lay from this month on comes so many months later
  months int not null check (months between 1 and 36),
  reason text not null,
  at timestamptz not null,
  principal text not null,
  by text not null,
  organization text collate "C" not null
);
create index money_transition_slip_clause on money_transition_slip (instrument, clause, id);

-- A period of paying back: what was saved up to its end, agreed by whoever gave the money.
create table money_transition_saving (
  instrument text collate "C" not null,
  clause text collate "C" not null,
  from_day date not null,
  until_day date not null,                         -- up to, not with
  saved bigint not null,                           -- since the paying back began, by what the record said then
  minor bigint not null,                           -- paid back for this period
  seq bigint,                                      -- the entry, where it came to anything
  at timestamptz not null,
  principal text not null,
  by text not null,
  organization text collate "C" not null,
  primary key (instrument, clause, from_day)
);
create trigger money_transition_shown_kept before update or delete or truncate on money_transition_shown execute function money_kept();
create trigger money_transition_release_kept before update or delete or truncate on money_transition_release execute function money_kept();
create trigger money_transition_slip_kept before update or delete or truncate on money_transition_slip execute function money_kept();
create trigger money_transition_saving_kept before update or delete or truncate on money_transition_saving execute function money_kept();
`,
};
