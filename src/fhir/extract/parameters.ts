import { PARAMETERS } from '../generated/parameters.ts';
import { RESOURCE_TYPES } from '../generated/types.ts';
import type { Parameter, ParameterType } from '../keys.ts';

const known = new Map<string, ReadonlyMap<string, Parameter>>();

/** A search parameter of a type, those of every type included; undefined for what R4 does not define or nothing is found by. */
export function parameterOf(type: string, code: string): Parameter | undefined {
  return tableOf(type).get(code);
}

export function parametersOf(type: string): readonly Parameter[] {
  return [...tableOf(type).values()];
}

function tableOf(type: string): ReadonlyMap<string, Parameter> {
  const found = known.get(type);
  if (found) return found;
  const rows = ['Resource', 'DomainResource', type]
    .filter((one) => Object.hasOwn(PARAMETERS, one))
    .flatMap((one) => (PARAMETERS[one] ?? '').split(' '));
  const made = new Map(rows.filter(Boolean).map((row) => [row.slice(0, row.indexOf('|')), readRow(row)]));
  known.set(type, made);
  return made;
}

const ROW = /^([^|]+)\|([^|]+)\|([^=+^]+)(?:\^([^=+]+))?(?:=([^+]+))?(?:\+(.+))?$/;
const BASE = 'http://hl7.org/fhir/SearchParameter/';

function readRow(row: string): Parameter {
  const [, code = '', type = '', id = '', targets, system, components] = ROW.exec(row) ?? [];
  return {
    code,
    type: type as ParameterType,
    url: id.startsWith('http') ? id : BASE + id,
    ...(targets ? { targets: targets === '*' ? RESOURCE_TYPES : targets.split(',') } : {}),
    ...(system ? { system } : {}),
    ...(components ? { components: components.split(',') } : {}),
  };
}
