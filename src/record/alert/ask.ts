import type { Access, Expr } from '#agreement';
import { accepted, type Outcome } from '#fhir';
import type { Call, Route } from '#http';
import type { Services } from '#joint';
import type { Compartment, Stored } from '#repository';
import type { SafetyAlert } from '../contract.ts';
import { placeOf } from '../match/pair.queries.ts';
import { recordsOf } from '../person/whose.ts';
import { alertsOf } from './alerts.ts';
import { hasRefused } from './refusal.queries.ts';

const TYPES = ['AllergyIntolerance', 'MedicationRequest', 'MedicationStatement'];
/** A type, newest first. Far above any record, so that nothing that warns is past it. */
const MOST = 1_000;

/** What governance says of alerts; typed here, since joints do not import each other. */
type AlertAnswer = {
  readonly alertRule?: (access: Access) => Rule | undefined;
};

/**
 * Alerts for whoever prescribes, of what they do not see: the declared exception to what is kept back. None for a person who refused them knowing the risk.
 * `seen`: what of the record they see already, where it has been read.
 */
export async function alertsAbout(
  services: Services,
  access: Access,
  about: {
    readonly compartments: readonly Compartment[];
    readonly seen?: readonly Stored[];
    readonly planned?: string;
  },
): Promise<readonly SafetyAlert[]> {
  const rule = (services.answers['governance'] as AlertAnswer | undefined)?.alertRule?.(access);
  const { compartments, planned } = about;
  if (rule === undefined || (await hasRefused(services.store, compartments))) return [];
  // An app's token narrows what the app is given, and no alert.
  const { scopes: _, ...seat } = access;
  const { hiddenOnly, nameable } = filtersOf(rule, access.filter);
  const read = (filter: Expr) =>
    services.repository({ ...seat, filter }).compartments(compartments, { types: TYPES, limit: MOST });
  const [all, seen, named] = await Promise.all([
    read(hiddenOnly),
    about.seen ?? read(access.filter),
    rule.unnamed === 0 ? undefined : read(nameable),
  ]);
  const shown = new Set(seen.map(referenceOf));
  const hidden = all.filter((one) => !shown.has(referenceOf(one)));
  const names = new Set((named ?? all).map(referenceOf));
  const known = { hidden, seen, isNamed: (one: Stored) => names.has(referenceOf(one)) };
  return alertsOf({ ...known, ...(planned === undefined ? {} : { planned }) });
}

type Rule = { readonly filter: Expr; readonly unnamed: number };
type Filters = { readonly hiddenOnly: Expr; readonly nameable: Expr };

/** Of one rule and one filter the same expressions, so that the statement that was made of them is found again. */
function filtersOf(rule: Rule, seen: Expr): Filters {
  const known = filters.get(rule) ?? new WeakMap<Expr, Filters>();
  filters.set(rule, known);
  const before = known.get(seen);
  if (before !== undefined) return before;
  const hiddenOnly: Expr = { op: 'and', of: [rule.filter, { op: 'not', of: seen }] };
  // Asked of the policy and not of the stored bits: rows that nobody has looked at since the codes grew are not named either.
  const nameable: Expr = { op: 'and', of: [hiddenOnly, { op: 'unlabelled', bits: rule.unnamed }] };
  known.set(seen, { hiddenOnly, nameable });
  return { hiddenOnly, nameable };
}

const filters = new WeakMap<Rule, WeakMap<Expr, Filters>>();

function referenceOf({ type, id }: Stored): string {
  return `${type}/${id}`;
}

/** `GET /fhir/Patient/<id>/$safety-alerts?medicine=<words>`: DetectedIssues, made for this answer and kept nowhere. */
export function alertRoutes(services: Services): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/fhir/Patient/:id/$safety-alerts',
      policy: { allow: 'signed-in' },
      handle: (call) => answered(services, call),
    },
  ];
}

const PLANNED_MAX = 200;

async function answered(services: Services, { params, query, access, repository }: Call): Promise<Outcome<unknown>> {
  const patient = `Patient/${params['id'] ?? ''}`;
  // Who may not see the person is told of no risk, and that there is nobody.
  const found = await repository.read('Patient', params['id'] ?? '');
  const records = found.ok ? await recordsOf(services, patient) : [];
  const person = records[0]?.person;
  const looked = { action: 'safety-alerts', outcome: found.ok ? 'done' : 'refused', ...(person ? { person } : {}) };
  await services.ports.audit.note(access, { ...looked, type: 'Patient', id: params['id'] ?? '' });
  if (!found.ok) return found;
  const planned = query.get('medicine')?.slice(0, PLANNED_MAX);
  const alerts = await alertsAbout(services, access, {
    compartments: records.map(placeOf),
    ...(planned ? { planned } : {}),
  });
  return accepted({
    resourceType: 'Bundle',
    type: 'collection',
    ...(alerts.length > 0 ? { entry: alerts.map((alert) => ({ resource: issueOf(alert, patient) })) } : {}),
  });
}

/** https://hl7.org/fhir/R4/detectedissue.html */
function issueOf({ kind, substance, words }: SafetyAlert, patient: string): object {
  const code = kind === 'allergy' ? 'ALGY' : 'DRG';
  return {
    resourceType: 'DetectedIssue',
    status: 'final',
    code: {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code }],
      ...(substance === undefined ? {} : { text: substance }),
    },
    severity: 'high',
    patient: { reference: patient },
    detail: words,
  };
}
