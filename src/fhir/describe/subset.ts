import { SUMMARY } from '../generated/summary.ts';
import { type Member, scan } from '../json/scan.ts';
import { structureOf } from '../validate/structure.ts';
import { narrowed } from './narrow.ts';

export type Subset = {
  readonly summary?: 'true' | 'false' | 'text' | 'data' | 'count';
  readonly elements?: readonly string[];
};

const SUBSETTED = '{"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationValue","code":"SUBSETTED"}';
const ALWAYS = ['resourceType', 'id', 'meta'];

/**
 * A stored body cut down to what `_summary` or `_elements` asks for, and tagged SUBSETTED, so that nobody takes it for the
 * whole. Required elements stay: what is left is still a valid resource. Members that stay keep their bytes.
 */
export function subset(body: string, { summary, elements = [] }: Subset): string {
  const keep = keeper(summary, elements);
  const read = keep && scan(body);
  if (!keep || !read?.ok) return body;
  const { members, value } = read.value;
  const type = String(value['resourceType']);
  const kept = members.filter(({ name }) => ALWAYS.includes(name) || keep(type, name.replace(/^_/, '')));
  const written = kept.flatMap((member) => {
    if (member.name === 'meta') return [`"meta":${tagged(body, member)}`];
    const narrower = narrowerPaths(type, member.name.replace(/^_/, ''), elements);
    if (narrower === undefined) return [body.slice(member.start, member.end)];
    const value = narrowed(body.slice(member.valueStart, member.end), { type, name: member.name, paths: narrower });
    return value === undefined ? [] : [`${JSON.stringify(member.name)}:${value}`];
  });
  const meta = kept.some(({ name }) => name === 'meta') ? [] : [`"meta":{"tag":[${SUBSETTED}]}`];
  return `{${[...written, ...meta].join(',')}}`;
}

/** Elements as they were asked for, by their first step; found once for all bodies of an answer. */
type Wanted = ReadonlyMap<string, readonly string[] | 'whole'>;
const known = new WeakMap<readonly string[], Wanted>();

function wantedOf(elements: readonly string[]): Wanted {
  const before = known.get(elements);
  if (before) return before;
  const made = new Map<string, string[] | 'whole'>();
  for (const element of new Set(elements)) {
    const [first = '', ...rest] = element.split('.');
    const paths = made.get(first) ?? [];
    if (rest.length === 0 || paths === 'whole') made.set(first, 'whole');
    else made.set(first, [...paths, rest.join('.')]);
  }
  known.set(elements, made);
  return made;
}

/** What is asked for within an element ('name.family'); undefined where all of it is, or where it stays because it is required. */
function narrowerPaths(type: string, name: string, elements: readonly string[]): readonly string[] | undefined {
  const wanted = wantedOf(elements);
  const choice = choiceOf(type, name);
  const found: string[] = [];
  for (const paths of [wanted.get(name), choice === undefined ? undefined : wanted.get(choice)]) {
    if (paths === 'whole') return undefined;
    found.push(...(paths ?? []));
  }
  return found.length === 0 ? undefined : found;
}

type Keep = (type: string, name: string) => boolean;

function keeper(summary: Subset['summary'], elements: readonly string[]): Keep | undefined {
  if (elements.length > 0) {
    const wanted = wantedOf(elements);
    return (type, name) => wanted.has(name) || wanted.has(choiceOf(type, name) ?? '') || isRequired(type, name);
  }
  if (summary === 'true')
    return (type, name) => (SUMMARY[type] ?? '').split(' ').includes(name) || isRequired(type, name);
  if (summary === 'text') return (type, name) => name === 'text' || isRequired(type, name);
  if (summary === 'data') return (_, name) => name !== 'text';
  return undefined;
}

/** `value` asks for valueQuantity too. */
function choiceOf(type: string, name: string): string | undefined {
  const { elements, choiceNames } = structureOf(type);
  const choice = elements.get(name)?.choice ?? 0;
  return choice > 0 ? (choiceNames[Math.log2(choice)] ?? '').replace('[x]', '') : undefined;
}

function isRequired(type: string, name: string): boolean {
  return (structureOf(type).elements.get(name)?.required ?? 0) > 0;
}

function tagged(body: string, { valueStart, end }: Member): string {
  const meta = body.slice(valueStart, end);
  const read = scan(meta);
  if (!read.ok) return meta;
  const { members, value } = read.value;
  const tag = members.find(({ name }) => name === 'tag');
  if (tag && Array.isArray(value['tag'])) {
    const comma = value['tag'].length > 0 ? ',' : '';
    return `${meta.slice(0, tag.end - 1)}${comma}${SUBSETTED}${meta.slice(tag.end - 1)}`;
  }
  const rest = members.map(({ start, end: last }) => meta.slice(start, last));
  return `{${[...rest, `"tag":[${SUBSETTED}]`].join(',')}}`;
}
