import { day } from '#base';
import { expect, test } from 'vitest';
import { hiddenFrom, type PersonFacts, whoDecidesFor } from '../person/decider.ts';
import { type Objection, objectionOn } from '../person/objection.ts';
import { agreed, care, law, type Look, look, signed, would } from './vale.testing.ts';

/* He objects to the trust's staff seeing what the council wrote; it is refused; months later he can no longer decide. */
const objection: Objection = {
  kind: 'direct-care',
  made: day('2026-04-10'),
  by: 'Mr Hale',
  outcome: {
    upheld: false,
    on: day('2026-05-05'),
    by: 'the privacy officer of Vale Council',
    reason: 'without it two nurses would visit who do not know of his falls.',
  },
};
const hale: PersonFacts = {
  name: 'Mr Hale',
  born: day('1941-03-02'),
  capacity: [{ decision: 'sharing', has: false, on: day('2026-08-01'), by: 'Dr Lund' }],
  understands: [],
  speakers: [
    { name: 'Ruth Hale', as: 'attorney', covers: ['care', 'sharing'], from: day('2024-01-01') },
    { name: 'Sam Hale', as: 'attorney', covers: ['care', 'sharing'], from: day('2024-01-01') },
  ],
  advocate: { name: 'Ms Otieno', from: day('2026-08-01') },
  coercedBy: [{ name: 'Sam Hale', from: day('2026-07-01') }],
};
const stack = [
  signed(
    agreed({
      id: 'vale',
      title: 'Vale agreement',
      parties: ['council', 'community'],
      clauses: care('care', ['council'], ['community']),
    }),
  ),
];
const seen = (on: string, denied: boolean) => {
  const plan: Look = { viewer: 'community', role: 'therapist', by: 'council', cls: 'results', rel: ['team'] };
  return look(stack, on, { ...plan, ...(denied ? { denies: { organizations: ['council'] } } : {}) });
};

test('while it is looked at it holds; refused, it holds no more, and says why', () => {
  expect(objectionOn(objection, day('2026-04-20'), law)).toMatchObject({
    state: 'open',
    binds: true,
    dueBy: '2026-05-10',
  });
  expect(seen('2026-04-20', true)).toMatchObject({ visible: false, rank: 'person' });
  expect(objectionOn(objection, day('2026-05-05'), law).binds).toBe(false);
  expect(objectionOn(objection, day('2026-05-05'), law).words).toMatchInlineSnapshot(
    `"Mr Hale objected on 10 April 2026. It was not upheld on 5 May 2026 by the privacy officer of Vale Council: without it two nurses would visit who do not know of his falls."`,
  );
  expect(seen('2026-05-05', false).visible).toBe(true);
});

test('undecided past its day, it still holds and is late; a clock that was put off is late later', () => {
  const { outcome: _, ...open } = objection;
  expect(objectionOn({ ...open, due: day('2026-07-10') }, day('2026-05-11'), law)).toMatchObject({
    state: 'open',
    dueBy: '2026-07-10',
  });
  expect(objectionOn(open, day('2026-05-11'), law)).toMatchObject({ state: 'overdue', binds: true });
});

test('he decides until somebody finds that he cannot decide this; then the attorney whom nobody suspects', () => {
  expect(whoDecidesFor(hale, 'sharing', day('2026-07-31'), law).words).toMatchInlineSnapshot(
    `"Mr Hale decides: nobody has found otherwise for this decision."`,
  );
  const later = whoDecidesFor(hale, 'sharing', day('2026-08-01'), law);
  expect(later).toMatchObject({ who: 'attorney', names: ['Ruth Hale'], with: ['Ms Otieno'] });
  expect(later.words).toMatchInlineSnapshot(
    `"Mr Hale cannot decide this, as Dr Lund found on 1 August 2026; so Ruth Hale decides, as attorney (Mental Capacity Act 2005, section 9)."`,
  );
});

test('losing capacity neither undoes the refusal nor decides it anew', () => {
  expect(objectionOn(objection, day('2026-09-01'), law)).toMatchObject({ state: 'refused', binds: false });
  expect(whoDecidesFor(hale, 'moving-home', day('2026-09-01'), law)).toMatchObject({ who: 'person' });
});

test('who may be forcing him never learns that somebody thinks so', () => {
  expect(hiddenFrom(hale, 'Sam Hale', day('2026-08-01')).hidden).toBe(true);
  expect(hiddenFrom(hale, 'Ruth Hale', day('2026-08-01'))).toEqual({ hidden: false, why: [] });
});

test('a child who understands decides; below that a parent; with nobody, the best interests', () => {
  const child: PersonFacts = {
    ...hale,
    name: 'Ada',
    born: day('2012-06-01'),
    capacity: [],
    coercedBy: [],
    speakers: [{ name: 'her mother', as: 'parent', covers: 'everything', from: day('2012-06-01') }],
  };
  expect(whoDecidesFor(child, 'care', day('2026-06-01'), law).words).toMatchInlineSnapshot(
    `"Ada is younger than 16 (Family Law Reform Act 1969, section 8; Gillick v West Norfolk and Wisbech AHA (1985)); so her mother decides, as parent (Children Act 1989, section 3)."`,
  );
  const able = { ...child, understands: [{ decision: 'care', on: day('2026-05-01'), by: 'Dr Lund' }] };
  expect(whoDecidesFor(able, 'care', day('2026-06-01'), law)).toMatchObject({ who: 'person' });
  expect(whoDecidesFor({ ...child, speakers: [] }, 'care', day('2026-06-01'), law)).toMatchObject({
    who: 'best-interests',
  });
});

test('an objection of his own takes away for the trust what a draft would give it', () => {
  const wider = agreed({
    id: 'vale',
    version: 2,
    title: 'Vale agreement',
    parties: ['council', 'community'],
    clauses: care('care', ['council'], ['community'], { classes: ['results', 'documents'] }),
  });
  const letter: Look = { viewer: 'community', role: 'therapist', by: 'council', cls: 'documents', rel: ['team'] };
  expect(would(stack, wider, [letter])).toContain('documents/1 appears for therapist of community');
  expect(would(stack, wider, [{ ...letter, denies: { organizations: ['council'] } }])).toEqual([]);
});
