import { RESOURCE_TYPES } from '#fhir';
import type { Client } from 'pg';
import type { Line } from '../journal.ts';
import { SYSTEM } from '../writer.ts';

export type Violation = { readonly invariant: string; readonly text: string };

type Row = {
  readonly typ: number;
  readonly id: string;
  readonly ver: number;
  readonly op: string;
  readonly body: string | null;
};

/** Reads the whole record once and holds it against what clients were told. No code of the server is used but the list of types. */
export async function checkRecord(database: Client, lines: readonly Line[]): Promise<readonly Violation[]> {
  const versions = await versionsOf(database);
  const identifiers = await identifiersOf(database);
  return [
    ...acknowledged(lines, versions),
    ...gapless(versions),
    ...oneEffect(lines, identifiers),
    ...(await onFeed(database)),
    ...(await hanging(database)),
  ];
}

/** Each resource's versions by number. */
async function versionsOf(database: Client): Promise<ReadonlyMap<string, ReadonlyMap<number, Row>>> {
  const { rows } = await database.query<Row>(
    `select typ, id, ver, 'u' as op, body from resource
     union all select typ, id, ver, op::text, body from history`,
  );
  const found = new Map<string, Map<number, Row>>();
  for (const row of rows) {
    const reference = `${RESOURCE_TYPES[row.typ]}/${row.id}`;
    const versions = found.get(reference) ?? new Map<number, Row>();
    versions.set(row.ver, row);
    found.set(reference, versions);
  }
  return found;
}

async function identifiersOf(database: Client): Promise<ReadonlyMap<string, number>> {
  const { rows } = await database.query<{ val: string; n: string }>(
    'select val, count(*) as n from ident where sys = $1 group by val',
    [SYSTEM],
  );
  return new Map(rows.map((row) => [row.val, Number(row.n)]));
}

/** I1: what was acknowledged is there, at its version, with the bytes that were answered. */
function acknowledged(
  lines: readonly Line[],
  versions: ReadonlyMap<string, ReadonlyMap<number, Row>>,
): readonly Violation[] {
  return lines
    .filter((line) => line.outcome === 'ok')
    .flatMap((line) =>
      line.effects.flatMap((effect) => {
        const known = versions.get(effect.reference);
        if (effect.deleted) {
          const last = known && known.get(Math.max(...known.keys()));
          return last?.op === 'd'
            ? []
            : [{ invariant: 'I1', text: `${effect.reference} was deleted (key ${line.key}) and is not` }];
        }
        const row = known?.get(effect.version);
        if (!row)
          return [
            {
              invariant: 'I1',
              text: `${effect.reference} version ${effect.version} was acknowledged (key ${line.key}) and is missing`,
            },
          ];
        const same = effect.body === undefined || effect.body === row.body;
        return same
          ? []
          : [
              {
                invariant: 'I1',
                text: `${effect.reference} version ${effect.version} is not what was answered (key ${line.key})`,
              },
            ];
      }),
    );
}

/** I2: versions are 1..n. */
function gapless(versions: ReadonlyMap<string, ReadonlyMap<number, Row>>): readonly Violation[] {
  return [...versions].flatMap(([reference, known]) => {
    const highest = Math.max(...known.keys());
    return highest === known.size
      ? []
      : [{ invariant: 'I2', text: `${reference} has ${known.size} versions up to ${highest}` }];
  });
}

/**
 * I3: an identifier that an acknowledged create gave stands on one resource (none when it was deleted or overwritten since), and
 * one that a refused operation would have given stands on none. Whatever the number of tries, never on two.
 */
function oneEffect(lines: readonly Line[], identifiers: ReadonlyMap<string, number>): readonly Violation[] {
  const twice = [...identifiers]
    .filter(([, count]) => count > 1)
    .map(([value, count]) => ({ invariant: 'I3', text: `identifier ${value} stands on ${count} resources` }));
  const refused = lines
    .filter((line) => line.outcome === 'fail' && line.kind !== 'conditional')
    .flatMap((line) => line.identifiers.filter((value) => identifiers.has(value)))
    .map((value) => ({ invariant: 'I3', text: `the operation giving ${value} was refused, and had an effect` }));
  const unsettled = lines
    .filter((line) => line.outcome === 'unknown')
    .map((line) => ({ invariant: 'I3', text: `key ${line.key} never settled` }));
  return [...twice, ...refused, ...unsettled];
}

/** I8: each version is on the feed exactly once. */
async function onFeed(database: Client): Promise<readonly Violation[]> {
  const { rows } = await database.query<{ typ: number; id: string; ver: number; n: string }>(
    `select v.typ, v.id, v.ver, count(c.id) as n
     from (select bkt, typ, id, ver, cmp from resource union all select bkt, typ, id, ver, cmp from history) v
     left join change c on c.typ = v.typ and c.id = v.id and c.ver = v.ver and c.cmp = v.cmp and c.op in ('c', 'u', 'd')
     group by 1, 2, 3 having count(c.id) <> 1 limit 20`,
  );
  return rows.map((row) => ({
    invariant: 'I8',
    text: `${RESOURCE_TYPES[row.typ]}/${row.id} version ${row.ver} is ${row.n} times on the feed`,
  }));
}

/** I10: nobody sits in a transaction. */
async function hanging(database: Client): Promise<readonly Violation[]> {
  const { rows } = await database.query<{ pid: number }>(
    `select pid from pg_stat_activity where state like 'idle in transaction%' and now() - state_change > interval '30 s'`,
  );
  return rows.map((row) => ({ invariant: 'I10', text: `backend ${row.pid} hangs in a transaction` }));
}
