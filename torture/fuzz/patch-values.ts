import { oddDocument } from './bodies.ts';
import { fromValue, type Json, placesOf } from './json.ts';
import { NUMBERS, oddText, PROTOTYPE_NAMES } from './odd.ts';
import type { Pick } from './pick.ts';

/** How many operations a patch has. */
export const countOf = (pick: Pick): number =>
  pick.weighed([
    [10, () => 1],
    [4, () => 2 + pick.below(4)],
    [0.3, () => 0],
    [0.1, () => 501],
  ]);

/** Names of elements, some of which are the server's own or none. */
export const ELEMENTS = [
  'id',
  'meta',
  'versionId',
  'lastUpdated',
  'active',
  'name',
  'identifier',
  'contact',
  'extension',
  'status',
  'value',
  'deceased',
  'birthDate',
  'text',
  'contained',
  'implicitRules',
  'resourceType',
  '_birthDate',
  'div',
  ...PROTOTYPE_NAMES,
];

/** Something to put in, mostly of the resource itself. */
export function valueFor(pick: Pick, stored: Json, from: readonly object[]): Json {
  return pick.weighed<Json>([
    [4, () => pick.one(placesOf(stored)).value],
    [3, () => oddText(pick)],
    [2, () => ({ raw: pick.one(NUMBERS.filter((one) => /^-?\d/.test(one))) })],
    [2, () => pick.one<Json>([null, true, [], { members: [] }, [{ members: [] }], [null]])],
    [1, () => fromValue({ versionId: '99', lastUpdated: '1999-01-01T00:00:00Z' })],
    [1, () => oddDocument(pick, from)],
    [0.5, () => ({ raw: '['.repeat(63) + ']'.repeat(63) })],
    [0.3, () => 'y'.repeat(200_000)],
  ]);
}
