import { type Refused, refuse } from '#fhir';

export function noOperation(name: string): Refused {
  return refuse('not-supported', 'http.operation', `Concord has no operation ${name} here.`);
}
