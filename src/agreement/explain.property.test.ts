import { day, plusDays, seeded } from '#base';
import { expect, test } from 'vitest';
import type { AccessRow, PolicyRow } from './access.ts';
import { explain } from './explain.ts';
import { holds } from './expr.ts';
import { filterFor, type KeyOf, type Seat } from './filter.ts';
import type { StackEntry } from './force.ts';
import { type Clause, type Instrument, RANKS } from './instrument.ts';
import type { Jurisdiction } from './jurisdiction.ts';
import { type Asked, oracle } from './oracle.testing.ts';
import { compile } from './policy.ts';
import { sharing, today } from './sample.testing.ts';
import { DATA_CLASSES, LABELS, PURPOSES, RELATIONSHIPS, ROLES } from './words.ts';

/*
 * Random stacks, seats and rows. What the query would show is compared with explain, and with a second reading of the
 * instruments as they were signed, written out here plainly and sharing no code with compile.
 */
const random = seeded(20_260_601);
const number = (below: number) => Math.floor(random() * below);
const one = <T>(from: readonly T[]): T => from[number(from.length)] as T;
const some = <T>(from: readonly T[], share = 0.5) => from.filter(() => random() < share);
const chance = (share: number) => random() < share;

const ORGANIZATIONS = ['Organization/a', 'Organization/b', 'Organization/c'];
/** What was typed in has the number 1; what systems send, the next ones. */
const FEEDS = ['lab', 'housing'];
const keyOf: KeyOf = Object.assign(
  (name: string) => (name === 'Organization/c' ? undefined : ORGANIZATIONS.indexOf(name) + 1),
  {
    feeds: (names: readonly string[]) => {
      const of = names.map((name) => FEEDS.indexOf(name) + 2);
      return { of, others: [1, 2, 3].filter((key) => !of.includes(key)) };
    },
  },
);
const CLASSES = DATA_CLASSES.slice(0, 5);
const SEATS = ['gp', 'receptionist', 'commissioner', 'ig-lead', 'person', 'system'] as const;
const aPurpose = () => one(PURPOSES);
const aDay = () => plusDays(today, number(7) - 3);
const parties = () => (chance(0.3) ? ('parties' as const) : some(ORGANIZATIONS, 0.6));

function clause(index: number): Clause {
  const base = { id: `c${index}`, cites: '4.2', ...(chance(0.15) ? { dependsOn: `c${number(4)}` } : {}) };
  if (chance(0.1)) return { ...base, clause: 'inform', earliest: aDay(), how: 'a letter' };
  if (chance(0.08))
    return { ...base, clause: 'succeed', from: [one(ORGANIZATIONS)], to: one(ORGANIZATIONS), on: aDay() };
  if (chance(0.15))
    return { ...base, clause: 'leave', by: parties(), noticeDays: number(4), exitPlan: [], runOffDays: 0 };
  if (chance(0.38)) {
    const to = { ...(chance(0.5) ? { organizations: parties() } : {}), ...(chance(0.4) ? { roles: some(SEATS) } : {}) };
    return {
      ...base,
      clause: 'withhold',
      classes: some(CLASSES),
      ...(chance(0.4) ? { labels: some(LABELS, 0.3) } : {}),
      ...(chance(0.5) ? { from: parties() } : {}),
      ...(chance(0.2) ? { feeds: some(FEEDS, 0.6) } : {}),
      ...(chance(0.7) ? { to } : {}),
      ...(chance(0.3) ? { purposes: some(PURPOSES) } : {}),
    };
  }
  return {
    ...base,
    clause: 'share',
    classes: some(CLASSES, 0.7),
    from: parties(),
    to: { organizations: parties(), roles: some(SEATS, 0.7) },
    purpose: chance(0.6) ? 'direct-care' : aPurpose(),
    relationships: some(RELATIONSHIPS, 0.6),
    ...(chance(0.3) ? { sensitive: some(LABELS) } : {}),
    ...(chance(0.1) ? { feeds: some(FEEDS, 0.6) } : {}),
    ...(chance(0.2) ? { safetyFloor: true } : {}),
    ...(chance(0.15) ? { onlyWithConsent: chance(0.8) } : {}),
  };
}

const CODES = ['44054006', '46635009', '38341003'];
function aPopulation(): Instrument['population'] {
  if (chance(0.6)) return { words: 'everybody' };
  return {
    words: 'some',
    ...(chance(0.5) ? { organizations: some(ORGANIZATIONS) } : {}),
    ...(chance(0.3) ? { fromAge: one([0, 18, 65]) } : {}),
    ...(chance(0.3) ? { belowAge: one([18, 65, 66]) } : {}),
    ...(chance(0.4) ? { conditions: { system: 'http://snomed.info/sct', codes: some(CODES) } } : {}),
  };
}

/** Birthdays today, yesterday and tomorrow, of those who are as old as a population asks. */
function aPerson(): NonNullable<AccessRow['about']> {
  const birthday = () => one(['2008-05-31', '2008-06-01', '2008-06-02', '1961-06-01', '1960-06-02', '2026-05-30']);
  return {
    registered: some([1, 2]),
    born: Array.from({ length: number(3) }, () => day(birthday())),
    conditions: some(CODES).map((code) => ({ code: `http://snomed.info/sct|${code}`, org: 1 + number(3) })),
  };
}

function joining(): NonNullable<StackEntry['accessions']>[number] {
  const organization = one(ORGANIZATIONS);
  const like = chance(0.6) ? { like: one(ORGANIZATIONS) } : {};
  return { party: { organization, name: organization }, on: plusDays(today, number(12) - 8), ...like };
}

function entry(index: number): StackEntry {
  const mandate = chance(0.2);
  const instrument: Instrument = sharing({
    id: `i${number(3)}`,
    version: index + 1,
    kind: mandate ? 'mandate' : 'data-sharing',
    rank: chance(0.4) ? 'partnership' : one(RANKS),
    parties: some(ORGANIZATIONS, 0.8).map((organization) => ({ organization, name: organization })),
    effective: chance(0.85) ? plusDays(today, -1 - number(14)) : aDay(),
    population: aPopulation(),
    clauses: Array.from({ length: 1 + number(4) }, (_, at) => clause(at)),
    ...(chance(0.15) ? { expires: aDay() } : {}),
    ...(chance(0.15) ? { parent: `i${number(4)}` } : {}),
  });
  const signed = chance(0.85) ? ORGANIZATIONS : some(ORGANIZATIONS, 0.8);
  const from = aDay();
  const given = plusDays(today, number(8) - 6);
  return {
    instrument,
    signatures: signed.map((organization) => ({ organization, on: chance(0.9) ? plusDays(today, -20) : aDay() })),
    ...(chance(0.3)
      ? {
          notices: [
            {
              organization: one(ORGANIZATIONS),
              given,
              ...(chance(0.2) ? { withdrawn: plusDays(given, number(5)) } : {}),
            },
          ],
        }
      : {}),
    ...(chance(0.25) ? { accessions: [joining()] } : {}),
    suspensions: chance(0.15) ? [{ from, ...(chance(0.5) ? { to: plusDays(from, number(3)) } : {}) }] : [],
  };
}

const LAW: Jurisdiction = {
  id: 'nowhere',
  version: 1,
  title: 'Rules of nowhere',
  zone: 'Europe/London',
  currency: 'GBP',
  adultFromAge: 18,
  holidays: [],
  optOuts: [],
  excludedFunctions: [],
  ages: [],
  clocks: [],
  speakers: [],
  fewestShown: 10,
  floors: [
    {
      id: 'duty',
      law: 'section 1',
      words: 'Who protects a person sees what is needed for it.',
      rank: 'statute',
      purpose: 'direct-care',
      roles: ['gp', 'receptionist'],
      classes: ['problems', 'medicines'],
      labels: ['safeguarding', 'mental-health'],
      relationships: ['safeguarding-duty'],
      despiteObjection: true,
      reviewDays: 7,
    },
    {
      id: 'care',
      law: 'section 2',
      words: 'Who is asked to treat a person sees who it is.',
      rank: 'jurisdiction-pack',
      purpose: 'direct-care',
      roles: ['gp'],
      classes: ['demographics'],
      labels: [],
      relationships: ['referred'],
      despiteObjection: false,
    },
  ],
};

/** Two versions of an agreement, the first of which kept something back: rare by chance, and a rule of its own. */
function loosened(): readonly StackEntry[] {
  const open: Clause = {
    id: 'open',
    cites: '4.2',
    clause: 'share',
    classes: CLASSES,
    from: 'parties',
    to: { organizations: 'parties', roles: ['gp'] },
    purpose: 'direct-care',
    relationships: RELATIONSHIPS,
    sensitive: LABELS,
  };
  const held: Clause = { id: 'held', cites: '4.2', clause: 'withhold', classes: some(CLASSES, 0.8) };
  const version = (number: number, clauses: readonly Clause[], back: number): StackEntry => ({
    instrument: sharing({
      id: 'i0',
      version: number,
      parties: ORGANIZATIONS.map((organization) => ({ organization, name: organization })),
      effective: plusDays(today, -back),
      clauses,
    }),
    signatures: ORGANIZATIONS.map((organization) => ({ organization, on: plusDays(today, -30) })),
    suspensions: [],
  });
  return [version(1, [open, held], 20), version(2, [open], 1 + number(10))];
}

const bits = (below: number) => (chance(0.5) ? 0 : number(2 ** below) & number(2 ** below));
const aRow = (): PolicyRow => ({
  org: 1 + number(3),
  basis: one([1, 2, 3]),
  cls: number(CLASSES.length),
  lab: bits(LABELS.length),
  personal: chance(0.9),
  ...(chance(0.6) ? { at: Date.parse(plusDays(today, number(30) - 28)) + number(86_400_000) } : {}),
  ...(chance(0.5) ? { charged: some([1, 2]) } : {}),
});
const anAccess = (): AccessRow | undefined =>
  chance(0.15)
    ? undefined
    : {
        about: aPerson(),
        rel: number(2 ** RELATIONSHIPS.length) & number(2 ** RELATIONSHIPS.length),
        denyOrg: chance(0.15) ? [1 + number(3)] : [],
        denyLab: chance(0.15) ? bits(LABELS.length) : 0,
        denyCls: chance(0.15) ? bits(DATA_CLASSES.length) : 0,
        holdCls: chance(0.15) ? bits(DATA_CLASSES.length) : 0,
      };
const aSeat = (): Seat => ({
  organization: 1 + number(3),
  role: chance(0.4) ? 'gp' : one(SEATS),
  purpose: chance(0.6) ? 'direct-care' : aPurpose(),
});

/** The question as the oracle reads it: by names. */
function asked(seat: Seat, row: PolicyRow, access: AccessRow | undefined): Asked {
  const name = (key: number) => ORGANIZATIONS.find((one) => keyOf(one) === key);
  const chosen = <T>(all: readonly T[], bits: number) => all.filter((_, at) => bits & (1 << at));
  return {
    organization: name(seat.organization) ?? 'Organization/unknown',
    role: seat.role,
    purpose: seat.purpose,
    item: {
      organization: name(row.org) ?? 'Organization/unknown',
      cls: DATA_CLASSES[row.cls],
      labels: chosen(LABELS, row.lab),
      feed: FEEDS[row.basis - 2],
      personal: row.personal,
      chargedTo: (row.charged ?? []).flatMap((key) => name(key) ?? []),
      ...(row.at === undefined ? {} : { on: day(new Date(row.at).toISOString().slice(0, 10)) }),
    },
    person: access && {
      relationships: chosen(RELATIONSHIPS, access.rel),
      deniedOrganizations: access.denyOrg.map((key) => name(key) ?? 'Organization/unknown'),
      deniedLabels: chosen(LABELS, access.denyLab),
      deniedClasses: chosen(DATA_CLASSES, access.denyCls),
      restrictedClasses: chosen(DATA_CLASSES, access.holdCls ?? 0),
      about: {
        registeredWith: (access.about?.registered ?? []).flatMap((key) => name(key) ?? []),
        born: access.about?.born ?? [],
        conditions: (access.about?.conditions ?? []).flatMap(({ code, org }) => {
          const by = name(org);
          return by === undefined ? [] : [{ code, by }];
        }),
      },
    },
  };
}

test('the filter, explain and the instruments as signed say the same of 14,000 random questions', () => {
  const seen = {
    visible: 0,
    hidden: 0,
    shared: 0,
    keptBack: 0,
    overrode: 0,
    floors: 0,
    promises: 0,
    objections: 0,
    inside: 0,
    outside: 0,
    elsewhere: 0,
  };
  for (let round = 0; round < 1_750; round++) {
    const stack = chance(0.06) ? loosened() : Array.from({ length: 1 + number(4) }, (_, index) => entry(index));
    const law = chance(0.7) ? LAW : { ...LAW, floors: [] };
    const policy = compile(stack, today, law);
    for (let question = 0; question < 8; question++) {
      const [row, access, seat] = [aRow(), anAccess(), aSeat()];
      const visible = holds(filterFor(policy, seat, keyOf), row, access);
      const verdict = explain(policy, { row, access, seat }, keyOf);
      const truth = oracle({ stack, today, law }, asked(seat, row, access));
      if (verdict.visible !== visible || visible !== truth) {
        const agreed = stack.map((one) => ({ ...one, instrument: { ...one.instrument, text: [] } }));
        const question = { round, seat, row, access, words: verdict.words, stack: agreed };
        expect([verdict.visible, truth], JSON.stringify(question)).toEqual([visible, visible]);
      }
      seen[visible ? 'visible' : 'hidden']++;
      if (verdict.decidedBy) seen[visible ? 'shared' : 'keptBack']++;
      if (verdict.overrode) seen.overrode++;
      if (!visible && verdict.words.includes('is not in the population of')) seen.outside++;
      if (!visible && verdict.words.includes('shares only what came from')) seen.elsewhere++;
      if (visible && verdict.decidedBy && 'governs' in verdict.decidedBy) seen.inside++;
      if (visible && verdict.decidedBy && 'despiteObjection' in verdict.decidedBy) seen.floors++;
      if (!visible && verdict.decidedBy && 'dated' in verdict.decidedBy) seen.promises++;
      if (!visible && verdict.rank === 'person') seen.objections++;
    }
  }
  // The generators reach what they are for.
  expect(seen.elsewhere).toBeGreaterThan(20);
  expect(seen.visible).toBeGreaterThan(600);
  expect(seen.hidden).toBeGreaterThan(600);
  expect(seen.shared).toBeGreaterThan(80);
  expect(seen.keptBack).toBeGreaterThan(30);
  expect(seen.overrode).toBeGreaterThan(10);
  expect(seen.inside).toBeGreaterThan(5);
  expect(seen.outside).toBeGreaterThan(20);
  expect(seen.floors).toBeGreaterThan(20);
  expect(seen.promises).toBeGreaterThan(5);
  expect(seen.objections).toBeGreaterThan(20);
}, 60_000);

test('until its next change a policy stays as it is', () => {
  for (let round = 0; round < 300; round++) {
    const stack = Array.from({ length: 1 + number(3) }, (_, index) => entry(index));
    const { nextChange, grants, prohibitions } = compile(stack, today);
    for (let on = today; on < (nextChange ?? day('2026-06-20')); on = plusDays(on, 1)) {
      expect(compile(stack, on)).toMatchObject({ grants, prohibitions });
    }
  }
});

test('the roles of the seats above are real ones', () => {
  expect(SEATS.every((role) => ROLES.includes(role))).toBe(true);
});
