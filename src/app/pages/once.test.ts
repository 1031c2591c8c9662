import { expect, test } from 'vitest';
import { onceEach } from './once.ts';

function counting() {
  let asked = 0;
  return () => Promise.resolve((asked += 1));
}

test('what is asked twice while a page is read has one answer, also where both ask at the same time', async () => {
  const [once, ask] = [onceEach(), counting()];
  expect(await Promise.all([once('a', ask), once('a', ask)])).toEqual([1, 1]);
  expect(await once('a', ask)).toBe(1);
});

test('another question is another answer, and so is another request', async () => {
  const [once, ask] = [onceEach(), counting()];
  expect([await once('a', ask), await once('b', ask), await onceEach()('a', ask)]).toEqual([1, 2, 3]);
});

test('what failed is asked anew', async () => {
  const once = onceEach();
  await expect(once('a', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
  expect(await once('a', () => Promise.resolve(7))).toBe(7);
});
