import type { Migration } from '#store';

/** Incentives to workers: who did what, who attested it, who was known to work where. */
export const moneyIncentive: Migration = {
  name: '0111-money-incentive',
  sql: `
-- Who did something, as the Encounter, Procedure or Immunization says: a row for each. A projection.
create table money_worker (
  bkt smallint not null, typ smallint not null, id text collate "C" not null, cmp bigint not null, org int not null,
  worker text collate "C" not null                 -- 'Practitioner/x'
);
create index money_worker_resource on money_worker (bkt, typ, id);

-- Somebody else says that it was done: of that day, so that what is corrected to another is attested anew. Never changed.
create table money_attested (
  typ smallint not null, id text collate "C" not null,
  day date not null,
  organization text collate "C" not null,
  role text collate "C" not null,
  principal text not null,
  by text not null,
  at timestamptz not null,
  primary key (typ, id, day, principal)
);
create trigger money_attested_kept before update or delete or truncate on money_attested execute function money_kept();

-- Who was known to work in a role when charges were proposed: what they did is theirs when they have left. Never changed.
create table money_known_worker (
  organization text collate "C" not null,
  role text collate "C" not null,
  worker text collate "C" not null,
  name text not null,
  since timestamptz not null,
  primary key (organization, role, worker)
);
create trigger money_known_worker_kept before update or delete or truncate on money_known_worker execute function money_kept();

-- What shows that something was done is looked for with the person.
create index money_taken_compartment on money_taken (bkt, cmp, taking, day);
`,
};
