import type { Access } from '#agreement';
import type { Services } from '#joint';
import type { Stored } from '#repository';
import type { FactDefinition } from '../pack.ts';
import { codesOf } from '../fact.ts';
import type { CountedAs } from './contract.ts';
import { mapsOf } from './maps.ts';
import { type MapRow, readMaps } from './maps.queries.ts';

type Asked = { readonly reference: string; readonly definition: FactDefinition };

/**
 * Which facts are read by what a code of a sender is said to mean, by the reference of their item: which code, counted as which, by whom, since
 * when. Asked as the viewer: of what they may not see nothing is told.
 */
export async function countedAs(
  { store, repository }: Pick<Services, 'store' | 'repository'>,
  access: Access,
  asked: readonly Asked[],
): Promise<ReadonlyMap<string, CountedAs>> {
  const maps = await mapsOf(store).atLeast(store);
  if (maps.codes.length === 0 || asked.length === 0) return new Map();
  const items = await repository(access).readMany([...new Set(asked.map(({ reference }) => reference))]);
  const by = new Map(items.map((item) => [`${item.type}/${item.id}`, item]));
  const found = asked.flatMap(({ reference, definition }) => {
    const item = by.get(reference);
    const used = item && usedFor(item, definition, maps.mapping);
    return used ? [{ reference, ...used }] : [];
  });
  const rows = await readMaps(
    store,
    found.map(({ mapping }) => mapping),
  );
  return new Map(
    found.flatMap(({ reference, mapping }) => {
      const row = rows.find(({ id }) => id === mapping);
      return row ? [[reference, told(row)] as const] : [];
    }),
  );
}

/** The mapping that a fact is read by; none where a code of the item says it by itself. */
function usedFor(
  { body, org }: Stored,
  { path, codes }: FactDefinition,
  mapping: (organization: number, code: string) => string | undefined,
): { readonly mapping: string } | undefined {
  const own = codesOf((JSON.parse(body) as Readonly<Record<string, unknown>>)[path]);
  const read = new Set(Object.values(codes).flat());
  if (own.some((code) => read.has(code))) return undefined;
  const id = own.flatMap((code) => mapping(org, code) ?? []).at(0);
  return id === undefined ? undefined : { mapping: id };
}

function told({ system, code, target, name, acts, organization }: MapRow): CountedAs {
  const approved = acts.find(({ act }) => act === 'approved');
  return {
    system,
    code,
    target,
    everyone: organization === null,
    by: name,
    approvedBy: approved?.name ?? '',
    since: new Date(approved?.at ?? 0).toISOString(),
  };
}
