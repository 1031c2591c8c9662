import { expect, test } from 'vitest';
import { agreed, care, type Look, look, of, signed, would } from './vale.testing.ts';

/* The partners keep results from the council. A national direction makes the trust give some of them. */
const parties = ['community', 'council'] as const;
const local = agreed({
  id: 'local',
  title: 'Vale agreement',
  parties,
  clauses: [
    ...care('care', ['community'], ['council']),
    {
      id: 'not-results',
      cites: '',
      clause: 'withhold',
      classes: ['results'],
      from: [of('community')],
      to: { organizations: [of('council')] },
    },
  ],
});
const direction = agreed({
  id: 'direction',
  title: 'Direction on falls',
  kind: 'mandate',
  mandate: 'direction',
  rank: 'statute',
  parties,
  clauses: care('falls', ['community'], ['council'], { classes: ['results'] }).slice(0, 1),
});
const order = agreed({
  id: 'order',
  title: 'Order of the Family Court',
  kind: 'mandate',
  mandate: 'court-order',
  rank: 'court-order',
  parties,
  clauses: [{ id: 'hold', cites: '', clause: 'withhold', classes: ['results'], from: [of('community')] }],
});
const policy = agreed({
  id: 'policy',
  title: "The council's own policy",
  kind: 'mandate',
  mandate: 'policy',
  rank: 'organisation',
  parties: ['council'],
  clauses: [
    { id: 'own', cites: '', clause: 'withhold', classes: ['results', 'plans'], to: { organizations: [of('council')] } },
  ],
});
const result: Look = { viewer: 'council', role: 'social-worker', by: 'community', cls: 'results', rel: ['caseload'] };

test('the partners keep it back, and the why names where they said so', () => {
  expect(look([signed(local)], '2026-06-01', result).words).toMatchInlineSnapshot(
    `"Not visible: Vale agreement, paragraph 3 (agreement of the partnership), keeps it back. But for that it would be seen: GPs, practice nurses, consultants, therapists and social workers of Vale Council see problems, results and plans, goals and referrals recorded by Vale Community Trust, to care for a person on their list, whose care team they are in, who was referred to them or on their caseload, but nothing that is labelled sensitive. (paragraph 1)"`,
  );
});

test('the direction is stronger, and the why says what it overrode', () => {
  const why = look([signed(local), signed(direction)], '2026-06-01', result);
  expect(why).toMatchObject({
    visible: true,
    rank: 'statute',
    decidedBy: { instrument: 'direction' },
    overrode: { instrument: 'local', clause: 'not-results' },
  });
  expect(why.words).toMatchInlineSnapshot(
    `"Visible. GPs, practice nurses, consultants, therapists and social workers of Vale Council see results recorded by Vale Community Trust, to care for a person on their list, whose care team they are in, who was referred to them or on their caseload, but nothing that is labelled sensitive. (paragraph 1) It stands in Direction on falls, version 1 (law or national direction). It is stronger than this: Vale agreement, paragraph 3 (agreement of the partnership), keeps it back."`,
  );
});

test('it is stronger than the objection of the person too, and weaker than a court', () => {
  const stack = [signed(local), signed(direction)];
  expect(look(stack, '2026-06-01', { ...result, denies: { organizations: ['community'] } }).visible).toBe(true);
  const why = look([...stack, signed(order)], '2026-06-01', result);
  expect(why).toMatchObject({
    visible: false,
    decidedBy: { instrument: 'order' },
    overrode: { instrument: 'direction' },
  });
  expect(why.words).toMatchInlineSnapshot(
    `"Not visible: Order of the Family Court, paragraph 1 (court order), keeps it back. But for that it would be seen: GPs, practice nurses, consultants, therapists and social workers of Vale Council see results recorded by Vale Community Trust, to care for a person on their list, whose care team they are in, who was referred to them or on their caseload, but nothing that is labelled sensitive. (paragraph 1)"`,
  );
});

test("an organisation's own policy narrows what was agreed, not what the law gives", () => {
  const stack = [signed(local), signed(direction), signed(policy)];
  expect(look(stack, '2026-06-01', { ...result, cls: 'plans' })).toMatchObject({
    visible: false,
    decidedBy: { instrument: 'policy' },
  });
  expect(look(stack, '2026-06-01', result).visible).toBe(true);
});

test('before it is confirmed it shows what it will open', () => {
  expect(would([signed(local)], direction, [result])).toContain('results/1 appears for social-worker of council');
  const unconfirmed = { ...signed(direction), signatures: [] };
  expect(look([signed(local), unconfirmed], '2026-06-01', result).visible).toBe(false);
});
