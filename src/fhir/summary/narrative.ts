import { type Digits, type Exact, isDigits, parseExact } from '../json/exact.ts';

type Fields = Readonly<Record<string, unknown>>;

/** One row of a section: what, how it is, since when. */
export type Line = { readonly what: string; readonly how: string; readonly when: string };

/** XHTML of a section: a table, or a sentence where there is nothing. */
export function narrative(lines: readonly Line[], sentence: string): string {
  const rows = lines.map(({ what, how, when }) => `<tr>${[what, how, when].map(cell).join('')}</tr>`).join('');
  const table = rows === '' ? '' : `<table><tbody>${rows}</tbody></table>`;
  const said = sentence === '' ? '' : `<p>${escaped(sentence)}</p>`;
  return `<div xmlns="http://www.w3.org/1999/xhtml">${table}${said}</div>`;
}

/** How a resource reads in one line; `nameOf` tells what a reference names (a drug that is a resource of its own). */
export function lineOf(body: string, nameOf: (reference: string) => string): Line {
  const resource = JSON.parse(body) as Fields;
  const { resourceType } = resource;
  const drug =
    conceptText(resource['medicationCodeableConcept']) || referenceText(resource['medicationReference'], nameOf);
  const what = drug || conceptText(resource['vaccineCode']) || conceptText(resource['code']);
  return {
    what: what || `${String(resourceType)} without a name`,
    how: resourceType === 'Observation' ? observed(body, resource) : detailOf(resource),
    when: whenOf(resource),
  };
}

export function conceptText(value: unknown): string {
  const { text, coding } = fieldsOf(value);
  if (typeof text === 'string') return text;
  const codings = Array.isArray(coding) ? coding.map(fieldsOf) : [];
  const told = codings.find(({ display }) => typeof display === 'string')?.['display'];
  return String(told ?? codings.find(({ code }) => typeof code === 'string')?.['code'] ?? '');
}

function referenceText(value: unknown, nameOf: (reference: string) => string): string {
  const { display, reference } = fieldsOf(value);
  return typeof display === 'string' ? display : typeof reference === 'string' ? nameOf(reference) : '';
}

/** Dosage in words, reactions and criticality, else the status. */
function detailOf(resource: Fields): string {
  const dosage = listOf(resource['dosageInstruction'] ?? resource['dosage']).flatMap(({ text }) =>
    typeof text === 'string' ? [text] : [],
  );
  const reactions = listOf(resource['reaction']).flatMap(({ manifestation }) =>
    listOf(manifestation).map((one) => conceptText(one)),
  );
  const criticality = resource['criticality'] === 'high' ? ['high risk'] : [];
  const all = [...dosage, ...criticality, ...reactions].filter((part) => part !== '');
  if (all.length > 0) return all.join('; ');
  return conceptText(resource['clinicalStatus']) || String(resource['status'] ?? '');
}

/** A value as it was written: 7.0 stays 7.0. */
function observed(body: string, resource: Fields): string {
  const read = parseExact(body);
  const quantity = read.ok && read.value instanceof Map ? read.value.get('valueQuantity') : undefined;
  if (quantity instanceof Map) {
    const comparator = textOf(quantity.get('comparator'));
    const unit = textOf(quantity.get('unit')) || textOf(quantity.get('code'));
    return `${comparator}${digitsOf(quantity.get('value'))} ${unit}`.trim();
  }
  const { valueString, valueCodeableConcept, valueInteger, valueBoolean, status } = resource;
  return String(valueString ?? valueInteger ?? valueBoolean ?? (conceptText(valueCodeableConcept) || status || ''));
}

function textOf(value: Exact | undefined): string {
  return typeof value === 'string' ? value : '';
}

function digitsOf(value: Exact | undefined): string {
  return value !== undefined && isDigits(value) ? (value as Digits).digits : '';
}

const TIMES = [
  'onsetDateTime',
  'occurrenceDateTime',
  'performedDateTime',
  'effectiveDateTime',
  'authoredOn',
  'recordedDate',
  'issued',
  'dateAsserted',
];
const PERIODS = ['onsetPeriod', 'performedPeriod', 'effectivePeriod'];

function whenOf(resource: Fields): string {
  const time = TIMES.map((name) => resource[name]).find((value) => typeof value === 'string');
  const start = PERIODS.map((name) => fieldsOf(resource[name])['start']).find((value) => typeof value === 'string');
  return String(time ?? start ?? '').slice(0, 10);
}

function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(fieldsOf) : [];
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function cell(text: string): string {
  return `<td>${escaped(text)}</td>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
