import { dayIn } from '#base';
import { type Joint, lawIn, type Services, type Started } from '#joint';
import type { Change } from '#repository';
import { type AgreementsAnswer, SERVICE } from './agreed.ts';
import type { Asking } from './ask.ts';
import { packOf } from './catalogue.ts';
import { checks } from './checks.ts';
import type { InsightAnswers } from './contract.ts';
import { dashboard, measureView } from './dashboard.ts';
import { extractForm, statement } from './extract/extract.ts';
import { extractRoutes } from './extract/extract.routes.ts';
import { extractFile } from './extract/file.ts';
import { figuresOn } from './figures.ts';
import { routesOf } from './insight.routes.ts';
import { keepingOn } from './keeping.ts';
import { lacking } from './lacking.ts';
import { insightMigrations } from './migrations/index.ts';
import { projections } from './projections.ts';
import { readAnew } from './reading.ts';
import { recompute } from './recompute.ts';
import { restatement } from './restatement.ts';
import { evaluateAll } from './sentinel/evaluate.ts';
import { sentinelsOn } from './sentinel/sentinel.ts';
import type { Watching } from './sentinel/watching.ts';
import { signalsOn } from './signals/signals.ts';

/** What `Started.answers` of this joint holds: the contract, and what benches and tests alone use. */
export type Insight = InsightAnswers & {
  /** Counts everybody anew from the facts. */
  readonly rebuild: () => Promise<void>;
  /** What questions are understood with. */
  readonly asking: Asking;
  /** Looks at every declared change as it is today; answers how many signals are new. */
  readonly watch: () => Promise<number>;
};

/** Insight: measures exact as at any day, always current. */
export const insight: Joint = {
  name: 'insight',
  migrations: insightMigrations,
  projects: projections,
  start: async (services) => startInsight(services),
};

/** A new day, or an agreement changed by another process, is noticed this often where nobody asks. */
const LOOK_MS = 30_000;

export async function startInsight(services: Services): Promise<Started & { readonly answers: Insight }> {
  const keeping = keepingOn(services);
  const asking = {
    services,
    keeping,
    figures: figuresOn(services.store),
    optOuts: (use) => (services.answers['governance'] as AgreementsAnswer).optOuts(use),
  } satisfies Asking;
  if ((await readAnew(services)) > 0) await keeping.rebuild();
  await keeping.current();
  const extracting = { services, asking };
  const around = aroundOn(services, keeping);
  const watchman = watchmanOn(services, around);
  const watching: Watching = { ...around, look: watchman.look };
  const measure: InsightAnswers['measure'] = (access, id, place) => measureView(asking, access, { id, place });
  const answers: Insight = {
    ...signalsOn({ services, measure }),
    ...sentinelsOn(watching),
    extract: {
      form: (access) => extractForm(extracting, access),
      statement: (access, question) => statement(extracting, access, question),
    },
    dashboard: (access, question) => dashboard(asking, access, question),
    measure,
    lacking: (access, question) => lacking(asking, access, question),
    restatement: (access, question) => restatement({ ...asking, services }, access, question),
    checks: async (access, person) => {
      const { scope } = await keeping.current();
      const packs = scope.packs.flatMap(({ pack }) => packOf(pack) ?? []);
      return checks(services, access, { person, today: dayIn(services.zone, services.now()), packs });
    },
    recompute: (access, asAt) => recompute(asking, access, asAt),
    rebuild: keeping.rebuild,
    asking,
    watch: () => evaluateAll(watching),
  };
  const looking = setInterval(() => {
    keeping
      .current()
      .then(() => watchman.look())
      .catch((error: unknown) => {
        const name = error instanceof Error ? error.name : 'unknown';
        services.log.warn({ error: name }, 'insight: not brought up to today');
      });
  }, LOOK_MS).unref();
  return {
    routes: [
      ...routesOf(answers),
      ...extractRoutes((access, question, format) => extractFile(extracting, access, question, format)),
    ],
    answers,
    onChanges: async (changes, transaction) => {
      watchman.noticed(changes);
      await keeping.follow(changes, transaction);
    },
    stop: async () => clearInterval(looking),
  };
}

function aroundOn(services: Services, keeping: ReturnType<typeof keepingOn>): Omit<Watching, 'look'> {
  const { store, now, ports, repository, obligations, zone, answers } = services;
  return {
    store,
    now,
    ports,
    repository,
    currency: lawIn(zone).currency,
    ...(obligations ? { obligations } : {}),
    scope: keeping.current,
    partners: async () => (await (answers['governance'] as AgreementsAnswer).partnership(SERVICE)).partners,
  };
}

/** Declared changes are looked at where contacts came since, and on every new day. */
function watchmanOn({ now, zone }: Services, around: Omit<Watching, 'look'>) {
  let looked = '';
  let came = true;
  return {
    noticed: (changes: readonly Change[]) => {
      came ||= changes.some(({ type }) => type === 'Encounter');
    },
    look: async (declared?: 'declared') => {
      const today = dayIn(zone, now());
      if (!came && looked === today && !declared) return;
      [looked, came] = [today, false];
      await evaluateAll(around);
    },
  };
}
