import { day } from '#base';
import { expect, test } from 'vitest';
import { whyCharged } from '../ask/charged.ts';
import type { PopulationClause } from '../instrument.ts';
import { daysWithin, isWithin, placeOn, type Stay } from '../person/place.ts';
import { agreed, care, type Look, look, of, pounds, signed, would } from './vale.testing.ts';

/* Registered inside, living outside, admitted elsewhere; in October he changes his practice. */
const stays: readonly Stay[] = [
  { rule: 'registered', organization: of('elm'), from: day('2020-01-01'), until: day('2026-10-01') },
  { rule: 'registered', organization: 'Organization/hill', from: day('2026-10-01') },
  { rule: 'resident', organization: 'Organization/far-council', from: day('2020-01-01') },
  { rule: 'responsible-commissioner', organization: of('board'), from: day('2020-01-01') },
  { rule: 'admitted', organization: of('faraway'), from: day('2026-06-01'), until: day('2026-06-12') },
];
const people: PopulationClause = {
  id: 'people',
  cites: '',
  clause: 'population',
  rule: 'registered',
  organizations: [of('elm'), of('mill')],
  moves: 'split-by-day',
};
const vale = agreed({
  id: 'vale',
  title: 'Vale agreement',
  parties: ['board', 'elm', 'community', 'council'],
  clauses: [
    ...care('care', ['elm'], ['community']),
    people,
    {
      id: 'visits',
      cites: '',
      clause: 'pay',
      activity: 'home-visit',
      by: of('board'),
      to: [of('community')],
      price: {
        model: 'tariff',
        lines: [
          {
            id: 'visit',
            words: 'visit at home',
            codes: { system: 'http://snomed.info/sct', codes: ['439708006'] },
            unit: 'each',
            price: pounds(5_200),
          },
        ],
      },
      queryWorkingDays: 20,
    },
  ],
});
const stack = [signed(vale)];

test('he counts by his registration, wherever he lives and lies, until the day he moves', () => {
  expect(isWithin(people, stays, day('2026-06-05'))).toBe(true);
  expect(isWithin({ ...people, rule: 'resident', organizations: [of('council')] }, stays, day('2026-06-05'))).toBe(
    false,
  );
  expect(placeOn(stays, 'admitted', day('2026-06-05'))).toBe(of('faraway'));
  expect(isWithin(people, stays, day('2026-10-01'))).toBe(false);
});

test('a move within the year splits it by the day, or not, as the agreement says', () => {
  const year = { from: day('2026-04-01'), until: day('2027-04-01') };
  expect(daysWithin(people, stays, year)).toEqual({
    days: 183,
    of: 365,
    spells: [{ from: day('2026-04-01'), until: day('2026-10-01') }],
  });
  expect(daysWithin({ ...people, moves: 'start-of-period' }, stays, year)).toMatchObject({ days: 365 });
});

const result: Look = { viewer: 'faraway', role: 'consultant', by: 'elm', cls: 'results', rel: ['referred'] };

test('the hospital elsewhere is no party: it has what the law gives for his care, and no more', () => {
  const why = look(stack, '2026-06-05', result);
  expect(why.visible).toBe(false);
  expect(why.words).toMatchInlineSnapshot(
    `"Not visible: only names and contact details, allergies and plans, goals and referrals are shown this way, and it is something else. What comes nearest: Whoever a person was referred to sees who it is, their allergies and what was asked for. (Health and Social Care Act 2012, section 251B)"`,
  );
  expect(look(stack, '2026-06-05', { ...result, cls: 'allergies' })).toMatchObject({
    visible: true,
    decidedBy: { clause: 'direct-care' },
  });
});

test('in an emergency there it sees what it needs, declared and looked at', () => {
  expect(look(stack, '2026-06-05', { ...result, rel: ['emergency'] }).words).toMatchInlineSnapshot(
    `"Visible. To save a life, clinicians see what they need for some hours, having said why; the privacy officer looks at that within 3 days, and the person is told. (UK GDPR, articles 6(1)(d) and 9(2)(c)) It stands in Law of England, version 1 (law or national direction)."`,
  );
});

test('who pays for his visit is the board responsible for him, as the agreement prices it', () => {
  const question = {
    activity: 'home-visit',
    code: { system: 'http://snomed.info/sct', code: '439708006' },
    by: of('community'),
    units: 2,
    on: day('2026-06-20'),
  };
  expect(whyCharged(stack, question).words).toMatchInlineSnapshot(
    `"Vale Care Board pays Vale Community Trust for home visit: £104.00 is 2 times £52.00 for visit at home. So says Vale agreement, version 1, paragraph 4 (agreement of the partnership)."`,
  );
});

test('a draft that lets the hospital in shows whom and what', () => {
  const wider = agreed({
    ...vale,
    version: 2,
    parties: ['board', 'elm', 'community', 'council', 'faraway'],
    clauses: care('care', ['elm'], ['community', 'faraway']),
  });
  expect(would(stack, wider, [result])).toContain('results/1 appears for consultant of faraway');
});
