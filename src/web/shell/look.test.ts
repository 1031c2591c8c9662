import { expect, test } from 'vitest';
import { readLook, USUAL_LOOK, writeLook } from './look.ts';

test('a look comes back from the cookie as it was kept', () => {
  const look = { theme: 'dark', scale: '125', dir: 'rtl', keys: false } as const;
  expect(readLook(writeLook(look))).toEqual(look);
});

test('anything unknown in the cookie is as usual', () => {
  expect(readLook(undefined)).toEqual(USUAL_LOOK);
  expect(readLook('"><script>.9999.sideways.x')).toEqual(USUAL_LOOK);
});
