import { accepted, type Outcome, refuse } from '#fhir';
import type { Admission, Services, Showing, Shown } from '#joint';
import { INSTALLATION } from '../agreed.ts';
import { catalogue, type CountedPack, once, packOf } from '../catalogue.ts';
import type { Keeping } from '../keeping.ts';
import { libraryOf, measureOf } from './measure.ts';

/**
 * Measures of the packs that count now, and the packs themselves as libraries, readable by everybody who is let in: they are about nobody. Kept in no table, they come with the
 * program, and are as new as its start.
 */
export function showingOf({ services, keeping }: { readonly services: Services; readonly keeping: Keeping }): Showing {
  const updated = new Date(services.now());
  const shownOf = async (type: string): Promise<readonly Shown[]> => {
    const { scope } = await keeping.current();
    const organization = await services.ports.contributors.organizationKey(INSTALLATION);
    return scope.packs
      .flatMap(({ pack }) => packOf(pack) ?? [])
      .flatMap((pack): readonly OurResource[] => (type === 'Library' ? [libraryOf(pack)] : measuresOf(pack)))
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map((resource) => ({ resource, updated, organization, place: resource.id }));
  };
  return {
    types: ['Measure', 'Library'],
    one: async (_access, type, id) =>
      ours().has(`${type}/${id}`) ? (await shownOf(type)).find(({ resource }) => resource.id === id) : undefined,
    some: async (_access, type, { after, limit, patients }) => {
      if (patients !== undefined) return { shown: [] };
      const rest = (await shownOf(type)).filter(({ place }) => after === undefined || place > after);
      const shown = rest.slice(0, limit);
      const last = shown.at(-1);
      return { shown, ...(last && rest.length > limit ? { next: last.place } : {}) };
    },
  };
}

/** Nobody writes what the packs say. */
export const measuresAreShown: Admission = {
  types: ['Measure', 'Library'],
  admit: ({ resourceType, id }): Outcome<true> =>
    typeof id === 'string' && ours().has(`${String(resourceType)}/${id}`)
      ? refuse(
          'business-rule',
          'insight.shown',
          `${String(resourceType)}/${id} is shown from a pack; write yours under another id.`,
          'id',
        )
      : accepted(true),
};

/** Names of what is shown from packs. */
function ours(): ReadonlySet<string> {
  return namesOf(catalogue);
}

const namesOf = once(
  (all: readonly CountedPack[]) =>
    new Set(
      all.flatMap((one) => [`Library/${libraryOf(one).id}`, ...one.pack.measures.map(({ id }) => `Measure/${id}`)]),
    ),
);

type OurResource = ReturnType<typeof measureOf> | ReturnType<typeof libraryOf>;

function measuresOf(pack: CountedPack): readonly ReturnType<typeof measureOf>[] {
  return pack.pack.measures.map((measure) => measureOf(pack, measure));
}
