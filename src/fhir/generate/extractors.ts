import type { ParameterType } from '../keys.ts';
import { byElement } from './blocks.ts';
import { emission, EMITTER_NAMES, part } from './emitters.ts';
import { parseExpression, type Path } from './expression.ts';
import { type SearchParameterDefinition } from './definitions.ts';
import { walkPath } from './paths.ts';

export type Found = { readonly type: string; readonly parameters: readonly SearchParameterDefinition[] };

/** Common parameters that stand in columns of their own, or that the server writes after extraction. */
const ELSEWHERE = new Set(['_id', '_lastUpdated']);

/** One function a type, which notes every key of a resource; no expression is read at run time. */
export function extractorsFile(
  header: string,
  found: readonly Found[],
  all: readonly SearchParameterDefinition[],
): string {
  const byUrl = new Map(all.map((one) => [one.url, one]));
  const functions = found.map(({ type, parameters }) => {
    const body = parameters
      .filter(({ code }) => !ELSEWHERE.has(code))
      .flatMap((parameter) => statementsOf(type, parameter, byUrl));
    return `  ${type}: (k, r) => {\n${byElement(body).join('\n')}\n  },`;
  });
  const names = [...EMITTER_NAMES, 'composite', 'type Draft', 'hasExtension', 'list', 'partsOf'].sort();
  return [
    header,
    `import { ${names.join(', ')} } from '../extract/draft.ts';\n`,
    '// A parsed resource is read by name here; the functions that take the values check what they are given.',
    '// biome-ignore lint/suspicious/noExplicitAny: see above',
    'export const EXTRACTORS: Readonly<Record<string, (k: Draft, r: any) => void>> = {',
    ...functions,
    '};\n',
  ].join('\n');
}

type ByUrl = ReadonlyMap<string, SearchParameterDefinition>;

function statementsOf(type: string, parameter: SearchParameterDefinition, byUrl: ByUrl): readonly string[] {
  return pathsFor(type, parameter.expression ?? '').flatMap((path) =>
    walkPath(path, { value: 'r', type }, (arrival) =>
      parameter.type === 'composite'
        ? compositeOf(parameter, arrival, byUrl)
        : emission(parameter.type as ParameterType, parameter.code, arrival),
    ),
  );
}

/** An expression lists paths of several types: those that begin at this type, or at what every type is. */
function pathsFor(type: string, expression: string): readonly Path[] {
  return parseExpression(expression).filter(({ root }) => [type, 'Resource', 'DomainResource'].includes(root));
}

function compositeOf(
  parameter: SearchParameterDefinition,
  at: { readonly value: string; readonly type: string },
  byUrl: ByUrl,
): string {
  const lists = (parameter.component ?? []).map(({ definition, expression }) => {
    const kind = byUrl.get(definition)?.type as ParameterType;
    return parseExpression(expression).flatMap((path) => partsAt(path, at, kind));
  });
  const last = lists.at(-1) ?? [];
  const joined = lists.map((list) =>
    list.length === 1 ? list[0]?.call : `[${list.map(({ call }) => `...${call}`).join(', ')}]`,
  );
  return `if (${last.map(({ value }) => `${value} !== undefined`).join(' || ')}) composite(k, [${joined.join(', ')}], '${parameter.code}');`;
}

function partsAt(path: Path, at: { readonly value: string; readonly type: string }, kind: ParameterType) {
  const fromResource = path.root === '%resource';
  const start = fromResource ? { value: 'r', type: at.type.split('.')[0] ?? '' } : at;
  const steps = fromResource ? path.steps : [{ kind: 'child', name: path.root } as const, ...path.steps];
  const parts: { call: string; value: string }[] = [];
  walkPath({ root: '', steps }, start, (arrival) => {
    const call = part(kind, arrival);
    if (call) parts.push({ call, value: arrival.value });
    return undefined;
  });
  return parts;
}
