import { type Day, day } from '#base';
import type { StackEntry } from './force.ts';
import type { Clause, InformClause, Instrument, Paragraph, ShareClause } from './instrument.ts';
import { SHARING_SECTIONS } from './kinds.ts';

/** Instruments for tests: small, valid, and changed by what a test is about. */
export const elmTree = 'Organization/elm-tree';
export const riverside = 'Organization/riverside';
export const council = 'Organization/council';

export const keyOf = (organization: string) =>
  new Map([
    [elmTree, 1],
    [riverside, 2],
    [council, 3],
  ]).get(organization);

export const today = day('2026-06-01');

export const careClause: ShareClause = {
  id: 'care',
  cites: '4.2',
  clause: 'share',
  classes: ['results', 'medicines'],
  from: [elmTree],
  to: { organizations: 'parties', roles: ['therapist', 'practice-nurse', 'specialist-nurse'] },
  purpose: 'direct-care',
  relationships: ['registered', 'referred'],
};

export const informClause: InformClause = {
  id: 'tell',
  cites: '7.1',
  clause: 'inform',
  earliest: day('2026-05-01'),
  how: 'a letter to every household and a notice at each reception.',
};

export function sharing(changes: Partial<Instrument> = {}): Instrument {
  return {
    id: 'sharing',
    version: 1,
    title: 'Vale data-sharing agreement',
    kind: 'data-sharing',
    rank: 'partnership',
    jurisdiction: 'england',
    purpose: 'direct-care',
    parties: [
      { organization: elmTree, name: 'Elm Tree Surgery', kind: 'general-practice' },
      { organization: riverside, name: 'Riverside Community Trust', kind: 'community-trust' },
      { organization: council, name: 'Vale Council', kind: 'local-authority' },
    ],
    population: { words: 'people registered with Elm Tree Surgery' },
    decided: day('2026-03-01'),
    effective: day('2026-04-01'),
    text: paragraphs(),
    clauses: [careClause, informClause],
    ...changes,
  };
}

/** A court order that keeps back what `clause` says; signed by nobody. */
export function order(clause: Extract<Clause, { clause: 'withhold' }>, changes: Partial<Instrument> = {}): Instrument {
  return sharing({
    id: 'order',
    title: 'Order of the Family Court',
    kind: 'mandate',
    rank: 'court-order',
    text: [
      { id: '1', text: 'The Family Court orders, under section 8.', section: 'authority' },
      { id: '2', text: 'The records named are not to be disclosed.', section: 'effect' },
    ],
    clauses: [{ ...clause, cites: '2' }],
    ...changes,
  });
}

export function signedByAll(instrument: Instrument, on: Day = day('2026-03-15')): StackEntry {
  const signatures = instrument.parties.map((party) => ({ organization: party.organization, on }));
  return { instrument, signatures, suspensions: [] };
}

export function unsigned(instrument: Instrument): StackEntry {
  return { instrument, signatures: [], suspensions: [] };
}

function paragraphs(): readonly Paragraph[] {
  const sections = SHARING_SECTIONS.map((section, index) => ({
    id: `1.${index + 1}`,
    text: `What the parties say about ${section.replaceAll('-', ' ')}.`,
    section,
  }));
  return [
    ...sections,
    { id: '4.2', text: 'Nurses and therapists may see results and medicines of people they treat.' },
    { id: '5.1', text: 'Counts without names serve the planning of services.' },
    { id: '7.1', text: 'People are told by letter before sharing starts.' },
    { id: '9.9', text: 'The parties meet each quarter.', coverage: 'not-modelled' },
  ];
}
