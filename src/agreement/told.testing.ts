import type { Asked } from './oracle.testing.ts';

/** A label that the person told this very seat about keeps nothing back from it; what speaks against the item goes by all of them. */
export function asTold({ item, ...rest }: Asked): Asked {
  const told = rest.person?.confidedLabels ?? [];
  return { ...rest, item: { ...item, labels: item.labels.filter((label) => !item.personal || !told.includes(label)) } };
}
