import { typeNumber } from '#fhir';
import type { Migration } from '#store';

const NAMES = ['Bundle', 'Parameters'].map((type) => `(${typeNumber(type)}::smallint, '${type}')`).join(', ');

/** As 0043 did for other types: what lies with nobody under an id that carries a bucket is found there until it is brought home. */
export const carriers: Migration = {
  name: '0097-carriers',
  sql: `
insert into locator (h, typ, id, bkt)
select distinct (hashtextextended('locator:' || t.name || '/' || r.id, 0) & 32767)::smallint, r.typ, r.id, 0::smallint
from (values ${NAMES}) t(typ, name)
join (select typ, id from resource where bkt = 0 union select typ, id from history where bkt = 0) r on r.typ = t.typ
where r.id ~ '^[0-9a-hjkmnp-tv-z]{22}$' and substr(r.id, 10, 3) <> '000'
on conflict (h, typ, id) do nothing;
`,
};
