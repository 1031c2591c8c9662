import { PURPOSES } from '#agreement';
import { sql } from '#store';
import type { AccessGrant, KeepAccess } from '../ports.ts';
import { arrayLiteral, columnsOf, insertOf, rowsOf } from '../write/arrays.ts';

/**
 * Makes the access rows of these compartments exactly the grants: others go, those that stay keep what the person has denied unless the grant says it anew.
 * Rows that are right already are not touched.
 */
export const keepAccess: KeepAccess = async (transaction, compartments, grants) => {
  if (compartments.length === 0) return;
  const bkt = arrayLiteral(compartments.map((each) => each.bkt));
  const cmp = arrayLiteral(compartments.map((each) => each.cmp));
  const sorted = [...grants].sort((a, b) => a.viewer - b.viewer || a.bkt - b.bkt || (a.cmp < b.cmp ? -1 : 1));
  const keys = [
    sorted.map(({ viewer }) => viewer),
    sorted.map(({ purpose }) => PURPOSES.indexOf(purpose)),
    sorted.map((each) => each.bkt),
    sorted.map((each) => each.cmp),
  ].map(arrayLiteral);
  await transaction.run(sql`
    delete from access a using unnest(${bkt}::smallint[], ${cmp}::bigint[]) k(bkt, cmp)
    where (a.bkt, a.cmp) = (k.bkt, k.cmp) and (a.viewer, a.purpose, a.bkt, a.cmp) not in (
      select * from unnest(${keys[0]}::int[], ${keys[1]}::smallint[], ${keys[2]}::smallint[], ${keys[3]}::bigint[]))`);
  if (sorted.length === 0) return;
  const [silent, said] = [sorted.filter(({ kept }) => !kept), sorted.filter(({ kept }) => kept)];
  if (silent.length > 0) await transaction.run(insertOf(rowsOf('access', COLUMNS, silent, settingOf('rel', 'until'))));
  if (said.length > 0)
    await transaction.run(insertOf(rowsOf('access', ALL_COLUMNS, said, settingOf('rel', 'until', ...DENIALS))));
};

const DENIALS = ['deny_org', 'deny_lab', 'deny_cls', 'hold_cls'];

function settingOf(...columns: readonly string[]): string {
  const listOf = (table: string) => columns.map((name) => `${table}.${name}`).join(', ');
  return `on conflict (viewer, purpose, bkt, cmp) do update set ${columns.map((name) => `${name} = excluded.${name}`).join(', ')}
    where (${listOf('access')}) <> (${listOf('excluded')})`;
}

const COLUMNS = columnsOf<AccessGrant>({
  viewer: ['int', ({ viewer }) => viewer],
  purpose: ['smallint', ({ purpose }) => PURPOSES.indexOf(purpose)],
  bkt: ['smallint', ({ bkt }) => bkt],
  cmp: ['bigint', ({ cmp }) => cmp],
  rel: ['int', ({ rel }) => rel],
  until: ['timestamptz', ({ until }) => until ?? 'infinity'],
});

const ALL_COLUMNS = [
  ...COLUMNS,
  ...columnsOf<AccessGrant>({
    deny_org: ['int[]', ({ kept }) => kept?.organizations ?? []],
    deny_lab: ['int', ({ kept }) => kept?.labels ?? 0],
    deny_cls: ['int', ({ kept }) => kept?.classes ?? 0],
    hold_cls: ['int', ({ kept }) => kept?.held ?? 0],
  }),
];
