import days from '#packs/calendar/england.json';
import england from '#packs/jurisdiction-england/pack.json';
import { type Day, day } from '#base';
import { expect } from 'vitest';
import { changesFor, type Sample, type SampleItem } from '../ask/simulate.testing.ts';
import { checkInstrument } from '../check.ts';
import { explain, type Verdict } from '../explain.ts';
import { holds } from '../expr.ts';
import { filterFor, type Seat } from '../filter.ts';
import type { Stack, StackEntry } from '../force.ts';
import type { Clause, Instrument, Party, ShareClause } from '../instrument.ts';
import { type Jurisdiction, readJurisdiction } from '../jurisdiction.ts';
import { SECTIONS } from '../kinds.ts';
import { oracle } from '../oracle.testing.ts';
import { compile } from '../policy.ts';
import {
  classNumber,
  type DataClass,
  type Label,
  labelBits,
  type Purpose,
  type Relationship,
  relationshipBits,
  type Role,
} from '../words.ts';

/** The Vale partnership and its neighbours, small, for cases whose answers people can check by eye. */
const PARTIES: Readonly<Record<string, Party>> = {
  elm: party('elm', 'Elm Tree Surgery', 'general-practice'),
  mill: party('mill', 'Mill Lane Practice', 'general-practice'),
  vale: party('vale', 'Vale Practices Together', 'general-practice'),
  board: party('board', 'Vale Care Board', 'care-board'),
  north: party('north', 'Northdale Care Board', 'care-board'),
  coast: party('coast', 'Coast Care Board', 'care-board'),
  council: party('council', 'Vale Council', 'local-authority'),
  hospital: party('hospital', 'Vale Hospitals', 'acute-trust'),
  faraway: party('faraway', 'Faraway Hospital', 'acute-trust'),
  community: party('community', 'Vale Community Trust', 'community-trust'),
  charity: party('charity', 'Neighbours Together', 'charity'),
  funder: party('funder', 'The Lantern Fund', 'donor'),
};
type Name = keyof typeof PARTIES & string;

export const of = (name: Name) => `Organization/${name}`;
const names = Object.keys(PARTIES);
export const keyOf = (organization: string) => {
  const at = names.indexOf(organization.replace('Organization/', ''));
  return at < 0 ? undefined : at + 1;
};
export const law = lawOf(england);
export const pounds = (minor: number) => ({ minor, currency: 'GBP' });

type Draft = Partial<Omit<Instrument, 'parties'>> & {
  readonly id: string;
  readonly title: string;
  readonly parties: readonly Name[];
};

/** An agreement with a paragraph for each clause, '1' for the first, and every section that any kind asks for. */
export function agreed({
  parties,
  clauses = [],
  ...rest
}: Draft & { readonly clauses: readonly Clause[] }): Instrument {
  const draft: Instrument = {
    version: 1,
    kind: 'alliance',
    rank: 'partnership',
    jurisdiction: 'england',
    purpose: 'direct-care',
    parties: parties.map((name) => PARTIES[name] as Party),
    population: { words: 'people of the Vale' },
    decided: day('2026-03-01'),
    effective: day('2026-04-01'),
    text: [
      ...clauses.map((clause, index) => ({ id: String(index + 1), text: `What the parties agreed on ${clause.id}.` })),
      ...SECTIONS.map((section) => ({ id: section, text: `What the parties say about ${section}.`, section })),
    ],
    clauses: clauses.map((clause, index) => ({ ...clause, cites: String(index + 1) })),
    ...rest,
  };
  expect(checkInstrument(draft, law), draft.title).toEqual([]);
  return draft;
}

export function signed(instrument: Instrument, on: Day = instrument.decided): StackEntry {
  const signatures = instrument.parties.map(({ organization }) => ({ organization, on }));
  return { instrument, signatures, suspensions: [] };
}

/** Sharing for care, with its day from which people are told. */
export function care(
  id: string,
  from: readonly Name[],
  to: readonly Name[],
  change: Partial<ShareClause> = {},
): readonly Clause[] {
  return [
    {
      id,
      cites: '',
      clause: 'share',
      classes: ['problems', 'results', 'plans'],
      from: from.map(of),
      to: { organizations: to.map(of), roles: ['gp', 'practice-nurse', 'consultant', 'therapist', 'social-worker'] },
      purpose: 'direct-care',
      relationships: ['registered', 'team', 'referred', 'caseload'],
      ...change,
    },
    { id: `${id}-told`, cites: '', clause: 'inform', earliest: day('2026-04-01'), how: 'a letter to every household' },
  ];
}

export type Look = {
  readonly viewer: Name;
  readonly role: Role;
  readonly purpose?: Purpose;
  readonly by: Name;
  readonly cls: DataClass;
  readonly labels?: readonly Label[];
  readonly dated?: string;
  readonly rel: readonly Relationship[];
  readonly denies?: { readonly organizations?: readonly Name[]; readonly labels?: readonly Label[] };
};

/** Looks on a day: the query, the explanation and the second reading of the rules say the same, or the case fails. */
export function look(stack: Stack, on: string, asked: Look): Verdict {
  const seat: Seat = {
    organization: keyOf(of(asked.viewer)) ?? 0,
    role: asked.role,
    purpose: asked.purpose ?? 'direct-care',
  };
  const policy = compile(stack, day(on), law);
  const { row, access } = factsOf(asked);
  const verdict = explain(policy, { row, access, seat }, keyOf);
  expect(holds(filterFor(policy, seat, keyOf), row, access)).toBe(verdict.visible);
  expect(
    oracle(
      { stack, today: day(on), law },
      {
        organization: of(asked.viewer),
        role: seat.role,
        purpose: seat.purpose,
        item: {
          organization: of(asked.by),
          cls: asked.cls,
          labels: asked.labels ?? [],
          personal: true,
          ...(asked.dated ? { on: day(asked.dated) } : {}),
        },
        person: {
          relationships: asked.rel,
          deniedOrganizations: (asked.denies?.organizations ?? []).map(of),
          deniedLabels: asked.denies?.labels ?? [],
          deniedClasses: [],
        },
      },
    ),
  ).toBe(verdict.visible);
  return verdict;
}

/** What a draft would change for one person of a sample, in a line each. */
export function would(stack: Stack, draft: Instrument, looks: readonly Look[]): readonly string[] {
  const items: readonly SampleItem[] = looks.map((asked, index) => ({
    reference: `${asked.cls}/${index + 1}`,
    person: 'Patient/1',
    row: factsOf(asked).row,
  }));
  const sample: Sample = {
    items,
    accessOf: ({ organization }) => {
      const mine = looks.find(({ viewer }) => keyOf(of(viewer)) === organization);
      return mine && factsOf(mine).access;
    },
  };
  const changes = changesFor({ stack, draft, on: day('2026-06-01'), keyOf, law }, sample, 'Patient/1');
  return changes.map(
    ({ reference, seat, after }) =>
      `${reference} ${after.visible ? 'appears' : 'vanishes'} for ${seat.role} of ${names[seat.organization - 1]}`,
  );
}

function factsOf({ by, cls, labels = [], dated, rel, denies }: Look) {
  return {
    row: {
      org: keyOf(of(by)) ?? 0,
      basis: 1,
      cls: classNumber(cls),
      lab: labelBits(...labels),
      personal: true,
      ...(dated ? { at: Date.parse(dated) } : {}),
    },
    access: {
      rel: relationshipBits(...rel),
      denyOrg: (denies?.organizations ?? []).map((name) => keyOf(of(name)) ?? 0),
      denyLab: labelBits(...(denies?.labels ?? [])),
      denyCls: 0,
    },
  };
}

function party(name: string, words: string, kind: NonNullable<Party['kind']>): Party {
  return { organization: `Organization/${name}`, name: words, kind };
}

function lawOf(json: unknown): Jurisdiction {
  const read = readJurisdiction(
    json,
    days.holidays.map(({ on }) => day(on)),
  );
  if (!read.ok) throw new Error(read.refusals[0].text);
  return read.value;
}
