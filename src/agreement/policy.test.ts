import { day } from '#base';
import { expect, test } from 'vitest';
import type { PolicyRow } from './access.ts';
import { explain } from './explain.ts';
import { holds } from './expr.ts';
import { filterFor, type Seat } from './filter.ts';
import type { Stack, StackEntry } from './force.ts';
import type { Instrument, ShareClause } from './instrument.ts';
import { compile } from './policy.ts';
import {
  careClause,
  council,
  elmTree,
  informClause,
  keyOf,
  order,
  riverside,
  sharing,
  signedByAll,
  today,
  unsigned,
} from './sample.testing.ts';
import { classNumber, type DataClass, type Label, labelBits, type Relationship, relationshipBits } from './words.ts';

const ELM = 1;
const RIVERSIDE = 2;
const COUNCIL = 3;
const podiatrist: Seat = { organization: RIVERSIDE, role: 'therapist', purpose: 'direct-care' };

type Item = {
  readonly org?: number;
  readonly cls?: DataClass;
  readonly labels?: readonly Label[];
  readonly personal?: boolean;
};
type Seen = {
  readonly seat?: Seat;
  readonly item?: Item;
  readonly rel?: readonly Relationship[];
  readonly on?: string;
};

/** Whether a seat sees an item; by default a podiatrist to whom Elm Tree referred the person, and a result from Elm Tree. */
function sees(stack: Stack, { seat = podiatrist, item = {}, rel = ['referred'], on = today }: Seen = {}): boolean {
  const row: PolicyRow = {
    org: item.org ?? ELM,
    basis: 1,
    cls: classNumber(item.cls ?? 'results'),
    lab: labelBits(...(item.labels ?? [])),
    personal: item.personal ?? true,
  };
  const access = rel.length > 0 ? { rel: relationshipBits(...rel), denyOrg: [], denyLab: 0, denyCls: 0 } : undefined;
  const policy = compile(stack, day(on));
  const visible = holds(filterFor(policy, seat, keyOf), row, access);
  expect(explain(policy, { row, access, seat }, keyOf).visible).toBe(visible);
  return visible;
}

const agreed = [signedByAll(sharing())];
const withShare = (change: Partial<ShareClause>, more: Partial<Instrument> = {}) =>
  signedByAll(sharing({ clauses: [{ ...careClause, ...change }, informClause], ...more }));

// Shows requirement V8.4.1.
// Shows a control of hazard H8.
test('nothing is shared before every party has signed', () => {
  expect(sees([unsigned(sharing())])).toBe(false);
  expect(sees([{ ...unsigned(sharing()), signatures: [{ organization: elmTree, on: today }] }])).toBe(false);
  expect(sees(agreed)).toBe(true);
});

// Shows a control of hazard H8.
test('nothing is shared before people have been told', () => {
  expect(sees(agreed, { on: '2026-04-30' })).toBe(false);
  expect(sees(agreed, { on: '2026-05-01' })).toBe(true);
});

test('only the classes that were named', () => {
  expect(sees(agreed, { item: { cls: 'medicines' } })).toBe(true);
  expect(sees(agreed, { item: { cls: 'documents' } })).toBe(false);
});

test('only from those who give, to those who receive', () => {
  expect(sees(agreed, { item: { org: COUNCIL } })).toBe(false);
  expect(sees(agreed, { seat: { ...podiatrist, organization: 99 } })).toBe(false);
  expect(sees(agreed, { seat: { ...podiatrist, role: 'receptionist' } })).toBe(false);
});

test('only with a relationship to the person', () => {
  expect(sees(agreed, { rel: [] })).toBe(false);
  expect(sees(agreed, { rel: ['contributed'] })).toBe(false);
  expect(sees(agreed, { rel: ['population'] })).toBe(false);
});

// Shows a control of hazard H8.
test('a labelled item stays back unless its label is shared by name, and every label counts', () => {
  const named = [withShare({ sensitive: ['mental-health'] })];
  expect(sees(agreed, { item: { labels: ['mental-health'] } })).toBe(false);
  expect(sees(named, { item: { labels: ['mental-health'] } })).toBe(true);
  expect(sees(named, { item: { labels: ['mental-health', 'hiv'] } })).toBe(false);
});

test('what is given to care for a person does not serve planning', () => {
  const planner: Seat = { organization: RIVERSIDE, role: 'commissioner', purpose: 'planning' };
  expect(sees(agreed, { seat: planner, rel: ['population'] })).toBe(false);
  expect(sees(agreed, { seat: { ...podiatrist, purpose: 'planning' }, rel: ['population', 'referred'] })).toBe(false);
  const planning = withShare({
    id: 'plan',
    purpose: 'planning',
    relationships: ['population'],
    to: { organizations: [riverside], roles: ['commissioner'] },
  });
  expect(sees([planning], { seat: planner, rel: ['population'] })).toBe(true);
  expect(sees([planning], { seat: podiatrist, rel: ['population', 'referred'] })).toBe(false);
});

test('suspension hides at once, and the day it is lifted it is seen again', () => {
  const suspended: StackEntry = { ...signedByAll(sharing()), suspensions: [{ from: today }] };
  expect(sees([suspended])).toBe(false);
  expect(sees([{ ...suspended, suspensions: [{ from: today, to: today }] }])).toBe(true);
});

test('a new version changes what is seen on its day', () => {
  const next = withShare({ classes: ['documents'] }, { version: 2, effective: day('2026-07-01') });
  const stack = [...agreed, next];
  expect(sees(stack, { on: '2026-06-30' })).toBe(true);
  expect(sees(stack, { on: '2026-07-01' })).toBe(false);
  expect(sees(stack, { item: { cls: 'documents' }, on: '2026-06-30' })).toBe(false);
  expect(sees(stack, { item: { cls: 'documents' }, on: '2026-07-01' })).toBe(true);
});

test('a part stands and falls with the one it depends on, in this instrument or another', () => {
  const tied = withShare({ dependsOn: 'money#pool' }, {});
  const money = signedByAll(
    sharing({ id: 'money', clauses: [{ ...informClause, id: 'pool' }], expires: day('2026-08-01') }),
  );
  expect(sees([tied])).toBe(false);
  expect(sees([tied, money])).toBe(true);
  expect(sees([tied, money], { on: '2026-08-01' })).toBe(false);
});

test('the own organisation needs no agreement for what it recorded, but its people only', () => {
  const nurse: Seat = { organization: ELM, role: 'practice-nurse', purpose: 'direct-care' };
  expect(sees([], { seat: nurse, rel: ['contributed'] })).toBe(true);
  expect(sees([], { seat: nurse, rel: ['contributed'], item: { labels: ['hiv'] } })).toBe(true);
  expect(sees([], { seat: nurse, rel: [] })).toBe(false);
  expect(sees([], { seat: nurse, rel: ['contributed'], item: { org: RIVERSIDE } })).toBe(false);
});

test('a receptionist sees who is coming, not why', () => {
  const receptionist: Seat = { organization: ELM, role: 'receptionist', purpose: 'direct-care' };
  expect(sees([], { seat: receptionist, rel: ['contributed'], item: { cls: 'demographics' } })).toBe(true);
  expect(sees([], { seat: receptionist, rel: ['contributed'], item: { cls: 'encounters' } })).toBe(true);
  expect(sees([], { seat: receptionist, rel: ['contributed'], item: { cls: 'results' } })).toBe(false);
  expect(sees([], { seat: receptionist, rel: ['contributed'], item: { cls: 'encounters', labels: ['hiv'] } })).toBe(
    false,
  );
});

test('a signatory, a commissioner and a board member see no record of their own organisation', () => {
  for (const role of ['signatory', 'commissioner', 'board-member', 'finance-lead', 'programme-lead'] as const) {
    for (const purpose of ['direct-care', 'planning', 'audit', 'own-record'] as const) {
      expect(
        sees(agreed, { seat: { organization: ELM, role, purpose }, rel: ['contributed', 'self', 'population'] }),
      ).toBe(false);
    }
  }
});

test('a person sees their own record, whoever recorded it, and nobody reads as the person', () => {
  const person: Seat = { organization: ELM, role: 'person', purpose: 'own-record' };
  expect(sees([], { seat: person, rel: ['self'], item: { org: COUNCIL, labels: ['hiv'] } })).toBe(true);
  expect(sees([], { seat: person, rel: ['self'], item: { labels: ['safeguarding'] } })).toBe(false);
  expect(sees([], { seat: person, rel: ['contributed'] })).toBe(false);
  expect(sees([], { seat: { ...person, role: 'gp' }, rel: ['self'] })).toBe(false);
  expect(sees([], { seat: { ...person, purpose: 'direct-care' }, rel: ['self'] })).toBe(false);
});

test('the directory is open to all; other things about nobody stay with who recorded them', () => {
  const anyone: Seat = { organization: COUNCIL, role: 'board-member', purpose: 'planning' };
  expect(sees([], { seat: anyone, rel: [], item: { personal: false, cls: 'directory' } })).toBe(true);
  expect(sees([], { seat: anyone, rel: [], item: { personal: false, cls: 'documents' } })).toBe(false);
  expect(sees([], { seat: anyone, rel: [], item: { personal: false, cls: 'documents', org: COUNCIL } })).toBe(true);
});

const hold = { id: 'h', cites: '2', clause: 'withhold' as const, classes: ['results' as const] };
const nurse: Seat = { organization: ELM, role: 'practice-nurse', purpose: 'direct-care' };

test('a court order keeps back what an agreement gives, and the own record too', () => {
  const ordered = [...agreed, unsigned(order(hold))];
  expect(sees(ordered)).toBe(false);
  expect(sees(ordered, { item: { cls: 'medicines' } })).toBe(true);
  expect(sees(ordered, { seat: nurse, rel: ['contributed'] })).toBe(false);
});

test('what is kept back can be narrowed to labels, records, staff and purposes', () => {
  const ordered = (change: object) => [...agreed, unsigned(order({ ...hold, ...change }))];
  expect(sees(ordered({ labels: ['hiv'] }))).toBe(true);
  expect(sees(ordered({ from: [council] }))).toBe(true);
  expect(sees(ordered({ to: { organizations: [council] } }))).toBe(true);
  expect(sees(ordered({ to: { roles: ['gp'] } }))).toBe(true);
  expect(sees(ordered({ purposes: ['planning'] }))).toBe(true);
  expect(sees(ordered({ from: [elmTree], to: { organizations: [riverside], roles: ['therapist'] } }))).toBe(false);
});

test('suspending an instrument does not show what it keeps back', () => {
  const ordered: StackEntry = { ...unsigned(order(hold)), suspensions: [{ from: today }] };
  expect(sees([...agreed, ordered])).toBe(false);
});

test('an agreement cannot keep an organisation from its own records, nor overrule a stronger one', () => {
  const partnershipHold = signedByAll(sharing({ id: 'hold', clauses: [{ ...hold, cites: '4.2' }] }));
  expect(sees([...agreed, partnershipHold])).toBe(false);
  expect(sees([partnershipHold], { seat: nurse, rel: ['contributed'] })).toBe(true);
  const scheme = signedByAll(sharing({ id: 'hold', rank: 'scheme', clauses: [{ ...hold, cites: '4.2' }] }));
  expect(sees([...agreed, scheme])).toBe(true);
});

test('an instrument between strangers keeps nobody else from anything', () => {
  const strangers = [
    { organization: 'Organization/x', name: 'X' },
    { organization: 'Organization/y', name: 'Y' },
  ];
  const theirs = signedByAll(sharing({ id: 'theirs', parties: strangers, clauses: [{ ...hold, cites: '4.2' }] }));
  expect(sees([...agreed, theirs])).toBe(true);
});

test("an organisation's own policy, the weakest force, still narrows what its own staff see", () => {
  const policy = order(
    { ...hold, to: { organizations: [riverside], roles: ['therapist'] } },
    { rank: 'organisation', parties: sharing().parties.slice(1, 2) },
  );
  expect(sees([...agreed, unsigned(policy)])).toBe(false);
  expect(sees([...agreed, unsigned(policy)], { seat: nurse, rel: ['contributed'] })).toBe(true);
});

test('an objection of the person is respected on every way', () => {
  const row: PolicyRow = { org: ELM, basis: 1, cls: classNumber('results'), lab: labelBits('genetic'), personal: true };
  const filter = filterFor(compile([withShare({ sensitive: ['genetic'] })], today), podiatrist, keyOf);
  const rel = relationshipBits('referred');
  expect(holds(filter, row, { rel, denyOrg: [], denyLab: 0, denyCls: 0 })).toBe(true);
  expect(holds(filter, row, { rel, denyOrg: [ELM], denyLab: 0, denyCls: 0 })).toBe(false);
  expect(holds(filter, row, { rel, denyOrg: [], denyLab: labelBits('genetic'), denyCls: 0 })).toBe(false);
  expect(holds(filter, row, { rel, denyOrg: [], denyLab: 0, denyCls: 1 << row.cls })).toBe(false);
});

test('names the day on which the policy can next change by itself', () => {
  expect(compile(agreed, day('2026-03-20')).nextChange).toBe('2026-04-01');
  expect(compile(agreed, day('2026-04-01')).nextChange).toBe('2026-05-01');
  expect(compile(agreed, today).nextChange).toBeUndefined();
});

test('what shows something carries the legal basis that its instrument states; a mandate that states none is its own', () => {
  const stated = { id: '1.2', section: 'legal-basis' as const, text: 'Article 9(2)(h).' };
  const draft = sharing();
  const basisOf = (instrument: Instrument) =>
    compile([signedByAll(instrument)], day(today)).grants.map(({ basis }) => basis);
  const unstated = draft.text.filter(({ section }) => section !== 'legal-basis');
  expect(basisOf({ ...draft, text: [...unstated, stated] })).toEqual([{ paragraph: '1.2', text: 'Article 9(2)(h).' }]);
  expect(basisOf({ ...draft, text: unstated })).toEqual([undefined]);
  const text = [{ id: '2', text: 'Practices give results to those they refer to.', section: 'effect' as const }];
  const clauses = [
    { ...careClause, cites: '2' },
    { ...informClause, cites: '2' },
  ];
  const law = { ...draft, kind: 'mandate' as const, rank: 'statute' as const, text, clauses };
  expect(basisOf(law)).toEqual([{ paragraph: '2', text: text[0]?.text }]);
});
