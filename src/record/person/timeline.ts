import type { TimelineItem } from '../contract.ts';
import { codeOf, type Concept, type Fields, listOf, order, type Quantity, textOf, whenOf, wordsOf } from './element.ts';
import { isWithdrawn, type Part } from './part.ts';

type Kind = TimelineItem['kind'];
type Reader = {
  readonly kind: Kind;
  readonly at: (fields: Fields) => string | undefined;
  readonly title: (fields: Fields) => string | undefined;
  readonly detail?: (fields: Fields) => string | undefined;
};

const coded = (fields: Fields) => wordsOf(fields['code']);
const noted = (fields: Fields) => listOf<{ readonly text?: string }>(fields['note'])[0]?.text;
const firstType = (fields: Fields) => wordsOf(listOf<Concept>(fields['type'])[0]);
const reason = (fields: Fields) => wordsOf(listOf<Concept>(fields['reasonCode'])[0]);

/** How each type stands in the timeline: what kind it is, when it was, what it is called. Types not here are not shown. */
const READERS: Readonly<Record<string, Reader>> = {
  Condition: {
    kind: 'problem',
    at: (fields) => whenOf(fields, 'onset') ?? textOf(fields, 'recordedDate'),
    title: coded,
    detail: (fields) => codeOf(fields['clinicalStatus']),
  },
  MedicationRequest: {
    kind: 'medicine',
    at: (fields) => textOf(fields, 'authoredOn'),
    title: (fields) => wordsOf(fields['medicationCodeableConcept']),
    detail: (fields) => textOf(listOf<Fields>(fields['dosageInstruction'])[0] ?? {}, 'text'),
  },
  Observation: { kind: 'result', at: observedAt, title: coded, detail: valueOf },
  DiagnosticReport: {
    kind: 'result',
    at: observedAt,
    title: coded,
    detail: (fields) => textOf(fields, 'conclusion'),
  },
  Procedure: { kind: 'procedure', at: (fields) => whenOf(fields, 'performed'), title: coded, detail: noted },
  Immunization: {
    kind: 'procedure',
    at: (fields) => whenOf(fields, 'occurrence'),
    title: (fields) => wordsOf(fields['vaccineCode']),
  },
  Encounter: {
    kind: 'encounter',
    at: (fields) => whenOf(fields, 'period'),
    title: (fields) =>
      firstType(fields) ?? (fields['class'] as { readonly display?: string } | undefined)?.display ?? 'Contact',
    detail: reason,
  },
  DocumentReference: {
    kind: 'document',
    at: (fields) => textOf(fields, 'date'),
    title: (fields) => textOf(fields, 'description') ?? wordsOf(fields['type']),
  },
  Composition: { kind: 'document', at: (fields) => textOf(fields, 'date'), title: (fields) => textOf(fields, 'title') },
  CarePlan: {
    kind: 'plan',
    at: (fields) => whenOf(fields, 'period') ?? textOf(fields, 'created'),
    title: (fields) => textOf(fields, 'title') ?? wordsOf(listOf<Concept>(fields['category'])[0]),
    detail: (fields) => textOf(fields, 'description'),
  },
  Goal: {
    kind: 'plan',
    at: (fields) => textOf(fields, 'startDate', 'statusDate'),
    title: (fields) => wordsOf(fields['description']),
  },
  ServiceRequest: { kind: 'plan', at: (fields) => textOf(fields, 'authoredOn'), title: coded, detail: reason },
  Task: {
    kind: 'plan',
    at: (fields) => textOf(fields, 'authoredOn', 'lastModified'),
    title: (fields) => coded(fields) ?? textOf(fields, 'description'),
  },
  Communication: {
    kind: 'other',
    at: (fields) => textOf(fields, 'sent', 'received'),
    title: (fields) => wordsOf(fields['topic']) ?? 'Message',
  },
};

export const TIMELINE_TYPES: readonly string[] = Object.keys(READERS);

/** What happened, newest first. Results that one organisation took on one day are one line: a visit, not a laboratory list. */
export function timelineOf(
  parts: readonly Part[],
  limit: number,
): { readonly items: readonly TimelineItem[]; readonly more: boolean } {
  const results = new Map<string, TimelineItem[]>();
  const items: TimelineItem[] = [];
  for (const part of parts) {
    const item = isWithdrawn(part) ? undefined : itemOf(part);
    if (item === undefined) continue;
    if (part.type !== 'Observation') {
      items.push(item);
      continue;
    }
    const key = `${item.at.slice(0, 10)} ${item.source.organization}`;
    const group = results.get(key);
    if (group) group.push(item);
    else results.set(key, [item]);
  }
  const all = [...items, ...[...results.values()].map(together)];
  all.sort((left, right) => order(right.at) - order(left.at));
  return { items: all.slice(0, limit), more: all.length > limit };
}

export function itemOf({ type, fields, source }: Part): TimelineItem | undefined {
  const reader = READERS[type];
  const at = reader?.at(fields);
  if (reader === undefined || at === undefined) return undefined;
  const detail = reader.detail?.(fields);
  return { at, kind: reader.kind, title: reader.title(fields) ?? type, ...(detail ? { detail } : {}), source };
}

/** Names shown of a day's results; the rest are counted. */
const NAMED = 4;

function together(group: readonly TimelineItem[]): TimelineItem {
  const [first] = group as readonly [TimelineItem];
  if (group.length === 1) return first;
  const titles = [...new Set(group.map(({ title }) => title))];
  const rest = titles.length - NAMED;
  const title = `${titles.slice(0, NAMED).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
  const values = group.flatMap(({ title: name, detail }) => (detail ? [`${name} ${detail}`] : [])).slice(0, NAMED);
  const notes = group.flatMap(({ source }) => source.notes ?? []);
  const source = notes.length > 0 ? { ...first.source, notes } : first.source;
  return { ...first, title, ...(values.length > 0 ? { detail: values.join('; ') } : {}), source };
}

function observedAt(fields: Fields): string | undefined {
  return whenOf(fields, 'effective') ?? textOf(fields, 'issued');
}

function valueOf(fields: Fields): string | undefined {
  const parts = listOf<Fields>(fields['component'])
    .map(valueOf)
    .filter((value) => value !== undefined);
  if (parts.length > 0) return parts.map((part) => part.replace(/ mm\[?Hg\]?$/, '')).join('/');
  const { value, unit } = (fields['valueQuantity'] ?? {}) as Quantity;
  if (value !== undefined) return `${value}${unit ? ` ${unit}` : ''}`;
  return wordsOf(fields['valueCodeableConcept']) ?? textOf(fields, 'valueString', 'valueDateTime');
}
