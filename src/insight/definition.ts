import { type FactDefinition, factsOf, type MeasureDefinition, type Pack, type Rule } from './pack.ts';

/** What exactly a measure counts, in sentences: who, what, which codes, and what happens to odd values. Made from the rules. */
export function definitionOf(pack: Pack, measure: MeasureDefinition): readonly string[] {
  const say = (rule: Rule) => words(rule, pack);
  const counted =
    measure.of === 'register'
      ? `Counts everybody on the register: ${say(pack.register)}.`
      : `Counts those of the register for whom this holds: ${say(measure.of)}.`;
  const facts = [...new Set([...factsOf(measure.met), ...(measure.of === 'register' ? [] : factsOf(measure.of))])];
  const definitions = pack.facts.filter((fact) => facts.includes(fact.id));
  return [
    counted,
    `Met by: ${say(measure.met)}.`,
    ...definitions.flatMap(valueWords),
    ...definitions.map(codeWords),
    `From: ${pack.source}`,
  ];
}

function words(rule: Rule, pack: Pack): string {
  if ('all' in rule) return rule.all.map((part) => words(part, pack)).join(' and ');
  if ('any' in rule) return rule.any.map((part) => words(part, pack)).join(' or ');
  if ('not' in rule) return `not: ${words(rule.not, pack)}`;
  if ('alive' in rule) return 'alive';
  if ('age' in rule) return `aged ${rule.age[0]} to ${rule.age[1]}`;
  const name = 'has' in rule ? rule.has : rule.latest;
  const title = pack.facts.find((fact) => fact.id === name)?.title ?? name;
  const window = rule.within === undefined ? '' : ` within the last ${rule.within} months`;
  return 'has' in rule ? `${title} recorded${window}` : `the latest ${title}${window} is ${limits(rule, pack)}`;
}

function limits(rule: Extract<Rule, { latest: string }>, pack: Pack): string {
  const unit = pack.facts.find((fact) => fact.id === rule.latest)?.unit ?? '';
  const { atMost, atLeast, secondAtMost } = rule;
  return [
    ...(atMost === undefined
      ? []
      : [`${secondAtMost === undefined ? atMost : `${atMost}/${secondAtMost}`} ${unit} or less`]),
    ...(atLeast === undefined ? [] : [`${atLeast} ${unit} or more`]),
  ].join(' and ');
}

function valueWords({ title, unit, sameDay, value }: FactDefinition): readonly string[] {
  const keep = value?.keep;
  const several = { mean: 'their mean', lowest: 'the lowest of them' };
  return [
    ...(keep
      ? [`${title}: values outside ${keep[0]} to ${keep[1]} ${unit ?? ''} are errors of recording, and left out.`]
      : []),
    ...(sameDay ? [`${title}: several of one day count as ${several[sameDay]}.`] : []),
  ];
}

function codeWords({ title, codes }: FactDefinition): string {
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
  return `${SYSTEMS[system] ?? system} ${value}`;
}
