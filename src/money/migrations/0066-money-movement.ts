import type { Migration } from '#store';

/** Cost movement: what fell at one partner and rose at another for the same people, and what both said of it. */
export const moneyMovement: Migration = {
  name: '0066-money-movement',
  sql: `
create table money_movement (
  id bigint generated always as identity primary key,
  instrument text collate "C" not null,
  pair text collate "C" not null,                  -- which line at whom to which line at whom
  month date not null,
  from_organization text collate "C" not null,
  to_organization text collate "C" not null,
  shown jsonb not null,                            -- the figures, whole; of nobody
  people jsonb not null,                           -- the persons, shown to whoever may see them
  found timestamptz not null,
  due date not null,                               -- by when both can comment before others see it
  unique (instrument, pair, month)
);
create table money_movement_comment (
  movement bigint not null references money_movement (id),
  organization text collate "C" not null,
  words text not null,
  at timestamptz not null,
  principal text not null,
  by text not null,
  primary key (movement, organization)
);
-- When an agreement was looked at last: once a day.
create table money_movement_looked (
  instrument text collate "C" primary key,
  on_day date not null
);
create trigger money_movement_comment_kept before update or delete or truncate on money_movement_comment
  execute function money_kept();
`,
};
