import type { Migration } from '#store';

/** Records opened in an emergency, and what people ask about who looked at theirs. */
export const breakGlassTables: Migration = {
  name: '0017-break-glass',
  sql: `
create table record_break_glass (
  id text collate "C" primary key,
  principal text collate "C" not null, name text not null, role text not null,
  organization int not null,
  viewer int not null,                   -- holds the access rows of this opening and of nothing else
  bkt smallint not null, cmp bigint not null,   -- the record that was confirmed; what is opened is the person it belongs to
  reason text not null, words text not null,
  opened timestamptz not null, until timestamptz not null, closed timestamptz,
  told_from timestamptz not null,        -- the person is told from then on
  held_by text, held_because text,       -- who asked for a delay; never who opened
  reviewed timestamptz, reviewed_by text, verdict text check (verdict in ('justified', 'not-justified')), review text
);
create index record_break_glass_place on record_break_glass (bkt, cmp);
create index record_break_glass_principal on record_break_glass (principal, until desc);
create index record_break_glass_organization on record_break_glass (organization, opened desc);
create index record_break_glass_waiting on record_break_glass (organization, opened) where reviewed is null;
-- Tries that confirmed nobody: several in an hour and no more are taken.
create table record_break_glass_try (principal text collate "C" not null, at timestamptz not null);
create index record_break_glass_try_principal on record_break_glass_try (principal, at desc);

create table record_access_question (
  id text collate "C" primary key,
  bkt smallint not null, cmp bigint not null,
  organization int not null,             -- whose officer answers: that of whoever looked
  about text not null,                   -- the entry asked about, in the words the person was shown
  visit text not null,                   -- its key
  words text not null, asked timestamptz not null,
  answer text, answered timestamptz, answered_by text
);
create index record_access_question_place on record_access_question (bkt, cmp, asked desc);
create index record_access_question_organization on record_access_question (organization, asked desc);
`,
};
