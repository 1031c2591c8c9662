import { testStore } from '#testing/database';
import { expect, test } from 'vitest';
import { colleaguesOf, knownAccounts } from './known.ts';
import { keepAccount } from './seat.ts';

const ORGANIZATION = 'Organization/elm';

test('finds who is behind a principal, and colleagues who are patients too', async () => {
  const store = await testStore();
  const seat = (role: 'gp' | 'person', person?: string) => ({
    id: `seat-${role}-known`,
    role,
    organization: ORGANIZATION,
    organizationName: 'Elm',
    ...(person === undefined ? {} : { person }),
  });
  await store.write((transaction) =>
    keepAccount(
      transaction,
      { id: 'known-1', name: 'Samira Khan', seats: [seat('gp'), seat('person', 'Person/p1')] },
      new Date('2026-03-02T10:00:00Z'),
    ),
  );
  expect(await knownAccounts(store, ['account/known-1', 'account/known-1 by app/viewer', 'client/loader'])).toEqual([
    { principal: 'account/known-1', name: 'Samira Khan', organizations: [ORGANIZATION], person: 'Person/p1' },
    {
      principal: 'account/known-1 by app/viewer',
      name: 'Samira Khan',
      organizations: [ORGANIZATION],
      person: 'Person/p1',
    },
  ]);
  expect(await colleaguesOf(store, ORGANIZATION)).toEqual(['Person/p1']);
  expect(await colleaguesOf(store, 'Organization/none')).toEqual([]);
});
