import type { Access, Role } from '#agreement';
import { isDay } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Services } from '#joint';
import { ask, askMeasure, type Asked, type Asking, rowOf } from '../ask.ts';
import { shownMeasures } from '../catalogue.ts';
import type { Place } from '../contract.ts';
import type { MeasureDefinition } from '../pack.ts';
import { isStaff } from '../sentinel/may.ts';
import { readPhases } from '../signals/phases.queries.ts';
import { dimensionTitle } from '../strata.ts';
import type { KeptAnswers, KeptView, News, Subscription, SubscriptionWish, ViewWish } from './contract.ts';
import {
  keepSubscription,
  keepTold,
  keepView,
  readSubscriptions,
  readViews,
  removeSubscription,
  removeView,
  type SubscriptionRow,
  SUBSCRIPTIONS_MAX,
  type ViewRow,
  VIEWS_MAX,
} from './kept.queries.ts';
import { linesToTell, newestOf, seenOf, type Told } from './news.ts';

export type Keeps = { readonly services: Pick<Services, 'store' | 'now'>; readonly asking: Asking };

/** Who looks after what an organisation shares. */
const TIDIERS: readonly Role[] = ['practice-manager', 'programme-lead', 'ig-lead'];

/** Views that somebody comes back to, and figures they want to be told of. Nothing of a figure is kept: it is asked for as whoever looks. */
export function keptOn(keeps: Keeps): KeptAnswers {
  const { store } = keeps.services;
  return {
    kept: async (access) => {
      if (!isStaff(access)) return staffOnly();
      const [views, subscriptions] = await Promise.all([readViews(store, access), readSubscriptions(store, access)]);
      return accepted({
        views: views.map((row) => viewFor(access, row)),
        subscriptions: subscriptions.map(subscriptionOf),
      });
    },
    keepView: (access, wish) => keep(keeps, access, wish),
    endView: (access, id) => end(keeps, access, id),
    subscribe: (access, wish) => subscribe(keeps, access, wish),
    unsubscribe: async (access, id) =>
      (await removeSubscription(store, access, id)) ? accepted(true as const) : noSubscription(),
    news: (access) => news(keeps, access),
    seen: async (access, id) => {
      const row = (await readSubscriptions(store, access)).find((one) => one.id === id);
      if (!row) return noSubscription();
      const found = await toldOf(keeps, access, row);
      if (found) await keepTold(store, access, { id, told: seenOf(found.told, row.monthly) });
      return accepted(true as const);
    },
  };
}

function viewFor(access: Access, row: ViewRow): KeptView {
  const { id, name, words, place, shared, by } = row;
  const mine = row.principal === access.principal;
  return {
    id,
    name,
    words,
    place,
    shared,
    by,
    mine,
    ends: mine || TIDIERS.includes(access.role),
    ...(row.pack === null ? {} : { pack: row.pack }),
    ...(row.measure === null ? {} : { measure: row.measure }),
    ...(row.dimension === null ? {} : { dimension: row.dimension }),
    ...(row.asAt === null ? {} : { asAt: row.asAt }),
  };
}

function subscriptionOf({ id, words, monthly, place, pack, measure }: SubscriptionRow): Subscription {
  return {
    id,
    words,
    monthly,
    place,
    ...(pack === null ? {} : { pack }),
    ...(measure === null ? {} : { measure }),
  };
}

async function keep(
  { services, asking }: Keeps,
  access: Access,
  wish: ViewWish,
): Promise<Outcome<{ readonly id: string }>> {
  if (!isStaff(access)) return staffOnly();
  const name = wish.name.trim();
  if (name.length < 1 || name.length > 80)
    return refuse('required', 'insight.view-name', 'Give the view a name of 1 to 80 letters.');
  const asAt = wish.asAt ?? '';
  if (asAt !== '' && !isDay(asAt))
    return refuse('value', 'insight.day', `'${asAt.slice(0, 40)}' is no day. Write it as 2026-03-31.`);
  const found = await understood(asking, access, wish);
  if (!found.ok) return found;
  const { asked, words } = found.value;
  const dimension = asked.pack.pack.strata.find((one) => one === wish.dimension);
  if (wish.dimension && !dimension)
    return refuse(
      'value',
      'insight.view-strata',
      `The pack tells people apart by ${asked.pack.pack.strata.join(', ')}. Take one of these, or none.`,
    );
  const views = await readViews(services.store, access);
  if (views.filter(({ principal }) => principal === access.principal).length >= VIEWS_MAX)
    return refuse('too-costly', 'insight.views-full', `You keep ${VIEWS_MAX} views. Take one away first.`);
  const by = dimension ? `, by ${dimensionTitle(dimension).toLowerCase()}` : '';
  const view = {
    by: access.name ?? access.principal,
    name,
    words: `${words}${by}`,
    place: asked.node.place.id,
    pack: asked.pack.key,
    measure: wish.measure || null,
    dimension: dimension ?? null,
    asAt: asAt === '' ? null : asAt,
    shared: wish.shared,
  };
  const id = await keepView(services.store, view, { ...access, at: new Date(services.now()) });
  return accepted({ id });
}

async function end({ services: { store } }: Keeps, access: Access, id: string): Promise<Outcome<true>> {
  if (!isStaff(access)) return staffOnly();
  const row = (await readViews(store, access)).find((one) => one.id === id);
  if (!row) return refuse('not-found', 'insight.no-view', 'There is no such view of yours or of your organisation.');
  if (!viewFor(access, row).ends)
    return refuse(
      'forbidden',
      'insight.view-whose',
      `${row.by} shares this view: they take it away, or who manages your organisation.`,
    );
  await removeView(store, access, id);
  return accepted(true);
}

type Understood = {
  readonly asked: Asked;
  readonly measures: readonly MeasureDefinition[];
  readonly words: string;
};

/** What is asked for, by a pack that counts, at a place there is; and what that is called. */
async function understood(
  asking: Asking,
  access: Access,
  wish: { readonly place?: string; readonly pack?: string | null; readonly measure?: string | null },
): Promise<Outcome<Understood>> {
  const place = wish.place || 'all';
  if (wish.measure) {
    const found = await askMeasure(asking, access, { id: wish.measure, place, soon: true });
    if (!found.ok) return found;
    const { measure, node } = found.value;
    return accepted({ asked: found.value, measures: [measure], words: `${measure.title}, ${node.place.name}` });
  }
  const found = await ask(asking, access, { place, soon: true, ...(wish.pack ? { pack: wish.pack } : {}) });
  if (!found.ok) return found;
  const { pack, node } = found.value;
  return accepted({
    asked: found.value,
    measures: shownMeasures(pack),
    words: `${pack.pack.title}, ${node.place.name}`,
  });
}

async function subscribe(
  keeps: Keeps,
  access: Access,
  wish: SubscriptionWish,
): Promise<Outcome<{ readonly id: string }>> {
  if (!isStaff(access)) return staffOnly();
  const { services, asking } = keeps;
  const found = await understood(asking, access, wish);
  if (!found.ok) return found;
  const { asked, words } = found.value;
  if ((await readSubscriptions(services.store, access)).length >= SUBSCRIPTIONS_MAX)
    return refuse(
      'too-costly',
      'insight.subscriptions-full',
      `You are told of ${SUBSCRIPTIONS_MAX} figures. Leave one first.`,
    );
  const row = {
    place: asked.node.place.id,
    pack: asked.pack.key,
    measure: wish.measure || null,
    words,
    monthly: wish.monthly,
  };
  // What stands there now is in sight of whoever subscribes: the next is news.
  const now = await toldOf(keeps, access, row);
  const told = now ? seenOf(now.told, wish.monthly) : '';
  return accepted({
    id: await keepSubscription(services.store, { ...row, told }, { ...access, at: new Date(services.now()) }),
  });
}

/** What has not been seen, worked out with what whoever looks may see now. What is not told to them at this moment is no news. */
async function news(keeps: Keeps, access: Access): Promise<readonly News[]> {
  if (!isStaff(access)) return [];
  const rows = await readSubscriptions(keeps.services.store, access);
  const all = await Promise.all(
    rows.map(async (row): Promise<readonly News[]> => {
      const found = await toldOf(keeps, access, row);
      if (!found || seenOf(found.told, row.monthly) === row.told) return [];
      const lines = linesToTell(found.told, row);
      if (lines.length === 0 && !row.monthly) return [];
      const { place } = found;
      return [
        { subscription: row.id, place, ...(row.pack === null ? {} : { pack: row.pack }), day: found.told.day, lines },
      ];
    }),
  );
  return all.flat();
}

async function toldOf(
  { services, asking }: Keeps,
  access: Access,
  watched: Pick<SubscriptionRow, 'place' | 'pack' | 'measure'>,
): Promise<{ readonly told: Told; readonly place: Place } | undefined> {
  const found = await understood(asking, access, watched);
  if (!found.ok) return undefined;
  const { asked, measures } = found.value;
  const { place } = asked.node;
  const held = await Promise.all(
    measures.map(async (measure) => ({
      measure: rowOf(asked, measure),
      phases: await readPhases(services.store, measure.id, place.id),
    })),
  );
  const told = newestOf(held);
  return told ? { told, place } : undefined;
}

function staffOnly(): Outcome<never> {
  return refuse('forbidden', 'insight.staff-only', 'Views and what you are told of are for staff of the partnership.');
}

function noSubscription(): Outcome<never> {
  return refuse('not-found', 'insight.no-subscription', 'You are not told of that, or not any more.');
}
