import type { Filter, ReferenceValue } from '#fhir';
import { tellsHome } from './home.ts';

/** Of so many the plan is the same, whoever they are. */
const NAMED_MAX = 20;

/**
 * Whether a search begins at rows that it names: ids, a business identifier, one of a few persons. Its plan is then the same
 * whatever the values, so that the statement can be prepared once (planning was half of what such a search cost). What begins at a
 * value that may be rare or common is planned anew each time: the choice of the index depends on it.
 */
export function isAnchored(type: string, filters: readonly Filter[]): boolean {
  return filters.some((filter) => {
    switch (filter.kind) {
      case 'id':
        return filter.values.length <= NAMED_MAX;
      case 'token':
        return filter.parameter === 'identifier' && filter.modifier === undefined && filter.values.every(isWhole);
      case 'reference':
        return tellsHome(type, filter.parameter) && namesPatients(filter.parameter, filter.values);
      default:
        return false;
    }
  });
}

function isWhole(value: { readonly system?: string; readonly code?: string }): boolean {
  return value.system !== undefined && value.code !== undefined;
}

function namesPatients(parameter: string, values: readonly ReferenceValue[]): boolean {
  if (values.length > NAMED_MAX) return false;
  return values.every(
    ({ type, id }) => id !== undefined && (type === 'Patient' || (type === undefined && parameter === 'patient')),
  );
}
