import type { Medicine, Problem, Source } from '#record/contract';

/** The same thing as several organisations wrote it: one row, every source kept. */
export type Grouped<Item> = { readonly item: Item; readonly sources: readonly Source[]; readonly differs: boolean };

/**
 * Puts items of the same name together. The row shows the most recently recorded; `differs` says that another source has
 * something else (a dose, a date), which a reader must see and not have merged away: such rows stay apart.
 */
export function groupProblems(items: readonly Problem[]): readonly Grouped<Problem>[] {
  return group(
    items,
    ({ text, status }) => `${plain(text)}|${isPast(status)}`,
    () => '',
  );
}

export function groupMedicines(items: readonly Medicine[]): readonly Grouped<Medicine>[] {
  return group(
    items,
    ({ text, status, dose }) => `${plain(text)}|${isPast(status)}|${plain(dose ?? '')}`,
    ({ text, status }) => (isPast(status) ? '' : plain(text)),
  );
}

/** Problems and medicines that are over; FHIR's own words. */
export function isPast(status: string): boolean {
  return ['inactive', 'resolved', 'remission', 'completed', 'stopped', 'cancelled', 'entered-in-error'].includes(
    status,
  );
}

function group<Item extends { readonly source: Source }>(
  items: readonly Item[],
  key: (item: Item) => string,
  name: (item: Item) => string,
): readonly Grouped<Item>[] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const same = groups.get(key(item));
    if (same) same.push(item);
    else groups.set(key(item), [item]);
  }
  const names = new Map<string, number>();
  for (const [first] of groups.values()) if (first) names.set(name(first), (names.get(name(first)) ?? 0) + 1);
  return [...groups.values()].flatMap((same) => {
    const [item, ...rest] = same.sort((a, b) => newestFirst(a.source.recorded, b.source.recorded));
    if (!item) return [];
    const sources = [item, ...rest].map(({ source }) => source);
    const differs = name(item) !== '' && (names.get(name(item)) ?? 0) > 1;
    return [{ item, sources: oneEach(sources), differs }];
  });
}

/** Dates and times as FHIR writes them: their order is that of their characters, and no language has to be asked for it. */
function newestFirst(a: string, b: string): number {
  return a === b ? 0 : a < b ? 1 : -1;
}

/** The newest source of each organisation; the input is newest first. */
function oneEach(sources: readonly Source[]): readonly Source[] {
  return sources.filter(
    (source, at) => sources.findIndex((other) => other.organization === source.organization) === at,
  );
}

function plain(text: string): string {
  return text.toLowerCase().replace(/\s+/g, ' ').trim();
}
