import { classNumber } from '#agreement';
import { typeNumber } from '#fhir';
import type { Migration } from '#store';

const DIRECTORY = classNumber('directory');
const MOVED = [
  { typ: typeNumber('Subscription'), cls: classNumber('administrative') },
  { typ: typeNumber('BiologicallyDerivedProduct'), cls: classNumber('procedures') },
];
/** Rows about nobody lie in the bucket of nobody; history says where the resource lies. */
const TABLES = ['resource', 'history', 'posting'];

/** Types that were in the directory, which everybody sees, and can name a person or hold what opens a door. */
export const openToAll: Migration = {
  name: '0045-open-to-all',
  sql: TABLES.flatMap((table) =>
    MOVED.map(
      ({ typ, cls }) =>
        `update ${table} set cls = ${cls} where bkt = 0 and typ = ${typ} and cls = ${DIRECTORY} and cmp = 0;`,
    ),
  ).join('\n'),
};
