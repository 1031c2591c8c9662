import { accepted, type Outcome, refuse } from '#fhir';

/** What the FHIR API speaks. XML is not offered, and says so. */
export type Format = 'application/fhir+json' | 'application/json';

const FORMATS: Readonly<Record<string, Format>> = {
  json: 'application/fhir+json',
  'application/fhir+json': 'application/fhir+json',
  'application/json+fhir': 'application/fhir+json',
  'application/json': 'application/json',
  'text/json': 'application/json',
  '*/*': 'application/fhir+json',
  'application/*': 'application/fhir+json',
};

/** `_format` wins over Accept: https://hl7.org/fhir/R4/http.html#parameters. */
export function negotiate(accept: string | undefined, format: string | undefined): Outcome<Format> {
  // '+' in a query is a space: '_format=application/fhir+json' is what people write.
  if (format !== undefined) return formatOf(format.replace(' ', '+')) ?? notAcceptable(format, '_format');
  if (accept === undefined || accept === '') return accepted('application/fhir+json');
  for (const range of accept.split(',')) {
    const found = formatOf(range);
    if (found) return found;
  }
  return notAcceptable(accept, 'Accept');
}

function formatOf(range: string): Outcome<Format> | undefined {
  const [name = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
  const format = Object.hasOwn(FORMATS, name) ? FORMATS[name] : undefined;
  if (format === undefined || parameters.includes('q=0')) return undefined;
  const version = parameters.find((parameter) => parameter.startsWith('fhirversion='));
  if (version !== undefined && !/^fhirversion="?4\.0/.test(version)) return undefined;
  return accepted(format);
}

function notAcceptable(asked: string, place: '_format' | 'Accept'): Outcome<never> {
  const text = `Concord answers FHIR R4 in JSON (application/fhir+json), not in ${asked.slice(0, 80)}.`;
  return refuse('not-supported', 'http.not-acceptable', text, place);
}
