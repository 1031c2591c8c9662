import { array, assert, integer, property, shuffledSubarray } from '#testing/chance';
import { expect, test } from 'vitest';
import { readFhir } from './bundle.ts';
import type { Item } from './item.ts';
import { prepare } from './prepare.ts';
import { queue } from './queue.ts';

const sender = { organization: 'Organization/elm', feed: 'urn:concord:feed:elm', keeps: () => false };
const head = '{"resourceType":"Bundle","type":"collection","entry":[';

/** Entries that name others by number: by URN, and as a link in an extension. */
const entry = (number: number, names: readonly number[]) =>
  JSON.stringify({
    fullUrl: `urn:uuid:${number}`,
    resource: {
      resourceType: 'Basic',
      identifier: [{ system: 'urn:oid:1.2.3', value: `${number}` }],
      code: { text: 'x' },
      ...(names[0] === undefined
        ? {}
        : {
            extension: names.map((name) => ({ url: 'urn:x', valueUri: `urn:uuid:${name}` })),
            subject: { reference: `urn:uuid:${names[0]}` },
          }),
    },
  });

async function* counted(chunks: readonly string[], came: (chunk: number) => void) {
  for (const [place, chunk] of chunks.entries()) {
    came(place);
    yield chunk;
  }
}

/** The items of a Bundle whose entries are sent a chunk each, and after how many chunks each was read. */
async function read(entries: readonly string[]) {
  const items: { readonly item: Item; readonly chunk: number }[] = [];
  let chunk = 0;
  const chunks = [head, ...entries.map((one, place) => (place === 0 ? one : `,${one}`)), ']}'];
  for await (const found of readFhir(counted(chunks, (place) => void (chunk = place))))
    if ('item' in found) items.push({ item: found.item, chunk });
  return items;
}

function kept(item: Item): string {
  const made = prepare(item, sender);
  if (!made.ok) throw new Error(made.refusals[0].text);
  return made.value.text;
}

test('an entry that names what came before it is read at once, however long the Bundle', async () => {
  const entries = Array.from({ length: 50 }, (_, place) => entry(place, place === 0 ? [] : [place - 1, 0]));
  expect((await read(entries)).map(({ chunk }) => chunk)).toEqual(entries.map((_, place) => place + 1));
});

test('an entry that names a later one waits for it, and those behind it wait with it', async () => {
  const found = await read([entry(0, []), entry(1, [3]), entry(2, [0]), entry(3, []), entry(4, [9]), entry(5, [])]);
  expect(found.map(({ chunk }) => chunk)).toEqual([1, 4, 4, 4, 7, 7]);
});

test('what a record names is the same in whatever order the entries come, and they are taken in that order', async () => {
  const some = array(array(integer({ min: 0, max: 8 }), { maxLength: 3 }), { minLength: 8, maxLength: 8 });
  const order = shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8, maxLength: 8 });
  const cases: (readonly [readonly (readonly number[])[], readonly number[]])[] = [];
  assert(property(some, order, (names, places) => void cases.push([names, places])));
  for (const [names, places] of cases) {
    const straight = (await read(names.map((of, number) => entry(number, of)))).map(({ item }) => kept(item));
    const mixed = (await read(places.map((number) => entry(number, names[number] ?? [])))).map(({ item }) =>
      kept(item),
    );
    expect(mixed).toEqual(places.map((number) => straight[number]));
  }
});

test('past what may be held the first are let go as they are', () => {
  const { add, ready, all, length } = queue(10);
  const one = (at: number, text: string, ...wants: readonly string[]) => ({ at, text, wants });
  const places = (some: Iterable<{ readonly at: number }>) => [...some].map(({ at }) => at);
  add(one(1, '12345', 'urn:uuid:a'));
  add(one(2, '12345'));
  expect(places(ready(new Map()))).toEqual([]);
  add(one(3, '12345', 'urn:uuid:b'));
  expect(places(ready(new Map()))).toEqual([1, 2]);
  expect(length()).toBe(1);
  expect(places(ready(new Map([['urn:uuid:b', { type: 'Basic', identity: 'b' }]])))).toEqual([3]);
  for (let at = 0; at < 2_500; at += 1) add(one(at, '', 'urn:uuid:c'));
  expect(places(all())).toEqual(Array.from({ length: 2_500 }, (_, at) => at));
  expect(length()).toBe(0);
});
