import { afterAll, beforeAll, expect, test } from 'vitest';
import { testStore } from '#testing/database';
import { ELM } from '../../governance/partnership.testing.ts';
import { BOARD, codesOf, type TestMoney, testMoney, valueOf } from '../money.testing.ts';
import { mergerOn } from '../merger.testing.ts';
import { clinicDraft, hivGrant, visited } from './grant.testing.ts';

const NAME = { instrument: 'clinic', clause: 'hiv', since: '2026-04-01' };

let vale: TestMoney;

/** Riverside is given money for HIV care; in June Elm Tree takes its place, and is no party of the grant itself. */
beforeAll(async () => {
  vale = await testMoney(await testStore(), clinicDraft([hivGrant]));
  await visited(vale, [{ id: 'v1', person: 'p1', on: '2026-05-04', codes: ['B24'] }]);
  await visited(vale, [{ id: 'v2', person: 'p2', on: '2026-05-05', codes: ['B24'] }], ELM);
  await vale.turnTo('2026-05-20');
  await mergerOn(vale, '2026-06-01');
});
afterAll(() => vale.stop());

test('before its day the successor knows of no grant', async () => {
  const elm = await vale.seat(ELM);
  expect(valueOf(await vale.money.grants.grants(elm))).toEqual([]);
  expect(codesOf(await vale.money.grants.return(elm, NAME, {}))).toEqual(['money.no-grant']);
});

test('since its day what the successor does is paid, and it owes, submits and is told the return', async () => {
  await visited(vale, [{ id: 'v3', person: 'p3', on: '2026-06-03', codes: ['B24'] }], ELM);
  await vale.turnTo('2026-07-02');
  await vale.vale.governance.carryOut();
  await vale.turnTo('2026-07-03');
  const elm = await vale.seat(ELM, 'programme-lead');
  const owed = async () =>
    (await vale.obligations.owedBy(elm)).items
      .filter(({ kind, state }) => kind === 'grant-return' && state === 'open')
      .map(({ owner }) => owner.organization);
  expect(await owed()).toEqual([ELM]);
  const view = valueOf(await vale.money.grants.return(elm, NAME, { from: '2026-04-01' }));
  // Its own visit of May was no care of the grant.
  const figures = Object.fromEntries(
    view.cells.filter(({ part }) => part === '').map(({ cell, value }) => [cell, value]),
  );
  expect(figures).toMatchObject({ visits: 2, 'paid-visits': 2, paid: 24_000 });
  expect([view.reconciled.adds, view.may.submit]).toEqual([true, true]);
  const board = await vale.seat(BOARD);
  const told = async () => valueOf(await vale.money.grants.return(board, NAME, { from: '2026-04-01' })).submissions;
  expect(await told()).toEqual([]);
  valueOf(await vale.money.grants.submit(elm, NAME, { from: '2026-04-01', hash: view.hash, reason: '' }));
  expect(await told()).toHaveLength(1);
  expect(await owed()).toEqual([]);
});
