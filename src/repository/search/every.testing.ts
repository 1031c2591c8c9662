import { type Filter, type Keys, type Parameter, parametersOf, parseSearch, RESOURCE_TYPES } from '#fhir';
import { openRepository, type Repository } from '#repository';
import { testStore } from '#testing/database';
import { examples } from '../../fhir/extract/oracle.testing.ts';
import { seeded } from '#base';
import { expected, type Item, itemOf } from './oracle.testing.ts';
import { NOW, SYSTEM } from './searched.testing.ts';

/**
 * Every search parameter of every type, with every modifier and prefix: over published examples, each has to answer what a loop over
 * their keys answers, or be refused by a refusal that names the parameter. Passed over: references above and below.
 */
const SET = 'urn:every:codes';
/** Enough examples that most parameters have a value, few enough that a test can hold them. */
const A_TYPE = 12;
const LONGEST = 60_000;
const LANES = 8;

/** What there is to ask about. */
type Planted = {
  readonly system: Repository;
  readonly of: ReadonlyMap<string, readonly Item[]>;
  readonly all: readonly Item[];
  /** Codes of the value set, by system. */
  readonly codes: ReadonlyMap<string, ReadonlySet<string>>;
};

export type Told = {
  readonly wrong: readonly unknown[];
  readonly parameters: number;
  readonly answered: number;
  readonly refused: number;
  readonly found: number;
};

/**
 * Asks every parameter; of its forms (modifiers, prefixes, ways to write a value) one in `share`, another for each parameter, so that
 * each form is asked of many.
 */
export async function askEverything(share: number): Promise<Told> {
  const world = await plant();
  const told = { wrong: [] as unknown[], answered: 0, refused: 0, found: 0 };
  await inLanes([...ASKED.entries()], async ([place, asked]) => {
    const items = world.of.get(asked.type) ?? [];
    const forms = items.map(({ keys }) => formsOf(asked.parameter, keys)).sort((a, b) => b.length - a.length)[0] ?? [];
    for (const [at, form] of [...forms, ...MISSING, NONSENSE].entries())
      if ((place + at) % share === 0) await ask(world, { ...asked, form }, told);
  });
  return { ...told, parameters: ASKED.length };
}

async function plant(): Promise<Planted> {
  const kernel = openRepository({
    store: await testStore(),
    now: () => NOW,
    random: seeded(3),
    projections: [],
    admissions: [],
    secret: 'x',
  });
  const system = kernel.bind({
    ...SYSTEM,
    organization: await kernel.contributors.organizationKey('Organization/a', 'a'),
  });
  const references: string[] = [];
  await inLanes(examples(A_TYPE), async ({ type, resource }) => {
    const text = JSON.stringify(resource);
    const { id } = resource;
    if (typeof id !== 'string' || text.length > LONGEST) return;
    if ((await system.update(type, id, text)).ok) references.push(`${type}/${id}`);
  });
  const items = (await system.readMany(references.sort())).map(itemOf);
  const codes = new Map<string, Set<string>>();
  for (const { s, c } of items.flatMap(({ keys }) => keys.tokens.slice(0, 3)))
    if (s !== undefined && c !== '' && s !== '') codes.set(s, (codes.get(s) ?? new Set()).add(c));
  const include = [...codes].map(([of, known]) => ({ system: of, concept: [...known].map((code) => ({ code })) }));
  const set = { resourceType: 'ValueSet', id: 'every', url: SET, status: 'active', compose: { include } };
  const written = await system.update('ValueSet', 'every', JSON.stringify(set));
  if (!written.ok) throw new Error(JSON.stringify(written));
  const all = [...items, ...(await system.readMany(['ValueSet/every'])).map(itemOf)];
  const of = new Map<string, Item[]>();
  for (const item of all) of.set(item.type, [...(of.get(item.type) ?? []), item]);
  return { system, of, all, codes };
}

/** Several at once, as many as the database has use for. */
async function inLanes<One>(all: readonly One[], work: (one: One) => Promise<void>): Promise<void> {
  const queue = all.values();
  const lane = async (): Promise<void> => {
    for (const one of queue) await work(one);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

type Form = readonly [modifier: string, value: string];

const PREFIXES = ['', 'eq', 'ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb', 'ap'];
const escaped = (text: string): string => text.replace(/[\\,$|]/g, '\\$&');
const NONSENSE: Form = [':nonsense', 'x'];
const MISSING: readonly Form[] = ['true', 'false'].map((value) => [':missing', value] as const);

/** What there is to ask of a parameter, by a value that some example has. */
function formsOf({ code, type }: Parameter, keys: Keys): readonly Form[] {
  const own = <Key extends { readonly p: string }>(all: readonly Key[], p = code) => all.find((key) => key.p === p);
  switch (type) {
    case 'token':
      return tokenForms(own(keys.tokens), own(keys.texts)?.v, own(keys.tokens, `${code}:of-type`));
    case 'string': {
      const text = own(keys.strings)?.v.trim() ?? '';
      const word = escaped(text.slice(0, 40));
      return word === ''
        ? []
        : [
            ['', word],
            [':exact', escaped(text)],
            [':contains', escaped(text.slice(1, 9).trim() || text)],
          ];
    }
    case 'uri': {
      const uri = escaped(own(keys.uris)?.v ?? '');
      return uri === ''
        ? []
        : [
            ['', uri],
            [':below', uri.replace(/\/[^/]*$/, '')],
            // Above and below are said of addresses, not of names: https://hl7.org/fhir/R4/search.html#uri
            ...(uri.includes('://') ? [[':above', `${uri}/more`] as const] : []),
          ];
    }
    case 'date': {
      const { lo, hi } = own(keys.dates) ?? { lo: Number.NaN, hi: Number.NaN };
      const at = [lo, hi].find(Number.isFinite);
      if (at === undefined) return [];
      const day = new Date(at).toISOString().slice(0, 10);
      return [
        ...PREFIXES.map((prefix): Form => ['', prefix + day]),
        ['', day.slice(0, 4)],
        ['', new Date(at).toISOString()],
      ];
    }
    case 'number': {
      const { lo } = own(keys.numbers) ?? {};
      return lo === undefined ? [] : PREFIXES.map((prefix) => ['', `${prefix}${lo}`]);
    }
    case 'quantity': {
      const key = own(keys.quantities);
      if (key === undefined) return [];
      const unit = `|${escaped(key.system ?? '')}|${escaped(key.code ?? key.unit ?? '')}`;
      return [
        ...PREFIXES.map((prefix): Form => ['', prefix + key.value]),
        ['', `${key.value}${unit}`],
        ['', `ge${key.value}||${escaped(key.code ?? key.unit ?? 'x')}`],
      ];
    }
    case 'reference':
      return referenceForms(own(keys.references), own(keys.tokens, `${code}:identifier`));
    default:
      return compositeForms(keys, code);
  }
}

function referenceForms(
  key: Keys['references'][number] | undefined,
  identified: Keys['tokens'][number] | undefined,
): readonly Form[] {
  const { type: to = '', id, url = '' } = key ?? {};
  const by: readonly Form[] = identified
    ? [[':identifier', `${escaped(identified.s ?? '')}|${escaped(identified.c)}`]]
    : [];
  // A canonical that looks like a reference is asked as one.
  if (id === undefined) return url === '' || /^[A-Z]\w+\//.test(url) ? by : [['', escaped(url)], ...by];
  const whole = `${to}/${id}`;
  return [['', whole], ['', id], [`:${to}`, id], ...by];
}

function tokenForms(
  key: Keys['tokens'][number] | undefined,
  called: string | undefined,
  typed: Keys['tokens'][number] | undefined,
): readonly Form[] {
  const text: readonly Form[] = called ? [[':text', escaped(called.slice(0, 30))]] : [];
  if (key === undefined || key.c === '') return text;
  const code = escaped(key.c);
  const full = key.s === undefined ? code : `${escaped(key.s)}|${code}`;
  const forms: Form[] = [
    ['', code],
    ['', full],
    ['', `|${code}`],
    ['', `urn:none|${code}`],
    [':not', full],
    [':not', 'no-such'],
    ...text,
  ];
  forms.push([':in', SET], [':not-in', SET], [':below', full], [':above', full], [':in', 'urn:no-such-set']);
  if (key.s) forms.push(['', `${escaped(key.s)}|`]);
  if (typed) forms.push([':of-type', `${escaped(typed.s ?? '')}|${typed.c.split('|').map(escaped).join('|')}`]);
  return forms;
}

function compositeForms({ composites }: Keys, code: string): readonly Form[] {
  const parts = composites.find(({ p }) => p === code)?.parts.map(([part]) => part);
  if (parts === undefined) return [];
  const written = parts.map((part) => {
    switch (part?.kind) {
      case 'token':
        return part.s ? `${escaped(part.s)}|${escaped(part.c)}` : escaped(part.c);
      case 'quantity':
        return part.value;
      case 'number':
        return part.lo;
      case 'date':
        return Number.isFinite(part.lo) ? new Date(part.lo).toISOString().slice(0, 10) : undefined;
      case 'reference':
        return part.url ? escaped(part.url) : `${part.type}/${part.id}`;
      case undefined:
        return undefined;
      default:
        return escaped((part as { readonly v: string }).v.slice(0, 30));
    }
  });
  return written.includes(undefined) ? [] : [['', written.join('$')]];
}

/** Types that stand for all where a parameter is one of every type. */
const FEW = ['Patient', 'Observation', 'ValueSet'];
const ASKED = RESOURCE_TYPES.flatMap((type) =>
  parametersOf(type)
    .filter(({ code }) => !code.startsWith('_') || FEW.includes(type))
    .map((parameter) => ({ type, parameter })),
);

type Asked = { readonly type: string; readonly parameter: Parameter; readonly form: Form };
type Telling = { -readonly [Key in keyof Omit<Told, 'parameters' | 'wrong'>]: number } & { readonly wrong: unknown[] };

async function ask(world: Planted, { type, parameter, form }: Asked, told: Telling): Promise<void> {
  const [modifier, value] = form;
  const name = parameter.code + modifier;
  const parameters = [
    [name, value],
    ['_count', '1000'],
    ['_total', 'none'],
  ] as const;
  const page = await world.system.search({ type, parameters, handling: 'strict' });
  if (!page.ok) {
    const [{ code, text, expression }] = page.refusals;
    if (!code.startsWith('search.') || !named(`${text} ${expression}`, parameter.code, value))
      told.wrong.push([type, name, value, page]);
    told.refused += 1;
    return;
  }
  const found = page.value.entries.map(({ resource }) => resource.id).sort();
  const wanted = wantedOf(world, { type, parameter }, [name, value]);
  told.answered += 1;
  told.found += found.length;
  if (wanted !== undefined && found.join() !== wanted.join()) told.wrong.push({ type, name, value, found, wanted });
}

/** The place is the parameter, or the code system or value set that is not here. */
function named(said: string, code: string, value: string): boolean {
  if (said.startsWith('There is no CodeSystem')) return true;
  const address = value.replace(/\|[^|]*$/, '').replaceAll('\\', '');
  return said.includes(code) || (address !== '' && said.includes(address.slice(0, 60)));
}

/** What a loop over the examples finds; undefined where it does not know. */
function wantedOf(
  { of, all, codes }: Planted,
  { type, parameter: { system: implied } }: { readonly type: string; readonly parameter: Parameter },
  pair: readonly [string, string],
): readonly string[] | undefined {
  const parsed = parseSearch(type, [pair], 'strict');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed));
  const [filter] = parsed.value.filters as readonly [Filter];
  if (filter.kind === 'token' && (filter.modifier === 'in' || filter.modifier === 'not-in')) {
    const isIn = ({ keys }: Item) =>
      keys.tokens.some(({ p, s, c }) => p === filter.parameter && codes.get(s ?? implied ?? '')?.has(c));
    return (of.get(type) ?? [])
      .filter((item) => isIn(item) === (filter.modifier === 'in'))
      .map(({ id }) => id)
      .sort();
  }
  try {
    const wanted = expected({ items: all, now: NOW }, parsed.value);
    return wanted.map((one) => one.split('/')[1] ?? '').sort();
  } catch {
    return undefined;
  }
}
