import type { Item, ItemType, Operator, Value } from './types.ts';

/** Under which member each type of item keeps its answers; choices by their options. */
const MEMBERS: Readonly<Record<ItemType, readonly string[]>> = {
  group: [],
  display: [],
  boolean: ['valueBoolean'],
  decimal: ['valueDecimal'],
  integer: ['valueInteger'],
  date: ['valueDate'],
  dateTime: ['valueDateTime'],
  time: ['valueTime'],
  string: ['valueString'],
  text: ['valueString'],
  url: ['valueUri'],
  choice: ['valueCoding', 'valueInteger', 'valueDate', 'valueTime', 'valueString', 'valueReference'],
  'open-choice': ['valueCoding', 'valueInteger', 'valueDate', 'valueTime', 'valueString', 'valueReference'],
  attachment: ['valueAttachment'],
  reference: ['valueReference'],
  quantity: ['valueQuantity'],
};

export function membersOf(type: ItemType): readonly string[] {
  return MEMBERS[type];
}

/** 'valueInteger' of `{ valueInteger: 3 }`. */
export function memberOf(value: Value): string | undefined {
  return Object.keys(value).find((key) => /^value[A-Z]/.test(key));
}

export function contentOf(value: Value): unknown {
  const member = memberOf(value);
  return member === undefined ? undefined : value[member];
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Codes are the same by system and code, quantities by value and unit, all else by what is written. */
export function sameValue(a: Value, b: Value): boolean {
  const [x, y] = [contentOf(a), contentOf(b)];
  if (!isObject(x) || !isObject(y)) return memberOf(a) === memberOf(b) && x === y;
  if (memberOf(a) !== memberOf(b)) return false;
  if (memberOf(a) === 'valueQuantity') return x['value'] === y['value'] && unitOf(x) === unitOf(y);
  if (memberOf(a) === 'valueReference') return x['reference'] === y['reference'];
  if (memberOf(a) !== 'valueCoding') return JSON.stringify(x) === JSON.stringify(y);
  return x['code'] === y['code'] && (x['system'] ?? '') === (y['system'] ?? '');
}

function unitOf(quantity: Readonly<Record<string, unknown>>): unknown {
  return quantity['code'] ?? quantity['unit'] ?? '';
}

/** Whether answers meet a condition: any does, but for `!=`, which none may fail. https://hl7.org/fhir/R4/valueset-questionnaire-enable-operator.html */
export function meets(answers: readonly Value[], operator: Operator, wanted: Value): boolean {
  if (operator === 'exists') return answers.length > 0 === (contentOf(wanted) === true);
  if (operator === '=') return answers.some((answer) => sameValue(answer, wanted));
  if (operator === '!=') return !answers.some((answer) => sameValue(answer, wanted));
  return answers.some((answer) => {
    const order = orderOf(answer, wanted);
    if (order === undefined) return false;
    if (operator === '>') return order > 0;
    if (operator === '>=') return order >= 0;
    return operator === '<' ? order < 0 : order <= 0;
  });
}

/** Below 0 where the first comes first; undefined where the two have no order. */
export function orderOf(a: Value, b: Value): number | undefined {
  const [x, y] = [comparable(a), comparable(b)];
  if (isObject(contentOf(a)) && isObject(contentOf(b))) {
    const [p, q] = [contentOf(a), contentOf(b)] as readonly Readonly<Record<string, unknown>>[];
    if (p && q && unitOf(p) !== unitOf(q)) return undefined;
  }
  if (typeof x === 'number' && typeof y === 'number') return x - y;
  if (typeof x === 'string' && typeof y === 'string') return instant(x, y) ?? (x < y ? -1 : x > y ? 1 : 0);
  return undefined;
}

function comparable(value: Value): unknown {
  const content = contentOf(value);
  return isObject(content) ? content['value'] : content;
}

function instant(x: string, y: string): number | undefined {
  if (!x.includes('T') || !y.includes('T')) return undefined;
  const [a, b] = [Date.parse(x), Date.parse(y)];
  return Number.isNaN(a) || Number.isNaN(b) ? undefined : a - b;
}

/** What an answer is called to a reader. */
export function valueWords(item: Pick<Item, 'options'>, value: Value): string {
  const option = item.options.find((one) => sameValue(one.value, value));
  if (option) return option.words;
  const content = contentOf(value);
  if (content === true) return 'Yes';
  if (content === false) return 'No';
  if (!isObject(content)) return String(content ?? '');
  const number =
    content['value'] === undefined ? '' : `${String(content['value'])} ${String(content['unit'] ?? '')}`.trim();
  return String(
    content['display'] ?? content['title'] ?? content['code'] ?? content['reference'] ?? content['url'] ?? number,
  );
}
