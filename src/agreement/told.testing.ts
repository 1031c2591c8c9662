import type { ShareClause, WithholdClause } from './instrument.ts';
import type { Asked } from './oracle.testing.ts';

/** A label that the person told this very seat about keeps nothing back from it; what speaks against the item goes by all of them. */
export function asTold({ item, ...rest }: Asked): Asked {
  const told = rest.person?.confidedLabels ?? [];
  return { ...rest, item: { ...item, labels: item.labels.filter((label) => !item.personal || !told.includes(label)) } };
}

/** What is in no feed that a clause names is none of its business. */
export const came = ({ feeds }: ShareClause | WithholdClause, { item: { feed } }: Asked) =>
  !feeds || (feed !== undefined && feeds.includes(feed));

export function given({ classes, sensitive = [] }: ShareClause, { item }: Asked): boolean {
  return (
    item.cls !== undefined && classes.includes(item.cls) && item.labels.every((label) => sensitive.includes(label))
  );
}
