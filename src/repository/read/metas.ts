import { accepted, isResourceType, type Outcome, parametersOf, RESOURCE_TYPES, typeNumber } from '#fhir';
import { sql } from '#store';
import { parameterNumber } from '../place/hash.ts';
import { visible } from '../policy/index.ts';
import type { Reading } from './read.ts';
import { timely } from './timely.ts';

/** How many of a type are looked at: the newest. */
const OF_ONE_TYPE = 1_000;
const OF_EACH_TYPE = 50;
const LABELS = ['_profile', '_security', '_tag'];

/** What stands in `meta` of the newest visible resources of a type, or of every type, as JSON. Plan: resource_updated a type. */
export async function metas({ reader, access, now }: Reading, type?: string): Promise<Outcome<readonly string[]>> {
  const types = (type === undefined ? RESOURCE_TYPES : [type]).filter(isResourceType);
  const numbers = types.flatMap((one) =>
    LABELS.filter((code) => has(one, code)).map((code) => parameterNumber(one, code)),
  );
  const limit = type === undefined ? OF_EACH_TYPE : OF_ONE_TYPE;
  return timely(async () => {
    const rows = await reader.all<{ body: string }>(sql`
      select x.body from unnest(${types.map(typeNumber)}::smallint[]) t(typ) cross join lateral (
        select r.has, r.body from resource r ${visible(sql`r`, access, now)}
        where r.typ = t.typ order by r.updated desc, r.bkt, r.id limit ${limit}::int) x
      where x.has && ${numbers}::int[]`);
    return accepted([...new Set(rows.map(({ body }) => labelsOf(body)))]);
  });
}

/** Read here and not by PostgreSQL, whose JSON knows neither half a character nor a number of any length; ours does. */
function labelsOf(body: string): string {
  const { meta = {} } = JSON.parse(body) as { readonly meta?: Readonly<Record<string, unknown>> };
  const { versionId: _version, lastUpdated: _updated, source: _source, ...rest } = meta;
  return JSON.stringify(rest);
}

function has(type: string, code: string): boolean {
  return parametersOf(type).some((one) => one.code === code);
}
