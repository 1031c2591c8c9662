import pack from '#packs/interactions/pack.json' with { type: 'json' };

/** Ingredients that interact severely with what some words name, either way round. */
export function interactingWith(words: string): readonly string[] {
  const found = pack.interactions.flatMap((one) => [
    ...(one.of.some((name) => names(words, name)) ? one.with : []),
    ...(one.with.some((name) => names(words, name)) ? one.of : []),
  ]);
  return [...new Set(found)];
}

/** Whether words of a label or a prescription name an ingredient, as a word of its own. */
export function names(words: string, ingredient: string): boolean {
  return ` ${words.toLowerCase().replace(/[^a-z0-9-]+/g, ' ')} `.includes(` ${ingredient} `);
}
