import {
  type Complaint,
  type GivenItem,
  type Item,
  type Place,
  PLACES_MAX,
  type Program,
  ROWS_MAX,
  type Value,
} from './types.ts';
import { isObject, memberOf } from './value.ts';

/** 'household:1/age:0'. Only letters that stand in a form's field and in an address alike. */
export function keyOf(parent: Place | undefined, item: Item, index: number): string {
  return `${baseOf(parent, item)}:${index}`;
}

export function baseOf(parent: Place | undefined, { linkId }: Item): string {
  return baseWithin(parent?.key ?? '', linkId);
}

/** The same where only the key around it is known; '' at the top. */
export function keyWithin(parent: string, linkId: string, index: number): string {
  return `${baseWithin(parent, linkId)}:${index}`;
}

function baseWithin(parent: string, linkId: string): string {
  const name = encodeURIComponent(linkId).replace(/[!'()*~.]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return parent === '' ? name : `${parent}/${name}`;
}

/** All places, each before those inside it. */
export function everyPlace(places: readonly Place[]): readonly Place[] {
  return places.flatMap((place) => [place, ...everyPlace(place.children)]);
}

export type Rows = (item: Item, parent: Place | undefined) => readonly (Value | undefined)[];

/** Lays a form out: what each row of each item holds is said by `rows`. */
export function layOut(items: readonly Item[], rows: Rows): readonly Place[] {
  let count = 0;
  const lay = (of: readonly Item[], parent: Place | undefined): readonly Place[] =>
    of.flatMap((item) =>
      rows(item, parent).map((value, index) => {
        count += 1;
        const children: Place[] = [];
        const place: Place = { item, key: keyOf(parent, item, index), index, children, ...(parent ? { parent } : {}) };
        if (value) place.value = value;
        if (count < PLACES_MAX) children.push(...lay(item.items, place));
        return place;
      }),
    );
  return lay(items, undefined);
}

/** An empty form, with what its items begin with. */
export function blank({ items }: Pick<Program, 'items'>): readonly Place[] {
  return layOut(items, (item) => (item.initial.length > 0 ? item.initial : [undefined]));
}

/** A response as places. What stands where nothing is asked comes back as complaints. */
export function placesOf(
  { items }: Pick<Program, 'items'>,
  given: unknown,
): { readonly places: readonly Place[]; readonly complaints: readonly Complaint[] } {
  const complaints: Complaint[] = [];
  const insides = new Map<string, readonly GivenItem[]>();
  const complain = (linkId: string, key: string, text: string, rule: Complaint['rule'] = 'structure') => {
    complaints.push({ linkId, index: 0, key, rule, text });
  };
  const listAt = (key: string, list: unknown, known: readonly Item[]): void => {
    const all = (Array.isArray(list) ? list : []).filter(
      (one): one is GivenItem => isObject(one) && typeof one['linkId'] === 'string',
    );
    if (list !== undefined && (!Array.isArray(list) || all.length < list.length))
      complain('', key, 'Items are a list, each with its linkId.');
    for (const { linkId } of all) {
      if (!known.some((item) => item.linkId === linkId))
        complain(linkId, key, `“${linkId}” is not asked here. Leave it out.`, 'unknown');
    }
    insides.set(key, all);
  };
  listAt('', given, items);
  const places = layOut(items, (item, parent) => {
    const mine = (insides.get(parent?.key ?? '') ?? []).filter(({ linkId }) => linkId === item.linkId);
    const rows = item.type === 'group' ? groupRows(item, mine) : answerRows(item, mine, complain, parent);
    if (rows.length > ROWS_MAX)
      complain(item.linkId, keyOf(parent, item, 0), `“${item.text}” has more than ${ROWS_MAX} rows.`);
    const kept = rows.slice(0, ROWS_MAX);
    kept.forEach((row, index) => listAt(keyOf(parent, item, index), row.inside, item.items));
    return kept.length === 0 ? [undefined] : kept.map(({ value }) => value);
  });
  return { places, complaints };
}

type Row = { readonly value?: Value; readonly inside?: unknown };

function groupRows(_: Item, mine: readonly GivenItem[]): readonly Row[] {
  return mine.map(({ item: inside }) => ({ inside }));
}

function answerRows(
  item: Item,
  mine: readonly GivenItem[],
  complain: (linkId: string, key: string, text: string) => void,
  parent: Place | undefined,
): readonly Row[] {
  const key = keyOf(parent, item, 0);
  if (mine.length > 1)
    complain(item.linkId, key, `“${item.text}” stands there more than once: give its answers in one item.`);
  const direct = mine.some((one) => Array.isArray(one.item) && one.item.length > 0);
  if (direct) complain(item.linkId, key, `What belongs to “${item.text}” is given inside its answer.`);
  return mine.flatMap(({ answer }) => {
    if (answer === undefined) return [];
    if (!Array.isArray(answer)) {
      complain(item.linkId, key, `Answers to “${item.text}” are a list.`);
      return [];
    }
    return answer.filter(isObject).map((one) => {
      const member = memberOf(one);
      return { ...(member === undefined ? {} : { value: { [member]: one[member] } }), inside: one['item'] };
    });
  });
}

/** Places as a response holds them: what is asked and answered, in the order of the form. */
export function itemsOf(places: readonly Place[], asked: ReadonlySet<Place>): readonly GivenItem[] {
  const items: GivenItem[] = [];
  const answers = new Map<Item, (Value & { item?: readonly GivenItem[] })[]>();
  for (const place of places) {
    if (!asked.has(place)) continue;
    const { item, value } = place;
    const inside = itemsOf(place.children, asked);
    const text = item.text === '' ? {} : { text: item.text };
    if (item.type === 'group') {
      if (inside.length > 0) items.push({ linkId: item.linkId, ...text, item: inside });
      continue;
    }
    if (!value) continue;
    const answer = inside.length > 0 ? { ...value, item: inside } : value;
    const before = answers.get(item);
    if (before) before.push(answer);
    else {
      const list = [answer];
      answers.set(item, list);
      items.push({ linkId: item.linkId, ...text, answer: list });
    }
  }
  return items;
}
