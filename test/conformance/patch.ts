import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { applyFhirPathPatch, applyJsonPatch, type Outcome } from '#fhir';
import { structureOf } from '../../src/fhir/validate/structure.ts';
import { childOf, type Element, readXml } from './xml.ts';

export type Counted = { readonly pass: number; readonly fail: number };

/**
 * The published patch cases, against our patches themselves. Those of FHIRPath Patch are resources in XML, which are read as JSON by our
 * own tables. XML Patch is not offered.
 */
export function patchCases(folder: string): Readonly<Record<string, Counted>> {
  return {
    'FHIRPath Patch': counted(fhirPathCases(join(folder, 'fhir-patch-tests.xml'))),
    'JSON Patch': counted(jsonCases(join(folder, 'json-patch-tests.json'))),
  };
}

type Case = { readonly name: string; readonly patched: Outcome<string>; readonly expected: unknown };

function counted(cases: readonly Case[]): Counted {
  const failed = cases.filter(({ patched, expected }) =>
    expected === undefined
      ? patched.ok
      : !patched.ok || !isDeepStrictEqual(plain(JSON.parse(patched.value)), plain(expected)),
  );
  for (const { name, patched, expected } of failed) {
    console.log(`FAIL ${name}: ${JSON.stringify(patched)}\n  expected ${JSON.stringify(expected) ?? 'a refusal'}`);
  }
  return { pass: cases.length - failed.length, fail: failed.length };
}

/** Space between the elements of a narrative means nothing, nor does how a quotation mark is written. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_, one: unknown) =>
    typeof one === 'string' && one.startsWith('<div')
      ? one
          .replaceAll('&quot;', '"')
          .replace(/\s+/g, ' ')
          .replaceAll(/ ?([<>]) ?/g, '$1')
      : one,
  );
}

function fhirPathCases(file: string): readonly Case[] {
  return readXml(readFileSync(file, 'utf8')).children.map((one) => {
    const [input, diff, output] = ['input', 'diff', 'output'].map((name) => childOf(one, name)?.children[0]);
    if (!input || !diff) throw new Error(`${one.attributes['name']} has no input or no patch`);
    const patched = applyFhirPathPatch(JSON.stringify(resourceOf(input)), JSON.stringify(resourceOf(diff)));
    return { name: one.attributes['name'] ?? '', patched, expected: output && resourceOf(output) };
  });
}

/** Cases of RFC 6902 on documents of any shape. What a patch leaves empty we take out, which R4 demands and these never ask about. */
function jsonCases(file: string): readonly Case[] {
  type Row = {
    readonly comment: string;
    readonly doc: unknown;
    readonly patch: unknown;
    readonly expected?: unknown;
    readonly error?: string;
  };
  const rows = JSON.parse(readFileSync(file, 'utf8')) as readonly Row[];
  return rows.map(({ comment, doc, patch, expected, error }) => ({
    name: comment,
    patched: applyJsonPatch(JSON.stringify(doc), JSON.stringify(patch)),
    expected: error === undefined ? (expected ?? doc) : undefined,
  }));
}

type Fields = Record<string, unknown>;

function resourceOf(element: Element): Fields {
  return { resourceType: element.name, ...fieldsOf(element, element.name) };
}

function fieldsOf({ attributes, children }: Element, type: string): Fields {
  const { id, url } = attributes;
  const fields: Fields = { ...(id === undefined ? {} : { id }), ...(url === undefined ? {} : { url }) };
  for (const child of children) {
    const known = structureOf(type).elements.get(child.name);
    if (!known) throw new Error(`${type} has no ${child.name}`);
    const value = valueOf(child, known);
    if (known.many) fields[child.name] = [...((fields[child.name] as unknown[] | undefined) ?? []), value];
    else fields[child.name] = value;
  }
  return fields;
}

type Known = NonNullable<ReturnType<ReturnType<typeof structureOf>['elements']['get']>>;

function valueOf(element: Element, { kind, type }: Known): unknown {
  const { attributes, children, inner } = element;
  if (kind === 'resource') return children[0] && resourceOf(children[0]);
  if (kind === 'complex') return fieldsOf(element, type);
  if (type === 'xhtml') return `<div xmlns="http://www.w3.org/1999/xhtml">${inner}</div>`;
  const text = attributes['value'] ?? '';
  if (type === 'boolean') return text === 'true';
  return ['integer', 'positiveInt', 'unsignedInt', 'decimal'].includes(type) ? Number(text) : text;
}
