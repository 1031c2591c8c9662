import {
  type Filter,
  hierarchyOf,
  type Outcome,
  type ReferenceValue,
  accepted,
  extract,
  parameterOf,
  refuse,
  typeNumber,
} from '#fhir';
import { type Reader, sql } from '#store';
import { tokenHash } from '../place/hash.ts';
import { guardedBy } from '../policy/index.ts';
import { readMany } from '../read/read.ts';
import type { Asking } from './asking.ts';
import type { Asked } from './values.ts';

/** No hospital has wards within wards within wards any deeper. */
const MOST_LAYERS = 12;
const MOST_RELATIVES = 2_000;

type Within = {
  readonly asked: Asked;
  readonly modifier: NonNullable<Extract<Filter, { kind: 'reference' }>['modifier']>;
};
type From = { readonly reader: Reader; readonly asking: Asking };

/**
 * Resources and what they are part of (`above`), or what is part of them (`below`), each with itself. Only what may be seen is followed,
 * a layer at a time: by keys upwards, by tokens downwards.
 */
export async function relatives(
  from: From,
  values: readonly ReferenceValue[],
  { asked, modifier }: Within,
): Promise<Outcome<readonly ReferenceValue[]>> {
  const targets = (parameterOf(asked.type, asked.parameter)?.targets ?? []).filter((type) => hierarchyOf(type));
  const start = values.flatMap(({ type, id = '' }) =>
    (type === undefined ? targets : [type]).map((one) => `${one}/${id}`),
  );
  const met = new Set(start);
  let layer: readonly string[] = start;
  for (let depth = 0; depth < MOST_LAYERS && layer.length > 0; depth += 1) {
    const next = modifier === 'above' ? await wholesOf(from, layer) : await partsOf(from, layer);
    layer = next.filter((name) => !met.has(name));
    for (const name of layer) met.add(name);
    if (met.size > MOST_RELATIVES) return tooMany(asked.parameter, modifier);
  }
  return accepted([...met].map((name) => ({ type: name.split('/')[0] ?? '', id: name.split('/')[1] ?? '' })));
}

async function wholesOf({ reader, asking }: From, layer: readonly string[]): Promise<readonly string[]> {
  const found = await readMany({ reader, access: asking.access, now: asking.now }, layer);
  return found.flatMap(({ type, body }) =>
    extract(type, JSON.parse(body) as Record<string, unknown>).references.flatMap((key) =>
      key.p === hierarchyOf(type) && key.type === type && key.id !== undefined ? [`${type}/${key.id}`] : [],
    ),
  );
}

async function partsOf({ reader, asking }: From, layer: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const type of new Set(layer.map((name) => name.split('/')[0] ?? ''))) {
    const code = hierarchyOf(type);
    if (code === undefined) continue;
    const tokens = layer.filter((name) => name.startsWith(`${type}/`)).map((name) => tokenHash(type, code, name));
    const row = guardedBy(asking.access, asking.now).table('resource');
    const rows = await reader.all<{ id: string }>(sql`select ${row.alias}.id from ${row.from}
      where ${row.alias}.typ = ${typeNumber(type)}::smallint and ${row.alias}.tok && ${tokens}::bigint[] limit ${MOST_RELATIVES + 1}`);
    found.push(...rows.map(({ id }) => `${type}/${id}`));
  }
  return found;
}

function tooMany(parameter: string, modifier: string): Outcome<never> {
  const text = `${parameter}:${modifier} leads to more than ${MOST_RELATIVES} resources. Begin lower, or name them.`;
  return refuse('too-costly', 'search.too-many-links', text, parameter);
}
