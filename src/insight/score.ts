import type { Access } from '#agreement';
import { type Day, plusDays, plusMonths } from '#base';
import type { Outcome } from '#fhir';
import type { Services } from '#joint';
import type { Compartment } from '#repository';
import { SERVICE } from './agreed.ts';
import { type AskedMeasure, measureNumber, tooFew } from './ask.ts';
import type { ScoreTold } from './contract.ts';
import { countedBy, judge, type Known } from './evaluate.ts';
import { keyOf, type KnownPerson, knownPeople } from './known-people.ts';
import { haveAny } from './measured.queries.ts';
import { factsOf, rulesOf, type ScoreDefinition } from './pack.ts';
import { directoryOf } from './person.ts';
import { nodesOf, type PlaceNode } from './place.ts';
import { isSmall } from './suppress.ts';
import { lapses } from './window.ts';

/** What insight asks of the answers of the record; the rest of that contract is not its business. */
type AsksAnswer = {
  readonly forms: {
    readonly asked: (
      access: Access,
      question: { readonly address: string; readonly from: Day; readonly to: Day },
    ) => Promise<Outcome<readonly (Compartment & { readonly on: Day })[]>>;
  };
};

export type ScoringServices = Pick<Services, 'store' | 'ports' | 'answers'>;

/** Of one practice: how many have a score and what it adds up to, how many were asked and how many of them answered. */
type Sum = { readonly people: number; readonly score: number; readonly asked: number; readonly answered: number };
const NOBODY: Sum = { people: 0, score: 0, asked: 0, answered: 0 };

/**
 * The mean of a score beside the share who gave the best of answers, and how many were asked for it: few answers of the contented make a
 * good score. Whoever does not see the people is told it as at month ends, and where the figure of each practice in it is told, so that
 * no score of few is worked out. Absent where a measure has no score, or what was known on an earlier day is asked for.
 */
export async function scoreOf(services: ScoringServices, asked: AskedMeasure): Promise<ScoreTold | undefined> {
  const { measure, node, asAt, viewpoint, pack } = asked;
  const { score } = measure;
  // Who of a practice is in a team is not asked of the forms that were sent out.
  if (!score || asked.reportedOn !== undefined || node.place.level === 'team') return undefined;
  const { title, best } = score;
  const practices = nodesOf(node).filter(({ place }) => place.level === 'practice');
  const known = (one: PlaceNode) => viewpoint.everything || viewpoint.own.has(one.place.id);
  if (!practices.every(known) && !isMonthEnd(asAt))
    return { title, best, why: 'Told as at the end of a month: choose one above.' };
  const sums = await sumsOf(services, asked, score);
  const of = (one: PlaceNode) => sums.get(one.place.id) ?? NOBODY;
  const number = measureNumber(pack, measure.id);
  const all = practices.map(of).reduce(added, NOBODY);
  const mean = practices.every((one) => known(one) || of(one).people === 0 || asked.told(one, number) !== undefined);
  const asks = practices.every((one) => {
    const { asked: count, answered } = of(one);
    return known(one) || !isSmall({ met: answered, of: count }, pack.pack.smallNumber);
  });
  return {
    title,
    best,
    ...(mean && all.people > 0 ? { mean: Math.round((all.score / all.people) * 10) / 10, people: all.people } : {}),
    ...(asks ? { asked: { met: all.answered, of: all.asked } } : {}),
    ...(mean && asks ? {} : { why: tooFew(pack) }),
  };
}

async function sumsOf(
  services: ScoringServices,
  { measure, pack, scope, asAt }: AskedMeasure,
  score: ScoreDefinition,
): Promise<ReadonlyMap<string, Sum>> {
  const { contributors } = scope;
  const forms = await askedByForm(services, asAt, score);
  const numbers = [score.fact, score.asked.fact].map(pack.factNumber);
  const written = await haveAny(services.store, { facts: numbers, organizations: contributors, asAt });
  const facts = [pack.pack.register, ...rulesOf(measure)].flatMap(factsOf);
  const sums = new Map<string, Sum>();
  const places = [...written, ...forms.records];
  for await (const people of knownPeople(services, places, {
    pack,
    facts: [...new Set([...facts, score.fact, score.asked.fact])],
    organizations: contributors,
    directory: directoryOf(scope),
  }))
    for (const one of people) {
      if (one.place === undefined || !judge({ alive: true }, one.known, asAt).holds) continue;
      const counts = judge(pack.pack.register, one.known, asAt).holds && countedBy(measure, one.known, asAt).holds;
      const value = counts ? latest(one.known, score.fact, asAt)?.value : undefined;
      const last = lastAsked(one, { score, asAt, forms });
      const answer = latest(one.known, score.fact, asAt)?.at;
      const sum: Sum = {
        people: value === undefined ? 0 : 1,
        score: value ?? 0,
        asked: last === undefined ? 0 : 1,
        answered: last !== undefined && answer !== undefined && answer >= last ? 1 : 0,
      };
      sums.set(one.place, added(sums.get(one.place) ?? NOBODY, sum));
    }
  return sums;
}

type Forms = { readonly records: readonly Compartment[]; readonly on: ReadonlyMap<string, Day> };

/** Whom this program asked, by their records: the last day for each. */
async function askedByForm({ answers }: ScoringServices, asAt: Day, { asked }: ScoreDefinition): Promise<Forms> {
  const record = answers['record'] as AsksAnswer | undefined;
  const from = plusMonths(asAt, -asked.months);
  const found = await record?.forms.asked(SERVICE, { address: asked.form, from, to: asAt });
  const rows = found?.ok ? found.value : [];
  // They come in the order of their days.
  return { records: rows, on: new Map(rows.map((row) => [keyOf(row), row.on])) };
}

/** The last day on which somebody was asked, by whichever way; undefined where that is too long ago. */
function lastAsked(
  { known, records }: KnownPerson,
  { score, asAt, forms }: { readonly score: ScoreDefinition; readonly asAt: Day; readonly forms: Forms },
): Day | undefined {
  const written = latest(known, score.asked.fact, asAt)?.at;
  const byForm = records.flatMap((record) => forms.on.get(keyOf(record)) ?? []);
  const last = [...byForm, ...(written === undefined ? [] : [written])].sort().at(-1);
  return last !== undefined && asAt < lapses(last, score.asked.months) ? last : undefined;
}

function latest({ facts }: Known, name: string, asAt: Day) {
  const past = facts.filter(({ fact, at }) => fact === name && at <= asAt);
  return past.sort((a, b) => (a.at < b.at ? -1 : 1)).at(-1);
}

function added(left: Sum, right: Sum): Sum {
  return {
    people: left.people + right.people,
    score: left.score + right.score,
    asked: left.asked + right.asked,
    answered: left.answered + right.answered,
  };
}

function isMonthEnd(day: Day): boolean {
  return plusDays(day, 1).endsWith('-01');
}
