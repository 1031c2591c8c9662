import { accepted, type Outcome, refuse, type Scan, scan } from '#fhir';
import type { FhirRequest } from '../interaction.ts';
import type { Pairs } from '../links.ts';

type Fields = Readonly<Record<string, unknown>>;

/** One entry of a Parameters resource. */
export type Parameter = Fields & { readonly name?: unknown };

/** What an operation is asked: the query, and the simple values of a Parameters resource where one was sent. */
export function askedOf({ query, body }: Pick<FhirRequest, 'query' | 'body'>): Outcome<Pairs> {
  if (body.trim() === '') return accepted(query);
  const parameters = parametersIn(body);
  if (!parameters.ok) return parameters;
  return accepted([...query, ...parameters.value.flatMap(pairOf)]);
}

/** The entries of a body that is Parameters. */
export function parametersIn(body: string): Outcome<readonly Parameter[]> {
  const scanned = scan(body);
  if (!scanned.ok) return scanned;
  if (scanned.value.value['resourceType'] === 'Parameters') return accepted(entriesOf(scanned.value));
  const text = 'The body of an operation is a Parameters resource.';
  return refuse('invalid', 'http.parameters', text, 'Parameters');
}

export function entriesOf({ value }: Scan): readonly Parameter[] {
  const { parameter } = value;
  return Array.isArray(parameter) ? parameter.filter((one) => typeof one === 'object' && one !== null) : [];
}

function pairOf(parameter: Parameter): Pairs {
  const [, value] = Object.entries(parameter).find(([key]) => key.startsWith('value')) ?? [];
  const simple = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return simple && typeof parameter.name === 'string' ? [[parameter.name, String(value)]] : [];
}
