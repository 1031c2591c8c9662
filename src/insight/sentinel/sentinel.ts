import type { Access } from '#agreement';
import { isDay } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import { catalogue, packOf, shownMeasures } from '../catalogue.ts';
import type { Partner, Scope } from '../scope.ts';
import { beforeAfter } from '../signals/effects.ts';
import { seesPeople } from '../viewpoint.ts';
import type {
  SentinelAnswers,
  SentinelList,
  SentinelRow,
  SentinelView,
  SentinelWish,
  SeriesShown,
  Watch,
  WatchShown,
} from './contract.ts';
import { watchAll } from './evaluate.ts';
import { commentOn, reviewOf } from './signal-acts.ts';
import { limitsShown } from './limit.ts';
import { costIn, isStaff, mayDeclare, ownOf, staffOnly } from './may.ts';
import { measuredIn, titleOf } from './measured.ts';
import { answerOdd, myOdd, oddFor, reportOdd } from './odd.ts';
import { signalPeople } from './people.ts';
import {
  closeSentinel,
  keepSentinel,
  readSentinels,
  readSignals,
  type Sentinel,
  type SignalRow,
} from './sentinel.queries.ts';
import { FEW, SERIES } from './series.ts';
import { signalFor } from './signal-view.ts';
import { WEEKS } from './watch.ts';
import type { Watching } from './watching.ts';

/** Declared changes, what is feared of them, what is seen of that, and what anybody found odd. */
export function sentinelsOn(watching: Watching): SentinelAnswers {
  const { store } = watching;
  return {
    sentinels: async (access) => {
      if (!isStaff(access)) return staffOnly();
      await watching.look();
      const { scope } = await watching.scope();
      const [partners, all, signals] = await Promise.all([
        watching.partners(),
        readSentinels(store),
        readSignals(store),
      ]);
      return accepted({
        sentinels: all.map((one) => rowFor(watching, access, { partners, sentinel: one, signals })),
        series: SERIES.map(({ id, title, worse }) => ({ id, title, worse })),
        balancing: measuredIn(scope).map(({ id, title, worse }) => ({ id, title, worse })),
        measures: measuresIn(scope),
        organizations: partners.map(({ organization, name }) => ({ organization, name })),
        odd: await oddFor(watching, access),
        may: { declare: mayDeclare(access), answer: mayDeclare(access) },
      });
    },
    watchable: async (access) => (isStaff(access) ? seriesIn((await watching.scope()).scope) : []),
    sentinel: (access, id) => sentinelView(watching, access, id),
    declareChange: (access, wish) => declareChange(watching, access, wish),
    endSentinel: (access, id, words) => endSentinel(watching, access, id, words),
    comment: (access, signal, words) => commentOn(watching, access, signal, words),
    review: (access, signal, said) => reviewOf(watching, access, signal, said),
    signalPeople: (access, signal) => signalPeople(watching, access, signal),
    reportOdd: (access, wish) => reportOdd(watching, access, wish),
    myOdd: (access) => myOdd(watching, access),
    answerOdd: (access, id, answer) => answerOdd(watching, access, id, answer),
  };
}

type Around = {
  readonly partners: readonly Partner[];
  readonly sentinel: Sentinel;
  readonly signals: readonly SignalRow[];
};

function rowFor(watching: Watching, access: Access, { partners, sentinel, signals }: Around): SentinelRow {
  const { id, change, hoped, since, organization, by, ended, endedWords } = sentinel;
  const around = { partners, sentinel, now: watching.now() };
  return {
    id,
    change,
    hoped,
    ...(sentinel.hopedMeasure === null ? {} : { hopedFor: hopedFor(sentinel.hopedMeasure, sentinel.hopedPlace) }),
    since,
    organization: {
      organization,
      name: partners.find((one) => one.organization === organization)?.name ?? organization,
    },
    by,
    ...agreedPage(sentinel),
    ...(ended ? { ended: { at: ended.toISOString(), words: endedWords ?? '' } } : {}),
    signals: signals
      .filter((one) => one.sentinel === id)
      .flatMap((signal) => signalFor(access, { ...around, signal }) ?? []),
  };
}

function agreedPage({ source }: Sentinel): Pick<SentinelRow, 'agreed'> {
  const [, kind, id = ''] = /^(agreement|programme):([^/]+)\//.exec(source ?? '') ?? [];
  if (kind === undefined) return {};
  return { agreed: `/${kind}s/${encodeURIComponent(id)}` };
}

function hopedFor(measure: string, place: string | null) {
  const title = catalogue.flatMap(({ pack }) => pack.measures).find(({ id }) => id === measure)?.title ?? measure;
  return { measure, title, place: place ?? 'all' };
}

function seriesIn(scope: Scope): readonly SeriesShown[] {
  return [...SERIES, ...measuredIn(scope)].map(({ id, title, worse }) => ({ id, title, worse }));
}

function measuresIn({ packs }: Pick<Scope, 'packs'>): SentinelList['measures'] {
  const shown = packs.flatMap(({ pack }) => {
    const entry = packOf(pack);
    return entry ? shownMeasures(entry).map(({ id, title }) => [id, title] as const) : [];
  });
  return [...new Map(shown)].map(([id, title]) => ({ id, title }));
}

async function sentinelView(watching: Watching, access: Access, id: string): Promise<Outcome<SentinelView>> {
  if (!isStaff(access)) return staffOnly();
  await watching.look();
  const [sentinel] = await readSentinels(watching.store, id);
  if (!sentinel) return noSentinel();
  const [partners, signals] = await Promise.all([
    watching.partners(),
    readSignals(watching.store, { sentinel: sentinel.id }),
  ]);
  const row = rowFor(watching, access, { partners, sentinel, signals });
  const told = !seesPeople(access);
  const watched = await watchAll(watching, sentinel);
  return accepted({
    ...row,
    limits: await limitsShown(watching, sentinel, !told),
    watches: watched.flatMap(({ watch, found }): WatchShown[] => {
      const one = sentinel.watches[watch.watch];
      if (!one) return [];
      const weeks = [...found.weeks, ...(found.latest ? [found.latest] : [])].map(({ from, counted }) =>
        told && counted > 0 && counted < FEW ? { from } : { from, counted },
      );
      // The latest seven days share days with the last whole week: they are no point of their own.
      const whole = weeks.slice(0, found.weeks.length).map(({ from, counted }) => ({
        day: from,
        ...(counted === undefined ? {} : { value: counted }),
      }));
      return [
        {
          ...one,
          title: titleOf(one.series),
          days: watch.source.periods.days,
          name: watch.name,
          weeks,
          ...(found.limits ? { limits: found.limits } : {}),
          effect: beforeAfter(whole, sentinel.since, watch.source.periods === WEEKS ? 'week' : 'month'),
        },
      ];
    }),
    may: {
      end:
        !row.ended &&
        sentinel.source === null &&
        mayDeclare(access) &&
        ownOf(partners, access)?.organization === sentinel.organization,
    },
  });
}

const MOST_WATCHES = 12;

async function declareChange(
  watching: Watching,
  access: Access,
  wish: SentinelWish,
): Promise<Outcome<{ readonly id: string }>> {
  if (!mayDeclare(access)) return plannersOnly();
  const partners = await watching.partners();
  const own = ownOf(partners, access);
  if (!own) return plannersOnly();
  const [change, hoped] = [wish.change.trim(), wish.hoped.trim()];
  if (change.length < 3 || change.length > 200) return words('what is changed', 200);
  if (hoped.length < 3 || hoped.length > 1_000) return words('what is hoped of it', 1_000);
  if (!isDay(wish.since)) return noDay(wish.since);
  const { scope } = await watching.scope();
  const watches = watchesIn(wish, { partners, scope, currency: watching.currency });
  if (!watches.ok) return watches;
  const { role } = access;
  const shows = await shownBy(watching, wish.hopedMeasure ?? '', own.key);
  if (!shows.ok) return shows;
  const { since } = wish;
  const made = { change, hoped, since, organization: own.organization, role, watches: watches.value, ...shows.value };
  const by = { principal: access.principal, at: new Date(watching.now()) };
  const id = await watching.store.write((transaction) =>
    keepSentinel(transaction, { ...made, source: null, by: access.name ?? access.principal }, by),
  );
  await watching.look('declared');
  return accepted({ id });
}

/** What is hoped of a practice's own change is looked for there, else in the partnership as a whole. */
async function shownBy(
  watching: Watching,
  measure: string,
  key: number,
): Promise<Outcome<Pick<Sentinel, 'hopedMeasure' | 'hopedPlace'>>> {
  if (measure === '') return accepted({ hopedMeasure: null, hopedPlace: null });
  const { scope } = await watching.scope();
  if (!measuresIn(scope).some(({ id }) => id === measure)) {
    const text = `'${measure.slice(0, 80)}' is no measure that is counted. Take one of those of the overview, or none.`;
    return refuse('value', 'insight.no-hoped-measure', text);
  }
  const practice = scope.packs.flatMap(({ practices }) => practices).find((one) => one.key === key);
  return accepted({ hopedMeasure: measure, hopedPlace: practice?.id ?? 'all' });
}

function watchesIn(
  { watches }: SentinelWish,
  {
    partners,
    scope,
    currency,
  }: { readonly partners: readonly Partner[]; readonly scope: Scope; readonly currency: string },
): Outcome<readonly Watch[]> {
  const asked = watches.filter(({ series }) => series !== '');
  if (asked.length === 0 || asked.length > MOST_WATCHES) {
    const text = `Say of at least one kind of contact or of one balancing measure, and of at most ${MOST_WATCHES}, that it may change unwanted. A change of which nothing is feared is not watched.`;
    return refuse('required', 'insight.no-fear', text);
  }
  const known = [...SERIES, ...measuredIn(scope)].map(({ id }) => id);
  const made: Watch[] = [];
  for (const { series, organization, feared, cost } of asked) {
    if (!known.includes(series)) return noSeries(series, known);
    if (organization !== '' && !partners.some((one) => one.organization === organization))
      return noOrganization(organization);
    const each = costIn(cost, currency);
    if (!each.ok) return each;
    made.push({
      series,
      feared: feared === 'down' ? 'down' : 'up',
      ...(organization === '' ? {} : { organization }),
      ...(each.value ? { costEach: each.value } : {}),
    });
  }
  return accepted(made);
}

async function endSentinel(watching: Watching, access: Access, id: string, said: string): Promise<Outcome<true>> {
  const text = said.trim();
  if (text.length < 3 || text.length > 1_000) return words('why nothing needs to be watched any more', 1_000);
  const [sentinel] = mayDeclare(access) ? await readSentinels(watching.store, id) : [];
  if (!mayDeclare(access)) return plannersOnly();
  if (!sentinel || ownOf(await watching.partners(), access)?.organization !== sentinel.organization)
    return noSentinel();
  if (sentinel.source !== null)
    return refuse(
      'business-rule',
      'insight.agreed-watch',
      'It is watched because an agreement in effect, or a change of a programme, says so. It ends with that.',
    );
  return (await closeSentinel(watching.store, id, text, new Date(watching.now()))) ? accepted(true) : noSentinel();
}

function noSentinel(): Outcome<never> {
  const text = 'There is no such declared change of your organisation, or nothing of it is watched any more.';
  return refuse('not-found', 'insight.no-sentinel', text);
}

function words(what: string, most: number): Outcome<never> {
  return refuse('required', 'insight.words', `Say ${what}, in 3 to ${most} letters.`);
}

function noDay(text: string): Outcome<never> {
  return refuse('value', 'insight.day', `'${text.slice(0, 40)}' is no day. Write it as 2026-03-31.`);
}

function noSeries(text: string, known: readonly string[]): Outcome<never> {
  return refuse(
    'value',
    'insight.no-series',
    `'${text.slice(0, 60)}' is not counted as it happens. Take one of: ${known.join(', ')}.`,
  );
}

function noOrganization(text: string): Outcome<never> {
  const why = `'${text.slice(0, 80)}' is no partner here. Take one of the list, or each of them.`;
  return refuse('value', 'insight.no-partner', why);
}

function plannersOnly(): Outcome<never> {
  const text = 'Programme leads, commissioners and practice managers declare changes. Ask one of them.';
  return refuse('forbidden', 'insight.planners-only', text);
}
