import { type Outcome, accepted, refuse } from '#fhir';
import { readDate } from './date-format.ts';
import { type Mapping, PLACE, type Template } from './mapping.ts';

export type Row = Readonly<Record<string, string>>;

/** JSON text that is put in as it is: numbers keep the digits that the sender wrote. */
type Verbatim = { readonly verbatim: string };
type Filled = string | number | boolean | Verbatim | readonly Filled[] | Members | undefined;
type Members = { readonly members: readonly (readonly [name: string, value: Filled])[] };

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/** The JSON of a template filled from one line; elements whose places are all empty are left out. Refuses by the column's name. */
export function fill(template: Template, row: Row, mapping: Mapping): Outcome<string | undefined> {
  const wrong: Wrong = [];
  const filled = fillIn(template, row, mapping, wrong);
  return wrong[0] ?? accepted(filled === undefined ? undefined : print(filled));
}

/** The text of a place-bearing string, for identities. */
export function fillText(text: string, row: Row): string {
  return text.replace(PLACE, (_, column: string) => row[column]?.trim() ?? '');
}

type Wrong = ReturnType<typeof refuse>[];

function fillIn(template: Template, row: Row, mapping: Mapping, wrong: Wrong): Filled {
  if (typeof template === 'string') return fillString(template, row, mapping, wrong);
  if (typeof template !== 'object') return template;
  if (Array.isArray(template)) {
    const filled = (template as readonly Template[]).map((one) => fillIn(one, row, mapping, wrong));
    const there = filled.filter((one) => one !== undefined);
    return there.length === 0 ? undefined : there;
  }
  const members = Object.entries(template)
    .map(([name, one]) => [name, fillIn(one, row, mapping, wrong)] as const)
    .filter(([, value]) => value !== undefined);
  // Constants beside empty places say nothing by themselves: {"system": ..., "value": "{nhs}"} goes where nhs is empty.
  const places = hasPlace(template);
  const told = Object.entries(template).some(([name, one]) => hasPlace(one) && members.some(([made]) => made === name));
  return members.length === 0 || (places && !told) ? undefined : { members };
}

function hasPlace(template: Template): boolean {
  if (typeof template === 'string') return template.search(PLACE) >= 0;
  return typeof template === 'object' && Object.values(template as Readonly<Record<string, Template>>).some(hasPlace);
}

function fillString(text: string, row: Row, mapping: Mapping, wrong: Wrong): Filled {
  const places = [...text.matchAll(PLACE)];
  if (places.length === 0) return text;
  const values = places.map(([, column = '', filters = '']) => placed(column, filters, { row, mapping, wrong }));
  if (places.length === 1 && places[0]?.[0] === text) return values[0];
  if (values.some((value) => value === undefined)) return undefined;
  let next = 0;
  return text.replace(PLACE, () => asText(values[next++]));
}

function asText(value: Filled): string {
  if (typeof value === 'object' && 'verbatim' in value) return value.verbatim;
  return typeof value === 'object' ? print(value) : String(value ?? '');
}

type Place = { readonly row: Row; readonly mapping: Mapping; readonly wrong: Wrong };

function placed(column: string, filters: string, { row, mapping, wrong }: Place): Filled {
  let value: Filled = row[column]?.trim() || undefined;
  for (const filter of filters.split('|').slice(1)) {
    const [name = '', argument = ''] = filter.split(/:(.*)/s);
    if (name === 'default') value ??= argument;
    if (typeof value !== 'string') continue;
    const found = filterOne(name, argument, value, mapping);
    if (!found.ok) {
      wrong.push(refuse('value', found.code, `Column '${column}' ${found.text}`));
      return undefined;
    }
    value = found.value;
  }
  return value;
}

type Found =
  | { readonly ok: true; readonly value: Filled }
  | { readonly ok: false; readonly code: string; readonly text: string };

function filterOne(name: string, argument: string, value: string, mapping: Mapping): Found {
  switch (name) {
    case 'upper':
      return { ok: true, value: value.toUpperCase() };
    case 'lower':
      return { ok: true, value: value.toLowerCase() };
    case 'digits':
      return { ok: true, value: value.replace(/\D/g, '') || undefined };
    case 'number':
      if (NUMBER.test(value)) return { ok: true, value: { verbatim: value } };
      return { ok: false, code: 'intake.number', text: 'is no number. Write digits with a point, without units.' };
    case 'date': {
      const date = readDate(value, argument, mapping.offset);
      if (date !== undefined) return { ok: true, value: date };
      return { ok: false, code: 'intake.date', text: `is no day written as ${argument}.` };
    }
    case 'code': {
      const code = mapping.codes?.[argument]?.[value] ?? mapping.codes?.[argument]?.['*'];
      if (code !== undefined) return { ok: true, value: constant(code) };
      return { ok: false, code: 'intake.unmapped-code', text: `has a code that the map '${argument}' lacks.` };
    }
    default:
      return { ok: true, value };
  }
}

/** A piece of a code map: taken as it stands. */
function constant(template: Template): Filled {
  if (typeof template !== 'object') return template;
  return { verbatim: JSON.stringify(template) };
}

function print(value: Filled): string {
  if (typeof value !== 'object') return JSON.stringify(value);
  if ('verbatim' in value) return value.verbatim;
  if ('members' in value)
    return `{${value.members.map(([name, one]) => `${JSON.stringify(name)}:${print(one)}`).join(',')}}`;
  return `[${value.map(print).join(',')}]`;
}
