import type { Migration } from '#store';

/** Research that asks people, one by one, whether they take part. What they say stands in Consents of theirs. */
export const researchProjects: Migration = {
  name: '0120-research-project',
  sql: `
create table record_research_project (
  id text collate "C" primary key,         -- as consents and lists name it
  organization text collate "C" not null,  -- 'Organization/x', who asks
  title text not null,
  why text not null,                       -- what for, as people read it
  takes text not null,                     -- what is taken of the record
  approval text not null,                  -- who approved it, and where that is written
  until date not null,                     -- the last day
  asked_by text not null, at timestamptz not null,
  ended timestamptz, ended_by text
);
create index record_research_project_organization on record_research_project (organization, at desc);
`,
};
