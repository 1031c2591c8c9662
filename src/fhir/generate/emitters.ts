import type { ParameterType } from '../keys.ts';
import type { Arrival } from './paths.ts';

type Table = Readonly<Record<string, string>>;

const TEXT = 'string markdown';
const each = (types: string, emitter: string): Table =>
  Object.fromEntries(types.split(' ').map((type) => [type, emitter]));

/** Which function of extract/draft.ts takes a value of a type, for a kind of parameter. A type not listed is not searched. */
const EMITTERS: Readonly<Partial<Record<ParameterType, Table>>> = {
  token: {
    ...each('code id string uri url canonical oid uuid markdown', 'code'),
    boolean: 'flag',
    CodeableConcept: 'concept',
    Coding: 'coding',
    Identifier: 'identifier',
    ContactPoint: 'contact',
  },
  string: { ...each(TEXT, 'text'), HumanName: 'humanName', Address: 'address' },
  // A choice that may be said in words (scheduledString) is found where the words are a date.
  date: { ...each('date dateTime instant string', 'date'), Period: 'period', Timing: 'timing' },
  reference: { Reference: 'reference', ...each('canonical uri url', 'canonical'), Resource: 'inline' },
  uri: each('uri url canonical oid uuid', 'uri'),
  number: each('integer decimal positiveInt unsignedInt', 'number'),
  quantity: { ...each('Quantity Age Count Distance Duration', 'quantity'), Money: 'money', Range: 'range' },
};

/** The call that notes a value under a parameter. */
export function emission(kind: ParameterType, code: string, arrival: Arrival): string | undefined {
  const emitter = EMITTERS[kind]?.[arrival.type];
  if (emitter === undefined) return undefined;
  const only = arrival.resolves && emitter === 'reference' ? `, '${arrival.resolves}'` : '';
  return `${emitter}(k, '${code}', ${arrival.value}${only});`;
}

/** The same value as a part of a composite: an expression that is a list of parts. */
export function part(kind: ParameterType, arrival: Arrival): string | undefined {
  const emitter = EMITTERS[kind]?.[arrival.type];
  return emitter === undefined ? undefined : `partsOf(${emitter}, '${kind}', ${arrival.value})`;
}

export const EMITTER_NAMES = [
  ...new Set(Object.values(EMITTERS).flatMap((table) => Object.values(table as Table))),
].sort();
