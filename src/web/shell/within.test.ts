import { type Role, ROLES } from '#agreement';
import { pages } from '#web';
import { expect, test } from 'vitest';
import { placesOf, WRITERS } from './places.ts';
import { besideOf, BESIDE, placeAt, standsFor } from './within.ts';

const opens = (href: string, role: string) => {
  const page = pages.find(({ path }) => path === href);
  return page !== undefined && (page.policy.allow === 'signed-in' || page.policy.roles.some((one) => one === role));
};

test('pages that stand together exist and are open to each role they are shown to', () => {
  const dead = BESIDE.flatMap(({ href, roles }) =>
    roles.filter((role) => !opens(href, role)).map((role) => `${role} ${href}`),
  );
  expect(dead).toEqual([]);
});

test('a page stands in one place, and who is shown it has a way there', () => {
  expect(new Set(BESIDE.map(({ href }) => href)).size).toBe(BESIDE.length);
  for (const role of ROLES.filter((one) => one !== 'system')) {
    const lost = BESIDE.filter(
      ({ href, roles }) => roles.includes(role) && placeAt(href, placesOf(role)) === undefined,
    );
    expect(lost, role).toEqual([]);
  }
});

test('pages stand beside others only at their own address', () => {
  expect(besideOf('/bodies', 'programme-lead').map(({ href }) => href)).toContain('/programmes');
  expect(besideOf('/bodies/b1', 'programme-lead')).toEqual([]);
  expect(besideOf('/people', 'gp')).toEqual([]);
});

test('drafts are offered to whom they open', () => {
  const offered = (role: Role) => besideOf('/partnership', role).some(({ href }) => href === '/drafts');
  expect(ROLES.filter(offered)).toEqual(ROLES.filter((role) => WRITERS.includes(role)));
  expect(offered('receptionist')).toBe(false);
});

test('an address belongs to the place whose page it begins with', () => {
  const at = (path: string) => placeAt(path, placesOf('programme-lead'))?.href;
  expect(at('/bodies/b1')).toBe('/programmes');
  expect(at('/programmes/p1/plan')).toBe('/programmes');
  expect(at('/measures/m/people')).toBe('/measures');
  expect(at('/ties')).toBe('/programmes');
  expect(standsFor('/ties')).toBe('/charters');
  expect(at('/peoples')).toBeUndefined();
});

test('a page below one that stands under another has its place, at any depth', () => {
  const at = (path: string) => placeAt(path, placesOf('programme-lead'))?.href;
  for (const path of ['/readiness/7', '/maturity/7', '/competition-map/elm', '/papers/4', '/meetings/3'])
    expect(at(path), path).toBe('/programmes');
  expect(at('/join/7')).toBe('/agreements');
  expect(at('/commitments')).toBe('/obligations');
  expect(at('/papersmith')).toBeUndefined();
  // Deeper pages name the way back themselves: no tabs.
  expect(besideOf('/readiness/7', 'programme-lead')).toEqual([]);
  expect(besideOf('/papers/4', 'programme-lead')).toEqual([]);
});
