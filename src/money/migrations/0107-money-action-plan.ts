import type { Migration } from '#store';

/** What was over its budget, who is to say what is done about it, and what they said. */
export const moneyActionPlan: Migration = {
  name: '0107-money-action-plan',
  sql: `
-- A plan that was asked for, with the variance as it stood then; whether it is late is the obligation's business. Never changed.
create table money_action_plan (
  id bigint generated always as identity primary key,
  pool text collate "C" not null references money_pool (id),
  scheme text not null,                            -- in words; the whole pool where it is that
  over_minor bigint not null,                      -- spent less budgeted so far
  year_minor bigint not null,                      -- forecast less budgeted for the year
  method text collate "C" not null,                -- how the year was forecast
  asof_day date not null,
  revision bigint not null,                        -- the last entry that both figures know
  party text collate "C" not null,                 -- who owes it, and in which role
  role text collate "C" not null,
  due date not null,
  evidence text not null,                          -- what is to show that it is there
  obligation text collate "C" not null unique,
  asked_by text collate "C" not null,              -- the organisation that asked
  principal text not null,
  by text not null,
  at timestamptz not null
);
create index money_action_plan_pool on money_action_plan (pool, id);
create trigger money_action_plan_kept before update or delete or truncate on money_action_plan
  execute function money_kept();

-- The plan as it was brought, once. Never changed.
create table money_action_plan_brought (
  plan bigint primary key references money_action_plan (id),
  words text not null,
  saves_minor bigint not null,                     -- by the end of the year
  reference text,                                  -- the document, where there is one
  principal text not null,
  by text not null,
  at timestamptz not null
);
create trigger money_action_plan_brought_kept before update or delete or truncate on money_action_plan_brought
  execute function money_kept();
`,
};
