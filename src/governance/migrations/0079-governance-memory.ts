import type { Migration } from '#store';

const SAID = [
  'name',
  'aim',
  'measure',
  'words',
  'expected',
  'happened',
  'advice',
  'message',
  'why',
  'reason',
  'office',
  'from',
] as const;
const MEMBERS = SAID.map((name) => `said ->> '${name}'`).join(', ');
const PAPER = `said #>> '{paper,title}', said #>> '{paper,ask}', said #>> '{paper,effect}'`;

/**
 * What was decided, argued, expected and learned, to be found again by its words. Filled by the database whenever a deed is added, so that no
 * way of writing one forgets it; who reads what is decided when it is asked, by what each deed belongs to.
 */
export const governanceMemory: Migration = {
  name: '0079-governance-memory',
  sql: `
create table governance_memory (
  seq bigint generated always as identity primary key,
  source text collate "C" not null,   -- 'paper', 'meeting', 'programme' or 'case'
  id bigint not null,                 -- of the paper, meeting or programme
  kind text collate "C" not null,     -- what was done: 'put', 'closed', 'lesson', 'shock'
  at timestamptz not null,
  by text not null,
  organization text collate "C" not null,
  words text not null,
  tsv tsvector generated always as (to_tsvector('english'::regconfig, words)) stored
);
create index governance_memory_tsv on governance_memory using gin (tsv);
create index governance_memory_of on governance_memory (source, id, seq);
create rule governance_memory_kept_update as on update to governance_memory do instead nothing;
create rule governance_memory_kept_delete as on delete to governance_memory do instead nothing;

-- Scores are blind and attendance says nothing: neither has words worth finding.
create function governance_words(said jsonb) returns text language sql immutable as
  $$ select nullif(case when said ->> 'did' in ('scored', 'panel', 'used', 'came', 'left', 'context') then ''
    else concat_ws(E'\\n', ${PAPER}, ${MEMBERS}) end, '') $$;

create function governance_remember() returns trigger language plpgsql as $$
declare
  deed jsonb := to_jsonb(new);
  said_words text := governance_words(deed -> 'said');
begin
  if said_words is not null then
    insert into governance_memory (source, id, kind, at, by, organization, words)
    values (tg_argv[0], coalesce(deed ->> 'paper', deed ->> 'programme')::bigint, deed #>> '{said,did}',
      (deed ->> 'at')::timestamptz, deed ->> 'by', deed ->> 'organization', said_words);
  end if;
  return null;
end $$;
create function governance_remember_minutes() returns trigger language plpgsql as $$
declare
  minutes jsonb := to_jsonb(new);
begin
  insert into governance_memory (source, id, kind, at, by, organization, words)
  values ('meeting', (minutes ->> 'meeting')::bigint, 'minutes', (minutes ->> 'sealed')::timestamptz, minutes ->> 'by', '', minutes ->> 'text');
  return null;
end $$;
create trigger governance_paper_remembered after insert on governance_paper_deed
  for each row execute function governance_remember('paper');
create trigger governance_programme_remembered after insert on governance_programme_deed
  for each row execute function governance_remember('programme');
create trigger governance_case_remembered after insert on governance_case_deed
  for each row execute function governance_remember('case');
create trigger governance_minutes_remembered after insert on governance_minutes
  for each row execute function governance_remember_minutes();

insert into governance_memory (source, id, kind, at, by, organization, words)
  select * from (
    select 'paper', paper, said ->> 'did', at, by, organization, governance_words(said) as words from governance_paper_deed
    union all select 'programme', programme, said ->> 'did', at, by, organization, governance_words(said) from governance_programme_deed
    union all select 'case', programme, said ->> 'did', at, by, organization, governance_words(said) from governance_case_deed
    union all select 'meeting', meeting, 'minutes', sealed, by, '', text from governance_minutes) d
  where words is not null order by at;

-- Who began with a programme, what they were asked, and what they answered.
create table governance_induction (
  id bigint generated always as identity primary key,
  programme bigint not null references governance_programme (id),
  principal text collate "C" not null,
  organization text collate "C" not null,
  asked_at timestamptz not null,
  questions jsonb not null,           -- see induction/quiz.ts; with the answers, that only the server reads
  answered_at timestamptz,
  choices jsonb,
  correct integer
);
create index governance_induction_of on governance_induction (principal, programme, id);
create index governance_induction_programme on governance_induction (programme, id);
`,
};
