import { type Day, isDay } from '#base';
import { answersSum } from './answers.ts';
import type { Fact } from './evaluate.ts';
import { endOf as endOfLasting, isLasting, linkOf, linksIn, typeCodeOf } from './lasting.ts';
import type { FactDefinition, Pack, ValueRule } from './pack.ts';
import type { Translate } from './coding/maps.ts';

type Json = Readonly<Record<string, unknown>>;

/** Statuses that say a thing did not happen, or was recorded by mistake. */
const VOID = new Set([
  'entered-in-error',
  'cancelled',
  'not-done',
  'draft',
  'unknown',
  'registered',
  'preparation',
  'planned',
  'revoked',
]);
const VOID_VERIFICATION = new Set(['refuted', 'entered-in-error']);
/** A prescription that somebody only thought of. */
const VOID_INTENT = new Set(['proposal', 'plan', 'option']);
/** Answers that were given: not those begun, or broken off. */
const SENT = new Set(['completed', 'amended']);
/** Days outside are errors of recording. */
const FIRST_DAY = '1850-01-01';
const LAST_DAY = '2199-12-31';

/** Elements that say what a record is: whose codes senders may have said to mean others (coding/maps.ts). */
export const MAPPED_PATHS: readonly string[] = ['code', 'medicationCodeableConcept'];

/** Reads facts from resources, by what some codes of their senders count as. Compiled once: a code is one probe of a map. */
export function factReader(
  definitions: readonly FactDefinition[],
): (resource: Json, translate?: Translate) => readonly Fact[] {
  const byType = new Map<string, Map<string, Map<string, readonly Coded[]>>>();
  for (const definition of definitions) {
    const paths = byType.get(definition.type) ?? new Map<string, Map<string, readonly Coded[]>>();
    byType.set(definition.type, paths);
    const codes = paths.get(definition.path) ?? new Map<string, readonly Coded[]>();
    paths.set(definition.path, codes);
    for (const { code, ...coded } of codedBy(definition)) codes.set(code, [...(codes.get(code) ?? []), coded]);
  }
  return (resource, translate) => {
    const type = String(resource['resourceType']);
    const paths = byType.get(type);
    if (!paths) return NONE;
    const found = codedIn(paths, resource, translate);
    if (found.length === 0 || isVoid(resource)) return NONE;
    const once = found.length === 1 ? found : new Map(found.map((one) => [one.definition.id, one])).values();
    const facts: Fact[] = [];
    for (const coded of once) {
      const at = happened(type, resource, coded.definition.on);
      if (at !== undefined) facts.push(...factsFrom(coded, at, resource));
    }
    return facts;
  };
}

const NONE: readonly never[] = [];

type Paths = ReadonlyMap<string, ReadonlyMap<string, readonly Coded[]>>;

/** In loops, as all that is read of every resource: lists of lists took a third of the time. */
function codedIn(paths: Paths, resource: Json, translate: Translate | undefined): readonly Coded[] {
  const found: Coded[] = [];
  for (const [path, codes] of paths) {
    if (resource[path] === undefined) continue;
    const mapped = translate && MAPPED_PATHS.includes(path) ? translate : undefined;
    for (const code of codesOf(resource[path])) {
      const coded = codes.get(mapped?.(code) ?? code);
      if (coded) found.push(...coded);
    }
  }
  return found;
}

/** A code of a definition: what it says, and its place among the codes of the definition. */
type Coded = { readonly definition: FactDefinition; readonly key: number; readonly place: number };

function codedBy(definition: FactDefinition): readonly (Coded & { readonly code: string })[] {
  const all = Object.entries(definition.codes).flatMap(([key, list]) =>
    list.map((code) => ({ key: Number(key), code })),
  );
  return all.map(({ key, code }, place) => ({ definition, key, code, place }));
}

/** The day on which what a resource tells happened; partial dates count from their first day. */
export function happened(type: string, resource: Json, on?: FactDefinition['on']): Day | undefined {
  const text =
    on === undefined ? (STARTS[type] ?? observed)(resource) : on === 'end' ? endOf(resource) : resource['created'];
  return typeof text === 'string' ? firstDay(text) : undefined;
}

const STARTS: Readonly<Record<string, (resource: Json) => unknown>> = {
  Condition: (resource) => resource['onsetDateTime'] ?? start(resource['onsetPeriod']) ?? resource['recordedDate'],
  Procedure: (resource) => resource['performedDateTime'] ?? start(resource['performedPeriod']),
  MedicationRequest: (resource) => resource['authoredOn'],
  ServiceRequest: (resource) => resource['authoredOn'],
  Encounter: (resource) => start(resource['period']),
  Appointment: (resource) => resource['start'],
  CarePlan: (resource) => start(resource['period']) ?? resource['created'],
  // A goal without a beginning has been one for as long as the plan that it belongs to.
  Goal: (resource) => resource['startDate'] ?? FIRST_DAY,
  QuestionnaireResponse: (resource) => resource['authored'],
  AdverseEvent: (resource) => resource['date'] ?? resource['detected'] ?? resource['recordedDate'],
};

function observed(resource: Json): unknown {
  return (
    resource['effectiveDateTime'] ??
    start(resource['effectivePeriod']) ??
    resource['effectiveInstant'] ??
    resource['issued']
  );
}

function endOf(resource: Json): unknown {
  const period = resource['period'] ?? resource['performedPeriod'] ?? resource['effectivePeriod'];
  return (period as Json | undefined)?.['end'] ?? resource['abatementDateTime'];
}

/** The day of a FHIR date or dateTime, as written there; of a partial one the first; undefined for one that cannot be. */
export function firstDay(text: string): Day | undefined {
  const full = text.length >= 10 ? text.slice(0, 10) : text.length === 7 ? `${text}-01` : `${text}-01-01`;
  return isDay(full) && full >= FIRST_DAY && full <= LAST_DAY ? full : undefined;
}

/** Several facts of one day and kind become one, as the pack says, else the lowest of them, whichever came last; the rest stays. */
export function settle(pack: Pack, facts: readonly Fact[]): readonly Fact[] {
  const rules = new Map(pack.facts.map((definition) => [definition.id, definition.sameDay]));
  const lasting = new Set(pack.facts.flatMap(({ id, value }) => (value?.from === 'end' ? [id] : [])));
  const groups = new Map<string, Fact[]>();
  for (const fact of facts) {
    const key = `${fact.fact} ${fact.at}`;
    const group = groups.get(key);
    if (group) group.push(fact);
    else groups.set(key, [fact]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    // Each of several plans lasts its own time.
    if (!first || group.length === 1 || lasting.has(first.fact)) return group;
    const rule = rules.get(first.fact);
    const values = group.flatMap((fact) => (fact.value === undefined ? [] : [fact.value]));
    const seconds = group.flatMap((fact) => (fact.second === undefined ? [] : [fact.second]));
    if (rule === 'mean') return { ...first, value: mean(values), second: mean(seconds) };
    return lowest(group);
  });
}

/** So many ways of writing a unit has a definition at most: the room that `how` leaves for them. */
export const UNITS_MAX = 16;

/** One; of what names several resources, one for each of them. */
function factsFrom(coded: Coded, at: Day, resource: Json): readonly Fact[] {
  const fact = factFrom(coded, at, resource);
  if (!fact) return NONE;
  const { path, second } = coded.definition;
  return second?.from === 'target' ? linksIn(resource[path]).map((link) => ({ ...fact, second: link })) : [fact];
}

function factFrom({ definition, key, place }: Coded, at: Day, resource: Json): Fact | undefined {
  const reference = `${String(resource['resourceType'])}/${String(resource['id'])}`;
  const value = definition.value ? readValue(definition.value, resource, key) : undefined;
  const second = definition.second ? readValue(definition.second, resource, key) : undefined;
  const lacksSecond = definition.second && definition.second.from !== 'target' && second === undefined;
  if ((definition.value && value === undefined) || lacksSecond) return undefined;
  return {
    fact: definition.id,
    at,
    value,
    second,
    reference,
    how: place * UNITS_MAX + unitPlace(definition, resource),
  };
}

/** Which of its units a value is written in, from 1; 0 where it has none. */
function unitPlace({ value: rule }: FactDefinition, resource: Json): number {
  if (!rule?.units) return 0;
  const quantity = quantityOf(rule, resource);
  const written = [quantity?.['code'], quantity?.['unit']];
  return Object.keys(rule.units).findIndex((unit) => written.includes(unit)) + 1;
}

export function readValue(rule: ValueRule, resource: Json, key: number): number | undefined {
  if (rule.from === 'code') return key;
  if (rule.from === 'answers') return answersSum(rule, resource);
  if (rule.from === 'end') return endOfLasting(resource);
  if (rule.from === 'self') return linkOf(`${String(resource['resourceType'])}/${String(resource['id'])}`);
  if (rule.from === 'target') return undefined;
  return convert(rule, quantityOf(rule, resource));
}

function quantityOf(rule: ValueRule, resource: Json): Json | undefined {
  if (rule.from === 'quantity') return resource['valueQuantity'] as Json | undefined;
  const components = (resource['component'] ?? []) as readonly Json[];
  const one = components.find((component) => codesOf(component['code']).some((code) => rule.codes?.includes(code)));
  return one?.['valueQuantity'] as Json | undefined;
}

function convert(rule: ValueRule, quantity: Json | undefined): number | undefined {
  const value = quantity?.['value'];
  if (typeof value !== 'number' || quantity?.['comparator'] !== undefined) return undefined;
  const written = quantity?.['code'] ?? quantity?.['unit'];
  const unit =
    typeof written === 'string'
      ? written
      : rule.unitless && (value <= rule.unitless.upTo ? rule.unitless.as : rule.unitless.above);
  const linear = unit === undefined ? undefined : (rule.units?.[unit] ?? rule.units?.[String(quantity?.['unit'])]);
  if (!linear) return undefined;
  const scale = 10 ** (rule.decimals ?? 2);
  const turned = Math.round((value * linear[0] + linear[1]) * scale) / scale;
  return rule.keep && (turned < rule.keep[0] || turned > rule.keep[1]) ? undefined : turned;
}

/**
 * Of a CodeableConcept, several of them, or a Coding alone; of a canonical its address without the version; of a reference the type of
 * resource that it names.
 */
export function codesOf(concept: unknown): readonly string[] {
  if (concept === undefined) return NONE;
  if (typeof concept === 'string') return [concept.split('|')[0] ?? ''];
  if (Array.isArray(concept)) return concept.flatMap(codesOf);
  const { coding, code, system, reference, type } = (concept ?? {}) as Json;
  if (reference !== undefined || typeof type === 'string') return typeCodeOf({ reference, type });
  if (typeof code === 'string' && typeof system === 'string') return [`${system}|${code}`];
  return ((coding ?? []) as readonly Json[]).map((one) => `${String(one['system'])}|${String(one['code'])}`);
}

function isVoid(resource: Json): boolean {
  // Of what lasts its end says it.
  if (isLasting(resource['resourceType'])) return false;
  return isUnanswered(resource) || isUndone(resource);
}

/** What did not happen, was recorded by mistake, or is a form that nobody sent. */
export function isUndone(resource: Json): boolean {
  if (resource['resourceType'] === 'QuestionnaireResponse') return !SENT.has(String(resource['status']));
  if (typeof resource['status'] === 'string' && VOID.has(resource['status'])) return true;
  if (typeof resource['intent'] === 'string' && VOID_INTENT.has(resource['intent'])) return true;
  if (resource['doNotPerform'] === true) return true;
  const verification = codesOf(resource['verificationStatus']).map((code) => code.split('|')[1] ?? '');
  return verification.some((code) => VOID_VERIFICATION.has(code));
}

/** An observation that says why it has no value tells nothing. */
function isUnanswered(resource: Json): boolean {
  return resource['dataAbsentReason'] !== undefined && !Object.keys(resource).some((name) => name.startsWith('value'));
}

function start(period: unknown): unknown {
  return (period as Json | undefined)?.['start'];
}

function mean(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function lowest(group: readonly Fact[]): Fact {
  return group.reduce((kept, fact) =>
    (fact.value ?? 0) < (kept.value ?? 0) || (fact.value === kept.value && (fact.second ?? 0) < (kept.second ?? 0))
      ? fact
      : kept,
  );
}
