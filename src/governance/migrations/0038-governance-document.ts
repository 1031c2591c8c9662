import type { Migration } from '#store';

/** The document that was signed, as its bytes: kept once a version, and never another. */
export const governanceDocument: Migration = {
  name: '0038-governance-document',
  sql: `
create table governance_document (
  instrument text collate "C" not null,
  version int not null,
  name text not null,
  media text not null,
  sha256 text not null,
  bytes bytea not null,
  by text not null,
  organization int not null,
  at timestamptz not null,
  primary key (instrument, version),
  foreign key (instrument, version) references governance_version (instrument, version)
);
alter table governance_document alter column bytes set storage external;   -- both kinds are packed already
create rule governance_document_kept_update as on update to governance_document do instead nothing;
create rule governance_document_kept_delete as on delete to governance_document do instead nothing;
`,
};
