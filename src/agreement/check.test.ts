import { day } from '#base';
import { expect, test } from 'vitest';
import { checkInstrument } from './check.ts';
import type { Clause, Instrument } from './instrument.ts';
import { careClause, council, elmTree, informClause, order, riverside, sharing } from './sample.testing.ts';

const codes = (draft: Instrument) => checkInstrument(draft).map((refusal) => refusal.code);
const withClause = (clause: Partial<Extract<Clause, { clause: 'share' }>>) =>
  sharing({ clauses: [{ ...careClause, ...clause }, informClause] });

test('accepts a data-sharing agreement that has what its kind needs', () => {
  expect(checkInstrument(sharing())).toEqual([]);
});

test('refuses a data-sharing agreement without a paragraph on breach, by name', () => {
  const text = sharing().text.filter((paragraph) => paragraph.section !== 'breach');
  expect(checkInstrument(sharing({ text }))).toMatchObject([
    { code: 'agreement.section-missing', text: expect.stringContaining('no paragraph on breach') },
  ]);
});

test('an empty required section is a missing one', () => {
  const text = sharing().text.map((paragraph) =>
    paragraph.section === 'rights' ? { ...paragraph, text: ' ' } : paragraph,
  );
  expect(codes(sharing({ text }))).toEqual(['agreement.section-missing']);
});

test('a memorandum that shares records needs the sections of sharing too', () => {
  expect(codes(sharing({ kind: 'memorandum' }))).toEqual(['agreement.section-missing', 'agreement.section-missing']);
  const text = sharing().text.filter((paragraph) => paragraph.section !== 'retention');
  const missing = checkInstrument(sharing({ kind: 'memorandum', text })).map((refusal) => refusal.text);
  expect(missing).toContainEqual(expect.stringContaining('no paragraph on retention, which sharing of records needs'));
});

test('only NHS bodies and local authorities can be party of a section 75 agreement', () => {
  const refusals = checkInstrument(sharing({ kind: 'section-75-pooled-fund' })).filter(
    (refusal) => refusal.code === 'agreement.party-kind',
  );
  expect(refusals.map((refusal) => refusal.text)).toEqual([
    expect.stringContaining('Elm Tree Surgery cannot be a party'),
  ]);
});

test('a party that does not say what it is cannot sign a section 75 agreement', () => {
  const parties = [
    { organization: riverside, name: 'Riverside' },
    { organization: council, name: 'Vale', kind: 'local-authority' as const },
  ];
  const refusals = checkInstrument(sharing({ kind: 'section-75-pooled-fund', parties }));
  expect(refusals).toContainEqual(
    expect.objectContaining({ code: 'agreement.party-kind', text: expect.stringContaining('does not say what it is') }),
  );
});

test('refuses a single party', () => {
  const parties = sharing().parties.slice(0, 1);
  expect(codes(sharing({ parties }))).toContain('agreement.parties');
});

test('every part cites a paragraph of the text', () => {
  expect(codes(withClause({ cites: '12.1' }))).toEqual(['agreement.cites']);
});

test('days have to follow each other', () => {
  expect(codes(sharing({ decided: day('2026-04-02') }))).toEqual(['agreement.days']);
  expect(codes(sharing({ expires: day('2026-04-01') }))).toContain('agreement.days');
  expect(codes(sharing({ expires: day('2026-04-20') }))).toEqual(['agreement.days']); // told in May
  expect(codes(sharing({ signed: day('2026-02-01') }))).toEqual(['agreement.days']);
});

test.each([
  ['classes', { classes: [] }],
  ['from', { from: [] }],
  ['to.roles', { to: { organizations: 'parties' as const, roles: [] } }],
  ['relationships', { relationships: [] }],
])('a share names something under %s', (name, change) => {
  expect(checkInstrument(withClause(change))).toMatchObject([
    { code: 'agreement.empty', text: expect.stringContaining(`'${name}'`) },
  ]);
});

test('refuses an organisation that is no party', () => {
  expect(codes(withClause({ from: ['Organization/stranger'] }))).toEqual(['agreement.stranger']);
});

test('a commissioner is never given records to care for a person', () => {
  expect(codes(withClause({ to: { organizations: 'parties', roles: ['commissioner'] } }))).toEqual(['agreement.role']);
});

test('being in a population is no reason to open a record, and a list of patients none to plan', () => {
  expect(codes(withClause({ relationships: ['population'] }))).toEqual(['agreement.purpose']);
  const planner = {
    to: { organizations: 'parties' as const, roles: ['commissioner' as const] },
    purpose: 'planning' as const,
  };
  expect(codes(withClause({ ...planner, relationships: ['registered'] }))).toEqual(['agreement.purpose']);
  expect(codes(withClause({ ...planner, relationships: ['population'] }))).toEqual([]);
});

test('nothing is shared without telling people first', () => {
  expect(codes(sharing({ clauses: [careClause] }))).toEqual(['agreement.inform-missing']);
});

test('refuses parts that depend on nothing that is there, or on themselves in a circle', () => {
  expect(codes(withClause({ dependsOn: 'money' }))).toEqual(['agreement.depends']);
  const circle = sharing({
    clauses: [
      { ...careClause, dependsOn: 'tell' },
      { ...informClause, dependsOn: 'care' },
    ],
  });
  expect(codes(circle)).toEqual(['agreement.depends', 'agreement.depends']);
});

test('refuses names that are there twice', () => {
  expect(codes(sharing({ clauses: [careClause, careClause, informClause] }))).toEqual(['agreement.duplicate']);
});

test('parties cannot give themselves the force of law, nor a mandate that of an agreement', () => {
  expect(codes(sharing({ rank: 'statute' }))).toEqual(['agreement.rank']);
  const hold = { id: 'h', cites: '2', clause: 'withhold' as const, classes: ['documents' as const] };
  expect(codes(order(hold))).toEqual([]);
  expect(codes(order(hold, { rank: 'partnership' }))).toEqual(['agreement.rank']);
});

test("an organisation's own policy narrows its own staff's sight and nothing else", () => {
  const alone = { rank: 'organisation' as const, parties: sharing().parties.slice(0, 1) };
  const hold = { id: 'h', cites: '2', clause: 'withhold' as const, classes: ['documents' as const] };
  expect(codes(order(hold, alone))).toEqual(['agreement.narrow']);
  expect(codes(order({ ...hold, to: { organizations: [elmTree] } }, alone))).toEqual([]);
  expect(codes(order({ ...hold, to: { organizations: [elmTree] } }, { rank: 'organisation' }))).toEqual([
    'agreement.parties',
  ]);
});
