import type { Access } from '#agreement';
import type { Day } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import { compartmentOf } from '#repository';
import { countedFrom, withinScopes } from '../apps.ts';
import { type AskedMeasure, askMeasure, type Question, rowOf } from '../ask.ts';
import type { EquityRows, Tally } from '../contract.ts';
import { equityOf } from '../equity.ts';
import { counted, reportOf } from '../export/measure-report.ts';
import { scoreOf } from '../score.ts';
import { declared, FIGURES } from '../use.ts';
import { seesPeople } from '../viewpoint.ts';
import type { EvaluateQuestion, Resource } from './contract.ts';
import { subjectList } from './list.ts';
import { type Ground, individualReport, reporterOf, seenPatient, standsTo } from './person.ts';
import { WHOLE } from '../place.ts';

/** A measure as a MeasureReport: figures as a screen tells them, people as this viewer may see them. */
export async function evaluateMeasure(
  ground: Ground,
  access: Access,
  { measure: id, version, subject, type, asAt }: EvaluateQuestion,
): Promise<Outcome<Resource>> {
  const place = 'place' in subject ? subject.place : WHOLE;
  const named = { id, place, ...(version === undefined ? {} : { version }) };
  const home = 'patient' in subject ? { home: compartmentOf(`Patient/${subject.patient}`) } : {};
  const open = withinScopes(access, { types: ['MeasureReport'], ...home });
  if (!open.ok) return open;
  if (type === 'summary') return summary(ground, access, { ...named, ...(asAt === undefined ? {} : { asAt }) });
  const found = await askCounted(ground, access, named);
  if (!found.ok) return found;
  // People are told of as they stand today, also to an app that is told figures as planners are.
  const asked = { ...found.value, asAt: (await ground.asking.keeping.current()).today };
  if (!seesPeople(access)) return carersOnly();
  if (asked.pack.pack.sensitive) return figuresAlone(asked);
  const reaches = withinScopes(access, { types: countedFrom(asked.pack.pack, [asked.measure]), ...home });
  if (!reaches.ok) return reaches;
  if (asAt !== undefined && asAt > asked.asAt) return notYet(asked.asAt);
  if ('place' in subject) {
    if (asAt !== undefined && asAt !== asked.asAt) return todayOnly(asked.asAt);
    return subjectList(ground, access, asked);
  }
  return individual(ground, access, { asked, patient: subject.patient, asAt: asAt ?? asked.asAt });
}

async function summary(ground: Ground, access: Access, question: Counting): Promise<Outcome<Resource>> {
  const found = await askCounted(ground, access, question);
  if (!found.ok) return found;
  const asked = found.value;
  const use = declared(FIGURES, ground.asking.optOuts(FIGURES));
  if (!use.ok) return use;
  const { node, asAt, measure } = asked;
  const score = await scoreOf(ground.services, asked);
  const report = reportOf(rowOf(asked, measure), { place: node.place, asAt }, score);
  const stratifier = equityOf(asked).map(stratifierOf);
  const [group, ...beside] = report.group;
  return accepted({ ...report, group: [{ ...group, ...(stratifier.length > 0 ? { stratifier } : {}) }, ...beside] });
}

type Counting = Omit<Question, 'pack'> & { readonly id: string; readonly version?: string };

/** Only what an agreement counts is evaluated, as it alone is shown; of a version that is named, that one alone. */
async function askCounted(
  { asking }: Ground,
  access: Access,
  { version, ...question }: Counting,
): Promise<Outcome<AskedMeasure>> {
  const found = await askMeasure(asking, access, question);
  if (found.ok && version !== undefined && found.value.pack.pack.version !== version) {
    const text = `'${question.id}' is counted as version ${found.value.pack.pack.version}, not ${version.slice(0, 40)}. Ask for that one, or for none.`;
    return refuse('not-found', 'insight.no-measure', text, 'measure');
  }
  if (!found.ok || found.value.running.includes(found.value.pack)) return found;
  const text = `No agreement in force counts '${question.id}'. GET /fhir/Measure lists those that are counted.`;
  return refuse('not-found', 'insight.no-measure', text);
}

function stratifierOf({ title, rows }: EquityRows) {
  return {
    code: [{ text: title }],
    stratum: rows.map((row) => ({ value: { text: row.title }, ...(row.tally ? told(row.tally) : {}) })),
  };
}

function told({ met, of }: Tally) {
  return { population: [counted('denominator', of), counted('numerator', met)] };
}

async function individual(
  ground: Ground,
  access: Access,
  { asked, patient, asAt }: { readonly asked: AskedMeasure; readonly patient: string; readonly asAt: Day },
): Promise<Outcome<Resource>> {
  const seen = await seenPatient(ground, access, patient);
  if (!seen.ok) return seen;
  const { pack, measure } = asked;
  const { person, known } = seen.value;
  const query = `evaluate ${measure.id}`;
  await ground.services.ports.audit.note(access, { action: 'search', outcome: 'done', person, query });
  const reporter = await reporterOf(ground, access);
  const shape = { pack, measure, subject: `Patient/${patient}`, reporter, asAt };
  return accepted(individualReport(standsTo({ pack, measure }, known(pack), asAt), shape));
}

function carersOnly(): Outcome<never> {
  const text = 'People are told of to those who care for them. Your seat is shown the figures: ask for a summary.';
  return refuse('forbidden', 'insight.carers-only', text);
}

function figuresAlone({ pack }: AskedMeasure): Outcome<never> {
  const text = `${pack.pack.title} is about what is kept back with care, so it tells figures and no people. Ask for a summary.`;
  return refuse('forbidden', 'insight.figures-alone', text);
}

function notYet(last: Day): Outcome<never> {
  const text = `Figures are told up to ${last}. Ask for that day or an earlier one.`;
  return refuse('business-rule', 'insight.future', text, 'periodEnd');
}

function todayOnly(last: Day): Outcome<never> {
  const text = `People are listed as they stand on ${last}. Leave out periodEnd, name that day, or ask for a summary.`;
  return refuse('business-rule', 'insight.list-day', text, 'periodEnd');
}
