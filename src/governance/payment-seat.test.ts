import { afterEach, beforeEach, expect, test } from 'vitest';
import { at, openVale, PERSON } from './hard-cases.testing.ts';
import { valueOf } from './partnership.testing.ts';
import { agreePayment, CHARGED, visit } from './payment-seat.testing.ts';

/* Who checks payments sees what is charged and nothing else, in the running program: agreement, record, charges and explanation together. */

let vale: Awaited<ReturnType<typeof openVale>>;
beforeEach(async () => {
  vale = await openVale('2026-03-02');
});
afterEach(() => vale.close());

/** One visit that is charged to the council, and one for which nobody pays. */
async function charged() {
  await agreePayment(vale);
  at('2026-05-10');
  await vale.write('community', { resourceType: 'Patient', id: 'amara' });
  const paid = await vale.write('community', visit(CHARGED));
  const unpaid = await vale.write('community', visit('11429006'));
  const before = await vale.reads(await vale.seat('council', 'payment-clerk'), paid);
  const [id = ''] = valueOf(await vale.money.proposeCharges(await vale.seat('community', 'finance-lead')));
  await vale.caughtUp();
  return { paid, unpaid, id, before };
}

test('a payment clerk of whoever pays sees the visit that is charged, and nothing else of the person', async () => {
  const { paid, unpaid, before } = await charged();
  const clerk = await vale.seat('council', 'payment-clerk');
  expect(clerk).toMatchObject({ purpose: 'payment', writes: 'none' });
  expect(before).toBe(false);
  expect(await Promise.all([paid, unpaid, PERSON].map((one) => vale.reads(clerk, one)))).toEqual([true, false, false]);
  // The agreement names them too, but nothing was charged to them.
  expect(await vale.reads(await vale.seat('hospital', 'payment-clerk'), paid)).toBe(false);
  // Whoever accepts the charge looks for planning, and sees sums.
  expect(await vale.reads(await vale.seat('council', 'finance-lead'), paid)).toBe(false);
});

test('explain says of each item why, and follows the agreement', async () => {
  const { paid, unpaid } = await charged();
  const asked = { viewer: 'council', role: 'payment-clerk', purpose: 'payment' } as const;
  const [seen, hidden] = [
    await vale.explain({ ...asked, reference: paid, on: '2026-05-10' }),
    await vale.explain({ ...asked, reference: unpaid, on: '2026-05-10' }),
  ];
  expect(seen).toMatchObject({ visible: true, decidedBy: { instrument: 'Vale sharing' } });
  expect(hidden.visible).toBe(false);
  expect(hidden.words).toContain('no charge of it stands that the organisation that looks pays or is paid');
});

test('the charge shows them what was done and never whom for; taken back, it is theirs to see no more', async () => {
  const { paid, id } = await charged();
  const clerk = await vale.seat('council', 'payment-clerk');
  const [board, trust] = [await vale.seat('council', 'finance-lead'), await vale.seat('community', 'finance-lead')];
  const found = valueOf(await vale.money.charge(clerk, id));
  expect(found.rows).toMatchObject([{ number: 1, activity: { reference: paid, words: 'A visit of a podiatrist' } }]);
  expect(found.may).toEqual({ accept: false, acceptQueried: false, query: false, answer: false, dispute: false });
  expect(valueOf(await vale.money.charge(board, id)).rows[0]?.activity).toBeUndefined();
  expect(valueOf(await vale.money.charges(clerk)).charges.map((one) => one.id)).toEqual([id]);
  expect((await vale.money.pools(clerk)).ok && valueOf(await vale.money.pools(clerk))).toEqual([]);

  valueOf(await vale.money.queryCharge(board, id, { numbers: [1], reason: 'Nobody came.' }));
  expect(await vale.reads(clerk, paid)).toBe(true);
  valueOf(await vale.money.answerQuery(trust, id, { words: 'Right: taken back.', withdraw: true }));
  expect(await vale.reads(clerk, paid)).toBe(false);
  expect(valueOf(await vale.money.charge(clerk, id)).rows[0]?.activity).toBeUndefined();
});
