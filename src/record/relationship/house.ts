import type { Services } from '#joint';

type HousesAnswer = { readonly houses?: () => readonly (readonly string[])[] };

/** Organisations that took another's place, as governance has them in memory: asked with every batch, since a merger comes with a day. */
export function housesOf({ answers }: Pick<Services, 'answers'>): () => readonly (readonly string[])[] {
  return () => (answers['governance'] as HousesAnswer | undefined)?.houses?.() ?? [];
}
