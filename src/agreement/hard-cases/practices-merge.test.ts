import { day } from '#base';
import { expect, test } from 'vitest';
import { agreed, care, type Look, look, of, signed, would } from './vale.testing.ts';

/* Elm Tree and Mill Lane become Vale Practices Together on 1 October. */
const sharing = agreed({
  id: 'sharing',
  title: 'Vale sharing',
  parties: ['elm', 'community'],
  clauses: [...care('care', ['elm', 'community'], ['elm', 'community'])],
});
const merger = agreed({
  id: 'merger',
  title: 'Merger of two practices',
  kind: 'contract',
  parties: ['elm', 'mill', 'vale'],
  clauses: [
    { id: 'merge', cites: '', clause: 'succeed', from: [of('elm'), of('mill')], to: of('vale'), on: day('2026-10-01') },
  ],
});
const stack = [signed(sharing), signed(merger)];
const own: Look = { viewer: 'vale', role: 'practice-nurse', by: 'elm', cls: 'results', rel: ['registered'] };

test('on the day the new practice has the records of both as its own, and nobody loses them over night', () => {
  expect(look(stack, '2026-09-30', own).visible).toBe(false);
  expect(look(stack, '2026-10-01', own).words).toMatchInlineSnapshot(
    `"Visible. An organisation's staff see what it recorded itself: who treats or supports a person needs the whole of what the organisation recorded."`,
  );
  expect(look(stack, '2026-10-01', { ...own, by: 'mill' }).visible).toBe(true);
  expect(look(stack, '2026-10-01', { ...own, viewer: 'elm', by: 'mill' }).visible).toBe(true);
});

test('rights under agreements go over too: what it shares and what it sees', () => {
  const letter: Look = { viewer: 'vale', role: 'gp', by: 'community', cls: 'results', rel: ['registered'] };
  expect(look(stack, '2026-09-30', letter).visible).toBe(false);
  expect(look(stack, '2026-10-01', letter)).toMatchObject({ visible: true, decidedBy: { instrument: 'sharing' } });
  const new_: Look = { viewer: 'community', role: 'therapist', by: 'vale', cls: 'results', rel: ['referred'] };
  expect(look(stack, '2026-10-01', new_).visible).toBe(true);
});

test('what was kept back from one is kept back from all of them', () => {
  const hold = agreed({
    id: 'hold',
    title: 'What stays closed',
    parties: ['elm', 'community'],
    clauses: [
      {
        id: 'hold',
        cites: '',
        clause: 'withhold',
        classes: ['results'],
        from: [of('community')],
        to: { organizations: [of('elm')] },
      },
    ],
  });
  const letter: Look = { viewer: 'vale', role: 'gp', by: 'community', cls: 'results', rel: ['registered'] };
  expect(look([...stack, signed(hold)], '2026-10-01', letter)).toMatchObject({
    visible: false,
    decidedBy: { instrument: 'hold' },
  });
});

test('before they sign, the merger shows what it would change for whom', () => {
  const soon = agreed({
    ...merger,
    parties: ['elm', 'mill', 'vale'],
    clauses: merger.clauses.map((clause) =>
      clause.clause === 'succeed' ? { ...clause, on: day('2026-06-01') } : clause,
    ),
  });
  expect(
    would([signed(sharing)], soon, [
      { viewer: 'mill', role: 'gp', by: 'community', cls: 'results', rel: ['registered'] },
    ]),
  ).toContain('results/1 appears for gp of mill');
});
