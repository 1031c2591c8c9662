import contacts from '#packs/contacts/pack.json' with { type: 'json' };
import { isDay, type Day } from '#base';
import type { Projection } from '#repository';

/** Contacts of one kind that are counted week by week. */
export type Series = {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly classes: readonly string[];
  /** Which way it goes when a change does harm, unless the change says otherwise. */
  readonly worse: 'up' | 'down';
};

export const SERIES: readonly Series[] = contacts.series.map((one) => ({
  ...one,
  worse: one.worse === 'down' ? ('down' as const) : ('up' as const),
}));

/** Counts below it are not told to who cares for nobody. */
export const FEW = contacts.smallNumber;

const ACT_CODE = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';
/** Contacts that took place, or are taking place. */
const TOOK_PLACE = new Set(['finished', 'in-progress', 'arrived', 'triaged', 'onleave']);

export const activity: Projection = {
  table: 'insight_activity',
  counts: true,
  types: ['Encounter'],
  columns: [
    { name: 'series', type: 'smallint' },
    { name: 'at', type: 'date' },
  ],
  rows: (resource) => {
    const number = seriesNumber(resource);
    const at = dayOf(resource);
    return number === undefined || at === undefined ? [] : [[number, at]];
  },
};

type Loose = Readonly<Record<string, unknown>>;

/** Place in the pack's list, from 1; undefined for what is no contact of any series. */
function seriesNumber(resource: Loose): number | undefined {
  const { system, code } = (resource['class'] ?? {}) as { readonly system?: unknown; readonly code?: unknown };
  if (typeof code !== 'string' || (system !== undefined && system !== ACT_CODE)) return undefined;
  if (!TOOK_PLACE.has(String(resource['status']))) return undefined;
  const at = SERIES.findIndex(({ classes }) => classes.includes(code));
  return at < 0 ? undefined : at + 1;
}

/** The day on which it began, as it is written; one without a whole day is not counted. */
function dayOf(resource: Loose): Day | undefined {
  const { start } = (resource['period'] ?? {}) as { readonly start?: unknown };
  const text = typeof start === 'string' ? start.slice(0, 10) : '';
  return isDay(text) ? text : undefined;
}
