import england from '#packs/jurisdiction-england/pack.json';
import { expect, test } from 'vitest';
import { holds } from './expr.ts';
import { filterFor } from './filter.ts';
import { readJurisdiction } from './jurisdiction.ts';
import { compile } from './policy.ts';
import { elmTree, keyOf, riverside, sharing, signedByAll, today } from './sample.testing.ts';
import { classNumber, type Purpose, RESTRICTED_USE, type Relationship, relationshipBits, type Role } from './words.ts';

const law = readJurisdiction(england);
const policy = compile([signedByAll(sharing())], today, law.ok ? law.value : undefined);

/** Whether a seat sees a result that Elm Tree recorded; restricted, or not. */
function sees(
  restricted: boolean,
  seat: { readonly at: string; readonly role: Role; readonly purpose?: Purpose; readonly rel: Relationship },
): boolean {
  const organization = keyOf(seat.at) ?? 0;
  const filter = filterFor(policy, { organization, role: seat.role, purpose: seat.purpose ?? 'direct-care' }, keyOf);
  const row = { org: 1, basis: 1, cls: classNumber('results'), lab: restricted ? RESTRICTED_USE : 0, personal: true };
  return holds(filter, row, { rel: relationshipBits(seat.rel), denyOrg: [], denyLab: 0, denyCls: 0 });
}

test.each([
  ['who recorded it, for care', { at: elmTree, role: 'gp', rel: 'contributed' }],
  ['whom an agreement lets see it', { at: riverside, role: 'therapist', rel: 'referred' }],
] as const)('a restricted item is kept from %s', (_, seat) => {
  expect([sees(false, seat), sees(true, seat)]).toEqual([true, false]);
});

test.each([
  ['who answers for it', { at: elmTree, role: 'ig-lead', purpose: 'audit', rel: 'contributed' }],
  ['the person', { at: elmTree, role: 'person', purpose: 'own-record', rel: 'self' }],
  ['who opened the record in an emergency', { at: riverside, role: 'gp', rel: 'emergency' }],
] as const)('a restricted item is still there for %s', (_, seat) => {
  expect([sees(false, seat), sees(true, seat)]).toEqual([true, true]);
});
