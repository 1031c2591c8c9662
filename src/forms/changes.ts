import type { Condition, Item, Option, Program, Unit } from './types.ts';
import { valueWords } from './value.ts';

/** What is otherwise in a later version of a form: one sentence an item and thing, in words of who asks. */
export type FormChange = {
  /** Absent where it is about the form as a whole. */
  readonly linkId?: string;
  readonly words: string;
};

type Stands = { readonly item: Item; readonly under: string | undefined };

/** What changed from one version to another, in the order of the later. Items are the same by their linkId. Pure. */
export function changesIn(before: Program, after: Program): readonly FormChange[] {
  const [old, now] = [standing(before.items), standing(after.items)];
  const gone = [...old.values()].filter(({ item }) => !now.has(item.linkId));
  return [
    ...whole('The title', before.title, after.title),
    ...whole('What it says above the questions', before.description, after.description),
    ...[...now.values()].flatMap((one) => {
      const was = old.get(one.item.linkId);
      const found = was ? itemChanges(was, one, now) : [`${called(one.item)} is new.`];
      return found.map((words) => ({ linkId: one.item.linkId, words }));
    }),
    ...gone.map(({ item }) => ({ linkId: item.linkId, words: `${called(item)} is not asked any more.` })),
    ...reordered(old, now),
  ];
}

function standing(
  items: readonly Item[],
  under?: string,
  into = new Map<string, Stands>(),
): ReadonlyMap<string, Stands> {
  for (const item of items) {
    into.set(item.linkId, { item, under });
    standing(item.items, item.linkId, into);
  }
  return into;
}

function whole(what: string, before: string, after: string): readonly FormChange[] {
  return before === after ? [] : [{ words: `${what} was “${before}” and is “${after}”.` }];
}

function called({ type, text, linkId }: Item): string {
  const name = text === '' ? linkId : text;
  return `${type === 'group' ? 'The group' : type === 'display' ? 'The words' : 'The question'} “${name}”`;
}

function itemChanges(
  { item: was, under }: Stands,
  { item: is, under: now }: Stands,
  all: ReadonlyMap<string, Stands>,
): readonly string[] {
  const name = called(was);
  const into = all.get(now ?? '')?.item;
  return [
    ...(was.text === is.text ? [] : [`${name} is worded “${is.text}” now.`]),
    ...(was.type === is.type ? [] : [`${name} was answered as ${was.type}, and is as ${is.type} now.`]),
    ...(under === now ? [] : [`${name} stands ${into ? `under “${into.text || into.linkId}”` : 'by itself'} now.`]),
    ...FLAGS.filter(({ of }) => was[of] !== is[of]).map(({ of, yes, no }) => `${name} ${is[of] ? yes : no}.`),
    ...limitChanges(was, is).map((words) => `${name}: ${words}.`),
    ...optionChanges(was.options, is.options).map((words) => `${name}: ${words}.`),
    ...conditionChanges(was, is).map((words) => `${name} ${words}.`),
    ...(same(rest(was), rest(is)) ? [] : [`${name} begins, is shown or is worked out otherwise.`]),
  ];
}

const FLAGS = [
  { of: 'required', yes: 'has to be answered now', no: 'need not be answered any more' },
  { of: 'repeats', yes: 'can be answered several times now', no: 'is answered once now' },
  { of: 'readOnly', yes: 'is not typed any more', no: 'is typed now' },
  { of: 'hidden', yes: 'is not shown any more', no: 'is shown now' },
] as const;

const LIMITS = [
  ['minOccurs', 'at least so many answers'],
  ['maxOccurs', 'at most so many answers'],
  ['minLength', 'at least so many letters'],
  ['maxLength', 'at most so many letters'],
  ['min', 'the least'],
  ['max', 'the most'],
  ['places', 'decimal places'],
  ['pattern', 'how it is written'],
  ['format', 'how it is to be written, in words'],
] as const;

function limitChanges(was: Item, is: Item): readonly string[] {
  const units = (of: Item) => of.units.map(({ unit }: Unit) => unit).join(', ');
  const limits = LIMITS.filter(([name]) => was[name] !== is[name]).map(
    ([name, words]) => `${words} was ${was[name] ?? 'not said'}, and is ${is[name] ?? 'not said'} now`,
  );
  return same(was.units, is.units) ? limits : [...limits, `its units were ${units(was)}, and are ${units(is)} now`];
}

function optionChanges(was: readonly Option[], is: readonly Option[]): readonly string[] {
  const lacks = (all: readonly Option[], one: Option) => !all.some(({ value }) => same(value, one.value));
  const more = is.filter((one) => lacks(was, one));
  const gone = was.filter((one) => lacks(is, one));
  const worded = is.flatMap((one) => {
    const before = was.find(({ value }) => same(value, one.value));
    return before && before.words !== one.words ? [`“${before.words}” is worded “${one.words}” now`] : [];
  });
  const listed = (all: readonly Option[]) => all.map(({ words }) => `“${words}”`).join(', ');
  const left = more.length === 0 && gone.length === 0 && worded.length === 0 && !same(was, is);
  return [
    ...(more.length > 0 ? [`can be answered ${listed(more)} now`] : []),
    ...(gone.length > 0 ? [`cannot be answered ${listed(gone)} any more`] : []),
    ...worded,
    ...(left ? ['what can be chosen stands in another order'] : []),
  ];
}

function conditionChanges(was: Item, is: Item): readonly string[] {
  if (same(was.conditions, is.conditions) && was.all === is.all) return [];
  if (is.conditions.length === 0) return same(was.conditions, is.conditions) ? [] : ['is always asked now'];
  return [`is asked now only if ${is.conditions.map(conditionWords).join(is.all ? ' and ' : ' or ')}`];
}

function conditionWords({ question, operator, answer }: Condition): string {
  return `“${question}” ${operator} ${valueWords({ options: [] }, answer)}`;
}

/** Everything of an item that no sentence above speaks of. */
function rest({ prefix, initial, calculated, inSight }: Item): unknown {
  return [prefix, initial, calculated, inSight];
}

/** Those that both have, in another order among themselves. */
function reordered(old: ReadonlyMap<string, Stands>, now: ReadonlyMap<string, Stands>): readonly FormChange[] {
  const both = (of: ReadonlyMap<string, Stands>, other: ReadonlyMap<string, Stands>) =>
    [...of.values()]
      .filter(({ item, under }) => other.has(item.linkId) && other.get(item.linkId)?.under === under)
      .map(({ item }) => item.linkId);
  return same(both(old, now), both(now, old)) ? [] : [{ words: 'The questions stand in another order.' }];
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
