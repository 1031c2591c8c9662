import type { Migration } from '#store';

/** To less than a protected line of a grant has, whoever speaks for it has agreed. */
export const moneyFloor: Migration = {
  name: '0068-money-floor',
  sql: `
-- What somebody who speaks for a protected line agreed to instead of its floor; the newest row of a line holds. Never changed.
create table money_floor_consent (
  id bigint generated always as identity primary key,
  grant_key text collate "C" not null,
  line text collate "C" not null,
  minor bigint not null check (minor >= 0),
  currency text collate "C" not null,
  reason text not null,
  principal text not null,
  by text not null,
  at timestamptz not null
);
create index money_floor_consent_line on money_floor_consent (grant_key, line, id);
create trigger money_floor_consent_kept before update or delete or truncate on money_floor_consent execute function money_kept();
`,
};
