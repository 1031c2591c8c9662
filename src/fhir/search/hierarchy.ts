import { parameterOf } from '../extract/parameters.ts';

/** The parameter by which a resource of the type names the one above it of its own type: `partof` of a Location. Undefined where there is none. */
export function hierarchyOf(type: string): string | undefined {
  return ['partof', 'part-of'].find((code) => parameterOf(type, code)?.targets?.includes(type));
}
