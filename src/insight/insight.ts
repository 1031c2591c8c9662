import { dayIn } from '#base';
import { type Joint, lawIn, type Services, type Started } from '#joint';
import type { Route } from '#http';
import type { Change } from '#repository';
import type { Transaction } from '#store';
import { type AgreementsAnswer, askAgreed, SERVICE } from './agreed.ts';
import type { Asking } from './ask.ts';
import { type CountedPack, packOf } from './catalogue.ts';
import { checks } from './checks.ts';
import type { InsightAnswers } from './contract.ts';
import { codingRoutes } from './coding/coding.routes.ts';
import { codingOn } from './coding/coding.ts';
import type { CodingAnswers } from './coding/contract.ts';
import { hearMaps } from './coding/maps.ts';
import { counted, dashboard, measureView } from './dashboard.ts';
import { exchangeFile } from './export/exchange.ts';
import { type Extracting, extractForm, statement } from './extract/extract.ts';
import { extractRoutes } from './extract/extract.routes.ts';
import { extractFile } from './extract/file.ts';
import { measureRoutes } from './fhir/fhir.routes.ts';
import { measuresOn } from './fhir/fhir.ts';
import { measuresAreShown, showingOf } from './fhir/showing.ts';
import { censusesOn, figuresOn } from './figures.ts';
import { routesOf } from './insight.routes.ts';
import { INSPECT_FIGURES, type Inspection, inspect, inspections } from './inspection.ts';
import { keptOn } from './kept/kept.ts';
import { keptRoutes } from './kept/kept.routes.ts';
import { leaversOn } from './kept/leavers.ts';
import { keepingOn } from './keeping.ts';
import { lacking } from './lacking.ts';
import { measured } from './measured.ts';
import { insightMigrations } from './migrations/index.ts';
import { courseView } from './peers.ts';
import { projectionsOn } from './projections.ts';
import { readAnew } from './reading.ts';
import { recompute } from './recompute.ts';
import { restatement } from './restatement.ts';
import { keepAgreed } from './sentinel/agreed.ts';
import { evaluateAll } from './sentinel/evaluate.ts';
import type { OutlierAnswers } from './outliers/contract.ts';
import { outliersOn } from './outliers/outliers.ts';
import { preventionRoutes } from './prevention/prevention.routes.ts';
import { preventionOn } from './prevention/prevention.ts';
import { followHighResults, HIGH_RESULTS, highAmong } from './prevention/task.ts';
import { recallOn } from './recall/recall.ts';
import { recallRoutes } from './recall/recall.routes.ts';
import { possibleValues } from './report/limits.ts';
import { reportRoutes } from './report/report.routes.ts';
import { monthlyOn } from './report/report.ts';
import type { Scope } from './scope.ts';
import { serviceRoutes } from './service/service.routes.ts';
import { servicesOn } from './service/service.ts';
import { sentinelsOn } from './sentinel/sentinel.ts';
import type { Watching } from './sentinel/watching.ts';
import { changesFor } from './signals/changes.ts';
import type { SignalAnswers } from './signals/contract.ts';
import { signalsOn } from './signals/signals.ts';
import { visitRoutes, visitsOn } from './visit/index.ts';
import { why } from './why.ts';

/** What `Started.answers` of this joint holds: the contract, and what benches and tests alone use. */
export type Insight = InsightAnswers & {
  /** Counts everybody anew from the facts. */
  readonly rebuild: () => Promise<void>;
  /** What questions are understood with. */
  readonly asking: Asking;
  /** Looks at every declared change as it is today; answers how many signals are new. */
  readonly watch: () => Promise<number>;
  /** What the nightly job does. */
  readonly inspect: () => Promise<Inspection>;
  /** What the job does with high results; answers how many tasks were made. */
  readonly followHighResults: (observations: readonly string[]) => Promise<number>;
};

/** Insight: measures exact as at any day, always current. */
export const insight: Joint = {
  name: 'insight',
  migrations: insightMigrations,
  projects: projectionsOn,
  admits: [possibleValues, measuresAreShown],
  start: async (services) => startInsight(services),
};

/** A new day, or an agreement changed by another process, is noticed this often where nobody asks. */
const LOOK_MS = 30_000;

export async function startInsight(services: Services): Promise<Started & { readonly answers: Insight }> {
  const keeping = keepingOn(services);
  const asking = askingOn(services, keeping);
  const stop = await readUpToNow(services, keeping);
  const extracting = { services, asking };
  const around = aroundOn(services, keeping, asking.figures);
  const watchman = watchmanOn(services, around);
  const leavers = leaversOn({ ...services, partners: around.partners });
  const watching: Watching = { ...around, look: watchman.look };
  const measure: InsightAnswers['measure'] = (access, id, place, on = {}) =>
    measureView(asking, access, { id, place, ...on });
  const listed: InsightAnswers['lacking'] = (access, question) => lacking(asking, access, question);
  const answers: Insight = {
    ...signalling(services, asking, around.partners),
    ...sentinelsOn(watching),
    extract: {
      form: (access) => extractForm(extracting, access),
      statement: (access, question) => statement(extracting, access, question),
    },
    visits: visitsOn({ services, asking }),
    service: servicesOn(services),
    views: keptOn({ services, asking }),
    monthly: monthlyOn(services, around.partners),
    ...ofEverybody(asking, services),
    measure,
    exchange: (access, question) => exchangeFile({ asking, services }, access, question),
    lacking: listed,
    recall: recallOn({ services, partners: around.partners, insight: { lacking: listed, measure } }),
    restatement: (access, question) => restatement({ ...asking, services }, access, question),
    ...ofOnePerson(services, keeping),
    fhir: measuresOn(extracting),
    rebuild: keeping.rebuild,
    ...inspecting(asking),
    asking,
    watch: () => evaluateAll(watching),
    followHighResults: (observations) => followHighResults(services, observations),
  };
  const looking = lookEvery(LOOK_MS, services, async () => {
    await keeping.current();
    await keeping.mapped();
    await watchman.look();
    await leavers.look();
  });
  return {
    routes: answersRoutes(answers, extracting),
    answers,
    onChanges: async (changes, transaction) => {
      watchman.noticed(changes);
      await keeping.follow(changes, transaction);
      await sendHigh(services, changes, transaction);
    },
    shows: showingOf({ services, keeping }),
    jobs: { ...jobsOn(services), [INSPECT_FIGURES]: async () => void (await inspect(asking)) },
    stop: async () => {
      clearInterval(looking);
      await stop();
    },
  };
}

/** Facts by today's definitions and by what codes of senders are said to mean; answers what ends that. */
async function readUpToNow(services: Services, keeping: ReturnType<typeof keepingOn>): Promise<() => Promise<void>> {
  const unheard = await hearMaps(services);
  if ((await readAnew(services)) > 0) await keeping.rebuild();
  await keeping.soon();
  // What was decided of codes before this program started, and was not read to its end.
  const reading = keeping.mapped().catch(() => undefined);
  return async () => {
    await unheard();
    await keeping.stop();
    await reading;
  };
}

function inspecting(asking: ReturnType<typeof askingOn>): Pick<Insight, 'inspections' | 'inspect' | 'recompute'> {
  return {
    inspections: (access) => inspections(asking, access),
    inspect: () => inspect(asking),
    recompute: (access, asAt) => recompute(asking, access, asAt),
  };
}

type Signals = SignalAnswers & CodingAnswers & OutlierAnswers;

function signalling(services: Services, asking: Asking, partners: Watching['partners']): Signals {
  const signals = signalsOn({
    services,
    course: (access, course) => courseView(asking, access, course),
    changes: (access, measure) => changesFor(services, access, measure),
  });
  return { ...signals, ...codingOn({ services, asking, partners }), ...outliersOn({ ...asking, services }) };
}

function askingOn(services: Services, keeping: ReturnType<typeof keepingOn>) {
  return {
    services,
    keeping,
    figures: figuresOn(services.store),
    census: censusesOn(services),
    optOuts: (use) => (services.answers['governance'] as AgreementsAnswer).optOuts(use),
  } satisfies Asking;
}

function answersRoutes(answers: InsightAnswers, extracting: Extracting): readonly Route[] {
  return [
    ...routesOf(answers),
    ...codingRoutes(answers),
    ...serviceRoutes(answers.service),
    ...reportRoutes(answers.monthly),
    ...keptRoutes(answers.views),
    ...visitRoutes(answers.visits),
    ...preventionRoutes(answers.prevention),
    ...recallRoutes(answers.recall),
    ...measureRoutes(answers.fhir),
    ...extractRoutes((access, question, format) => extractFile(extracting, access, question, format)),
  ];
}

function jobsOn(services: Services): NonNullable<Started['jobs']> {
  return {
    [HIGH_RESULTS]: async (payload) => {
      const { observations } = payload as { readonly observations: readonly string[] };
      await followHighResults(services, observations);
    },
  };
}

/** In the transaction of the feed: the job exists if and only if that commits. */
async function sendHigh(services: Services, changes: readonly Change[], transaction: Transaction): Promise<void> {
  const high = await highAmong(changes, transaction, services);
  if (high.length > 0) await services.send?.(HIGH_RESULTS, { observations: high }, transaction);
}

/** Figures of a place. */
function ofEverybody(asking: Asking, services: Services): Pick<InsightAnswers, 'prevention' | 'dashboard' | 'counted'> {
  const shown: InsightAnswers['dashboard'] = (access, question) => dashboard(asking, access, question);
  return {
    prevention: preventionOn({ services, dashboard: shown }),
    dashboard: shown,
    counted: (access) => counted(asking, access),
  };
}

function ofOnePerson(
  services: Services,
  keeping: ReturnType<typeof keepingOn>,
): Pick<InsightAnswers, 'checks' | 'why' | 'measured'> {
  const today = () => dayIn(services.zone, services.now());
  return {
    checks: async (access, person) =>
      checks(services, access, { person, packs: packsIn(await keeping.current()), today: today() }),
    why: async (access, person, measure) =>
      why(services, access, { person, measure, packs: packsIn(await keeping.current()) }),
    measured: (access, question) => measured(services, access, question),
  };
}

function packsIn({ scope }: { readonly scope: Scope }): readonly CountedPack[] {
  return scope.packs.flatMap(({ pack }) => packOf(pack) ?? []);
}

function lookEvery(ms: number, { log }: Services, look: () => Promise<void>): NodeJS.Timeout {
  return setInterval(() => {
    look().catch((error: unknown) => {
      const name = error instanceof Error ? error.name : 'unknown';
      log.warn({ error: name }, 'insight: not brought up to today');
    });
  }, ms).unref();
}

function aroundOn(
  services: Services,
  keeping: ReturnType<typeof keepingOn>,
  figures: Asking['figures'],
): Omit<Watching, 'look'> {
  const { store, now, ports, repository, obligations, zone, answers } = services;
  return {
    store,
    now,
    ports,
    repository,
    currency: lawIn(zone).currency,
    ...(obligations ? { obligations } : {}),
    scope: keeping.current,
    figures,
    agreed: async () => (await askAgreed(answers['governance'] as AgreementsAnswer)).instruments,
    begun: () => (answers['governance'] as AgreementsAnswer).programmes.begun(SERVICE),
    partners: async () => (await (answers['governance'] as AgreementsAnswer).partnership(SERVICE)).partners,
  };
}

/** Declared changes are looked at where contacts came since, on every new day, and where something else is to be watched. */
function watchmanOn({ now, zone }: Services, around: Omit<Watching, 'look'>) {
  let looked = '';
  let came = true;
  return {
    noticed: (changes: readonly Change[]) => {
      came ||= changes.some(({ type }) => type === 'Encounter');
    },
    look: async (declared?: 'declared') => {
      const today = dayIn(zone, now());
      const agreed = await keepAgreed(around);
      if (!came && looked === today && !declared && !agreed) return;
      [looked, came] = [today, false];
      await evaluateAll(around);
    },
  };
}
