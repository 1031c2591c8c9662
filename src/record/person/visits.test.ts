import { expect, test } from 'vitest';
import { type Told, visitsOf } from './visits.ts';

const line = (minutes: number, change: Partial<Told> = {}): Told => ({
  at: new Date(Date.parse('2026-03-02T10:00:00Z') - minutes * 60_000),
  who: 'Practice nurse',
  role: 'practice nurse',
  organization: 'Elm Tree Surgery',
  organizationKey: 3,
  principal: 'account/1',
  purpose: 'To care for the person',
  what: 'Read one item',
  emergency: false,
  allowed: true,
  basis: [],
  ...change,
});

test('twenty lines of one visit are one entry, that says what was done once', () => {
  const lines = Array.from({ length: 20 }, (_, at) =>
    line(at, { what: at === 19 ? 'Opened the record' : 'Read one item' }),
  );
  expect(visitsOf(lines)).toMatchObject([
    {
      times: 20,
      what: ['Read one item', 'Opened the record'],
      from: '2026-03-02T09:41:00.000Z',
      to: '2026-03-02T10:00:00.000Z',
    },
  ]);
});

test('a long pause, another person, another reason and an emergency are visits of their own', () => {
  const lines = [
    line(0),
    line(1, { principal: 'account/2' }),
    line(2, { emergency: true }),
    line(3),
    line(40),
    line(41, { purpose: 'x' }),
  ];
  expect(visitsOf(lines).map(({ times }) => times)).toEqual([2, 1, 1, 1, 1]);
});

test('what was not allowed is told apart', () => {
  expect(visitsOf([line(0), line(1, { allowed: false, what: 'Found items in a search' })])).toMatchObject([
    { what: ['Read one item'], refused: ['Found items in a search'] },
  ]);
});

test('on what basis is told once, and only of what was allowed', () => {
  const own = { words: 'What the organisation recorded itself.' };
  const agreed = { words: 'Article 9(2)(h) of the UK GDPR.', where: 'Vale sharing, version 1, paragraph 1.2' };
  const later = { ...agreed, where: 'Vale sharing, version 2, paragraph 1.2' };
  const lines = [
    line(0, { basis: [own, later] }),
    line(1, { basis: [own, agreed] }),
    line(2, { basis: [{ words: 'Nothing came of it.' }], allowed: false }),
  ];
  expect(visitsOf(lines).map(({ basis }) => basis)).toEqual([[own, later, agreed]]);
});
