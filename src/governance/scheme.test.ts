import { afterEach, beforeEach, expect, test } from 'vitest';
import { accepted, type Outcome, refuse } from '#fhir';
import { freshDatabase, type TestDatabase } from '../../test/database.ts';
import { codesOf, ELM, sharingDraft, type TestPartnership, testPartnership, valueOf } from './partnership.testing.ts';

let database: TestDatabase;
let vale: TestPartnership;
let fresh: Outcome<true>;

beforeEach(async () => {
  database = await freshDatabase();
  fresh = accepted(true);
  vale = await testPartnership(database.store, { stepUp: async () => fresh });
  valueOf(await vale.governance.propose(await vale.seat(ELM, 'ig-lead', 'audit'), sharingDraft()));
});
afterEach(async () => {
  await vale.stop();
  await database.drop();
});

async function sign(role: 'signatory' | 'ig-lead' | 'practice-manager') {
  const seat = await vale.seat(ELM, role, 'planning');
  const { textHash } = valueOf(await vale.governance.instrument(seat, 'sharing'));
  await vale.papers(ELM);
  return vale.governance.sign(seat, 'sharing', 1, textHash);
}

test('until its board has said otherwise, those sign with whom an organisation was enrolled', async () => {
  const view = valueOf(await vale.governance.scheme(await vale.seat(ELM, 'gp')));
  expect(view).toEqual({
    organization: ELM,
    name: 'Elm Tree Surgery',
    rules: [{ roles: ['signatory'], kinds: 'any' }],
    may: { edit: false },
  });
  expect(codesOf(await sign('signatory'))).toEqual([]);
});

test('the board says who signs which kind; a signature of anybody else is refused and says who does', async () => {
  const board = await vale.seat(ELM, 'board-member', 'planning');
  const written = valueOf(
    await vale.governance.setScheme(board, [
      { roles: ['practice-manager'], kinds: ['data-sharing'] },
      { roles: ['signatory'], kinds: ['alliance'] },
    ]),
  );
  expect(written).toMatchObject({ by: `The board-member of ${ELM}`, may: { edit: true } });
  const refused = await sign('signatory');
  expect(codesOf(refused)).toEqual(['agreement.delegation']);
  expect(refused.ok ? '' : refused.refusals[0].text).toContain('practice managers do');
  const seen = valueOf(
    await vale.governance.instrument(await vale.seat(ELM, 'practice-manager', 'planning'), 'sharing'),
  );
  expect(seen.may.sign).toBe(true);
  expect(codesOf(await sign('practice-manager'))).toEqual([]);
});

test('only the board of an organisation writes its scheme, and only one that can be read', async () => {
  const write = async (role: 'signatory' | 'board-member', rules: readonly unknown[]) =>
    codesOf(await vale.governance.setScheme(await vale.seat(ELM, role, 'planning'), rules as never));
  expect(await write('signatory', [{ roles: ['signatory'], kinds: 'any' }])).toEqual(['governance.not-board']);
  expect(await write('board-member', [])).toEqual(['governance.scheme']);
  expect(await write('board-member', [{ roles: ['person'], kinds: 'any' }])).toEqual(['governance.scheme']);
  expect(await write('board-member', [null])).toEqual(['governance.scheme']);
  const limit = { minor: 1.5, currency: 'GBP' };
  expect(await write('board-member', [{ roles: ['signatory'], kinds: 'any', upTo: limit }])).toEqual([
    'governance.scheme',
  ]);
});

test('what binds an organisation asks for a fresh proof', async () => {
  fresh = refuse('security', 'auth.prove-first', 'Show first that it is you.');
  expect(codesOf(await sign('signatory'))).toEqual(['auth.prove-first']);
  const board = await vale.seat(ELM, 'board-member', 'planning');
  expect(codesOf(await vale.governance.setScheme(board, [{ roles: ['gp'], kinds: 'any' }]))).toEqual([
    'auth.prove-first',
  ]);
  fresh = accepted(true);
  expect(codesOf(await sign('signatory'))).toEqual([]);
  fresh = refuse('security', 'auth.prove-first', 'Show first that it is you.');
  expect(codesOf(await sign('signatory'))).toEqual([]); // signed already: nothing is bound anew
});
