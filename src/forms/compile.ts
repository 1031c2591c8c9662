import type { Outcome, Refusal } from '#fhir';
import { cyclesIn } from './cycle.ts';
import { limitsOf, unheededIn } from './extension.ts';
import { optionsOf, unitsOf } from './option.ts';
import {
  type Condition,
  DEPTH_MAX,
  type Item,
  ITEM_TYPES,
  ITEMS_MAX,
  OPERATORS,
  type Option,
  type Program,
  type Value,
} from './types.ts';
import { isObject, membersOf } from './value.ts';

type Json = Readonly<Record<string, unknown>>;

export type Compiling = {
  /** What stored value sets hold, by their address: the caller expands them, as far as it lets them grow. */
  readonly expansions: Readonly<Record<string, readonly Option[]>>;
  readonly contained: readonly unknown[];
  readonly faults: Refusal[];
  readonly seen: Set<string>;
};

/** Reads a Questionnaire once into a form; whatever in it would not be carried out is refused at its place. */
export function compile(
  questionnaire: unknown,
  expansions: Readonly<Record<string, readonly Option[]>> = {},
): Outcome<Program> {
  const of = isObject(questionnaire) ? questionnaire : {};
  const contained = Array.isArray(of['contained']) ? of['contained'] : [];
  const compiling: Compiling = { expansions, contained, faults: [], seen: new Set() };
  if (of['resourceType'] !== 'Questionnaire') fault(compiling, 'Questionnaire', 'it is no Questionnaire');
  unheeded(compiling, of, 'Questionnaire');
  const items = itemsOf(compiling, of['item'], 'Questionnaire', 1);
  if (compiling.seen.size === 0) fault(compiling, 'Questionnaire.item', 'nothing is asked in it');
  for (const item of everyItem(items)) checkReads(compiling, item);
  for (const words of cyclesIn(items)) fault(compiling, 'Questionnaire.item', words);
  const [first, ...rest] = compiling.faults;
  if (first) return { ok: false, refusals: [first, ...rest.slice(0, 19)] };
  const calculations = everyItem(items).filter(({ calculated }) => calculated).length;
  const value = {
    url: text(of['url']),
    title: text(of['title']) || text(of['name']) || 'A form',
    description: text(of['description']),
    items,
    calculations,
  };
  return { ok: true, value };
}

export function everyItem(items: readonly Item[]): readonly Item[] {
  return items.flatMap((item) => [item, ...everyItem(item.items)]);
}

export function fault(compiling: Pick<Compiling, 'faults'>, place: string, why: string): undefined {
  const text = `This form cannot be filled in here: at ${place}, ${why}. Change the Questionnaire there.`;
  compiling.faults.push({ code: 'forms.questionnaire', type: 'not-supported', text, expression: place });
  return undefined;
}

function itemsOf(compiling: Compiling, list: unknown, place: string, depth: number): readonly Item[] {
  if (list === undefined) return [];
  if (!Array.isArray(list)) return fault(compiling, `${place}.item`, 'items are a list') ?? [];
  if (depth > DEPTH_MAX) return fault(compiling, `${place}.item`, `items lie deeper than ${DEPTH_MAX}`) ?? [];
  return list.flatMap((one: unknown, index) => {
    if (compiling.seen.size >= ITEMS_MAX) return [];
    const item = isObject(one) ? itemOf(compiling, one, `${place}.item[${index}]`, depth) : undefined;
    return item ? [item] : [];
  });
}

function itemOf(compiling: Compiling, of: Json, place: string, depth: number): Item | undefined {
  const linkId = text(of['linkId']);
  const type = ITEM_TYPES.find((one) => one === of['type']);
  if (linkId === '' || linkId.length > 255) return fault(compiling, place, 'the item has no linkId');
  if (compiling.seen.has(linkId)) return fault(compiling, place, `the linkId “${linkId}” is used twice`);
  compiling.seen.add(linkId);
  if (compiling.seen.size >= ITEMS_MAX) fault(compiling, place, `there are more than ${ITEMS_MAX} items`);
  if (!type) return fault(compiling, place, `“${text(of['type'])}” is no type of item`);
  unheeded(compiling, of, place);
  const items = itemsOf(compiling, of['item'], place, depth + 1);
  if (type === 'display' && items.length > 0) fault(compiling, place, 'words to be read hold no items');
  if (type === 'group' && items.length === 0) fault(compiling, place, 'the group is empty');
  const { options, inSight } = optionsOf(compiling, of, place, type);
  const limits = limitsOf(compiling, of, place, type);
  const prefix = text(of['prefix']);
  return {
    linkId,
    type,
    text: text(of['text']),
    ...(prefix === '' ? {} : { prefix }),
    required: of['required'] === true,
    repeats: of['repeats'] === true && type !== 'display',
    readOnly: of['readOnly'] === true || limits.calculated !== undefined,
    ...limits,
    units: type === 'quantity' ? unitsOf(compiling, of, place) : [],
    options,
    inSight,
    initial: initialOf(compiling, of, place, type),
    conditions: conditionsOf(compiling, of, place),
    all: of['enableBehavior'] !== 'any',
    items,
  };
}

function initialOf(compiling: Compiling, of: Json, place: string, type: Item['type']): readonly Value[] {
  const given: readonly unknown[] = Array.isArray(of['initial']) ? of['initial'] : [];
  const picked: readonly unknown[] = (Array.isArray(of['answerOption']) ? of['answerOption'] : []).filter(
    (one: unknown) => isObject(one) && one['initialSelected'] === true,
  );
  const values = (given.length > 0 ? given : picked).flatMap((one) => (isObject(one) ? [onlyValue(one)] : []));
  const wrong = values.some((value) => !membersOf(type).some((member) => member in value));
  if (wrong) fault(compiling, `${place}.initial`, 'what it begins with is of another type than the item');
  if (values.length > 1 && of['repeats'] !== true)
    fault(compiling, `${place}.initial`, 'it begins with several values and does not repeat');
  return wrong ? [] : values;
}

function conditionsOf(compiling: Compiling, of: Json, place: string): readonly Condition[] {
  const list: readonly unknown[] = Array.isArray(of['enableWhen']) ? of['enableWhen'] : [];
  return list.flatMap((one, index) => {
    const at = `${place}.enableWhen[${index}]`;
    const operator = isObject(one) ? OPERATORS.find((known) => known === one['operator']) : undefined;
    const member = isObject(one) ? Object.keys(one).find((key) => /^answer[A-Z]/.test(key)) : undefined;
    if (!isObject(one) || !operator || member === undefined || text(one['question']) === '') {
      return fault(compiling, at, 'a condition names a question, an operator and an answer') ?? [];
    }
    if (operator === 'exists' && typeof one['answerBoolean'] !== 'boolean') {
      return fault(compiling, at, '“exists” is compared with true or false') ?? [];
    }
    const answer = { [member.replace('answer', 'value')]: one[member] };
    return [{ question: text(one['question']), operator, answer }];
  });
}

/** Conditions and calculations read questions that there are. */
function checkReads(compiling: Compiling, { linkId, conditions }: Item): void {
  for (const { question } of conditions) {
    if (!compiling.seen.has(question))
      fault(compiling, `the item “${linkId}”`, `it waits for an answer to “${question}”, which is not asked`);
  }
}

function unheeded(compiling: Compiling, of: Json, place: string): void {
  for (const url of unheededIn(of)) fault(compiling, place, `the extension ${url} is not carried out`);
}

function onlyValue(of: Json): Value {
  return Object.fromEntries(Object.entries(of).filter(([key]) => /^value[A-Z]/.test(key)));
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}
