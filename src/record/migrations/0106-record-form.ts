import type { Migration } from '#store';

/** Forms that are being filled in, and who was asked to fill one in. */
export const formTables: Migration = {
  name: '0106-record-form',
  sql: `
create table record_form_draft (
  principal text collate "C" not null,           -- whose it is: nobody else reads it
  form text collate "C" not null,                -- the Questionnaire's address and version
  task text collate "C" not null,                -- what it is filled in for: a person, something asked, an answer that is put right
  title text not null, page text not null,
  bkt smallint, cmp bigint,                      -- a record of the person it is about, where it is about one
  sheet text not null, fields text not null,
  at timestamptz not null, until timestamptz not null,
  primary key (principal, form, task)
);
create index record_form_draft_until on record_form_draft (until);
create index record_form_draft_place on record_form_draft (bkt, cmp) where cmp is not null;
create table record_form_ask (
  id text collate "C" primary key,
  questionnaire text collate "C" not null, form text collate "C" not null, title text not null,
  bkt smallint, cmp bigint,                      -- a record of the person it is about, where it is about one
  themself boolean not null,                     -- the person is asked; else a role of an organisation
  owner text collate "C" not null, role text not null,
  organization int not null, organization_name text not null,   -- who asks
  principal text not null, by text not null, words text not null,
  asked timestamptz not null, until date not null,
  answer text collate "C", answered timestamptz
);
create index record_form_ask_owner on record_form_ask (owner, role, until) where answered is null;
create index record_form_ask_place on record_form_ask (bkt, cmp) where cmp is not null;
`,
};
