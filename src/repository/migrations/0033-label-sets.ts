import type { Migration } from '#store';

export const labelSets: Migration = {
  name: '0033-label-sets',
  sql: `
-- Each change of the sets of sensitive codes. \`bits\`: labels that grew by it; rows whose labver is older count as carrying them
-- until all have been looked at (\`done\`). The few rows of a whole installation, in no bucket.
create table label_version (
  version smallint primary key, bits int not null, because text not null,
  at timestamptz not null, xid xid8 not null default pg_current_xact_id(),
  total bigint,                -- rows older than it when the looking began
  done timestamptz
);
insert into label_version (version, bits, because, at, done) values (1, 0, 'What shipped first', now(), now());
-- What shipped when sets were last compared: a release that knows more codes is noticed at its first start.
create table label_shipped (label text primary key, codes text[] not null);
-- Codes that an installation loaded under a licence of its own.
create table label_slot (
  id text collate "C" primary key, label text not null, name text not null, licence text not null,
  codes int not null, loaded_by text not null, at timestamptz not null, removed timestamptz
);
create table label_code (
  slot text collate "C" not null, system text collate "C" not null, code text collate "C" not null,
  primary key (slot, system, code)
);
-- How far the looking is: moved in the transaction that relabels a page, so that it goes on where it was killed.
create table label_progress (
  kind text primary key check (kind in ('resource', 'history')),
  version smallint not null, bkt smallint not null, typ smallint not null, id text collate "C" not null, ver int not null,
  looked bigint not null, ended boolean not null
);
insert into label_progress values ('resource', 1, -1, 0, '', 0, 0, true), ('history', 1, -1, 0, '', 0, 0, true);
-- Classes of data (bits of agreement/words.ts) whose use is restricted, also for who recorded them.
alter table access add column hold_cls int not null default 0;
`,
};
