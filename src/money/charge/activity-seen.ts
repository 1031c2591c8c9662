import type { Access } from '#agreement';
import { typeName } from '#fhir';
import type { Stored } from '#repository';
import type { Asking } from '../ask.ts';
import type { ActivitySeen } from './contract.ts';

type Item = { readonly number: number; readonly typ: number; readonly id: string };
type Concept = {
  readonly text?: string;
  readonly coding?: readonly { readonly display?: string; readonly code?: string }[];
};

/**
 * What was done, of those items of a charge whose activity the seat may see: asked of the record as that seat sees it, and written down for
 * the person, whose items they are. By the number of the item.
 */
export async function activitiesSeen(
  { services }: Asking,
  access: Access,
  items: readonly Item[],
): Promise<ReadonlyMap<number, ActivitySeen>> {
  const references = new Map(
    items.filter(({ typ }) => typ !== 0).map(({ number, typ, id }) => [number, `${typeName(typ)}/${id}`]),
  );
  const stored = await services.repository(access).readMany([...new Set(references.values())]);
  if (stored.length > 0)
    await services.ports.audit.note(
      access,
      ...stored.map(({ type, id, bkt, cmp, org }) => ({
        action: 'read',
        outcome: 'done',
        type,
        id,
        compartment: { bkt, cmp },
        ...(org === access.organization ? {} : { disclosed: [org] }),
      })),
    );
  const seen = new Map(stored.map((one) => [`${one.type}/${one.id}`, seenOf(one)]));
  return new Map(
    [...references].flatMap(([number, reference]) => {
      const one = seen.get(reference);
      return one === undefined ? [] : [[number, one] as const];
    }),
  );
}

function seenOf({ type, id, body }: Stored): ActivitySeen {
  const fields = JSON.parse(body) as Readonly<Record<string, unknown>>;
  const concept = ['code', 'type', 'serviceType', 'category'].map((name) => wordsIn(fields[name])).find(Boolean);
  return { reference: `${type}/${id}`, words: concept ?? type };
}

function wordsIn(value: unknown): string | undefined {
  const { text, coding = [] } = ((Array.isArray(value) ? value[0] : value) ?? {}) as Concept;
  return text || coding.find(({ display }) => display)?.display || coding[0]?.code;
}
