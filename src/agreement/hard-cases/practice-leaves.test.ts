import { day } from '#base';
import { expect, test } from 'vitest';
import { whyCharged } from '../ask/charged.ts';
import { exitOf } from '../life/exit.ts';
import type { Clause } from '../instrument.ts';
import { agreed, care, type Look, look, of, pounds, signed } from './vale.testing.ts';

/* A practice gives 90 days' notice on 1 May. */
const lead = { organization: of('board'), role: 'programme-lead' as const };
const leave: Clause = {
  id: 'leave',
  cites: '',
  clause: 'leave',
  by: 'parties',
  noticeDays: 90,
  runOffDays: 60,
  exitPlan: [
    { matter: 'people-told', words: 'write to the people of the practice', owner: lead, daysBefore: 60 },
    { matter: 'records', words: 'list what others relied on', owner: lead, daysBefore: 30 },
    {
      matter: 'money',
      words: 'agree the balances',
      owner: { organization: of('board'), role: 'finance-lead' },
      daysBefore: 14,
    },
    { matter: 'tasks', words: 'hand over open tasks', owner: lead, daysBefore: 7 },
  ],
};
const vale = agreed({
  id: 'vale',
  title: 'Vale agreement',
  parties: ['board', 'elm', 'mill', 'community'],
  clauses: [
    ...care('care', ['elm', 'mill'], ['elm', 'mill', 'community']),
    leave,
    {
      id: 'reviews',
      cites: '',
      clause: 'pay',
      activity: 'review',
      by: of('board'),
      to: [of('elm'), of('mill')],
      price: {
        model: 'tariff',
        lines: [
          {
            id: 'review',
            words: 'yearly review',
            codes: { system: 'http://snomed.info/sct', codes: ['170777000'] },
            unit: 'each',
            price: pounds(4_500),
          },
        ],
      },
      queryWorkingDays: 20,
    },
  ],
});
const notice = { organization: of('elm'), given: day('2026-05-01') };
const stack = [{ ...signed(vale), notices: [notice] }];

test('the exit plan has its days, from the notice to the last settlement', () => {
  const exit = exitOf({ instrument: vale }, notice);
  expect(exit).toMatchObject({ leaves: '2026-07-30', runOffUntil: '2026-09-28' });
  expect(exit?.steps.map(({ matter, dueBy }) => `${matter} by ${dueBy}`)).toEqual([
    'people-told by 2026-05-31',
    'records by 2026-06-30',
    'money by 2026-07-16',
    'tasks by 2026-07-23',
  ]);
  expect(exit?.words).toMatchInlineSnapshot(
    `"Elm Tree Surgery gave notice on 1 May 2026 and is a partner until the day before 30 July 2026 (Vale agreement, paragraph 3). From then on nothing is shared with it or by it; what others relied on stays in their own records. Charges for what was done before are settled until 28 September 2026."`,
  );
});

const theirs: Look = { viewer: 'community', role: 'therapist', by: 'elm', cls: 'results', rel: ['referred'] };

test('on the day its records fall out of sharing, both ways, and everybody else goes on', () => {
  expect(look(stack, '2026-07-29', theirs).visible).toBe(true);
  const why = look(stack, '2026-07-30', theirs);
  expect(why.visible).toBe(false);
  expect(why.words).toMatchInlineSnapshot(
    `"Not visible: Vale agreement would show it (paragraph 1), but Elm Tree Surgery has left it."`,
  );
  expect(
    look(stack, '2026-07-30', { ...theirs, viewer: 'elm', role: 'gp', by: 'mill', rel: ['registered'] }).visible,
  ).toBe(false);
  expect(look(stack, '2026-07-30', { ...theirs, by: 'mill' }).visible).toBe(true);
});

test('what another professional relied on is in their own record and stays', () => {
  expect(look(stack, '2026-08-15', { ...theirs, by: 'community', rel: ['caseload'] }).visible).toBe(true);
});

test('a review of the last day is paid in the run-off; one of the day after is not', () => {
  const review = {
    activity: 'review',
    code: { system: 'http://snomed.info/sct', code: '170777000' },
    by: of('elm'),
    knownOn: day('2026-09-01'),
  };
  expect(whyCharged(stack, { ...review, on: day('2026-07-29') }).words).toMatchInlineSnapshot(
    `"Vale Care Board pays Elm Tree Surgery for review: £45.00 is 1 times £45.00 for yearly review. So says Vale agreement, version 1, paragraph 4 (agreement of the partnership)."`,
  );
  expect(whyCharged(stack, { ...review, on: day('2026-07-30') }).words).toMatchInlineSnapshot(
    `"Nothing pays for review on 30 July 2026: no agreement in force that day names it."`,
  );
});

test('a notice taken back in time changes nothing', () => {
  const back = [{ ...signed(vale), notices: [{ ...notice, withdrawn: day('2026-06-15') }] }];
  expect(look(back, '2026-07-30', theirs).visible).toBe(true);
});
