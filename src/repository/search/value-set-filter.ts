import { accepted, type Outcome, refuse } from '#fhir';
import type { Fields } from './canonical.ts';
import { type CodeTree, placed } from './code-system.ts';

type Keep = (tree: CodeTree, code: string, of: { readonly property: string; readonly value: string }) => boolean;

/** Filters of value sets that are understood: https://hl7.org/fhir/R4/valueset-filter-operator.html */
const OPERATORS: Readonly<Record<string, Keep>> = {
  '=': (tree, code, { property, value }) => values(tree, code, property).includes(value),
  in: (tree, code, { property, value }) => values(tree, code, property).some((one) => value.split(',').includes(one)),
  'not-in': (tree, code, { property, value }) =>
    !values(tree, code, property).some((one) => value.split(',').includes(one)),
  exists: (tree, code, { property, value }) => String(values(tree, code, property).length > 0) === value,
};

/** The codes that a filter leaves. */
export function keptBy(tree: CodeTree, codes: ReadonlySet<string>, filter: Fields): Outcome<ReadonlySet<string>> {
  const { op, property, value } = filter;
  const of = { property: String(property ?? ''), value: String(value ?? '') };
  const places = byPlace(tree, String(op), of.value);
  const keep = OPERATORS[String(op)];
  if (!places && (!keep || !Object.hasOwn(OPERATORS, String(op)))) {
    const text = `The value set filters by '${String(op).slice(0, 40)}', which is not searched by; list the codes.`;
    return refuse('not-supported', 'search.value-set', text, 'ValueSet.compose.include.filter');
  }
  return accepted(new Set([...codes].filter((code) => places?.(code) ?? keep?.(tree, code, of) ?? false)));
}

function byPlace(tree: CodeTree, op: string, code: string): ((one: string) => boolean) | undefined {
  if (op === 'generalizes') return (one) => placed(tree, code, 'above').has(one);
  if (op !== 'is-a' && op !== 'descendent-of' && op !== 'is-not-a') return undefined;
  const below = placed(tree, code, 'below');
  if (op === 'is-not-a') return (one) => !below.has(one);
  return (one) => below.has(one) && (op === 'is-a' || one !== code);
}

/** A code itself is asked for under 'concept' and 'code'. */
function values(tree: CodeTree, code: string, property: string): readonly string[] {
  const own = (tree.properties.get(code) ?? []).flatMap(([name, value]) => (name === property ? [value] : []));
  return property === 'concept' || property === 'code' ? [code, ...own] : own;
}
