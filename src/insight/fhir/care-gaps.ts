import { createHash } from 'node:crypto';
import type { Access } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import { compartmentOf } from '#repository';
import { countedFrom, withinScopes } from '../apps.ts';
import { catalogue, packOf } from '../catalogue.ts';
import { checksOf } from '../checks.ts';
import type { Check } from '../contract.ts';
import { coded } from '../export/measure-report.ts';
import { seesPeople } from '../viewpoint.ts';
import type { GapsQuestion, GapStatus, Resource } from './contract.ts';
import { type Ground, individualReport, reporterOf, seenPatient, standsTo, type Told } from './person.ts';

const DEQM = 'http://hl7.org/fhir/us/davinci-deqm';
const ACT = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';
const LOINC = 'http://loinc.org';

/** What one person is due and what is done, by the packs that care is worked from: a Composition over issues and reports. */
export async function careGaps(ground: Ground, access: Access, question: GapsQuestion): Promise<Outcome<Resource>> {
  if (!seesPeople(access)) return carersOnly();
  const { asking, services } = ground;
  const { today, scope } = await asking.keeping.current();
  const asAt = question.asAt ?? today;
  if (asAt > today) {
    const text = `Gaps are told up to ${today}. Ask for that day or an earlier one.`;
    return refuse('business-rule', 'insight.future', text, 'periodEnd');
  }
  const packs = scope.packs.flatMap(({ pack }) => packOf(pack) ?? []);
  const care = packs.filter(({ pack }) => pack.use === 'care' && !pack.sensitive);
  const unknown = question.measures?.find((id) => !care.some(({ pack }) => pack.measures.some((one) => one.id === id)));
  if (unknown !== undefined) {
    const text = `No agreement in force has people checked by '${unknown.slice(0, 80)}'. GET /fhir/Measure lists the measures.`;
    return refuse('not-found', 'insight.no-measure', text, 'measureId');
  }
  const types = ['DetectedIssue', 'MeasureReport', ...care.flatMap(({ pack }) => countedFrom(pack))];
  const open = withinScopes(access, { types, home: compartmentOf(`Patient/${question.patient}`) });
  if (!open.ok) return open;
  const seen = await seenPatient(ground, access, question.patient);
  if (!seen.ok) return seen;
  const { person, known, patients } = seen.value;
  await services.ports.audit.note(access, { action: 'search', outcome: 'done', person, query: 'care gaps' });
  const body = patients.find(({ id }) => id === question.patient)?.body ?? '';
  const patient = { resource: JSON.parse(body) as Resource, fullUrl: urn(`Patient/${question.patient}`) };
  const reporter = await reporterOf(ground, access);
  const gaps = checksOf(care, known, asAt).flatMap((check) => {
    const status = statusOf(check);
    if (status === undefined || !question.statuses.includes(status)) return [];
    if (question.measures && !question.measures.includes(check.measure)) return [];
    const told = toldBy(check.measure);
    const stands = standsTo(told, known(told.pack), asAt);
    const report = individualReport(stands, { ...told, subject: patient.fullUrl, reporter, asAt });
    return [{ check, status, report: entryOf(report, [question.patient, check.measure, asAt, 'report']) }];
  });
  return accepted(documentOf({ patient, reporter, gaps, at: new Date(services.now()) }));
}

type Entry = { readonly fullUrl: string; readonly resource: Resource };
type Gap = { readonly check: Check; readonly status: GapStatus; readonly report: Entry };
type Document = {
  readonly patient: Entry;
  readonly reporter: object;
  readonly gaps: readonly Gap[];
  readonly at: Date;
};

function documentOf({ patient, reporter, gaps, at }: Document): Resource {
  const about = patient.fullUrl;
  const told = gaps.map((gap) => ({ ...gap, issue: entryOf(issueOf(gap, about), [gap.report.fullUrl, 'issue']) }));
  const composition = {
    resourceType: 'Composition',
    status: 'final',
    type: coded(LOINC, '96315-7'),
    subject: { reference: about },
    date: at.toISOString(),
    author: [reporter],
    title: 'Gaps in care',
    ...(told.length > 0
      ? {
          section: told.map(({ check, report, issue }) => ({
            title: check.title,
            focus: { reference: report.fullUrl },
            entry: [{ reference: issue.fullUrl }],
          })),
        }
      : {}),
  };
  const first = entryOf(composition, [about, at.toISOString()]);
  return {
    resourceType: 'Bundle',
    identifier: { system: 'urn:ietf:rfc:3986', value: urn(`${first.fullUrl} document`) },
    type: 'document',
    timestamp: at.toISOString(),
    entry: [first, patient, ...told.flatMap(({ issue, report }) => [issue, report])],
  };
}

function issueOf({ check, status, report }: Gap, patient: string): Resource {
  return {
    resourceType: 'DetectedIssue',
    modifierExtension: [
      {
        url: `${DEQM}/StructureDefinition/extension-gapStatus`,
        valueCodeableConcept: coded(`${DEQM}/CodeSystem/gaps-status`, status),
      },
    ],
    status: 'final',
    code: coded(ACT, 'CAREGAP'),
    patient: { reference: patient },
    detail: check.why,
    evidence: [{ detail: [{ reference: report.fullUrl }] }],
  };
}

function statusOf({ state }: Check): GapStatus | undefined {
  return state === 'not-applicable' ? undefined : state === 'met' ? 'closed-gap' : 'open-gap';
}

/** Names of measures are told apart across the packs. */
function toldBy(id: string): Told {
  for (const pack of catalogue) {
    const measure = pack.pack.measures.find((one) => one.id === id);
    if (measure) return { pack, measure };
  }
  throw new Error(`no pack has the measure ${id}`);
}

function entryOf(resource: Resource, of: readonly string[]): Entry {
  return { fullUrl: urn(of.join(' ')), resource };
}

/** The same of the same, so that who asks twice can tell. */
function urn(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function carersOnly(): Outcome<never> {
  const text = 'People are told of to those who care for them. Your seat is shown the figures: ask for a summary.';
  return refuse('forbidden', 'insight.carers-only', text);
}
