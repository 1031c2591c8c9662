import {
  type After,
  type FactDefinition,
  factsOf,
  type LatestRule,
  type MeasureDefinition,
  type Pack,
  type Rule,
  rulesOf,
  type Span,
  type Window,
} from './pack.ts';

/** What exactly a measure counts, in sentences: who, what, which codes, and what happens to odd values. Made from the rules. */
export function definitionOf(pack: Pack, measure: MeasureDefinition): readonly string[] {
  const say = (rule: Rule) => ruleWords(rule, pack);
  const counted =
    measure.of === 'register'
      ? `Counts everybody on the register: ${say(pack.register)}.`
      : `Counts those of the register for whom this holds: ${say(measure.of)}.`;
  const facts = [...new Set(rulesOf(measure).flatMap(factsOf))];
  const definitions = pack.facts.filter((fact) => facts.includes(fact.id));
  return [
    counted,
    ...(measure.exclusions ?? []).map(
      ({ title, rule, unlessMet }) => `Left out${unlessMet ? ', unless met' : ''}: ${title} (${say(rule)}).`,
    ),
    `Met by: ${say(measure.met)}.`,
    ...definitions.flatMap(valueWords),
    ...definitions.map(codeWords),
    ...(measure.better === 'lower' ? ['Less is better.'] : []),
    `From: ${pack.source}`,
    ...pack.unverified.map((line) => `Not verified: ${line}`),
  ];
}

export function ruleWords(rule: Rule, pack: Pack): string {
  if ('all' in rule) return rule.all.map((part) => grouped(part, pack)).join(' and ');
  if ('any' in rule) return rule.any.map((part) => grouped(part, pack)).join(' or ');
  if ('not' in rule) return `not: ${grouped(rule.not, pack)}`;
  if ('alive' in rule) return 'alive';
  if ('age' in rule)
    return rule.age[1] >= AGE_MAX ? `aged ${rule.age[0]} or over` : `aged ${rule.age[0]} to ${rule.age[1]}`;
  if ('first' in rule) return firstWords(rule, pack);
  if ('lasts' in rule)
    return rule.namedBy === undefined
      ? `${titleOf(pack, rule.lasts)} under way`
      : `${titleOf(pack, rule.lasts)} under way that is a ${titleOf(pack, rule.namedBy)} under way`;
  const title = titleOf(pack, 'has' in rule ? rule.has : rule.latest);
  const when = `${windowWords(rule.within)}${rule.after ? afterWords(rule.after, pack) : ''}`;
  return 'has' in rule ? `${title} recorded${when}` : `the latest ${title}${when} is ${limits(rule, pack)}`;
}

/** ' in the last 12 months', ' since the 1 January of 15 months that run'. */
export function windowWords(window: Window | undefined): string {
  if (window === undefined) return '';
  if (typeof window === 'number') return ` in the last ${window} months`;
  return ` in the ${window.months} months from 1 ${MONTHS[window.from - 1]}`;
}

const AGE_MAX = 120;
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

function grouped(rule: Rule, pack: Pack): string {
  const words = ruleWords(rule, pack);
  return 'all' in rule || 'any' in rule ? `(${words})` : words;
}

function firstWords({ first, from, to }: Extract<Rule, { first: string }>, pack: Pack): string {
  const title = `the first ${titleOf(pack, first)}`;
  return [
    ...(from === undefined ? [] : [`${title} was at least ${spanWords(from)} ago`]),
    ...(to === undefined ? [] : [`${title} was less than ${spanWords(to)} ago`]),
    ...(from === undefined && to === undefined ? [`${title} has come`] : []),
  ].join(' and ');
}

function afterWords({ fact, of, from, to }: After, pack: Pack): string {
  const anchor = `the ${of ?? 'first'} ${titleOf(pack, fact)}`;
  return from === undefined
    ? ` up to ${spanWords(to)} after ${anchor}`
    : ` ${spanWords(from)} to ${spanWords(to)} after ${anchor}`;
}

function spanWords(span: Span): string {
  return typeof span === 'number' ? `${span} months` : `${span.days} days`;
}

function titleOf(pack: Pack, name: string): string {
  return pack.facts.find((fact) => fact.id === name)?.title ?? name;
}

function limits(rule: LatestRule, pack: Pack): string {
  const definition = pack.facts.find((fact) => fact.id === rule.latest);
  const { atMost, atLeast, below, above, secondAtMost, secondBelow } = rule;
  const say = (limit: number, second?: number) => {
    if (definition?.titles) return definition.titles[String(limit)] ?? String(limit);
    return [second === undefined ? limit : `${limit}/${second}`, definition?.unit].filter(Boolean).join(' ');
  };
  return [
    ...(atMost === undefined ? [] : [`${say(atMost, secondAtMost)} or less`]),
    ...(below === undefined ? [] : [`below ${say(below, secondBelow)}`]),
    ...(atLeast === undefined ? [] : [`${say(atLeast)} or more`]),
    ...(above === undefined ? [] : [`above ${say(above)}`]),
  ].join(' and ');
}

/** Where a value is a number that was found, rather than what a code stands for. */
const MEASURED: readonly unknown[] = ['quantity', 'component', 'answers'];

function valueWords({ title, unit, sameDay, value }: FactDefinition): readonly string[] {
  const keep = value?.keep;
  const several = { mean: 'their mean', lowest: 'the lowest of them' };
  const what = value?.from === 'answers' ? 'answers' : 'values';
  const rule = sameDay ?? (MEASURED.includes(value?.from) ? 'lowest' : undefined);
  return [
    ...(keep
      ? [`${title}: ${what} outside ${keep[0]} to ${keep[1]} ${unit ?? ''} are errors of recording, and left out.`]
      : []),
    ...(value?.from === 'answers' ? [`${title}: ${answerWords(value.items ?? [])}`] : []),
    ...(rule ? [`${title}: several of one day count as ${several[rule]}.`] : []),
  ];
}

function answerWords(items: readonly string[]): string {
  return items.length === 1
    ? `the answer to '${items[0]}'; who left it out has none.`
    : `the sum of the answers to ${items.map((item) => `'${item}'`).join(', ')}; who left one out has none.`;
}

function codeWords({ title, codes, type, path, value }: FactDefinition): string {
  if (value?.from === 'end') {
    const kinds = Object.values(codes)
      .flat()
      .map((code) => code.split('|')[1]);
    return `${title} is a ${type} whose ${path} is a ${kinds.join(' or a ')}; it counts from its beginning until it is over.`;
  }
  const all = Object.values(codes).flat().map(shortCode);
  return `${title} is recorded as ${all.join(', ')}.`;
}

const SYSTEMS: Readonly<Record<string, string>> = {
  'http://snomed.info/sct': 'SNOMED CT',
  'http://loinc.org': 'LOINC',
  'http://www.nlm.nih.gov/research/umls/rxnorm': 'RxNorm',
};

function shortCode(code: string): string {
  const [system = '', value = ''] = code.split('|');
  return `${SYSTEMS[system] ?? system} ${value}`.trim();
}
