import type { Services } from '#joint';
import type { Repository, Stored } from '#repository';
import { SERVICE } from '../agreed.ts';
import type { FreeSlots } from './contract.ts';
import { idsIn, listOf, rowOf } from './directory.ts';

/** How far ahead free appointments are counted. */
export const AHEAD_DAYS = 28;
const DAY_MS = 86_400_000;
const A_PAGE = 500;
const PAGES_MAX = 4;
/** Calendars asked after in one search. */
const AT_ONCE = 100;

/**
 * Free appointments of services: how many in the next four weeks, and the first. A calendar is seen by its own organisation alone;
 * this tells partners the number and the time of what is free in it, which is about nobody, and nothing else of it.
 */
export async function freeSlotsOf({
  repository,
  now,
}: Pick<Services, 'repository' | 'now'>): Promise<ReadonlyMap<string, FreeSlots>> {
  const bound = repository(SERVICE);
  const schedules = (await allOf(bound, 'Schedule', [['active:not', 'false']])).rows;
  const serviceOf = new Map(
    schedules.flatMap((one) => {
      const row = rowOf(one);
      const [service] = idsIn(listOf(row['actor']), 'HealthcareService');
      return service === undefined ? [] : [[one.id, service] as const];
    }),
  );
  const free = new Map<string, { count: number; next?: string; more?: true }>(
    [...serviceOf.values()].map((id) => [id, { count: 0 }]),
  );
  const ids = [...serviceOf.keys()];
  const [from, until] = [now(), now() + AHEAD_DAYS * DAY_MS].map((at) => new Date(at).toISOString());
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const some = ids.slice(at, at + AT_ONCE);
    const { rows, more } = await allOf(bound, 'Slot', [
      ['schedule', some.map((id) => `Schedule/${id}`).join(',')],
      ['status', 'free'],
      ['start', `ge${from}`],
      ['start', `lt${until}`],
    ]);
    for (const slot of rows) take(free, serviceOf, slot);
    if (more) for (const id of some) markMore(free.get(serviceOf.get(id) ?? ''));
  }
  return free;
}

type Counted = { count: number; next?: string; more?: true };

function take(free: ReadonlyMap<string, Counted>, serviceOf: ReadonlyMap<string, string>, slot: Stored): void {
  const row = rowOf(slot);
  const [schedule = ''] = idsIn([row['schedule']], 'Schedule');
  const known = free.get(serviceOf.get(schedule) ?? '');
  if (!known) return;
  known.count += 1;
  const start = new Date(String(row['start'])).toISOString();
  if (known.next === undefined || start < known.next) known.next = start;
}

function markMore(known: Counted | undefined): void {
  if (known) known.more = true;
}

/** Every match, page by page, up to a bound. */
export async function allOf(
  bound: Repository,
  type: string,
  asked: readonly (readonly [string, string])[] = [],
): Promise<{ readonly rows: readonly Stored[]; readonly more: boolean }> {
  const rows: Stored[] = [];
  let next: string | undefined;
  for (let pages = 0; pages < PAGES_MAX; pages += 1) {
    const parameters = [
      ...asked,
      ['_count', String(A_PAGE)],
      ['_total', 'none'],
      ...(next ? [['_page', next]] : []),
    ] as const;
    const page = await bound.search({ type, parameters: parameters as never, handling: 'strict' });
    if (!page.ok) throw new Error(`the directory is read: ${page.refusals[0].text}`);
    rows.push(...page.value.entries.map(({ resource }) => resource));
    next = page.value.next;
    if (next === undefined) return { rows, more: false };
  }
  return { rows, more: true };
}
