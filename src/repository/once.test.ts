import { testStore } from '#testing/database';
import { beforeAll, expect, test } from 'vitest';
import type { Access } from '#agreement';
import { accepted, refuse } from '#fhir';
import type { Store } from '#store';
import { countOf, type Opened, openForTest } from './open.testing.ts';
import type { Repository } from './repository.ts';

let store: Store;
let opened: Opened;
let access: Access;

beforeAll(async () => {
  store = await testStore();
  opened = openForTest(store);
  access = await opened.system();
});

const bytes = (text: string) => new TextEncoder().encode(text);
const create = async (repository: Repository) => {
  const written = await repository.create('Patient', '{"resourceType":"Patient"}');
  if (!written.ok) return written;
  return accepted({ status: 201, headers: { etag: 'W/"1"' }, body: written.value.id });
};

// Shows a control of hazard H6.
test('the same key and bytes give the same answer and one effect', async () => {
  const before = await countOf(store, 'resource');
  const keyed = { access, key: 'k1', requestHash: bytes('a') };
  const first = await opened.once(keyed, create);
  const second = await opened.once(keyed, create);
  expect(second).toEqual(first);
  expect(first).toMatchObject({ ok: true, value: { status: 201, headers: { etag: 'W/"1"' } } });
  expect(await countOf(store, 'resource')).toBe(before + 1);
});

test('many at once are one', async () => {
  const before = await countOf(store, 'resource');
  const keyed = { access, key: 'k2', requestHash: bytes('a') };
  const race = await Promise.all(Array.from({ length: 10 }, () => opened.once(keyed, create)));
  expect(new Set(race.map((answer) => (answer.ok ? answer.value.body : ''))).size).toBe(1);
  expect(await countOf(store, 'resource')).toBe(before + 1);
});

test('who loses a tie decides anew, alone or as part of a batch', async () => {
  const body = (of: number) => `{"resourceType":"Patient","id":"tied","name":[{"family":"n${of}"}]}`;
  const tied = Array.from({ length: 12 }, (_, at) =>
    opened.once({ access, key: `tied-${at}`, requestHash: bytes('a') }, async (repository) => {
      const put = { method: 'PUT', url: 'Patient/tied', resource: body(at) } as const;
      const [written] =
        at % 2 === 0 ? [await repository.update('Patient', 'tied', body(at))] : await repository.batch([put]);
      return written?.ok
        ? accepted({ status: 200, headers: {}, body: '' })
        : (written ?? refuse('invalid', 'http.json', 'no'));
    }),
  );
  expect(await Promise.all(tied)).toEqual(tied.map(() => accepted({ status: 200, headers: {}, body: '' })));
  expect(await opened.bind(access).read('Patient', 'tied')).toMatchObject({ value: { version: tied.length } });
});

test('the same key for another request is refused', async () => {
  await opened.once({ access, key: 'k3', requestHash: bytes('a') }, create);
  const other = await opened.once({ access, key: 'k3', requestHash: bytes('b') }, create);
  expect(other).toMatchObject({
    ok: false,
    refusals: [{ code: 'http.idempotency-key-reused', type: 'business-rule' }],
  });
});

test('a key is of one principal', async () => {
  const first = await opened.once({ access, key: 'k4', requestHash: bytes('a') }, create);
  const theirs = { access: { ...access, principal: 'client/other' }, key: 'k4', requestHash: bytes('b') };
  const second = await opened.once(theirs, create);
  expect(second.ok && first.ok && second.value.body !== first.value.body).toBe(true);
});

test('a refusal keeps nothing: the same key may succeed later', async () => {
  const keyed = { access, key: 'k5', requestHash: bytes('a') };
  const before = await countOf(store, 'resource');
  const no = await opened.once(keyed, async (repository) => {
    await create(repository);
    return refuse('invalid', 'http.json', 'no');
  });
  expect(no.ok).toBe(false);
  expect(await countOf(store, 'resource')).toBe(before);
  expect((await opened.once(keyed, create)).ok).toBe(true);
});
