import { accepted, type Outcome, refuse, type TokenValue } from '#fhir';
import { byCanonical, type Fields, type From } from './canonical.ts';
import { type CodeTree, codeTree, fieldsOf, placed } from './code-system.ts';
import { keptBy } from './value-set-filter.ts';

/** A value set with more codes is not searched by: every code is a token to look for. */
const MOST_CODES = 5_000;
/** Value sets within value sets. */
const DEEPEST = 8;

type Codes = ReadonlyMap<string, TokenValue>;

/** The codes of value sets that are stored and may be seen; a value set that may not be seen is not there. */
export async function codesInSets(
  from: From,
  names: readonly string[],
  parameter: string,
): Promise<Outcome<readonly TokenValue[]>> {
  const library = libraryOf(from);
  const found = new Map<string, TokenValue>();
  for (const name of names) {
    const codes = await codesOfSet(library, name, []);
    if (!codes.ok) return codes;
    for (const [key, value] of codes.value) found.set(key, value);
    if (found.size > MOST_CODES) return tooMany(name, parameter);
  }
  return accepted([...found.values()]);
}

/** Codes with what stands above or below them in their code systems, which have to be stored here. */
export async function codesPlaced(
  from: From,
  values: readonly TokenValue[],
  modifier: 'above' | 'below',
): Promise<Outcome<readonly TokenValue[]>> {
  const library = libraryOf(from);
  const found: TokenValue[] = [];
  for (const { system = '', code = '' } of values) {
    const tree = await library.tree(system);
    if (!tree.ok) return tree;
    for (const one of placed(tree.value, code, modifier)) found.push({ system, code: one });
    if (found.length > MOST_CODES) return tooMany(`${system}|${code}`, modifier);
  }
  return accepted(found);
}

type Library = {
  readonly set: (name: string) => Promise<Outcome<Fields>>;
  readonly tree: (system: string) => Promise<Outcome<CodeTree>>;
};

/** What was read once is not read again within a search. */
function libraryOf(from: From): Library {
  const sets = new Map<string, Promise<Outcome<Fields>>>();
  const trees = new Map<string, Promise<Outcome<CodeTree>>>();
  const read = async (type: string, name: string): Promise<Outcome<Fields>> => {
    const found = await byCanonical(from, type, name);
    return found ? accepted(found) : absent(type, name);
  };
  const once = <T>(known: Map<string, Promise<T>>, name: string, ask: () => Promise<T>): Promise<T> => {
    const asked = known.get(name) ?? ask();
    known.set(name, asked);
    return asked;
  };
  return {
    set: (name) => once(sets, name, () => read('ValueSet', name)),
    tree: (system) =>
      once(trees, system, async () => {
        const found = await read('CodeSystem', system);
        return found.ok ? accepted(codeTree(found.value)) : found;
      }),
  };
}

/** In the same words whether it is hidden or was never there. */
function absent(type: string, name: string): Outcome<never> {
  const text = `There is no ${type} ${name.slice(0, 200)} here; store it, or list the codes.`;
  return refuse('value', 'search.no-terminology', text, type);
}

function tooMany(name: string, parameter: string): Outcome<never> {
  const text = `${name.slice(0, 200)} has more than ${MOST_CODES} codes; search with fewer.`;
  return refuse('too-costly', 'search.too-many-codes', text, parameter);
}

async function codesOfSet(library: Library, name: string, path: readonly string[]): Promise<Outcome<Codes>> {
  if (path.length > DEEPEST || path.includes(name)) {
    const text = `The value set ${name.slice(0, 200)} contains itself, or others more than ${DEEPEST} deep.`;
    return refuse('too-costly', 'search.value-set', text, 'ValueSet.compose');
  }
  const set = await library.set(name);
  if (!set.ok) return set;
  const compose = set.value['compose'] as Fields | undefined;
  if (compose === undefined) return accepted(expansionOf(set.value));
  const found = new Map<string, TokenValue>();
  for (const include of fieldsOf(compose['include'])) {
    const codes = await codesOfPart(library, include, [...path, name]);
    if (!codes.ok) return codes;
    for (const [key, value] of codes.value) found.set(key, value);
  }
  for (const exclude of fieldsOf(compose['exclude'])) {
    const codes = await codesOfPart(library, exclude, [...path, name]);
    if (!codes.ok) return codes;
    for (const key of codes.value.keys()) found.delete(key);
  }
  return accepted(found);
}

/** Of a system with its concepts or filters, and in all of the value sets that it names: https://hl7.org/fhir/R4/valueset.html#compositions */
async function codesOfPart(library: Library, part: Fields, path: readonly string[]): Promise<Outcome<Codes>> {
  const parts: Codes[] = [];
  if (typeof part['system'] === 'string') {
    const own = await codesOfSystem(library, part, part['system']);
    if (!own.ok) return own;
    parts.push(own.value);
  }
  const names = Array.isArray(part['valueSet']) ? part['valueSet'] : [];
  for (const name of names) {
    const inner = await codesOfSet(library, String(name), path);
    if (!inner.ok) return inner;
    parts.push(inner.value);
  }
  const [first = new Map(), ...rest] = parts;
  return accepted(new Map([...first].filter(([key]) => rest.every((other) => other.has(key)))));
}

async function codesOfSystem(library: Library, part: Fields, system: string): Promise<Outcome<Codes>> {
  const listed = fieldsOf(part['concept']).flatMap(({ code }) => (typeof code === 'string' ? [code] : []));
  if (listed.length > 0) return accepted(ofSystem(system, listed));
  const tree = await library.tree(system);
  if (!tree.ok) return tree;
  let left: ReadonlySet<string> = tree.value.codes;
  for (const filter of fieldsOf(part['filter'])) {
    const kept = keptBy(tree.value, left, filter);
    if (!kept.ok) return kept;
    left = kept.value;
  }
  return accepted(ofSystem(system, [...left]));
}

function ofSystem(system: string, codes: readonly string[]): Codes {
  return new Map(codes.map((code) => [`${system}|${code}`, { system, code }]));
}

/** A value set that was stored expanded, without saying of what. */
function expansionOf(set: Fields): Codes {
  const found = new Map<string, TokenValue>();
  const waiting = [...fieldsOf((set['expansion'] as Fields | undefined)?.['contains'])];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    const { system, code } = one;
    if (typeof system === 'string' && typeof code === 'string') found.set(`${system}|${code}`, { system, code });
    waiting.push(...fieldsOf(one['contains']));
  }
  return found;
}
