import { complaint, named, typeWords } from './check.ts';
import { baseOf, everyPlace, keyOf, layOut } from './place.ts';
import { type Complaint, type Item, type Place, type Program, ROWS_MAX, type Value } from './types.ts';
import { contentOf, isObject, memberOf, sameValue } from './value.ts';
import { wellWritten } from './written.ts';
import { instantIn, localIn } from './zone.ts';

/** What was typed into a form: names of fields with their values, as a browser posts them. */
export type Fields = URLSearchParams;

export type Filled = { readonly places: readonly Place[]; readonly unread: readonly Complaint[] };

/** Several of a few are ticked in one row; everything else that repeats has rows. */
export function isTicked({ repeats, options, items, type }: Item): boolean {
  return repeats && type === 'choice' && options.length > 0 && items.length === 0;
}

/** Nobody types what is fixed, hidden or worked out. */
export function isTyped({ readOnly, hidden, calculated, type }: Item): boolean {
  return !readOnly && !hidden && !calculated && type !== 'group' && type !== 'display';
}

/** Reads what was typed. What cannot be read as its type is a complaint, and counts as not answered. */
export function placesFrom({ items }: Pick<Program, 'items'>, fields: Fields, zone = 'UTC'): Filled {
  const unread: Complaint[] = [];
  const places = layOut(items, (item, parent) => {
    if (item.type === 'group') return rowsOf(item, parent, fields).map(() => undefined);
    if (!isTyped(item)) return item.initial.length > 0 && !item.calculated ? item.initial : [undefined];
    if (isTicked(item)) {
      const ticked = fields.getAll(`${baseOf(parent, item)}:*`).filter((raw) => raw !== '');
      const values = ticked.slice(0, ROWS_MAX).map((raw, index) => read(item, keyOf(parent, item, index), raw));
      return values.length === 0 ? [undefined] : values;
    }
    return rowsOf(item, parent, fields).map((index) => {
      const key = keyOf(parent, item, index);
      return readAt(item, key, fields);
    });
  });
  function read(item: Item, key: string, raw: string): Value | undefined {
    const value = valueFrom(item, raw, '', zone);
    if (raw !== '' && !value)
      unread.push(complaint({ item, key, index: 0 }, 'type', `${named(item)}: choose ${typeWords(item)}.`));
    return value;
  }
  function readAt(item: Item, key: string, from: Fields): Value | undefined {
    const own = (from.get(`${key}+own`) ?? '').trim();
    const chosen = (from.get(key) ?? '').trim();
    const raw = item.type === 'open-choice' && own !== '' ? own : chosen;
    const beside = (from.get(`${key}+unit`) ?? from.get(`${key}+title`) ?? '').trim();
    const value = raw === '' ? undefined : valueFrom(item, raw, beside, zone);
    if (raw !== '' && !value)
      unread.push(complaint({ item, key, index: 0 }, 'type', `${named(item)}: write ${typeWords(item)}.`));
    return value;
  }
  return { places, unread };
}

function rowsOf(item: Item, parent: Place | undefined, fields: Fields): readonly number[] {
  const asked = item.repeats ? Number(fields.get(`${baseOf(parent, item)}:rows`) ?? '1') : 1;
  const count = Number.isInteger(asked) ? Math.min(Math.max(asked, 1), ROWS_MAX) : 1;
  return Array.from({ length: count }, (_, index) => index);
}

const TRUTH: Readonly<Record<string, boolean>> = { true: true, false: false };
const NUMBER = /^-?\d{1,15}(?:\.\d{1,12})?$/;

function valueFrom(item: Item, raw: string, beside: string, zone: string): Value | undefined {
  const value = item.type === 'dateTime' ? { valueDateTime: instantIn(zone, raw) ?? raw } : valueOf(item, raw, beside);
  const member = value && memberOf(value);
  return value && member && wellWritten(item.type, member, contentOf(value)) ? value : undefined;
}

function valueOf(item: Item, raw: string, beside: string): Value | undefined {
  switch (item.type) {
    case 'boolean':
      return raw in TRUTH ? { valueBoolean: TRUTH[raw] } : undefined;
    case 'decimal':
      return NUMBER.test(raw) ? { valueDecimal: Number(raw) } : undefined;
    case 'integer':
      return NUMBER.test(raw) ? { valueInteger: Number(raw) } : undefined;
    case 'quantity':
      return quantity(item, raw, beside);
    case 'date':
      return { valueDate: raw };
    case 'time':
      return { valueTime: raw.length === 5 ? `${raw}:00` : raw };
    case 'url':
      return { valueUri: raw };
    case 'reference':
      return { valueReference: { reference: raw } };
    case 'attachment':
      return { valueAttachment: { url: raw, ...(beside === '' ? {} : { title: beside }) } };
    case 'choice':
      return item.options.find((option) => optionToken(option.value) === raw)?.value;
    case 'open-choice':
      return item.options.find((option) => optionToken(option.value) === raw)?.value ?? { valueString: raw };
    default:
      return { valueString: raw };
  }
}

function quantity({ units }: Item, raw: string, beside: string): Value | undefined {
  if (!NUMBER.test(raw)) return undefined;
  const unit = units.find((one) => (one.code ?? one.unit) === beside) ?? (units.length === 1 ? units[0] : undefined);
  if (units.length > 0 && !unit) return undefined;
  const free = beside === '' ? {} : { unit: beside };
  return { valueQuantity: { value: Number(raw), ...(unit ?? free) } };
}

/** What a field holds where an option is chosen. */
export function optionToken(value: Value): string {
  const content = contentOf(value);
  if (!isObject(content)) return String(content);
  return typeof content['code'] === 'string'
    ? `${typeof content['system'] === 'string' ? content['system'] : ''}|${content['code']}`
    : String(content['reference'] ?? '');
}

/** Places as they are typed: reading them again gives the same. */
export function fieldsOf(places: readonly Place[], zone = 'UTC'): Fields {
  const fields = new URLSearchParams();
  for (const place of everyPlace(places)) {
    const { item, key, index, parent, value } = place;
    const base = baseOf(parent, item);
    if (item.repeats && !isTicked(item) && index > 0) fields.set(`${base}:rows`, String(index + 1));
    if (!value || !isTyped(item)) continue;
    if (isTicked(item)) fields.append(`${base}:*`, optionToken(value));
    else if (item.type === 'dateTime') fields.set(key, localIn(zone, String(contentOf(value))));
    else write(fields, item, key, value);
  }
  return fields;
}

function write(fields: Fields, item: Item, key: string, value: Value): void {
  const content = contentOf(value);
  const ofOption = item.options.some((option) => sameValue(option.value, value));
  if (item.type === 'open-choice' && !ofOption) fields.set(`${key}+own`, String(content));
  else if (item.type === 'choice' || item.type === 'open-choice') fields.set(key, optionToken(value));
  else if (!isObject(content)) fields.set(key, item.type === 'time' ? String(content).slice(0, 5) : String(content));
  else if (item.type === 'quantity') {
    fields.set(key, String(content['value']));
    const unit = content['code'] ?? content['unit'];
    if (unit !== undefined) fields.set(`${key}+unit`, String(unit));
  } else if (item.type === 'attachment') {
    fields.set(key, String(content['url'] ?? ''));
    if (content['title'] !== undefined) fields.set(`${key}+title`, String(content['title']));
  } else fields.set(key, String(content['reference'] ?? ''));
}

/** The same fields with one more row of what repeats. */
export function withRow(fields: Fields, base: string): Fields {
  const next = new URLSearchParams(fields);
  next.set(`${base}:rows`, String(Math.min(ROWS_MAX, Number(fields.get(`${base}:rows`) ?? '1') + 1)));
  return next;
}

/** The same fields without one row: those after it move up. */
export function withoutRow(fields: Fields, base: string, row: number): Fields {
  const next = new URLSearchParams();
  for (const [name, value] of fields) {
    const rest = name.startsWith(`${base}:`) ? name.slice(base.length + 1) : undefined;
    const found = rest === undefined ? undefined : /^(\d+)(.*)$/.exec(rest);
    if (!found) next.append(name, value);
    else if (Number(found[1]) !== row) {
      const at = Number(found[1]) > row ? Number(found[1]) - 1 : Number(found[1]);
      next.append(`${base}:${at}${found[2] ?? ''}`, value);
    }
  }
  next.set(`${base}:rows`, String(Math.max(1, Number(fields.get(`${base}:rows`) ?? '1') - 1)));
  return next;
}
