import { parseExpression } from './expression.ts';
import type { CodeSets } from './codes.ts';
import { compare, type Definitions, type SearchParameterDefinition } from './definitions.ts';
import type { Found } from './extractors.ts';
import { walkPath } from './paths.ts';

const ROOTS = ['Resource', 'DomainResource'];

/** The parameters of each type that a resource can be found by, those of every type included, sorted by code. */
export function parametersByType(definitions: Definitions, types: readonly string[]): readonly Found[] {
  const usable = definitions.parameters.filter(
    ({ id, type, expression }) => !id.startsWith('example') && type !== 'special' && expression !== undefined,
  );
  return types.map((type) => ({
    type,
    parameters: usable
      .filter(({ base }) => base?.some((one) => one === type || ROOTS.includes(one)))
      .sort((a, b) => compare(a.code, b.code)),
  }));
}

/** One row a type: code|type|id, then ^targets, =system and +components where there are any. */
export function parameterRow(found: Found, definitions: Definitions, sets: CodeSets, types: readonly string[]): string {
  const byUrl = new Map(definitions.parameters.map((one) => [one.url, one]));
  return found.parameters
    .filter(({ base }) => base?.includes(found.type))
    .map((parameter) => {
      const targets = targetsOf(parameter, types);
      const system = parameter.type === 'token' ? systemOf(found.type, parameter, definitions, sets) : undefined;
      const components = (parameter.component ?? []).map(({ definition }) => byUrl.get(definition)?.code ?? '');
      return [
        `${parameter.code}|${parameter.type}|${parameter.url.replace('http://hl7.org/fhir/SearchParameter/', '')}`,
        targets ? `^${targets}` : '',
        system ? `=${system}` : '',
        components.length > 0 ? `+${components.join(',')}` : '',
      ].join('');
    })
    .join(' ');
}

/** '*' is any type. */
function targetsOf(parameter: SearchParameterDefinition, types: readonly string[]): string {
  if (parameter.type !== 'reference') return '';
  const targets = [...(parameter.target ?? [])].filter((type) => types.includes(type)).sort(compare);
  return targets.length === 0 || targets.length > types.length - 10 ? '*' : targets.join(',');
}

function systemOf(
  type: string,
  parameter: SearchParameterDefinition,
  definitions: Definitions,
  sets: CodeSets,
): string | undefined {
  const systems = new Set<string | undefined>();
  for (const path of parseExpression(parameter.expression ?? '')) {
    if (path.root !== type) continue;
    walkPath(path, { value: 'r', type }, (arrival) => {
      systems.add(arrival.type === 'code' ? bindingOf(arrival.element, definitions, sets) : undefined);
      return undefined;
    });
  }
  return systems.size === 1 ? [...systems][0] : undefined;
}

function bindingOf(path: string, definitions: Definitions, sets: CodeSets): string | undefined {
  const owner = definitions.structures.find(({ type }) => type === path.split('.')[0]);
  const element = owner?.snapshot.element.find((one) => one.path === path);
  return element ? sets.systemOf(element) : undefined;
}
