import type { Migration } from '#store';

/** Meetings of the bodies that agreements name, the papers put to them, interests, and minutes. */
export const governanceDecision: Migration = {
  name: '0047-governance-decision',
  sql: `
-- Declared, dated and kept: one that has ended stays with its last day.
create table governance_interest (
  id bigint generated always as identity primary key,
  principal text not null,
  name text not null,
  organization text collate "C" not null,
  whole boolean not null,           -- the organisation's, not one person's
  kind text collate "C" not null,
  words text not null,
  party text not null,              -- 'Organization/x', or somebody outside by name
  "from" date not null,
  until date,
  declared timestamptz not null
);
create index governance_interest_of on governance_interest (principal);

create table governance_meeting (
  id bigint generated always as identity primary key,
  instrument text collate "C" not null references governance_instrument (id),
  body text not null,
  day date not null,
  starts text not null,
  place text not null,
  called timestamptz not null,
  called_by text not null
);
create index governance_meeting_body on governance_meeting (instrument, body, day desc);

create table governance_meeting_deed (
  seq bigint generated always as identity primary key,
  meeting bigint not null references governance_meeting (id),
  at timestamptz not null,
  principal text not null,
  by text not null,
  organization text collate "C" not null,
  role text not null,
  said jsonb not null               -- see decision/meeting.ts
);
create index governance_meeting_deed_of on governance_meeting_deed (meeting, seq);
create rule governance_meeting_deed_kept_update as on update to governance_meeting_deed do instead nothing;
create rule governance_meeting_deed_kept_delete as on delete to governance_meeting_deed do instead nothing;

-- Body, meeting and state are copies of what the deeds say, for lists.
create table governance_paper (
  id bigint generated always as identity primary key,
  instrument text collate "C" not null references governance_instrument (id),
  body text not null,
  meeting bigint references governance_meeting (id),
  state text collate "C" not null,
  put timestamptz not null,
  decided timestamptz
);
create index governance_paper_body on governance_paper (instrument, body, state);
create index governance_paper_meeting on governance_paper (meeting) where meeting is not null;
create index governance_paper_decided on governance_paper (decided desc) where decided is not null;

create table governance_paper_deed (
  seq bigint generated always as identity primary key,
  paper bigint not null references governance_paper (id),
  at timestamptz not null,
  principal text not null,
  by text not null,
  organization text collate "C" not null,
  role text not null,
  said jsonb not null               -- see decision/paper.ts
);
create index governance_paper_deed_of on governance_paper_deed (paper, seq);
create rule governance_paper_deed_kept_update as on update to governance_paper_deed do instead nothing;
create rule governance_paper_deed_kept_delete as on delete to governance_paper_deed do instead nothing;

-- Each minute's seal covers its text and the seal before it, of the same body.
create table governance_minutes (
  meeting bigint primary key references governance_meeting (id),
  instrument text collate "C" not null,
  body text not null,
  n int not null,
  text text not null,
  previous text not null,
  hash text not null,
  sealed timestamptz not null,
  by text not null,
  unique (instrument, body, n)
);
create rule governance_minutes_kept_update as on update to governance_minutes do instead nothing;
create rule governance_minutes_kept_delete as on delete to governance_minutes do instead nothing;
`,
};
