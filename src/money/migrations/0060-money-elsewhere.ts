import type { Migration } from '#store';

/** What was done for people whom another commissioner pays for. */
export const moneyElsewhere: Migration = {
  name: '0060-money-elsewhere',
  sql: `
alter table money_charge add column elsewhere boolean not null default false;  -- asked of another commissioner, for what the agreement does not pay

create table money_elsewhere (
  id bigint generated always as identity primary key,
  payee text collate "C" not null,
  typ smallint not null, activity text collate "C" not null,  -- what was done
  instrument text collate "C" not null,            -- by whose price it is asked
  version int not null, clause text collate "C" not null, paragraph text not null,
  care text collate "C" not null, line text collate "C" not null, line_words text not null,
  day date not null,
  units numeric not null,
  minor bigint not null check (minor > 0),
  currency text collate "C" not null,
  holder text collate "C" not null,                -- with whom the person is registered on the day
  state text collate "C" not null default 'found' check (state in ('found', 'asked', 'accepted', 'refused', 'closed')),
  commissioner text collate "C",                   -- whoever was asked
  asked timestamptz,
  due date,                                        -- of the answer
  reason text,                                     -- of refusing, or of asking nobody here
  charge bigint references money_charge (id),
  unique (payee, typ, activity),
  check (state = 'found' or state = 'closed' or commissioner is not null),
  check ((state = 'accepted') = (charge is not null))
);
create index money_elsewhere_activity on money_elsewhere (typ, activity) where state in ('asked', 'accepted');
create index money_elsewhere_payee on money_elsewhere (payee, state, id);
create index money_elsewhere_commissioner on money_elsewhere (commissioner, state, id);
`,
};
