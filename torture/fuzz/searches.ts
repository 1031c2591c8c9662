import { dateRange, type Parameter, PREFIXES, parametersOf, RESOURCE_TYPES } from '#fhir';
import { CODES, FAMILIES, LOCAL, LOINC, PEOPLE } from '../../src/repository/search/world.testing.ts';
import { type Case, FORM } from './case.ts';
import { mutated } from './mutate.ts';
import { DATES, IDS, NUMBERS, oddText, PROTOTYPE_NAMES, wellFormed } from './odd.ts';
import type { Pick } from './pick.ts';

export type Pair = readonly [name: string, value: string];

const COMMON = [
  'Patient',
  'Observation',
  'Observation',
  'Condition',
  'Encounter',
  'Appointment',
  'RiskAssessment',
  'Practitioner',
  'Organization',
];
const MODIFIERS = [
  'missing',
  'exact',
  'contains',
  'text',
  'not',
  'in',
  'not-in',
  'above',
  'below',
  'identifier',
  'of-type',
  'iterate',
  'Patient',
  'toString',
  '',
  'missing:exact',
];

/** A search as somebody careless, or somebody with a purpose, may ask it. */
export function searchCase(pick: Pick): Case {
  const type = typeOf(pick);
  const query = written(pairs(type, pick), pick);
  const target = pick.weighed([
    [20, () => `/${type}?${query}`],
    [1.5, () => `/Patient/${pick.one([...PEOPLE, ...IDS])}/${type}?${query}`],
    [0.5, () => `/${type}/${encodeURIComponent(pick.one(IDS))}/_history?${written(historyPairs(pick), pick)}`],
    [0.5, () => `/${type}/${encodeURIComponent(wellFormed(oddText(pick))).slice(0, 400)}?${query}`],
    [0.3, () => `/${encodeURIComponent(wellFormed(oddText(pick))).slice(0, 400)}?${query}`],
    [0.5, () => `/${pick.one(['', `${type}/`])}_history?${written(historyPairs(pick), pick)}`],
    [0.5, () => `/${pick.one(['Patient/p1', 'Patient/never', type])}/$${pick.one(OPERATIONS)}?${query}`],
    [0.2, () => `?${query}`],
    [0.2, () => `/metadata?${query}`],
  ]);
  if (pick.chance(0.08)) return byForm(type, query, pick);
  const bytes = pick.odd() ? mutated(Buffer.from(target, 'latin1'), pick) : Buffer.from(target, 'latin1');
  // A line break would end the request line: that is another request, not an odd one.
  return { kind: 'search', method: 'GET', target: bytes.toString('latin1').replace(/[\r\n]/g, '~') };
}

const OPERATIONS = ['everything', 'summary', 'meta', 'validate', 'export', 'toString'];

function byForm(type: string, query: string, pick: Pick): Case {
  const bytes = pick.odd() ? mutated(Buffer.from(query, 'latin1'), pick) : Buffer.from(query, 'latin1');
  return {
    kind: 'search',
    method: 'POST',
    target: pick.one([`/${type}/_search`, `/${type}/_search`, '/_search', `/Patient/p1/${type}/_search`]),
    headers: { 'content-type': FORM },
    body: bytes,
  };
}

export function typeOf(pick: Pick): string {
  return pick.weighed([
    [14, () => pick.one(COMMON)],
    [5, () => pick.one(RESOURCE_TYPES)],
    [0.3, () => pick.one(PROTOTYPE_NAMES)],
  ]);
}

export function pairs(type: string, pick: Pick): readonly Pair[] {
  const count = pick.weighed([
    [10, () => 1 + pick.below(3)],
    [2, () => 4 + pick.below(8)],
    [0.1, () => 60 + pick.below(10)],
    [0.05, () => 500],
  ]);
  return pick.times(count, () => pair(type, pick));
}

function pair(type: string, pick: Pick): Pair {
  if (pick.odd()) return oddPair(pick);
  return pick.weighed<Pair>([
    [10, () => plain(type, pick)],
    [3, () => chain(type, pick)],
    [2, () => has(type, pick)],
    [3, () => result(type, pick)],
  ]);
}

function oddPair(pick: Pick): Pair {
  return pick.weighed<Pair>([
    [2, () => [oddText(pick), oddText(pick)]],
    [1, () => [pick.one(PROTOTYPE_NAMES), oddText(pick)]],
    [1, () => [pick.one(UNSEARCHED), oddText(pick)]],
  ]);
}

const UNSEARCHED = ['_text', '_content', '_filter', '_query', '_list', '_type', 'near', '_page', '_since', '_at'];

function plain(type: string, pick: Pick): Pair {
  const known = parametersOf(type).filter((one) => one.type !== 'special');
  if (known.length === 0) return oddPair(pick);
  const parameter = pick.one(known);
  const modifier = modifierOf(parameter, pick);
  if (modifier === 'missing' && !pick.odd()) return [`${parameter.code}:missing`, pick.one(['true', 'false'])];
  return [parameter.code + (modifier === undefined ? '' : `:${modifier}`), values(type, parameter, pick)];
}

const FITTING: Readonly<Record<string, readonly string[]>> = {
  token: ['not', 'of-type', 'text', 'in', 'not-in', 'above', 'below', 'missing'],
  string: ['exact', 'contains', 'missing'],
  uri: ['above', 'below', 'missing'],
  reference: ['identifier', 'missing'],
};

function modifierOf({ type, targets = [] }: Parameter, pick: Pick): string | undefined {
  if (pick.odd()) return pick.one(MODIFIERS);
  if (!pick.chance(0.25)) return undefined;
  return pick.one([...(FITTING[type] ?? ['missing']), ...targets.slice(0, 3)]);
}

function values(type: string, parameter: Parameter, pick: Pick): string {
  const count = pick.weighed([
    [20, () => 1],
    [4, () => 2 + pick.below(4)],
    [0.2, () => 195 + pick.below(10)],
    [0.1, () => 500],
  ]);
  return pick.times(count, () => (pick.odd() ? oddText(pick) : valueOf(type, parameter, pick))).join(',');
}

function valueOf(type: string, parameter: Parameter, pick: Pick): string {
  const prefix = pick.chance(0.4) ? pick.one(pick.odd() ? ['po', 'EQ', 'eqeq'] : PREFIXES) : '';
  switch (parameter.type) {
    case 'token':
      return (
        pick.one(['', `${LOINC}|`, `${LOCAL}|`, '|', 'urn:a|']) + pick.one([...CODES, 'final', 'male', 'n1', 'true'])
      );
    case 'date':
      return prefix + pick.one(pick.odd() ? DATES : GOOD_DATES);
    case 'number':
      return prefix + pick.one(pick.odd() ? NUMBERS : GOOD_NUMBERS);
    case 'quantity':
      return (
        prefix +
        pick.one(pick.odd() ? NUMBERS : GOOD_NUMBERS) +
        pick.one(pick.odd() ? ['|', '|||', '|urn:a|', '||'] : UNITS)
      );
    case 'reference':
      return referenceOf(parameter, pick);
    case 'uri':
      return pick.one(['http://example.org/profile/red', 'urn:oid:1.2', 'http://', 'http://example.org/a|1', 'x']);
    case 'composite': {
      const parts = (parameter.components ?? []).map((code) => componentOf(type, code, pick));
      return (pick.odd() ? [...parts, 'x'] : parts).join('$');
    }
    default:
      return pick.one([...FAMILIES, 'sm', 'x', 'o\\,brien', 'a\\|b', 'a_b', '100%']);
  }
}

const UNITS = ['', '||mmol/L', '|http://unitsofmeasure.org|mmol/L', '|http://unitsofmeasure.org|%5B'];
const GOOD_NUMBERS = NUMBERS.filter((one) => /^-?\d{1,40}(\.\d{1,40})?(e[+-]?\d{1,2})?$/i.test(one));
const GOOD_DATES = DATES.filter((one) => dateRange(one) !== undefined);

function referenceOf({ targets = ['Patient'] }: Parameter, pick: Pick): string {
  const type = pick.odd() ? pick.one(['Nothing', '#', '', 'urn:uuid:', '..']) : pick.one(targets);
  const id = pick.one(pick.odd() ? IDS : [...PEOPLE, 'c1', 'o1', 's1']);
  return pick.weighed([
    [4, () => `${type}/${id}`],
    [2, () => id],
    [1, () => `http://example.org/${type}/${id}`],
    [0.5, () => `${type}/${id}/_history/1`],
    [0.5, () => `http://example.org/${type}|1`],
  ]);
}

function componentOf(type: string, code: string, pick: Pick): string {
  const component = parametersOf(type).find((one) => one.code === code);
  return component === undefined || component.type === 'composite' ? oddText(pick) : valueOf(type, component, pick);
}

/** `subject:Patient.organization.name`, as deep as it goes and deeper. */
function chain(type: string, pick: Pick): Pair {
  const depth = pick.weighed([
    [10, () => 1],
    [5, () => 2],
    [2, () => 3 + pick.below(4)],
    [0.1, () => 2_000],
  ]);
  const steps: string[] = [];
  let at = type;
  for (let step = 0; step < depth; step += 1) {
    const references = parametersOf(at).filter((one) => one.type === 'reference');
    const reference = references.length === 0 ? undefined : pick.one(references);
    const target = reference?.targets === undefined || pick.odd() ? 'Patient' : pick.one(reference.targets);
    steps.push((reference?.code ?? 'subject') + (pick.chance(0.7) ? `:${target}` : ''));
    at = target;
  }
  const [name, value] = plain(at, pick);
  return [[...steps, name].join('.'), value];
}

/** `_has:Observation:subject:code`, nested as well. */
function has(type: string, pick: Pick): Pair {
  const depth = pick.weighed([
    [10, () => 1],
    [3, () => 2],
    [1, () => 3 + pick.below(3)],
    [0.1, () => 1_000],
  ]);
  let prefix = '';
  let at = type;
  for (let step = 0; step < depth; step += 1) {
    const wanted = at;
    const from = pick.one(referring(wanted));
    const fitting = parametersOf(from).filter((one) => one.targets?.includes(wanted) && !pick.odd());
    prefix += `_has:${from}:${fitting.length === 0 ? 'subject' : pick.one(fitting).code}:`;
    at = from;
  }
  const [name, value] = pick.odd() ? oddPair(pick) : plain(at, pick);
  return [prefix + name, value];
}

const referrers = new Map<string, readonly string[]>();

/** Types that refer to a type. */
function referring(type: string): readonly string[] {
  const known = referrers.get(type);
  if (known) return known;
  const all = RESOURCE_TYPES.filter((one) => parametersOf(one).some(({ targets }) => targets?.includes(type)));
  const found = all.length === 0 ? ['Observation'] : all;
  referrers.set(type, found);
  return found;
}

function result(type: string, pick: Pick): Pair {
  const codes = parametersOf(type).map(({ code }) => code);
  const code = (): string => (codes.length === 0 || pick.odd() ? oddText(pick) : pick.one(codes));
  const value = (good: readonly string[], odd: readonly string[]): string =>
    pick.odd() ? pick.one([...odd, oddText(pick)]) : pick.one(good);
  return pick.weighed<Pair>([
    [
      3,
      () => [
        '_count',
        value(['0', '1', '2', '1000', '1001', '999999999'], ['1e9', '1000000000000', '-1', '', '0x10', '1.5', 'NaN']),
      ],
    ],
    [3, () => ['_sort', pick.times(1 + pick.below(3), () => sortKey(type, pick, code)).join(',')]],
    [3, () => include(type, pick, code)],
    [1, () => ['_total', value(['none', 'estimate', 'accurate'], ['toString', ''])]],
    [1, () => ['_summary', value(['true', 'false', 'text', 'data', 'count'], ['constructor'])]],
    [
      1,
      () => [
        '_elements',
        value(['id', 'name,code', 'status,__proto__', 'status.x'], ['*', 'a..b', ',', 'x'.repeat(5_000)]),
      ],
    ],
    [0.5, () => ['_contained', value(['false'], ['true', 'both'])]],
    [0.5, () => ['_format', value(['json', 'application/fhir+json'], ['xml', '__proto__'])]],
    [0.5, () => ['_pretty', value(['true', 'false'], ['x'])]],
  ]);
}

function sortKey(type: string, pick: Pick, code: () => string): string {
  const sortable = parametersOf(type).filter((one) => ['date', 'string', 'number', 'quantity'].includes(one.type));
  const key = pick.odd() || sortable.length === 0 ? code() : pick.one(sortable).code;
  return pick.one(pick.odd() ? ['--', '+'] : ['', '-']) + key;
}

function include(type: string, pick: Pick, code: () => string): Pair {
  const isReverse = pick.chance(0.5);
  const name =
    (isReverse ? '_revinclude' : '_include') +
    pick.one(pick.odd() ? [':x', ':toString'] : ['', '', ':iterate', ':recurse']);
  if (pick.odd()) return [name, pick.one(['*', `${type}:${code()}`, '*:*', ':', `${type}:*:`, oddText(pick)])];
  const from = isReverse ? pick.one(referring(type)) : type;
  const fitting = parametersOf(from).filter(
    (one) => one.type === 'reference' && (!isReverse || one.targets?.includes(type)),
  );
  if (fitting.length === 0 || pick.chance(0.2)) return [name, isReverse || pick.chance(0.5) ? `${from}:*` : '*'];
  const { code: followed, targets = [] } = pick.one(fitting);
  const target = isReverse ? type : pick.one(targets);
  return [name, `${from}:${followed}${pick.chance(0.3) ? `:${target}` : ''}`];
}

function historyPairs(pick: Pick): readonly Pair[] {
  return pick.times(1 + pick.below(2), () => [
    pick.one(['_count', '_since', '_at', '_page']),
    pick.one([...NUMBERS, ...DATES, oddText(pick)]),
  ]);
}

/** Mostly encoded as browsers do, sometimes as nobody should. */
export function written(all: readonly Pair[], pick: Pick): string {
  const text = (part: string): string => {
    if (!pick.odd() || pick.chance(0.5)) return encoded(part);
    return pick.one([
      encoded(part).replaceAll('%20', '+'),
      encodeURI(wellFormed(part)).replaceAll('#', '%23'),
      '%',
      '%E0%A4%A',
      '%ED%A0%80',
      '%C0%80',
      '%00',
    ]);
  };
  return all
    .map(([name, value]) => (pick.odd() && pick.chance(0.2) ? text(name) : `${text(name)}=${text(value)}`))
    .join(pick.chance(0.98) ? '&' : '&&');
}

/** Half of a surrogate pair cannot be encoded by the rules; a client without rules sends its bytes. */
function encoded(part: string): string {
  const whole = encodeURIComponent(wellFormed(part));
  return wellFormed(part) === part ? whole : whole.replaceAll('%EF%BF%BD', '%ED%A0%80');
}
