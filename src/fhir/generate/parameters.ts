import { parseExpression } from './expression.ts';
import type { CodeSets } from './codes.ts';
import { compare, type Definitions, type SearchParameterDefinition } from './definitions.ts';
import type { Found } from './extractors.ts';
import { elementTargetTypes, namedByExamples } from './targets.ts';
import { walkPath } from './paths.ts';

type From = { readonly definitions: Definitions; readonly types: readonly string[] };

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
      const targets = targetsOf(found.type, parameter, { definitions, types });
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

/** '*' is any type. What the elements themselves may refer to narrows what the definition lists. */
function targetsOf(type: string, parameter: SearchParameterDefinition, from: From): string {
  if (parameter.type !== 'reference') return '';
  const possible = elementTargets(type, parameter, from);
  const defined = parameter.target?.filter((one) => from.types.includes(one)) ?? [];
  const listed = defined.length > 0 ? [...defined, ...exampleTargets(type, parameter)] : [];
  const targets = (listed.length > 0 ? listed : from.types).filter((one) => possible === '*' || possible.has(one));
  return targets.length === 0 || targets.length > from.types.length - 10
    ? '*'
    : [...new Set(targets)].sort(compare).join(',');
}

/** Types that the elements a parameter reads may refer to: by `resolve() is X`, else by their definitions. */
function elementTargets(type: string, parameter: SearchParameterDefinition, from: From): ReadonlySet<string> | '*' {
  const found = new Set<string>();
  for (const path of parseExpression(parameter.expression ?? '').filter(({ root }) => root === type)) {
    walkPath(path, { value: 'r', type }, ({ type: arrived, resolves, element }) => {
      if (resolves) found.add(resolves);
      else if (arrived === 'Reference') for (const one of profilesOf(element, from.definitions)) found.add(one);
      else found.add('Resource');
      return undefined;
    });
  }
  return found.size === 0 || found.has('Resource') ? '*' : found;
}

function exampleTargets(type: string, { expression }: SearchParameterDefinition): readonly string[] {
  return (expression ?? '').split('|').flatMap((one) => {
    const path = one.trim();
    return path.startsWith(`${type}.`) ? namedByExamples(path) : [];
  });
}

function profilesOf(path: string, definitions: Definitions): readonly string[] {
  const element = elementAt(path, definitions);
  const targets = element ? elementTargetTypes(element) : [];
  return targets.length === 0 ? ['Resource'] : targets;
}

function elementAt(path: string, definitions: Definitions) {
  const owner = definitions.structures.find(({ type }) => type === path.split('.')[0]);
  return owner?.snapshot.element.find((one) => one.path === path || one.path === `${path}[x]`);
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
  const element = elementAt(path, definitions);
  return element ? sets.systemOf(element) : undefined;
}
