import { afterEach, beforeEach, expect, test } from 'vitest';
import { day } from '#base';
import { sql } from '#store';
import { freshDatabase, type TestDatabase } from '#testing/database';
import { BOARD, codesOf, COUNCIL, RIVERSIDE, type TestMoney, testMoney, valueOf } from '../money.testing.ts';
import { ELM } from '../../governance/partnership.testing.ts';
import { attribute } from './attribute.ts';
import type { PayingLine } from './agreed.ts';
import { type ClinicVisit, clinicDraft, heartGrant, hivGrant, ugx, visited } from './grant.testing.ts';

let database: TestDatabase;
let vale: TestMoney;

const HIV = { instrument: 'clinic', clause: 'hiv', since: '2026-04-01' } as const;
const HEART = { ...HIV, clause: 'heart' } as const;
const FIRST = { from: '2026-04-01' } as const;
/** Twelve with both conditions in one visit, thirteen with hypertension alone. */
const visits: readonly ClinicVisit[] = [
  ...Array.from({ length: 12 }, (_, at) => ({
    id: `both-${at}`,
    person: `p${at}`,
    on: '2026-05-04',
    codes: ['B24', 'I10'],
  })),
  ...Array.from({ length: 13 }, (_, at) => ({
    id: `heart-${at}`,
    person: `p${20 + at}`,
    on: '2026-05-11',
    codes: ['I10'],
  })),
];

beforeEach(async () => {
  database = await freshDatabase();
  vale = await testMoney(database.store, clinicDraft());
  await visited(vale, visits);
  await vale.turnTo('2026-07-02');
});
afterEach(async () => {
  await vale.stop();
  await database.drop();
});

const clinic = () => vale.seat(RIVERSIDE, 'programme-lead');
const shown = async (name: typeof HIV | typeof HEART = HIV, seat = clinic()) =>
  valueOf(await vale.money.grants.return(await seat, name, FIRST));
const figure = (view: Awaited<ReturnType<typeof shown>>, cell: string, part = '') =>
  view.cells.find((one) => one.cell === cell && one.part === part)?.value;
const submitted = async (name = HIV, reason = '') => {
  const { hash } = await shown(name);
  return vale.money.grants.submit(await clinic(), name, { ...FIRST, hash, reason });
};

test('one visit counts in the reports of both funders, and is paid once', async () => {
  const [hiv, heart] = [await shown(), await shown(HEART)];
  expect([figure(hiv, 'joint'), figure(heart, 'joint')]).toEqual([12, 12]);
  expect([figure(hiv, 'visits'), figure(heart, 'visits')]).toEqual([12, 25]);
  expect([figure(hiv, 'paid-visits'), figure(heart, 'paid-visits')]).toEqual([12, 13]);
  expect([figure(hiv, 'paid'), figure(heart, 'paid')]).toEqual([144_000, 156_000]);
  expect(figure(hiv, 'in-care', 'female 25-49')).toBe(6);
  expect(heart.reconciled).toMatchObject({
    adds: true,
    total: { visits: 25, amount: ugx(300_000) },
    lines: [
      { words: 'Paid by this grant', visits: 13, amount: ugx(156_000) },
      { words: 'Paid by Vale Care Board', visits: 12, amount: ugx(144_000) },
    ],
  });
});

test('a return is submitted once its period is over, as it was shown; what is known later is a correction with its reason', async () => {
  const lead = await clinic();
  const early = await vale.money.grants.return(lead, HIV, { from: '2026-07-01' });
  const { hash } = valueOf(early);
  expect(codesOf(await vale.money.grants.submit(lead, HIV, { from: '2026-07-01', hash, reason: '' }))).toEqual([
    'money.return-early',
  ]);
  expect(codesOf(await vale.money.grants.submit(lead, HIV, { ...FIRST, hash: 'other', reason: '' }))).toEqual([
    'money.return-changed',
  ]);
  expect(
    codesOf(await vale.money.grants.submit(await vale.seat(BOARD), HIV, { ...FIRST, hash, reason: '' })),
  ).not.toEqual([]);
  expect(valueOf(await submitted())).toBe(1);
  expect(codesOf(await submitted())).toEqual(['money.return-same']);
  await visited(vale, [{ id: 'late', person: 'p40', on: '2026-06-30', codes: ['B24'] }]);
  const dry = await shown();
  expect(dry.cells.find(({ cell, part }) => cell === 'visits' && part === '')).toMatchObject({
    value: 13,
    submitted: 12,
  });
  expect(codesOf(await submitted())).toEqual(['money.reason']);
  expect(valueOf(await submitted(HIV, 'A visit was entered late.'))).toBe(2);
  const [period] = (await shown()).grant.periods;
  expect(period).toMatchObject({ state: 'submitted', submitted: 2 });
});

test('the funder reads what was submitted, without figures of few people; others have no such grant', async () => {
  const funder = () => vale.seat(BOARD);
  expect((await shown(HIV, funder())).cells).toEqual([]);
  valueOf(await submitted());
  const told = await shown(HIV, funder());
  expect(figure(told, 'visits')).toBe(12);
  expect(
    told.cells
      .filter(({ cell, part }) => cell === 'in-care' && part !== '' && part.startsWith('f'))
      .map(({ value }) => value),
  ).toEqual([0, 0, undefined, 0, 0]);
  await visited(vale, [{ id: 'late', person: 'p40', on: '2026-06-30', codes: ['B24'] }]);
  expect(figure(await shown(HIV, funder()), 'visits')).toBe(12);
  expect(codesOf(await vale.money.grants.return(await vale.seat(ELM), HIV, FIRST))).toEqual(['money.no-grant']);
  expect(codesOf(await vale.money.grants.return(await vale.seat(COUNCIL), HIV, FIRST))).toEqual(['money.no-grant']);
  expect(codesOf(await vale.money.grants.trace(await funder(), HIV, { ...FIRST, cell: 'visits', part: '' }))).toEqual([
    'money.no-cell',
  ]);
});

test('each figure leads to the items it was counted from, with the reason; who may not see them reads how many', async () => {
  const asked = { ...FIRST, cell: 'paid-visits', part: '' };
  const traced = async (seat: Awaited<ReturnType<typeof clinic>>, name: typeof HIV | typeof HEART = HEART) =>
    valueOf(await vale.money.grants.trace(seat, name, asked));
  const seat = await vale.vale.seat(RIVERSIDE, 'practice-manager');
  const { items, unseen } = await traced(seat);
  expect(items.length).toBe(13);
  expect(items[0]).toMatchObject({ reference: 'Encounter/heart-0', day: '2026-05-11', person: { name: 'Person p20' } });
  expect(items[0]?.reason).toContain('It counts for Vale Council, because it is number 2');
  expect(unseen).toEqual({});
  // What tells of HIV is labelled, and stays back from whoever runs the place.
  expect(await traced(seat, HIV)).toMatchObject({ items: [], unseen: { count: 12 } });
  expect(await traced(await clinic())).toMatchObject({ items: [], unseen: { count: 13 } });
  const nurse = await vale.vale.seat(RIVERSIDE, 'community-nurse');
  const theirs = await traced(nurse, HIV);
  expect([theirs.items.length, theirs.unseen, theirs.may, theirs.grant.lines]).toEqual([12, {}, { return: false }, []]);
  expect(theirs.items[0]).toMatchObject({ reference: 'Encounter/both-0', person: { name: 'Person p0' } });
  expect(codesOf(await vale.money.grants.return(nurse, HIV, FIRST))).toEqual(['money.not-yours']);
  const elsewhere = await vale.vale.seat(COUNCIL, 'community-nurse');
  expect(codesOf(await vale.money.grants.trace(elsewhere, HEART, asked))).toEqual(['money.no-cell']);
});

test('files say what was submitted: ADX and dataValueSets hold the parts of a split figure, never the whole beside them', async () => {
  const file = async (format: string) => vale.money.grants.file(await clinic(), HIV, { ...FIRST, format });
  const textOf = async (format: string) => new TextDecoder().decode(valueOf(await file(format)).bytes);
  expect(codesOf(await file('adx'))).toEqual(['money.return-not-submitted']);
  expect(codesOf(await file('pdf'))).toEqual(['money.return-format']);
  valueOf(await submitted());
  const adx = await textOf('adx');
  expect(adx).toContain(
    '<group dataSet="RETURN_HIV" orgUnit="riverside" period="2026-04-01/P3M" completeDate="2026-07-02">',
  );
  expect(adx).toContain('<dataValue dataElement="HIV_IN_CARE" categoryOptionCombo="female 25-49" value="6"/>');
  expect(adx).not.toContain('dataElement="HIV_IN_CARE" value');
  const set = JSON.parse(await textOf('datavalueset')) as {
    readonly period: string;
    readonly dataValues: readonly object[];
  };
  expect(set.period).toBe('2026Q2');
  expect(set.dataValues).toContainEqual({
    dataElement: 'HIV_VISITS',
    period: '2026Q2',
    orgUnit: 'riverside',
    value: '12',
  });
  const csv = await textOf('csv');
  expect(csv).toContain('visits,,12,,Visits for HIV care');
  expect(valueOf(await file('xlsx')).bytes.length).toBeGreaterThan(5_000);
});

test('the return that is due is owed to the funder until it is submitted', async () => {
  const owed = () => database.store.all(sql`select key from obligation where kind = 'grant-return' and closed is null`);
  expect((await owed()).length).toBe(2);
  valueOf(await submitted());
  expect((await owed()).length).toBe(1);
});

test('a term that a later version changes from a day on holds from that day, and what was before is as it was', async () => {
  await vale.propose(
    clinicDraft(
      [
        hivGrant,
        {
          ...heartGrant,
          appliesFrom: day('2026-05-08'),
          lines: heartGrant.lines.map((line) => ({ ...line, cost: ugx(20_000), amount: ugx(240_000), floor: ugx(0) })),
        },
      ],
      { version: 2, effective: day('2026-07-02') },
    ),
  );
  await vale.turnTo('2026-07-03');
  const heart = await shown(HEART);
  // Thirteen visits of the 11th at 20,000, as far as what is given from that day on reaches.
  expect(figure(heart, 'paid')).toBe(240_000);
  expect(heart.reconciled).toMatchObject({ adds: true });
  const hiv = await shown();
  expect(figure(hiv, 'paid')).toBe(144_000);
});

test('what was used before an amount was changed is taken off what is given since', () => {
  const paying = (minor: number): PayingLine => ({
    key: 'g/visits',
    grant: 'g',
    line: { id: 'visits', words: 'visits', cost: ugx(100), amount: ugx(minor) },
    place: 1,
    parts: 1,
    to: [RIVERSIDE],
  });
  const visit = (on: string, given: number) => ({ ref: on, day: day(on), cost: 100n, lines: [paying(given)] });
  const days = [visit('2026-05-01', 250), visit('2026-05-02', 250), visit('2026-05-03', 350), visit('2026-05-04', 150)];
  expect(attribute(days).map(({ unpaid }) => unpaid)).toEqual([0n, 0n, 0n, 100n]);
});
