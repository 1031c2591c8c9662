import { day } from '#base';
import { expect, test } from 'vitest';
import { standings } from '../force.ts';
import { whoDecides } from '../ask/decides.ts';
import { agreed, care, type Look, look, of, signed, would } from './vale.testing.ts';

/* A court suspends an agreement on 10 June; on 1 July it lets it run again. */
const agreement = agreed({
  id: 'sharing',
  title: 'Vale sharing',
  parties: ['elm', 'community'],
  clauses: [
    ...care('visits', ['elm'], ['community'], { safetyFloor: true }),
    { id: 'hold', cites: '', clause: 'withhold', classes: ['documents'], from: [of('community')] },
    {
      id: 'board',
      cites: '',
      clause: 'decide',
      topics: ['visits'],
      body: { name: 'The visits board', members: [{ organization: of('elm'), role: 'practice-manager' }] },
      quorum: 1,
      by: 'one-member',
    },
  ],
});
const suspended = { ...signed(agreement), suspensions: [{ from: day('2026-06-10'), to: day('2026-07-01') }] };
const stack = [suspended];
const result: Look = { viewer: 'community', role: 'therapist', by: 'elm', cls: 'results', rel: ['referred'] };

test('the result is seen until the day of the order, not under it, and again when it is lifted', () => {
  const seen = (on: string) => look(stack, on, result).visible;
  expect(['2026-06-09', '2026-06-10', '2026-06-30', '2026-07-01'].map(seen)).toEqual([true, false, false, true]);
  expect(standings(stack, day('2026-06-10'))).toMatchObject([{ standing: 'suspended' }]);
  expect(look(stack, '2026-06-10', result).words).toMatchInlineSnapshot(
    `"Not visible: Vale sharing would show it (paragraph 1), but it has been suspended since 10 June 2026."`,
  );
});

test('what care cannot do without is kept: who was referred, and what for', () => {
  const plan = look(stack, '2026-06-10', { ...result, cls: 'plans' });
  expect(plan).toMatchObject({ visible: true, decidedBy: { clause: 'direct-care', rank: 'jurisdiction-pack' } });
  expect(plan.words).toMatchInlineSnapshot(
    `"Visible. Whoever a person was referred to sees who it is, their allergies and what was asked for. (Health and Social Care Act 2012, section 251B) It stands in Law of England, version 1 (rule of the jurisdiction)."`,
  );
});

test('a suspension hides and never reveals: what the agreement keeps back stays back', () => {
  const letters = agreed({
    id: 'letters',
    title: 'Letters',
    parties: ['elm', 'community'],
    clauses: care('letters', ['community'], ['elm'], { classes: ['documents'] }),
  });
  const letter: Look = { viewer: 'elm', role: 'gp', by: 'community', cls: 'documents', rel: ['registered'] };
  expect(look([signed(letters)], '2026-06-10', letter).visible).toBe(true);
  expect(look([...stack, signed(letters)], '2026-06-10', letter)).toMatchObject({
    visible: false,
    decidedBy: { instrument: 'sharing' },
  });
});

test('decisions that stood under it have nobody meanwhile but the partners themselves', () => {
  expect(whoDecides(stack, { topic: 'visits', on: day('2026-06-09') }).words).toMatchInlineSnapshot(
    `"The visits board decides: the practice manager of Elm Tree Surgery; one of them is enough. So says Vale sharing, version 1, paragraph 4 (agreement of the partnership)."`,
  );
  expect(whoDecides(stack, { topic: 'visits', on: day('2026-06-10') }).words).toMatchInlineSnapshot(
    `"No agreement in force says who decides about visits. So each partner decides for itself, as its own scheme of delegation says."`,
  );
});

test('a new version does not slip past the court', () => {
  const wider = agreed({
    ...agreement,
    version: 2,
    parties: ['elm', 'community'],
    clauses: care('visits', ['elm'], ['community'], { classes: ['results', 'medicines'] }),
  });
  const under = [{ ...suspended, suspensions: [{ from: day('2026-05-10') }] }];
  expect(would(under, wider, [{ ...result, cls: 'medicines' }])).toEqual([]);
});
