import type { Migration } from '#store';

/** Simulations as they were shown, kept with the decision that used them. */
export const moneySimulation: Migration = {
  name: '0059-money-simulation',
  sql: `
create table money_simulation (
  id bigint generated always as identity primary key,
  instrument text collate "C" not null,
  version int not null,
  from_day date not null,
  until_day date not null,                         -- up to, not with
  decision text not null,
  shown jsonb not null,                            -- what was shown, whole
  at timestamptz not null,
  principal text not null,
  by text not null,
  organization text collate "C" not null
);
create index money_simulation_instrument on money_simulation (instrument, id);
create trigger money_simulation_kept before update or delete or truncate on money_simulation execute function money_kept();
`,
};
