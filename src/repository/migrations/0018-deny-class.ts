import type { Migration } from '#store';

export const denyClass: Migration = {
  name: '0018-deny-class',
  sql: `
-- Classes of data (bits of agreement/words.ts) that the person keeps back from this viewer; all of them: everything.
alter table access add column deny_cls int not null default 0;
-- That somebody keeps something back is restricted (label/labels.ts), also where it was written before: 28 is Consent, 256 the label.
-- Consents have no postings.
update resource set lab = lab | 256 where typ = 28;
update history set lab = lab | 256 where typ = 28;
`,
};
