/** The part of FHIRPath that search parameters of R4 are written in, as steps from a root. */
export type Path = { readonly root: string; readonly steps: readonly Step[] };

export type Step =
  | { readonly kind: 'child'; readonly name: string }
  | { readonly kind: 'as'; readonly type: string }
  | { readonly kind: 'where'; readonly name: string; readonly value: string }
  | { readonly kind: 'resolves'; readonly type: string }
  | { readonly kind: 'hasExtension'; readonly url: string }
  | { readonly kind: 'extension'; readonly url: string }
  | { readonly kind: 'first' }
  | { readonly kind: 'deceased' };

/** The paths of a union. Throws on what the parser does not know, so that a new definition cannot be skipped silently. */
export function parseExpression(expression: string): readonly Path[] {
  return splitUnion(expression).map(parsePath);
}

/** The one condition of R4 that is no path. */
const DECEASED = 'Patient.deceased.exists() and Patient.deceased != false';

function splitUnion(expression: string): readonly string[] {
  return expression
    .split('|')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function parsePath(text: string): Path {
  if (text === DECEASED) return { root: 'Patient', steps: [{ kind: 'deceased' }] };
  // '(Observation.value as CodeableConcept).text' reads 'Observation.value.as(CodeableConcept).text'.
  const flat = text.replace(/^\(([\w.%]+) as (\w+)\)/, '$1.as($2)').replace(/^([\w.%]+) as (\w+)$/, '$1.as($2)');
  const steps: Step[] = [];
  let rest = flat;
  const root = /^%?\w+/.exec(rest)?.[0];
  if (root === undefined) throw new Error(`no path: ${text}`);
  rest = rest.slice(root.length);
  while (rest !== '') {
    const [step, length] = parseStep(rest, text);
    steps.push(step);
    rest = rest.slice(length);
  }
  return { root, steps };
}

const RULES: readonly (readonly [RegExp, (match: RegExpExecArray) => Step])[] = [
  [/^\.where\(resolve\(\) is (\w+)\)/, ([, type = '']) => ({ kind: 'resolves', type })],
  [/^\.where\(hasExtension\('([^']+)'\)\)/, ([, url = '']) => ({ kind: 'hasExtension', url })],
  [/^\.where\((\w+)='([^']*)'\)/, ([, name = '', value = '']) => ({ kind: 'where', name, value })],
  [/^\.(?:as|ofType)\((\w+)\)/, ([, type = '']) => ({ kind: 'as', type })],
  [/^\.extension\('([^']+)'\)/, ([, url = '']) => ({ kind: 'extension', url })],
  [/^\[0\]/, () => ({ kind: 'first' })],
  [/^\.(\w+)(?!\()/, ([, name = '']) => ({ kind: 'child', name })],
];

function parseStep(rest: string, whole: string): readonly [Step, number] {
  for (const [pattern, make] of RULES) {
    const match = pattern.exec(rest);
    if (match) return [make(match), match[0].length];
  }
  throw new Error(`cannot read '${rest}' in: ${whole}`);
}
