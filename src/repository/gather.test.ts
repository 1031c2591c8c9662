import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { gathering } from './gather.ts';

/** Goes that end when they are told to, each remembering what went together. */
function held() {
  const goes: { readonly items: readonly number[]; readonly end: () => void; readonly fail: () => void }[] = [];
  const { ask, isIdle } = gathering<number, number>(
    (items) =>
      new Promise((done, failed) => {
        goes.push({ items, end: () => done(items.map((one) => one * 10)), fail: () => failed(new Error('broken')) });
      }),
    4,
  );
  return { ask, isIdle, goes };
}

const turn = () => new Promise(setImmediate);

test('what is asked for in one breath goes together, and each gets its own answer', async () => {
  const { ask, goes } = held();
  const answers = [ask(1), ask(2), ask(3)];
  await turn();
  expect(goes.map(({ items }) => items)).toEqual([[1, 2, 3]]);
  goes[0]?.end();
  expect(await Promise.all(answers)).toEqual([10, 20, 30]);
});

test('what comes while a go is under way waits for its end, and at most so many go together', async () => {
  const { ask, isIdle, goes } = held();
  const first = ask(1);
  await turn();
  const rest = [2, 3, 4, 5, 6].map(ask);
  await turn();
  expect(goes).toHaveLength(1);
  goes[0]?.end();
  expect(await first).toBe(10);
  await turn();
  expect(goes.map(({ items }) => items)).toEqual([[1], [2, 3, 4, 5]]);
  goes[1]?.end();
  await turn();
  goes[2]?.end();
  expect(await Promise.all(rest)).toEqual([20, 30, 40, 50, 60]);
  expect(isIdle()).toBe(true);
});

test('nobody waits behind a go that stands still', async () => {
  const { ask, goes } = held();
  const stuck = ask(1);
  await turn();
  await sleep(30);
  const next = ask(2);
  await turn();
  expect(goes.map(({ items }) => items)).toEqual([[1], [2]]);
  goes[1]?.end();
  expect(await next).toBe(20);
  goes[0]?.end();
  expect(await stuck).toBe(10);
});

test('a go that fails fails for those in it, and the next go on', async () => {
  const { ask, goes } = held();
  const failed = ask(1);
  await turn();
  const next = ask(2);
  goes[0]?.fail();
  await expect(failed).rejects.toThrow('broken');
  await turn();
  goes[1]?.end();
  expect(await next).toBe(20);
});
