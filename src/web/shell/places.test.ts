import { ROLES } from '#agreement';
import { pages } from '#web';
import { expect, test } from 'vitest';
import { firstPage, placesOf } from './places.ts';

const opens = (href: string, role: string) => {
  const page = pages.find(({ path }) => path === href);
  return page !== undefined && (page.policy.allow === 'signed-in' || page.policy.roles.some((one) => one === role));
};

test('the top bar shows each role only places that exist and are open to it', () => {
  const dead = ROLES.flatMap((role) =>
    placesOf(role)
      .filter(({ href }) => !opens(href, role))
      .map(({ href }) => `${role} ${href}`),
  );
  expect(dead).toEqual([]);
});

test('every role of a person begins on a page that is open to it', () => {
  expect(ROLES.filter((role) => role !== 'system' && !opens(firstPage(role), role))).toEqual([]);
});

test('no two places of a role have the same key', () => {
  for (const role of ROLES) {
    const keys = placesOf(role).map(({ key }) => key);
    expect(new Set(keys).size, role).toBe(keys.length);
  }
});

test('no two pages have the same address', () => {
  const paths = pages.map(({ path }) => path);
  expect(new Set(paths).size).toBe(paths.length);
});
