import type { Migration } from '#store';

/** From when to when who sits in somebody's place sees less of their record, or nothing: the person decides it themself. */
export const barTable: Migration = {
  name: '0099-auth-bar',
  sql: `
create table auth_bar (
  id text collate "C" primary key,   -- as whoever decided it calls it
  person text not null,              -- 'Person/x'
  proxy text,                        -- those who sit there as this ('parent'); null: everybody who sits there for somebody else
  account text collate "C",          -- this account alone
  name text,                         -- or whoever is called so, in small letters, also who is let in later; both null: whoever
  labels int,                        -- bits of agreement/words.ts: what carries one of these is not seen; null: nothing is
  begins timestamptz not null, ends timestamptz
);
create index auth_bar_person on auth_bar (person);
`,
};
