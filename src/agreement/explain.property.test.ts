import { day, plusDays, seeded } from '#base';
import { expect, test } from 'vitest';
import type { AccessRow, PolicyRow } from './access.ts';
import { explain } from './explain.ts';
import { holds } from './expr.ts';
import { filterFor, type Seat } from './filter.ts';
import type { Stack, StackEntry } from './force.ts';
import { type Clause, type Instrument, RANKS } from './instrument.ts';
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
const keyOf = (name: string) => (name === 'Organization/c' ? undefined : ORGANIZATIONS.indexOf(name) + 1);
const CLASSES = DATA_CLASSES.slice(0, 5);
const SEATS = ['gp', 'receptionist', 'commissioner', 'ig-lead', 'person', 'system'] as const;
const aPurpose = () => one(PURPOSES);
const aDay = () => plusDays(today, number(7) - 3);
const parties = () => (chance(0.3) ? ('parties' as const) : some(ORGANIZATIONS, 0.6));

function clause(index: number): Clause {
  const base = { id: `c${index}`, cites: '4.2', ...(chance(0.15) ? { dependsOn: `c${number(4)}` } : {}) };
  if (chance(0.1)) return { ...base, clause: 'inform', earliest: aDay(), how: 'a letter' };
  if (chance(0.3)) {
    const to = { ...(chance(0.5) ? { organizations: parties() } : {}), ...(chance(0.4) ? { roles: some(SEATS) } : {}) };
    return {
      ...base,
      clause: 'withhold',
      classes: some(CLASSES),
      ...(chance(0.4) ? { labels: some(LABELS, 0.3) } : {}),
      ...(chance(0.5) ? { from: parties() } : {}),
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
  };
}

function entry(index: number): StackEntry {
  const mandate = chance(0.2);
  const instrument: Instrument = sharing({
    id: `i${number(3)}`,
    version: index + 1,
    kind: mandate ? 'mandate' : 'data-sharing',
    rank: one(RANKS),
    parties: some(ORGANIZATIONS, 0.8).map((organization) => ({ organization, name: organization })),
    effective: chance(0.8) ? plusDays(today, -10) : aDay(),
    clauses: Array.from({ length: 1 + number(4) }, (_, at) => clause(at)),
    ...(chance(0.15) ? { expires: aDay() } : {}),
    ...(chance(0.15) ? { parent: `i${number(4)}` } : {}),
  });
  const signed = chance(0.85) ? ORGANIZATIONS : some(ORGANIZATIONS, 0.8);
  const from = aDay();
  return {
    instrument,
    signatures: signed.map((organization) => ({ organization, on: plusDays(today, -20) })),
    suspensions: chance(0.15) ? [{ from, ...(chance(0.5) ? { to: plusDays(from, number(3)) } : {}) }] : [],
  };
}

const bits = (below: number) => (chance(0.5) ? 0 : number(2 ** below) & number(2 ** below));
const aRow = (): PolicyRow => ({
  org: 1 + number(3),
  basis: 1,
  cls: number(CLASSES.length),
  lab: bits(LABELS.length),
  personal: chance(0.9),
});
const anAccess = (): AccessRow | undefined =>
  chance(0.15)
    ? undefined
    : {
        rel: number(128),
        denyOrg: chance(0.15) ? [1 + number(3)] : [],
        denyLab: chance(0.15) ? bits(LABELS.length) : 0,
      };
const aSeat = (): Seat => ({
  organization: 1 + number(3),
  role: chance(0.4) ? 'gp' : one(SEATS),
  purpose: chance(0.6) ? 'direct-care' : aPurpose(),
});

/** The rules of the stack read straight from the instruments. */
function expected(
  stack: Stack,
  seat: Seat,
  { row, access }: { row: PolicyRow; access: AccessRow | undefined },
): boolean {
  if (seat.role === 'system') return true;
  const cls = DATA_CLASSES[row.cls];
  const labels = LABELS.filter((_, at) => row.lab & (1 << at));
  const rels = RELATIONSHIPS.filter((_, at) => access && row.personal && access.rel & (1 << at));
  const objected =
    !access || access.denyOrg.includes(row.org) || LABELS.some((_, at) => access.denyLab & row.lab & (1 << at));
  const liveIn = (running: readonly Instrument[]) =>
    running.flatMap((instrument) =>
      instrument.clauses.filter((c) => lives(c, instrument, running)).map((c) => ({ c, instrument })),
    );
  const who = (list: 'parties' | readonly string[], instrument: Instrument) =>
    (list === 'parties' ? instrument.parties.map((party) => party.organization) : list).map(keyOf);
  const live = liveIn(runningNow(stack));
  const holding = liveIn(runningNow(stack.map((one) => ({ ...one, suspensions: [] }))));
  const heldBack = (rank: number) =>
    holding.some(({ c, instrument }) => {
      if (c.clause !== 'withhold' || !cls || !c.classes.includes(cls)) return false;
      if (c.labels && !c.labels.some((label) => labels.includes(label))) return false;
      const toAll = !c.to?.organizations;
      if (!(toAll || who(c.to?.organizations ?? [], instrument).includes(seat.organization))) return false;
      if (c.to?.roles && !c.to.roles.includes(seat.role)) return false;
      if (c.purposes && !c.purposes.includes(seat.purpose)) return false;
      const from = c.from ?? (toAll ? 'parties' : undefined);
      if (from && !who(from, instrument).includes(row.org)) return false;
      return instrument.rank === 'organisation' || RANKS.indexOf(instrument.rank) <= rank;
    });
  const open = (rank: (typeof RANKS)[number]) => !heldBack(RANKS.indexOf(rank));
  if (!row.personal) return (cls === 'directory' || row.org === seat.organization) && open('jurisdiction-pack');
  if (objected) return false;
  if (seat.role === 'person' && seat.purpose === 'own-record' && rels.includes('self'))
    if (!labels.includes('safeguarding') && open('statute')) return true;
  const near = rels.some((rel) => rel !== 'population' && rel !== 'self');
  if (row.org === seat.organization && near && open('jurisdiction-pack')) {
    if (seat.role === 'gp' && seat.purpose === 'direct-care' && !labels.includes('social-care-finance')) return true;
    if (seat.role === 'ig-lead' && seat.purpose === 'audit') return true;
    if (seat.role === 'receptionist' && seat.purpose === 'direct-care' && cls === 'demographics' && labels.length === 0)
      return true;
  }
  return live.some(
    ({ c, instrument }) =>
      c.clause === 'share' &&
      c.purpose === seat.purpose &&
      c.to.roles.includes(seat.role) &&
      who(c.to.organizations, instrument).includes(seat.organization) &&
      who(c.from, instrument).includes(row.org) &&
      cls !== undefined &&
      c.classes.includes(cls) &&
      labels.every((label) => c.sensitive?.includes(label)) &&
      c.relationships.some((rel) => rels.includes(rel)) &&
      open(instrument.rank),
  );
}

function runningNow(stack: Stack): readonly Instrument[] {
  const candidates = ['i0', 'i1', 'i2'].flatMap((id) => {
    const versions = stack
      .filter((e) => e.instrument.id === id)
      .sort((a, b) => a.instrument.version - b.instrument.version);
    let before: Instrument | undefined;
    let current: StackEntry | undefined;
    for (const e of versions) {
      const i = e.instrument;
      const all = i.parties.map((party) => party.organization);
      const givers = i.clauses.flatMap((c) => (c.clause !== 'share' ? [] : c.from === 'parties' ? all : c.from));
      const must =
        i.kind === 'mandate' && !before ? givers : [...all, ...(before?.parties.map((p) => p.organization) ?? [])];
      if (!must.every((party) => e.signatures.some((signature) => signature.organization === party))) continue;
      before = i;
      const told = i.clauses.every((c) => c.clause !== 'inform' || c.earliest <= today);
      if (i.effective <= today && told) current = e;
    }
    if (!current || (current.instrument.expires && current.instrument.expires <= today)) return [];
    const off = current.suspensions.some((s) => s.from <= today && !(s.to && s.to <= today));
    return off ? [] : [current.instrument];
  });
  const hangs = (i: Instrument, depth: number): boolean => {
    if (i.parent === undefined) return true;
    const parent = candidates.find((other) => other.id === i.parent);
    return depth < 4 && parent !== undefined && hangs(parent, depth + 1);
  };
  return candidates.filter((i) => hangs(i, 0));
}

function lives(c: Clause, i: Instrument, running: readonly Instrument[], depth = 0): boolean {
  if (!c.dependsOn) return true;
  const other = running.find((r) => r.id === i.id)?.clauses.find((o) => o.id === c.dependsOn);
  return depth < 6 && other !== undefined && lives(other, i, running, depth + 1);
}

test('the filter, explain and the instruments as signed say the same of 6,000 random questions', () => {
  const seen = { visible: 0, hidden: 0, shared: 0, keptBack: 0, overrode: 0 };
  for (let round = 0; round < 1_500; round++) {
    const stack = Array.from({ length: 1 + number(4) }, (_, index) => entry(index));
    const policy = compile(stack, today);
    for (let question = 0; question < 4; question++) {
      const [row, access, seat] = [aRow(), anAccess(), aSeat()];
      const visible = holds(filterFor(policy, seat, keyOf), row, access);
      const verdict = explain(policy, { row, access, seat }, keyOf);
      const label = JSON.stringify({ stack, seat, row, access, verdict });
      expect(verdict.visible, label).toBe(visible);
      expect(visible, label).toBe(expected(stack, seat, { row, access }));
      seen[visible ? 'visible' : 'hidden']++;
      if (verdict.decidedBy) seen[visible ? 'shared' : 'keptBack']++;
      if (verdict.overrode) seen.overrode++;
    }
  }
  // The generators reach what they are for.
  expect(seen.visible).toBeGreaterThan(600);
  expect(seen.hidden).toBeGreaterThan(600);
  expect(seen.shared).toBeGreaterThan(80);
  expect(seen.keptBack).toBeGreaterThan(30);
  expect(seen.overrode).toBeGreaterThan(10);
});

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
