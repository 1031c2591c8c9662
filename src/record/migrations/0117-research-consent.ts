import type { Migration } from '#store';

/** Consents to research say in `policy` to which project: what was kept of them before left that out. */
export const researchConsent: Migration = {
  name: '0117-research-consent',
  sql: `
update record_consent c set said = r.body from resource r
where (r.bkt, r.typ, r.id) = (c.bkt, c.typ, c.id) and c.said like '%"research"%';
`,
};
