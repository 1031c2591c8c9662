import { day } from '#base';
import { expect, test } from 'vitest';
import { whoDecides } from '../ask/decides.ts';
import type { Clause } from '../instrument.ts';
import { agreed, care, type Look, look, of, pounds, signed, would } from './vale.testing.ts';

/* One council lies under three care boards, with an agreement with each. */
const planning = (board: 'board' | 'north' | 'coast', practice: 'elm' | 'mill'): Clause => ({
  id: 'planning',
  cites: '',
  clause: 'share',
  classes: ['results'],
  from: [of(practice)],
  to: { organizations: [of(board)], roles: ['commissioner'] },
  purpose: 'planning',
  relationships: ['population'],
});
const deciding = (board: 'board' | 'north' | 'coast', name: string): Clause => ({
  id: 'home-care',
  cites: '',
  clause: 'decide',
  topics: ['home-care'],
  body: {
    name,
    members: [
      { organization: of(board), role: 'commissioner' },
      { organization: of('council'), role: 'commissioner' },
    ],
  },
  upTo: pounds(25_000_000),
  quorum: 2,
  by: 'all',
});
const vale = agreed({
  id: 'vale',
  title: 'Agreement with Vale Care Board',
  parties: ['board', 'elm', 'council'],
  clauses: [
    ...care('care', ['elm'], ['council']),
    planning('board', 'elm'),
    deciding('board', 'The Vale home care board'),
  ],
});
const north = agreed({
  id: 'north',
  title: 'Agreement with Northdale Care Board',
  parties: ['north', 'mill', 'council'],
  clauses: [
    ...care('care', ['mill'], ['council']),
    planning('north', 'mill'),
    deciding('north', 'The Northdale home care board'),
  ],
});
const coast = agreed({
  id: 'coast',
  title: 'Agreement with Coast Care Board',
  parties: ['coast', 'council'],
  clauses: [],
});
const stack = [vale, north, coast].map((one) => signed(one));

test('a social worker sees each person under the agreement of their own practice', () => {
  const result: Look = { viewer: 'council', role: 'social-worker', by: 'elm', cls: 'results', rel: ['caseload'] };
  expect(look(stack, '2026-06-01', result)).toMatchObject({ visible: true, decidedBy: { instrument: 'vale' } });
  expect(look(stack, '2026-06-01', { ...result, by: 'mill' })).toMatchObject({
    visible: true,
    decidedBy: { instrument: 'north' },
  });
  expect(look(stack, '2026-06-01', { ...result, rel: [] }).visible).toBe(false);
});

test('what one board plans with is not for the next, though the council sits with both', () => {
  const figure: Look = {
    viewer: 'board',
    role: 'commissioner',
    purpose: 'planning',
    by: 'elm',
    cls: 'results',
    rel: ['population'],
  };
  expect(look(stack, '2026-06-01', figure).visible).toBe(true);
  const other = look(stack, '2026-06-01', { ...figure, by: 'mill' });
  expect(other.visible).toBe(false);
  expect(other.words).toMatchInlineSnapshot(
    `"Not visible: whoever recorded it does not share it under Agreement with Vale Care Board. What comes nearest: Commissioners of Vale Care Board see results recorded by Elm Tree Surgery, to plan services for people in the population, but nothing that is labelled sensitive. (paragraph 3)"`,
  );
  expect(look(stack, '2026-06-01', { ...figure, viewer: 'council', by: 'elm' }).visible).toBe(false);
});

test('a topic that two agreements own needs both bodies', () => {
  const answer = whoDecides(stack, { topic: 'home-care', amount: pounds(6_000_000), on: day('2026-06-01') });
  expect(answer.bodies.map(({ body }) => body)).toEqual(['The Vale home care board', 'The Northdale home care board']);
  expect(answer.words).toMatchInlineSnapshot(
    `"Both have to decide, because each agreement owns the topic: The Vale home care board decides: the commissioner of Vale Care Board and the commissioner of Vale Council; at least 2 of 2 there, all of them for it. So says Agreement with Vale Care Board, version 1, paragraph 4 (agreement of the partnership). And The Northdale home care board decides: the commissioner of Northdale Care Board and the commissioner of Vale Council; at least 2 of 2 there, all of them for it. So says Agreement with Northdale Care Board, version 1, paragraph 4 (agreement of the partnership)."`,
  );
});

test('joining a third agreement adds people of the third board alone', () => {
  const wider = agreed({
    id: 'coast',
    version: 2,
    title: 'Agreement with Coast Care Board',
    parties: ['coast', 'council', 'vale'],
    clauses: care('care', ['vale'], ['council']),
  });
  const looks: readonly Look[] = [
    { viewer: 'council', role: 'social-worker', by: 'vale', cls: 'results', rel: ['caseload'] },
    { viewer: 'council', role: 'social-worker', by: 'elm', cls: 'results', rel: ['caseload'] },
  ];
  expect(would(stack, wider, looks).filter((line) => line.includes('social-worker'))).toContain(
    'results/1 appears for social-worker of council',
  );
});
