import { isLoinc, isSnomed } from './check-digit.ts';
import { DIMENSIONS, MEASURE_KINDS } from './pack.ts';

/** What is wrong with a pack: where, and the rule it breaks. */
export type PackFault = { readonly place: string; readonly rule: string };

type Json = Readonly<Record<string, unknown>>;

/** A measure is a bit of an integer whose first bit is the register. */
const MEASURES_MAX = 30;
const TYPES = [
  'Condition',
  'Observation',
  'Procedure',
  'MedicationRequest',
  'Encounter',
  'ServiceRequest',
  'Appointment',
  'AdverseEvent',
  'QuestionnaireResponse',
  'CarePlan',
  'Goal',
];
const FORM = 'QuestionnaireResponse';
const KINDS_OF_RULE = ['has', 'latest', 'lasts', 'first', 'age', 'alive', 'not', 'all', 'any'];
const VALUES = ['quantity', 'component', 'code', 'end', 'self', 'target'];
const LIMITS = ['atMost', 'atLeast', 'below', 'above', 'secondAtMost', 'secondBelow'];

/** Every fault of a pack, each with its place. None: the engine counts it. */
export function packFaults(json: unknown): readonly PackFault[] {
  if (!isObject(json)) return [{ place: 'pack', rule: 'is a JSON object' }];
  const faults: PackFault[] = [];
  const must = (holds: boolean, place: string, rule: string) => {
    if (!holds) faults.push({ place, rule });
  };
  for (const name of ['id', 'version', 'title', 'source'])
    must(isText(json[name]), name, 'is a text that says something');
  must(json['use'] === 'care' || json['use'] === 'report', 'use', "is 'care' or 'report'");
  must(isList(json['unverified']), 'unverified', 'lists what was not verified; an empty list says that all was');
  must(Number.isInteger(json['smallNumber']), 'smallNumber', 'is a whole number');
  must([undefined, true].includes(json['sensitive'] as never), 'sensitive', 'is true, or not there');
  const strata = listOf(json['strata']);
  must(isList(json['strata']), 'strata', `lists some of ${DIMENSIONS.join(', ')}`);
  for (const [at, one] of strata.entries())
    must(DIMENSIONS.includes(one as never), `strata[${at}]`, `is one of ${DIMENSIONS.join(', ')}`);
  must(isRising(json['ageBands']), 'ageBands', 'lists first years of age, rising from 0');
  const known = factFaults(json['facts'], must);
  if (strata.includes('frailty'))
    must(known.has('frailty'), 'strata', "names frailty, which needs a fact of the id 'frailty'");
  const checking = { known, lasting: lastingIn(json['facts']), must };
  ruleFaults(json['register'], 'register', checking);
  measureFaults(json['measures'], checking);
  return faults;
}

type Must = (holds: boolean, place: string, rule: string) => void;
type Checking = { readonly known: ReadonlySet<string>; readonly lasting: ReadonlySet<unknown>; readonly must: Must };

/** Facts that say when they are over. */
function lastingIn(facts: unknown): ReadonlySet<unknown> {
  const ends = (fact: unknown) => isObject(fact) && isObject(fact['value']) && fact['value']['from'] === 'end';
  return new Set(listOf(facts).flatMap((fact) => (ends(fact) ? [(fact as Json)['id']] : [])));
}

function factFaults(json: unknown, must: Must): ReadonlySet<string> {
  must(isList(json) && json.length > 0, 'facts', 'is a list of facts');
  const known = new Set<string>();
  for (const [at, fact] of listOf(json).entries()) {
    const place = `facts[${at}]`;
    if (!isObject(fact)) {
      must(false, place, 'is an object');
      continue;
    }
    const { id, title, type, path, codes, value, second, on } = fact;
    must(isText(id), `${place}.id`, 'is a text that says something');
    must(!known.has(String(id)), `${place}.id`, `'${String(id)}' stands once in a pack`);
    known.add(String(id));
    must(isText(title), `${place}.title`, 'is a text that says something');
    must(TYPES.includes(String(type)), `${place}.type`, `is one of ${TYPES.join(', ')}`);
    must(isText(path), `${place}.path`, 'names the element that holds the code');
    must([undefined, 'end', 'asked'].includes(on as never), `${place}.on`, "is 'end', 'asked', or not there");
    codeFaults(codes, `${place}.codes`, { must, fault: type === FORM ? addressFault : codeFault });
    for (const [name, rule] of [
      ['value', value],
      ['second', second],
    ] as const)
      if (rule !== undefined) valueFaults(rule, `${place}.${name}`, { must, form: type === FORM });
  }
  return known;
}

type CodeFault = (code: unknown, place: string, must: Must) => void;

function codeFaults(json: unknown, place: string, { must, fault }: { must: Must; fault: CodeFault }): void {
  must(isObject(json) && Object.keys(json).length > 0, place, 'holds lists of codes by their value');
  if (!isObject(json)) return;
  for (const [key, list] of Object.entries(json)) {
    must(Number.isFinite(Number(key)), `${place}.${key}`, 'is named by a number, which is the value');
    must(isList(list) && list.length > 0, `${place}.${key}`, 'is a list of codes');
    for (const [at, code] of listOf(list).entries()) fault(code, `${place}.${key}[${at}]`, must);
  }
}

function codeFault(code: unknown, place: string, must: Must): void {
  const [system = '', value = '', ...rest] = String(code).split('|');
  must(/^(https?:|urn:)/.test(system) && value !== '' && rest.length === 0, place, "is written 'system|code'");
  if (system === 'http://snomed.info/sct')
    must(isSnomed(value), place, `${value} is no SNOMED CT code: its last digit does not check`);
  if (system === 'http://loinc.org')
    must(isLoinc(value), place, `${value} is no LOINC code: its last digit does not check`);
}

/** The address of a form, without a version: those of every version are counted. */
function addressFault(address: unknown, place: string, must: Must): void {
  must(/^(https?:|urn:)[^|\s]+$/.test(String(address)), place, 'is the address of a form, without its version');
}

function valueFaults(json: unknown, place: string, { must, form }: { must: Must; form: boolean }): void {
  if (!isObject(json)) return must(false, place, 'is an object');
  const { from, units, codes, keep, items, options } = json;
  const ways = form ? ['answers'] : VALUES;
  must(ways.includes(String(from)), `${place}.from`, form ? 'is answers, of a form' : `is one of ${VALUES.join(', ')}`);
  if (from === 'answers') {
    must(listOf(items).length > 0 && listOf(items).every(isText), `${place}.items`, 'lists link ids of questions');
    if (options !== undefined) codeFaults(options, `${place}.options`, { must, fault: codeFault });
  } else if (from === 'quantity' || from === 'component')
    must(isObject(units), `${place}.units`, 'gives factor and offset of every unit');
  if (from === 'component') must(listOf(codes).length > 0, `${place}.codes`, 'lists the codes of the component');
  if (keep !== undefined) must(listOf(keep).length === 2, `${place}.keep`, 'gives the least and the most');
}

function measureFaults(json: unknown, checking: Checking): void {
  const { must } = checking;
  const measures = listOf(json);
  must(measures.length > 0, 'measures', 'is a list of measures');
  must(measures.length <= MEASURES_MAX, 'measures', `holds at most ${MEASURES_MAX}; make a second pack of the rest`);
  const ids = measures.map((one) => (isObject(one) ? String(one['id']) : ''));
  for (const [at, measure] of measures.entries()) {
    const place = `measures[${at}]`;
    if (!isObject(measure)) {
      must(false, place, 'is an object');
      continue;
    }
    const { id, title, kind, better, variantOf, of, met, exclusions } = measure;
    must(/^[a-z0-9][a-z0-9-]{0,79}$/.test(String(id)), `${place}.id`, 'is small letters, digits and hyphens');
    must(ids.indexOf(String(id)) === at, `${place}.id`, `'${String(id)}' stands once in a pack`);
    must(isText(title), `${place}.title`, 'is a text that says something');
    must(MEASURE_KINDS.includes(kind as never), `${place}.kind`, `is one of ${MEASURE_KINDS.join(', ')}`);
    must(better === undefined || better === 'lower', `${place}.better`, "is 'lower', or not there");
    if (variantOf !== undefined)
      must(ids.includes(String(variantOf)), `${place}.variantOf`, 'names a measure of the pack');
    if (measure['score'] !== undefined) scoreFaults(measure['score'], `${place}.score`, checking);
    if (of !== 'register') ruleFaults(of, `${place}.of`, checking);
    ruleFaults(met, `${place}.met`, checking);
    for (const [number, one] of listOf(exclusions).entries()) {
      must(isObject(one) && isText(one['title']), `${place}.exclusions[${number}].title`, 'says who is left out');
      ruleFaults(isObject(one) ? one['rule'] : undefined, `${place}.exclusions[${number}].rule`, checking);
    }
  }
}

function scoreFaults(json: unknown, place: string, { known, must }: Checking): void {
  if (!isObject(json)) return must(false, place, 'is an object');
  const { title, fact, best, asked } = json;
  for (const [name, text] of Object.entries({ title, best }))
    must(isText(text), `${place}.${name}`, 'is a text that says something');
  const { fact: asks, form, months } = isObject(asked) ? asked : {};
  for (const [name, one] of [
    ['fact', fact],
    ['asked.fact', asks],
  ] as const)
    must(known.has(String(one)), `${place}.${name}`, `names the fact '${String(one)}', which the pack does not define`);
  addressFault(form, `${place}.asked.form`, must);
  must(isCount(months), `${place}.asked.months`, 'is a number of months');
}

function ruleFaults(json: unknown, place: string, checking: Checking): void {
  const { known, must } = checking;
  const kind = isObject(json) ? KINDS_OF_RULE.filter((one) => one in json) : [];
  if (!isObject(json) || kind.length !== 1) return must(false, place, `is one rule: ${KINDS_OF_RULE.join(', ')}`);
  const [name = ''] = kind;
  const body = json[name];
  if (name === 'not') return ruleFaults(body, `${place}.not`, checking);
  if (name === 'all' || name === 'any') {
    must(listOf(body).length > 0, `${place}.${name}`, 'lists rules');
    for (const [at, part] of listOf(body).entries()) ruleFaults(part, `${place}.${name}[${at}]`, checking);
    return;
  }
  if (name === 'alive') return must(body === true, `${place}.alive`, 'is true');
  if (name === 'age')
    return must(listOf(body).length === 2, `${place}.age`, 'gives the first and the last year of age');
  must(known.has(String(body)), `${place}.${name}`, `names the fact '${String(body)}', which the pack does not define`);
  must(lastingFits(json, checking), place, "asks by 'lasts', and by it alone, for facts whose value is their end");
  const { within, after } = json;
  must(within === undefined || after === undefined, place, 'has a window or comes after something, not both');
  if (within !== undefined) must(isWindow(within), `${place}.within`, 'is months, or a period { from, months }');
  if (after !== undefined) afterFaults(after, `${place}.after`, checking);
  if (name === 'latest')
    must(
      LIMITS.some((limit) => limit in json),
      place,
      `has one of ${LIMITS.join(', ')}`,
    );
}

function afterFaults(json: unknown, place: string, { known, must }: Checking): void {
  if (!isObject(json)) return must(false, place, 'is an object');
  must(
    known.has(String(json['fact'])),
    `${place}.fact`,
    `names the fact '${String(json['fact'])}', which the pack does not define`,
  );
  must(isSpan(json['to']), `${place}.to`, 'is months, or { days }');
  must(json['from'] === undefined || isSpan(json['from']), `${place}.from`, 'is months, or { days }');
}

/** What lasts is asked for by its span alone: days of beginning say nothing of several that overlap. */
function lastingFits(rule: Json, { lasting }: Checking): boolean {
  const { has, latest, first, lasts, namedBy, after } = rule;
  const others = [has, latest, first, isObject(after) ? after['fact'] : undefined];
  if (others.some((one) => lasting.has(one))) return false;
  return [lasts, namedBy].every((one) => one === undefined || lasting.has(one));
}

function isWindow(json: unknown): boolean {
  if (isCount(json)) return true;
  if (!isObject(json)) return false;
  const { from, months } = json;
  return isCount(from) && Number(from) <= 12 && isCount(months) && Number(months) >= 12 && Number(months) < 24;
}

function isSpan(json: unknown): boolean {
  return isCount(json) || (isObject(json) && isCount(json['days']));
}

function isCount(json: unknown): boolean {
  return Number.isInteger(json) && Number(json) > 0;
}

function isRising(json: unknown): boolean {
  const bands = listOf(json);
  return bands[0] === 0 && bands.every((one, at) => at === 0 || Number(one) > Number(bands[at - 1]));
}

function isText(json: unknown): boolean {
  return typeof json === 'string' && json.trim() !== '';
}

function isList(json: unknown): json is readonly unknown[] {
  return Array.isArray(json);
}

function listOf(json: unknown): readonly unknown[] {
  return isList(json) ? json : [];
}

function isObject(json: unknown): json is Json {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
