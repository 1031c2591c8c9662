import { compare, type Definitions, type ElementDefinition, type StructureDefinition } from './definitions.ts';
import type { CodeSets } from './codes.ts';

/** A structure as a table knows it: elements by their path within the type, backbone elements as structures of their own. */
export type Row = { readonly structure: string; readonly base?: string; readonly elements: readonly string[] };

/**
 * One row a structure, elements written as the reader in validate/structure.ts takes them:
 * name[x] ':' types ('*' many, '!' required, '#' code set), where a type '@Path' is a structure within the type.
 */
export function structureRows(definitions: Definitions, sets: CodeSets): readonly Row[] {
  return definitions.structures
    .filter(({ kind }) => kind !== 'primitive-type')
    .flatMap((definition) => rowsOf(definition, sets))
    .sort((a, b) => compare(a.structure, b.structure));
}

export function resourceTypes(definitions: Definitions): readonly string[] {
  return definitions.structures
    .filter(({ kind, abstract }) => kind === 'resource' && !abstract)
    .map(({ type }) => type)
    .sort(compare);
}

/** Elements at the top of each type that belong to its summary, as they are written in JSON. */
export function summaryRows({ structures }: Definitions): readonly (readonly [string, readonly string[]])[] {
  return structures
    .filter(({ kind, abstract }) => kind === 'resource' && !abstract)
    .map(({ type, snapshot }) => {
      const top = snapshot.element.filter(({ path, isSummary }) => isSummary && path.split('.').length === 2);
      const names = top.flatMap((element) => {
        const name = element.path.slice(type.length + 1);
        if (!name.endsWith('[x]')) return [name];
        const base = name.slice(0, -3);
        return (element.type ?? []).map(({ code }) => base + code.charAt(0).toUpperCase() + code.slice(1));
      });
      return [type, names] as const;
    })
    .sort(([a], [b]) => compare(a, b));
}

const INHERITED = new Set(['Resource', 'DomainResource', 'Element', 'BackboneElement']);

function rowsOf(definition: StructureDefinition, sets: CodeSets): readonly Row[] {
  const all = definition.snapshot.element;
  const parents = new Set(all.map(({ path }) => path.slice(0, Math.max(0, path.lastIndexOf('.')))));
  return all
    .filter(({ path }) => path === definition.type || parents.has(path))
    .map((owner) => {
      const base = owner.path === definition.type ? baseOf(definition) : owner.type?.[0]?.code;
      const inherited = base ? inheritedNames(base) : new Set<string>();
      const children = all.filter(
        ({ path }) => path.startsWith(`${owner.path}.`) && !path.slice(owner.path.length + 1).includes('.'),
      );
      return {
        structure: owner.path,
        ...(base && INHERITED.has(base) ? { base } : {}),
        elements: children
          .filter(({ path, max }) => max !== '0' && !inherited.has(path.slice(owner.path.length + 1)))
          .map((element) => print(element, definition, parents.has(element.path), sets)),
      };
    });
}

function baseOf({ baseDefinition }: StructureDefinition): string | undefined {
  const base = baseDefinition?.split('/').pop();
  return base === 'Quantity' ? 'Quantity' : base;
}

function inheritedNames(base: string): ReadonlySet<string> {
  const element = ['id', 'extension'];
  const resource = ['id', 'meta', 'implicitRules', 'language'];
  if (base === 'Element') return new Set(element);
  if (base === 'BackboneElement') return new Set([...element, 'modifierExtension']);
  if (base === 'Resource') return new Set(resource);
  if (base === 'DomainResource') return new Set([...resource, 'text', 'contained', 'extension', 'modifierExtension']);
  return new Set();
}

/** Where R4's own published examples leave out what its definitions require, the examples are followed. Told in the README. */
const LEFT_OUT_BY_EXAMPLES = new Set(['Questionnaire.item.linkId']);

function print(element: ElementDefinition, owner: StructureDefinition, nested: boolean, sets: CodeSets): string {
  const name = element.path.slice(element.path.lastIndexOf('.') + 1);
  const many = element.max === '1' ? '' : element.max === '*' ? '*' : `*${element.max}`;
  const required =
    element.min === 0 || LEFT_OUT_BY_EXAMPLES.has(element.path) ? '' : element.min === 1 ? '!' : `!${element.min}`;
  const set = sets.nameOf(element);
  return `${name}:${typesOf(element, owner, nested)}${many}${required}${set ? `#${set}` : ''}`;
}

function typesOf(element: ElementDefinition, owner: StructureDefinition, nested: boolean): string {
  if (element.contentReference) return `@${element.contentReference.replace(/^.*#/, '')}`;
  if (nested) return `@${element.path}`;
  const codes = (element.type ?? []).map(({ code }) => code);
  return [...new Set(codes)].map((code) => plainType(code, element, owner)).join(',');
}

/** Ids and the address of an extension have a FHIRPath type in the definitions; these are their FHIR types. */
function plainType(code: string, element: ElementDefinition, owner: StructureDefinition): string {
  if (!code.startsWith('http://hl7.org/fhirpath/')) return code;
  if (element.path === 'Extension.url') return 'uri';
  return owner.kind === 'resource' && element.path === `${owner.type}.id` ? 'id' : 'string';
}
