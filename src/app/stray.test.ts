import { afterEach, expect, test } from 'vitest';
import { Unavailable } from '#store';
import { holdStray } from './stray.ts';

const said: string[] = [];
const ended: unknown[] = [];
const log = {
  info: () => undefined,
  warn: () => undefined,
  error: (_: object, message: string) => void said.push(message),
};
const others = process.listeners('unhandledRejection').concat(process.listeners('uncaughtException') as never[]);
let letGo: () => void = () => undefined;

afterEach(() => {
  letGo();
  said.length = 0;
  ended.length = 0;
});

/** As Node tells it: the listeners of this program alone, since the tests' own would end the run. */
function stray(error: unknown): void {
  for (const listener of process.listeners('unhandledRejection')) {
    if (!others.includes(listener)) (listener as (reason: unknown) => void)(error);
  }
}

test('a connection that ends while nobody waits is written down, and the program goes on', () => {
  letGo = holdStray(log, (error) => ended.push(error));
  stray(new Unavailable('gone'));
  stray(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }));
  stray(new Error('Connection terminated unexpectedly'));
  expect(said).toHaveLength(3);
  expect(ended).toEqual([]);
});

test('after anything else the program ends', () => {
  letGo = holdStray(log, (error) => ended.push(error));
  const mistake = new TypeError('x is not a function');
  stray(mistake);
  expect([said.length, ended]).toEqual([1, [mistake]]);
});

test('let go, it holds nothing', () => {
  holdStray(log, (error) => ended.push(error))();
  stray(new Error('Connection terminated'));
  expect(said).toEqual([]);
});
