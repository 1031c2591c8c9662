import { type Day, isDay } from '#base';
import type { Fact } from './evaluate.ts';
import type { FactDefinition, Pack, ValueRule } from './pack.ts';

type Json = Readonly<Record<string, unknown>>;

/** Statuses that say a thing did not happen, or was recorded by mistake. */
const VOID = new Set(['entered-in-error', 'cancelled', 'not-done', 'draft', 'unknown', 'registered', 'preparation']);
const VOID_VERIFICATION = new Set(['refuted', 'entered-in-error']);
/** A prescription that somebody only thought of. */
const VOID_INTENT = new Set(['proposal', 'plan', 'option']);
/** Days outside are errors of recording. */
const FIRST_DAY = '1850-01-01';
const LAST_DAY = '2199-12-31';

/** Reads facts of a pack from resources. Compiled once: a code is one probe of a map. */
export function factReader(pack: Pack): (resource: Json) => readonly Fact[] {
  const byType = new Map<string, Map<string, readonly { definition: FactDefinition; key: number }[]>>();
  for (const definition of pack.facts) {
    const codes = byType.get(definition.type) ?? new Map();
    byType.set(definition.type, codes);
    for (const [key, list] of Object.entries(definition.codes))
      for (const code of list) codes.set(code, [...(codes.get(code) ?? []), { definition, key: Number(key) }]);
  }
  const paths = new Map(pack.facts.map((fact) => [fact.type, fact.path]));
  return (resource) => {
    const type = String(resource['resourceType']);
    const codes = byType.get(type);
    if (!codes || isVoid(resource)) return [];
    const at = happened(type, resource);
    if (at === undefined) return [];
    const found = codesOf(resource[paths.get(type) ?? 'code']).flatMap((code) => codes.get(code) ?? []);
    const once = new Map(found.map((one) => [one.definition.id, one]));
    return [...once.values()].flatMap(({ definition, key }) => factFrom(definition, key, at, resource));
  };
}

/** The day on which what a resource tells happened; partial dates count from their first day. */
export function happened(type: string, resource: Json): Day | undefined {
  const text =
    type === 'Condition'
      ? (resource['onsetDateTime'] ?? start(resource['onsetPeriod']) ?? resource['recordedDate'])
      : type === 'Procedure'
        ? (resource['performedDateTime'] ?? start(resource['performedPeriod']))
        : type === 'MedicationRequest'
          ? resource['authoredOn']
          : (resource['effectiveDateTime'] ??
            start(resource['effectivePeriod']) ??
            resource['effectiveInstant'] ??
            resource['issued']);
  if (typeof text !== 'string') return undefined;
  return firstDay(text);
}

/** The day of a FHIR date or dateTime, as written there; of a partial one the first; undefined for one that cannot be. */
export function firstDay(text: string): Day | undefined {
  const full = text.length >= 10 ? text.slice(0, 10) : text.length === 7 ? `${text}-01` : `${text}-01-01`;
  return isDay(full) && full >= FIRST_DAY && full <= LAST_DAY ? full : undefined;
}

/** Several facts of one day and kind become one, as the pack says; the rest stays. */
export function settle(pack: Pack, facts: readonly Fact[]): readonly Fact[] {
  const rules = new Map(pack.facts.map((definition) => [definition.id, definition.sameDay]));
  const groups = new Map<string, Fact[]>();
  for (const fact of facts) {
    const key = `${fact.fact} ${fact.at}`;
    const group = groups.get(key);
    if (group) group.push(fact);
    else groups.set(key, [fact]);
  }
  return [...groups.values()].map((group) => {
    const [first] = group;
    if (!first || group.length === 1) return first as Fact;
    const rule = rules.get(first.fact);
    const values = group.flatMap((fact) => (fact.value === undefined ? [] : [fact.value]));
    const seconds = group.flatMap((fact) => (fact.second === undefined ? [] : [fact.second]));
    if (rule === 'mean') return { ...first, value: mean(values), second: mean(seconds) };
    if (rule === 'lowest') return lowest(group);
    return group.reduce((kept, fact) => ((fact.value ?? 0) < (kept.value ?? 0) ? fact : kept), first);
  });
}

function factFrom(definition: FactDefinition, key: number, at: Day, resource: Json): readonly Fact[] {
  const reference = `${String(resource['resourceType'])}/${String(resource['id'])}`;
  const value = definition.value ? read(definition.value, resource, key) : undefined;
  const second = definition.second ? read(definition.second, resource, key) : undefined;
  if ((definition.value && value === undefined) || (definition.second && second === undefined)) return [];
  return [{ fact: definition.id, at, value, second, reference }];
}

function read(rule: ValueRule, resource: Json, key: number): number | undefined {
  if (rule.from === 'code') return key;
  if (rule.from === 'quantity') return convert(rule, resource['valueQuantity'] as Json | undefined);
  const components = (resource['component'] ?? []) as readonly Json[];
  const one = components.find((component) => codesOf(component['code']).some((code) => rule.codes?.includes(code)));
  return convert(rule, one?.['valueQuantity'] as Json | undefined);
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

function codesOf(concept: unknown): readonly string[] {
  const codings = ((concept as Json | undefined)?.['coding'] ?? []) as readonly Json[];
  return codings.map((coding) => `${String(coding['system'])}|${String(coding['code'])}`);
}

function isVoid(resource: Json): boolean {
  if (typeof resource['status'] === 'string' && VOID.has(resource['status'])) return true;
  if (typeof resource['intent'] === 'string' && VOID_INTENT.has(resource['intent'])) return true;
  if (resource['doNotPerform'] === true || isUnanswered(resource)) return true;
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
