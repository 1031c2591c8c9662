import { MATCHED_MAX, matches } from './pattern.ts';
import { everyPlace, placesOf } from './place.ts';
import { settle, type Settled, worked } from './settle.ts';
import type { Complaint, Item, Place, Program, Rule, Value } from './types.ts';
import { contentOf, isObject, memberOf, membersOf, orderOf, sameValue, valueWords } from './value.ts';
import { wellWritten } from './written.ts';

const COMPLAINTS_MAX = 200;

/**
 * What is wrong with a response: unknown items, answers of another type, answers to what is not asked, and every limit. What is missing
 * is a complaint only of a response that says it is complete.
 */
export function check(program: Program, response: Readonly<Record<string, unknown>>): readonly Complaint[] {
  const { places, complaints } = placesOf(program, response['item']);
  const given = new Map(everyPlace(places).map((place) => [place.key, place.value]));
  const settled = settle(program, places);
  const forged = everyPlace(places).flatMap((place) => untrue(place, given.get(place.key), settled));
  const complete = response['status'] === 'completed' || response['status'] === 'amended';
  return [...complaints, ...forged, ...complaintsOf(settled, complete)].slice(0, COMPLAINTS_MAX);
}

/** Every rule over what is asked; `complete` where nothing may be missing any more. */
export function complaintsOf({ places, asked }: Settled, complete: boolean): readonly Complaint[] {
  return everyPlace(places)
    .filter((place) => asked.has(place))
    .flatMap((place) => [
      ...(place.value ? wrongWith(place, place.value) : []),
      ...(complete && place.index === 0 ? missing(place, places, asked) : []),
      ...tooMany(place),
    ])
    .slice(0, COMPLAINTS_MAX);
}

export function complaint(
  { item, index, key }: Pick<Place, 'item' | 'index' | 'key'>,
  rule: Rule,
  text: string,
): Complaint {
  return { linkId: item.linkId, index, key, rule, text };
}

/** Answers to what is not asked, and to what is worked out or fixed but comes otherwise. */
function untrue(place: Place, given: Value | undefined, { asked, items }: Settled): readonly Complaint[] {
  const { item } = place;
  if (!given) return [];
  if (item.type === 'group' || item.type === 'display') return [];
  if (!asked.has(place))
    return [complaint(place, 'not-asked', `${named(item)} is not asked after the other answers. Leave it out.`)];
  if (item.calculated) {
    const right = worked(item, items);
    if (right && sameValue(right, given)) return [];
    const words = right ? `it comes to ${valueWords(item, right)}` : 'it cannot be worked out yet';
    return [complaint(place, 'calculated', `${named(item)} is worked out from other answers: ${words}.`)];
  }
  const fixed = item.readOnly && item.initial.length > 0 && !item.initial.some((one) => sameValue(one, given));
  return fixed ? [complaint(place, 'fixed', `${named(item)} is fixed and cannot be changed.`)] : [];
}

function missing(
  { item, parent, index, key }: Place,
  places: readonly Place[],
  asked: ReadonlySet<Place>,
): readonly Complaint[] {
  if (item.type === 'display' || (!item.required && !item.minOccurs)) return [];
  const rows = (parent?.children ?? places).filter((one) => one.item === item && asked.has(one));
  const filled = rows.filter((one) => (item.type === 'group' ? hasAnswer(one, asked) : one.value !== undefined));
  const least = Math.max(item.minOccurs ?? 0, item.required ? 1 : 0);
  if (filled.length >= least) return [];
  const words = least > 1 ? `Answer ${named(item)} at least ${least} times.` : `Answer ${named(item)}: it is needed.`;
  return [complaint({ item, index, key }, 'required', words)];
}

function hasAnswer(place: Place, asked: ReadonlySet<Place>): boolean {
  return place.children.some((one) => asked.has(one) && (one.value !== undefined || hasAnswer(one, asked)));
}

function tooMany({ item, index, key }: Place): readonly Complaint[] {
  const most = item.repeats ? (item.maxOccurs ?? Number.POSITIVE_INFINITY) : 1;
  if (index !== most) return [];
  const words = most === 1 ? 'once' : `at most ${most} times`;
  return [complaint({ item, index, key }, 'occurs', `${named(item)} is answered ${words}. Take the others out.`)];
}

function wrongWith(place: Place, value: Value): readonly Complaint[] {
  const { item } = place;
  const member = memberOf(value);
  const content = contentOf(value);
  const of = (rule: Rule, text: string): readonly Complaint[] => [complaint(place, rule, text)];
  if (member === undefined || !membersOf(item.type).includes(member))
    return of('type', `${named(item)} takes ${typeWords(item)}, not ${member ?? 'nothing'}.`);
  if (!wellWritten(item.type, member, content)) return of('type', `${named(item)}: write ${typeWords(item)}.`);
  if (item.options.length > 0 && !isOption(item, value))
    return of('option', `${named(item)}: choose one of what is listed.`);
  if (item.type === 'quantity' && isObject(content) && item.units.length > 0 && !isUnit(item, content))
    return of('unit', `${named(item)}: give it in ${item.units.map(({ unit }) => unit).join(' or ')}.`);
  return typeof content === 'string' ? wrongText(place, content, of) : wrongNumber(place, value, of);
}

type Of = (rule: Rule, text: string) => readonly Complaint[];

function wrongText({ item }: Place, content: string, of: Of): readonly Complaint[] {
  const { maxLength, minLength, pattern, format } = item;
  if (maxLength !== undefined && content.length > maxLength)
    return of('length', `${named(item)}: write at most ${maxLength} characters; there are ${content.length}.`);
  if (minLength !== undefined && content.length < minLength)
    return of('length', `${named(item)}: write at least ${minLength} characters.`);
  if (pattern !== undefined && content.length > MATCHED_MAX)
    return of('length', `${named(item)}: write at most ${MATCHED_MAX} characters.`);
  if (pattern !== undefined && !matches(pattern, content))
    return of('pattern', `${named(item)}: write it as ${format ?? `the pattern ${pattern} asks`}.`);
  return outside(item, content, of);
}

function wrongNumber({ item }: Place, value: Value, of: Of): readonly Complaint[] {
  const content = contentOf(value);
  const number = isObject(content) ? content['value'] : content;
  if (typeof number !== 'number') return [];
  const { places } = item;
  if (places !== undefined && decimalsOf(number) > places)
    return of('places', `${named(item)}: write at most ${places} decimal ${places === 1 ? 'place' : 'places'}.`);
  return outside(item, number, of);
}

function outside(item: Item, content: number | string, of: Of): readonly Complaint[] {
  const { min, max } = item;
  const compare = (limit: number | string) => orderOf({ value: content, valueX: content }, { valueX: limit }) ?? 0;
  if (min !== undefined && compare(min) < 0) return of('range', `${named(item)}: ${min} is the least.`);
  if (max !== undefined && compare(max) > 0) return of('range', `${named(item)}: ${max} is the most.`);
  return [];
}

function decimalsOf(number: number): number {
  const [digits = '', exponent = '0'] = String(number).split('e');
  return Math.max(0, (digits.split('.')[1]?.length ?? 0) - Number(exponent));
}

function isOption({ options, type }: Item, value: Value): boolean {
  return (
    (type === 'open-choice' && memberOf(value) === 'valueString') || options.some((one) => sameValue(one.value, value))
  );
}

function isUnit({ units }: Item, quantity: Readonly<Record<string, unknown>>): boolean {
  return units.some(
    ({ unit, code }) =>
      (quantity['code'] ?? quantity['unit']) === (quantity['code'] === undefined ? unit : (code ?? unit)),
  );
}

export function named({ text, linkId }: Pick<Item, 'text' | 'linkId'>): string {
  return `“${text || linkId}”`;
}

const TYPE_WORDS: Partial<Readonly<Record<Item['type'], string>>> = {
  boolean: 'yes or no',
  decimal: 'a number, such as 4.5',
  integer: 'a whole number',
  date: 'a day, as 2026-04-30',
  dateTime: 'a day and time, as 2026-04-30T14:05',
  time: 'a time, as 14:05',
  url: 'an address, as https://example.org',
  choice: 'one of what is listed',
  'open-choice': 'one of what is listed, or words of your own',
  attachment: 'the address of a document',
  reference: 'what it refers to, as Patient/7',
  quantity: 'a number and its unit',
};

export function typeWords({ type }: Pick<Item, 'type'>): string {
  return TYPE_WORDS[type] ?? 'words';
}
