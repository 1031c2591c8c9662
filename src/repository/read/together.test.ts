import { testStore } from '#testing/database';
import { expect, test } from 'vitest';
import type { Access } from '#agreement';
import type { Reader } from '#store';
import { openForTest } from '../open.testing.ts';
import { find, type Reading } from './read.ts';
import { findTogether } from './together.ts';

const store = await testStore();
const opened = openForTest(store);
const trust = await opened.system('Organization/trust');
const nurse = await opened.nurse('Organization/practice');

async function patients(count: number): Promise<readonly string[]> {
  const answers = await Promise.all(
    Array.from({ length: count }, () => opened.bind(trust).create('Patient', '{"resourceType":"Patient"}')),
  );
  return answers.map((answer) => (answer.ok ? answer.value.id : ''));
}

/** The store, counting its statements. */
function counting(): { readonly reader: Reader; readonly asked: () => number } {
  let asked = 0;
  const reader: Reader = {
    all: (statement) => {
      asked += 1;
      return store.all(statement);
    },
    first: (statement) => {
      asked += 1;
      return store.first(statement);
    },
  };
  return { reader, asked: () => asked };
}

const by = (access: Access, reader: Reader): Reading => ({ reader, access, now: new Date(opened.clock.now) });

test('reads that come together go in few statements, and each gets its own', async () => {
  const ids = await patients(40);
  const { reader, asked } = counting();
  const found = await Promise.all(
    [...ids, 'nobody', ...ids].map((id) => findTogether(by(trust, reader), { type: 'Patient', id })),
  );
  expect(found.map((one) => one?.id)).toEqual([...ids, undefined, ...ids]);
  expect(asked()).toBeLessThan(6);
  expect(found[3]).toEqual(await find(by(trust, store), { type: 'Patient', id: ids[3] ?? '' }));
});

test('each goes by its own policy, however close together they come', async () => {
  const ids = await patients(10);
  const { reader } = counting();
  const found = await Promise.all(
    ids.flatMap((id) => [
      findTogether(by(trust, reader), { type: 'Patient', id }),
      findTogether(by(nurse, reader), { type: 'Patient', id }),
    ]),
  );
  expect(found.map((one) => one !== undefined)).toEqual(ids.flatMap(() => [true, false]));
});

test('what fails fails for those it was asked for, and the next are asked again', async () => {
  const [id = ''] = await patients(1);
  let broken = true;
  const fails = (): never => {
    throw new Error('broken');
  };
  const reader: Reader = {
    all: async (statement) => (broken ? fails() : store.all(statement)),
    first: async (statement) => (broken ? fails() : store.first(statement)),
  };
  const asks = () => Array.from({ length: 5 }, () => findTogether(by(trust, reader), { type: 'Patient', id }));
  expect((await Promise.allSettled(asks())).every(({ status }) => status === 'rejected')).toBe(true);
  broken = false;
  expect((await Promise.all(asks())).map((one) => one?.id)).toEqual(Array.from({ length: 5 }, () => id));
});
