import type { Migration } from '#store';

/** Ways of paying that were compared, as each partner signed what was shown. */
export const moneyModels: Migration = {
  name: '0065-money-models',
  sql: `
create table money_model_signed (
  id bigint generated always as identity primary key,
  instrument text collate "C" not null,
  version int not null,
  from_day date not null,
  until_day date not null,                         -- up to, not with
  model text collate "C" not null,                 -- the one that was chosen
  hash text collate "C" not null,                  -- SHA-256 of what was shown
  shown jsonb not null,
  words text not null,
  at timestamptz not null,
  principal text not null,
  by text not null,
  organization text collate "C" not null,
  unique (hash, model, organization)
);
create index money_model_signed_instrument on money_model_signed (instrument, id);
create trigger money_model_signed_kept before update or delete or truncate on money_model_signed execute function money_kept();
`,
};
