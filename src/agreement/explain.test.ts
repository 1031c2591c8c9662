import { expect, test } from 'vitest';
import { explain } from './explain.ts';
import type { Seat } from './filter.ts';
import { compile } from './policy.ts';
import { keyOf, order, sharing, signedByAll, today, unsigned } from './sample.testing.ts';
import { classNumber, type DataClass, labelBits, relationshipBits } from './words.ts';

const podiatrist: Seat = { organization: 2, role: 'therapist', purpose: 'direct-care' };
const agreed = signedByAll(sharing());
const facts = (cls: DataClass, lab = 0) => ({
  row: { org: 1, basis: 1, cls: classNumber(cls), lab, personal: true },
  access: { rel: relationshipBits('referred'), denyOrg: [], denyLab: 0, denyCls: 0 },
  seat: podiatrist,
});

test('says which agreement lets an item be seen, with paragraph and force', () => {
  const verdict = explain(compile([agreed], today), facts('results'), keyOf);
  expect(verdict).toMatchObject({
    visible: true,
    decidedBy: { instrument: 'sharing', version: 1, paragraph: '4.2', rank: 'partnership' },
  });
  expect(verdict.words).toBe(
    'Visible. Therapists, practice nurses and specialist nurses of all partners see results and medicines recorded by Elm Tree Surgery, to care for a person on their list or who was referred to them, but nothing that is labelled sensitive. (paragraph 4.2) It stands in Vale data-sharing agreement, version 1 (agreement of the partnership).',
  );
  expect(verdict.steps.every((step) => step.holds)).toBe(true);
});

// Shows a control of hazard H9.
test('says what is missing, and what comes nearest', () => {
  const verdict = explain(compile([agreed], today), facts('documents'), keyOf);
  expect(verdict.visible).toBe(false);
  expect(verdict.words).toContain(
    'Not visible: only medicines and results are shown this way, and it is something else.',
  );
  expect(verdict.decidedBy).toBeUndefined();
  expect(verdict.steps.filter((step) => !step.holds).map((step) => step.words)).toContain(
    'It belongs to what is seen this way: medicines and results.',
  );
});

test('names the sensitive label as the reason', () => {
  const verdict = explain(compile([agreed], today), facts('results', labelBits('hiv')), keyOf);
  expect(verdict.words).toContain('it is labelled sensitive');
});

test('names the order that keeps an item back and the agreement it overrode', () => {
  const ordered = unsigned(order({ id: 'h', cites: '2', clause: 'withhold', classes: ['results'] }));
  const verdict = explain(compile([agreed, ordered], today), facts('results'), keyOf);
  expect(verdict).toMatchObject({
    visible: false,
    decidedBy: { instrument: 'order', rank: 'court-order', paragraph: '2' },
    overrode: { instrument: 'sharing', paragraph: '4.2' },
  });
  expect(verdict.words).toContain('Order of the Family Court, paragraph 2 (court order), keeps it back');
});

test('without any agreement it says so in words, not with an empty page', () => {
  const verdict = explain(compile([], today), facts('results'), keyOf);
  expect(verdict).toMatchObject({
    visible: false,
    words: expect.stringContaining(
      'another organisation recorded it, and no agreement in force shows what others record to therapists of the one that looks',
    ),
  });
});
