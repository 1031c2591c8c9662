import { typeNumber } from '#fhir';
import type { Migration } from '#store';

/** As they were when this was written: what is added later needs a migration of its own. */
const TYPES =
  'Binary BiologicallyDerivedProduct Contract Device GuidanceResponse Linkage MessageHeader Task VerificationResult';
const NAMES = TYPES.split(' ')
  .map((type) => `(${typeNumber(type)}::smallint, '${type}')`)
  .join(', ');

/**
 * Resources of these types lay with nobody under any id. Now an id that carries a bucket leads there: where somebody chose such an id for
 * one, the locator says that it is still with nobody, until it is brought home.
 */
export const widerCompartment: Migration = {
  name: '0043-wider-compartment',
  sql: `
insert into locator (h, typ, id, bkt)
select distinct (hashtextextended('locator:' || t.name || '/' || r.id, 0) & 32767)::smallint, r.typ, r.id, 0::smallint
from (values ${NAMES}) t(typ, name)
join (select typ, id from resource where bkt = 0 union select typ, id from history where bkt = 0) r on r.typ = t.typ
where r.id ~ '^[0-9a-hjkmnp-tv-z]{22}$' and substr(r.id, 10, 3) <> '000'
on conflict (h, typ, id) do nothing;
`,
};
