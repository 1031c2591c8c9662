import type { Day } from '#base';
import type { Stack, StackEntry } from './force.ts';
import { type Clause, type Instrument, type Parties, RANKS, type Rank, type WithholdClause } from './instrument.ts';
import type { Jurisdiction } from './jurisdiction.ts';
import { asTold, came, given } from './told.testing.ts';
import type { DataClass, Label, Purpose, Relationship, Role } from './words.ts';

/*
 * The rules of the stack a second time, by another road: no compiling, no expressions, no bits. Everything that speaks for or
 * against an item being seen is put on a table with its force, and the table is judged. It shares no code with policy.ts,
 * filter.ts or force.ts, and reads instruments as they were signed. Slow, and plain enough to be checked by eye.
 */
export type Asked = {
  readonly organization: string | undefined;
  readonly role: Role;
  readonly purpose: Purpose;
  readonly item: {
    readonly organization: string | undefined;
    readonly cls: DataClass | undefined;
    readonly labels: readonly Label[];
    readonly personal: boolean;
    readonly on?: Day;
    readonly type?: string;
    /** The system that sent it; absent: it was typed in. */
    readonly feed?: string | undefined;
    /** Payers and payees of the charges of it that stand. */
    readonly chargedTo?: readonly string[];
  };
  /** What is kept for this viewer and this person; nothing where the viewer does not know them. */
  readonly person:
    | {
        readonly relationships: readonly Relationship[];
        readonly deniedOrganizations: readonly (string | undefined)[];
        readonly deniedLabels: readonly Label[];
        readonly deniedClasses: readonly DataClass[];
        readonly restrictedClasses?: readonly DataClass[];
        readonly confidedLabels?: readonly Label[];
        readonly about?: Known;
      }
    | undefined;
};

export type Known = {
  readonly registeredWith: readonly string[];
  readonly born: readonly Day[];
  readonly conditions: readonly { readonly code: string; readonly by: string }[];
};

export type World = { readonly stack: Stack; readonly today: Day; readonly law?: Jurisdiction };

export function oracle(world: World, asked: Asked): boolean {
  if (asked.role === 'system') return true;
  const against = speakingAgainst(world, asked);
  return speakingFor(world, asTold(asked)).some(
    (one) =>
      !against.some((other) =>
        other.rank === 'organisation' ? force(one.rank) >= force('person') : force(other.rank) <= force(one.rank),
      ) && !(objects(asked) && one.bendsTo),
  );
}

/** `bendsTo`: gives way to the person's own decision. */
type For = { readonly rank: Rank; readonly bendsTo: boolean };
type Against = { readonly rank: Rank };

const force = (rank: Rank) => RANKS.indexOf(rank);
const OWN: readonly Relationship[] = ['contributed', 'registered', 'team', 'referred', 'caseload'];
const CARERS = ['gp', 'practice-nurse', 'consultant', 'specialist-nurse', 'community-nurse', 'therapist'];
const ALERTED = ['gp', 'practice-nurse', 'consultant', 'specialist-nurse', 'community-nurse'];

function objects({ item, person }: Asked): boolean {
  if (!item.personal) return false;
  return (
    person === undefined ||
    person.deniedOrganizations.includes(item.organization) ||
    person.deniedClasses.some((cls) => cls === item.cls) ||
    item.labels.some((label) => person.deniedLabels.includes(label))
  );
}

function speakingFor(world: World, asked: Asked): readonly For[] {
  const { item, role, purpose, organization } = asked;
  const has = (all: readonly Relationship[]) =>
    item.personal && all.some((one) => asked.person?.relationships.includes(one));
  const home = family(world, organization);
  const mine = item.organization === undefined ? item.organization === organization : home.includes(item.organization);
  const found: For[] = [];
  const open = purpose === 'audit' || !['Bundle', 'Binary', 'Parameters'].includes(item.type ?? '');
  const known = !item.personal && (item.cls === 'directory' || (mine && open));
  if (known) found.push({ rank: 'jurisdiction-pack', bendsTo: false });
  // Whoever wrote it down keeps it, whatever was objected to; a restriction is about them too.
  const rests = asked.person?.restrictedClasses?.some((cls) => cls === item.cls) === true;
  if (mine && has(OWN) && ownSees(asked) && !rests) found.push({ rank: 'jurisdiction-pack', bendsTo: false });
  if (role === 'person' && purpose === 'own-record' && has(['self']) && !item.labels.includes('safeguarding'))
    found.push({ rank: 'statute', bendsTo: true });
  for (const { clause, instrument } of living(world, 'as it is')) {
    if (clause.clause !== 'share' || clause.purpose !== purpose || !clause.to.roles.includes(role)) continue;
    if (!meets(home, heirs(world, names(clause.to.organizations, instrument)))) continue;
    if (!item.organization || !heirs(world, names(clause.from, instrument)).includes(item.organization)) continue;
    const { rank } = instrument;
    if (
      isAbout(world, instrument, asked) &&
      given(clause, asked) &&
      came(clause, asked) &&
      (purpose !== 'payment' || meets(home, asked.item.chargedTo ?? [])) &&
      has(clause.relationships) &&
      (!clause.onlyWithConsent || has(['consented']))
    )
      found.push({ rank, bendsTo: force(rank) >= force('person') });
    if (
      clause.safetyFloor &&
      came(clause, asked) &&
      ALERTED.includes(role) &&
      (item.cls === 'allergies' || item.cls === 'medicines') &&
      has(['safety-alert'])
    )
      found.push({ rank, bendsTo: false });
  }
  for (const rule of world.law?.floors ?? []) {
    if (rule.purpose !== purpose || !rule.roles.includes(role) || !has(rule.relationships)) continue;
    if (!item.cls || !rule.classes.includes(item.cls) || !item.labels.every((label) => rule.labels.includes(label)))
      continue;
    found.push({ rank: rule.rank, bendsTo: !rule.despiteObjection });
  }
  return found;
}

/** Each part that a population is made of, asked by itself; ages by counting birthdays. */
function isAbout(world: World, { population, parties }: Instrument, { person }: Asked): boolean {
  const { organizations, fromAge, belowAge, conditions } = population;
  const { registeredWith = [], born = [], conditions: had = [] } = person?.about ?? {};
  if (organizations && !meets(registeredWith, heirs(world, organizations))) return false;
  const theirs = (by: string) => parties.some(({ organization }) => heirs(world, [organization]).includes(by));
  const wanted = conditions?.codes.map((one) => `${conditions.system}|${one}`);
  if (wanted && !had.some(({ code, by }) => wanted.includes(code) && theirs(by))) return false;
  if (fromAge === undefined && belowAge === undefined) return true;
  return born.some((one) => {
    const age = ageOn(one, world.today);
    return age >= (fromAge ?? age) && age < (belowAge ?? age + 1);
  });
}

function ageOn(born: Day, today: Day): number {
  const years = Number(today.slice(0, 4)) - Number(born.slice(0, 4));
  return today.slice(5) < born.slice(5) ? years - 1 : years;
}

/** The table of own-record.ts, in words. */
function ownSees({ role, purpose, item: { cls, labels } }: Asked): boolean {
  const bare = labels.length === 0;
  if (cls === undefined) return false;
  if (role === 'ig-lead') return purpose === 'audit';
  if (purpose !== 'direct-care') return false;
  if (CARERS.includes(role)) return cls !== 'finance' && !labels.includes('social-care-finance');
  if (role === 'social-worker') return true;
  const visit = 'demographics problems medicines allergies results procedures encounters plans social-care'.split(' ');
  const claims = [
    'demographics',
    'problems',
    'medicines',
    'results',
    'procedures',
    'encounters',
    'plans',
    'finance',
    'administrative',
  ];
  if (role === 'financial-assessor') {
    const money = ['demographics', 'social-care', 'finance', 'administrative'];
    return money.includes(cls) && labels.every((label) => label === 'social-care-finance');
  }
  if (role === 'community-health-worker') return bare && visit.includes(cls);
  if (role === 'practice-manager') return bare && claims.includes(cls);
  return role === 'receptionist' && bare && ['demographics', 'encounters', 'administrative'].includes(cls);
}

function speakingAgainst(world: World, asked: Asked): readonly Against[] {
  const now = living(world, 'without suspensions').flatMap(({ clause, instrument }) =>
    clause.clause === 'withhold' && hits(world, asked, { clause, instrument }) ? [{ rank: instrument.rank }] : [],
  );
  const then = promised(world, asked.item.on).flatMap((instrument) =>
    instrument.clauses.flatMap((clause) =>
      clause.clause === 'withhold' && hits(world, asked, { clause, instrument }) ? [{ rank: instrument.rank }] : [],
    ),
  );
  return [...now, ...then];
}

type Holding = { readonly clause: WithholdClause; readonly instrument: Instrument };

function hits(world: World, asked: Asked, { clause, instrument }: Holding): boolean {
  const { item, role, purpose, organization } = asked;
  const { classes, labels, from, to, purposes } = clause;
  if (!item.cls || !classes.includes(item.cls)) return false;
  if (!came(clause, asked)) return false;
  if (labels && !labels.some((label) => item.labels.includes(label))) return false;
  if (purposes && !purposes.includes(purpose)) return false;
  if (to?.roles && !to.roles.includes(role)) return false;
  if (to?.organizations && !meets(family(world, organization), heirs(world, names(to.organizations, instrument))))
    return false;
  const whose = from ?? (to?.organizations ? undefined : 'parties');
  return (
    !whose || (item.organization !== undefined && heirs(world, names(whose, instrument)).includes(item.organization))
  );
}

const names = (parties: Parties, instrument: Instrument): readonly string[] =>
  parties === 'parties' ? instrument.parties.map(({ organization }) => organization) : parties;
const meets = (some: readonly (string | undefined)[], others: readonly string[]) =>
  some.some((one) => one !== undefined && others.includes(one));

function mergers(world: World) {
  return living(world, 'without suspensions').flatMap(({ clause }) =>
    clause.clause === 'succeed' && clause.on <= world.today ? [clause] : [],
  );
}

function heirs(world: World, organizations: readonly string[]): readonly string[] {
  let all = [...organizations];
  for (let size = -1; size !== all.length; ) {
    size = all.length;
    const next = mergers(world).filter(({ from }) => from.some((one) => all.includes(one)));
    all = [...new Set([...all, ...next.map(({ to }) => to)])];
  }
  return all;
}

function family(world: World, organization: string | undefined): readonly (string | undefined)[] {
  let all = [organization];
  for (let size = -1; size !== all.length; ) {
    size = all.length;
    const next = mergers(world).filter(({ from, to }) => [...from, to].some((one) => all.includes(one)));
    all = [...new Set([...all, ...next.flatMap(({ from, to }) => [...from, to])])];
  }
  return all;
}

type Mode = 'as it is' | 'without suspensions';
type Living = { readonly clause: Clause; readonly instrument: Instrument };

const kept = new WeakMap<World, Map<Mode, readonly Living[]>>();

/** Clauses that run today, each with what it stands on. A world is read once. */
function living(world: World, mode: Mode): readonly Living[] {
  const known = kept.get(world) ?? new Map<Mode, readonly Living[]>();
  const found = known.get(mode) ?? readLiving(world, mode);
  kept.set(world, known.set(mode, found));
  return found;
}

function readLiving(world: World, mode: Mode): readonly Living[] {
  const ids = [...new Set(world.stack.map(({ instrument }) => instrument.id))];
  const current = new Map(ids.map((id) => [id, governing(world, id, mode)]));
  const stands = (instrument: Instrument, depth = 0): boolean => {
    if (instrument.parent === undefined) return true;
    const parent = current.get(instrument.parent);
    return depth < 20 && parent !== undefined && stands(parent, depth + 1);
  };
  const running = [...current.values()].filter((one) => one !== undefined).filter((one) => stands(one));
  const lives = (clause: Clause, home: string, depth = 0): boolean => {
    if (clause.dependsOn === undefined) return true;
    const [first = '', second] = clause.dependsOn.split('#');
    const place = second === undefined ? home : first;
    const other = running.find(({ id }) => id === place)?.clauses.find(({ id }) => id === (second ?? first));
    return depth < 50 && other !== undefined && lives(other, place, depth + 1);
  };
  return running.flatMap((instrument) =>
    instrument.clauses.filter((clause) => lives(clause, instrument.id)).map((clause) => ({ clause, instrument })),
  );
}

function governing({ stack, today }: World, id: string, mode: Mode): Instrument | undefined {
  let ruling: StackEntry | undefined;
  let bound: readonly string[] | undefined;
  for (const entry of inOrder(stack, id)) {
    const left = mode === 'as it is' ? leavers(entry, today) : [];
    const signed = entry.signatures.filter(({ on }) => on <= today).map(({ organization }) => organization);
    if (!mustSign(entry.instrument, bound).every((one) => signed.includes(one) || left.includes(one))) continue;
    const grown = grownTo(entry, today);
    bound = grown.instrument.parties.map(({ organization }) => organization);
    if (startOf(entry) <= today) ruling = grown;
  }
  if (!ruling || (ruling.instrument.expires && ruling.instrument.expires <= today)) return undefined;
  if (mode === 'without suspensions') return ruling.instrument;
  if (ruling.suspensions.some(({ from, to }) => from <= today && !(to && to <= today))) return undefined;
  return stripped(ruling.instrument, leavers(ruling, today));
}

/** With those who joined later, each beside whom it is like. Only what concerns sight is taken apart. */
function grownTo(entry: StackEntry, until: Day | undefined): StackEntry {
  let { instrument } = entry;
  for (const { party, on, like } of entry.accessions ?? []) {
    if (until && on > until) continue;
    if (instrument.parties.some(({ organization }) => organization === party.organization)) continue;
    const wide = (list: Parties) =>
      list === 'parties' || !like || !list.includes(like) ? list : [...list, party.organization];
    const clauses = instrument.clauses.map((clause): Clause => {
      if (clause.clause === 'leave') return { ...clause, by: wide(clause.by) };
      if (clause.clause === 'share')
        return {
          ...clause,
          from: wide(clause.from),
          to: { ...clause.to, organizations: wide(clause.to.organizations) },
        };
      if (clause.clause !== 'withhold') return clause;
      return {
        ...clause,
        ...(clause.from ? { from: wide(clause.from) } : {}),
        ...(clause.to?.organizations ? { to: { ...clause.to, organizations: wide(clause.to.organizations) } } : {}),
      };
    });
    instrument = { ...instrument, parties: [...instrument.parties, party], clauses };
  }
  return { ...entry, instrument };
}

const inOrder = (stack: Stack, id: string) =>
  stack.filter(({ instrument }) => instrument.id === id).sort((a, b) => a.instrument.version - b.instrument.version);

function startOf({ instrument }: StackEntry): Day {
  let start = instrument.effective;
  for (const clause of instrument.clauses)
    if (clause.clause === 'inform' && clause.earliest > start) start = clause.earliest;
  return start;
}

function mustSign(instrument: Instrument, bound: readonly string[] | undefined): readonly string[] {
  const all = instrument.parties.map(({ organization }) => organization);
  if (instrument.kind === 'mandate' && !bound)
    return instrument.clauses.flatMap((clause) => (clause.clause === 'share' ? names(clause.from, instrument) : []));
  return [...all, ...(bound ?? [])];
}

function leavers({ instrument, notices = [] }: StackEntry, today: Day): readonly string[] {
  return notices.flatMap(({ organization, given, withdrawn }) => {
    const rule = instrument.clauses.find(
      (clause) => clause.clause === 'leave' && names(clause.by, instrument).includes(organization),
    );
    if (rule?.clause !== 'leave' || given > today) return [];
    const last = new Date(Date.parse(given) + rule.noticeDays * 86_400_000).toISOString().slice(0, 10);
    return last <= today && !(withdrawn && withdrawn <= last) ? [organization] : [];
  });
}

/** Without those who left; only what concerns sight is taken apart. With fewer parties than two nothing is left. */
function stripped(instrument: Instrument, left: readonly string[]): Instrument | undefined {
  if (left.length === 0) return instrument;
  const stay = (list: Parties) => (list === 'parties' ? list : list.filter((one) => !left.includes(one)));
  const parties = instrument.parties.filter(({ organization }) => !left.includes(organization));
  if (parties.length < (instrument.kind === 'mandate' ? 1 : 2)) return undefined;
  const clauses = instrument.clauses.flatMap((clause): readonly Clause[] => {
    if (clause.clause !== 'share') return [clause];
    const from = stay(clause.from);
    const organizations = stay(clause.to.organizations);
    return (from.length === 0 && clause.from.length > 0) ||
      (organizations.length === 0 && clause.to.organizations.length > 0)
      ? []
      : [{ ...clause, from, to: { ...clause.to, organizations } }];
  });
  return { ...instrument, parties, clauses };
}

/** Versions of agreements that are over and governed on a day; for an item without a date, those that governed on any day. */
function promised({ stack, today }: World, on: Day | undefined): readonly Instrument[] {
  return [...new Set(stack.map(({ instrument }) => instrument.id))].flatMap((id) => {
    let bound: readonly string[] | undefined;
    const complete = inOrder(stack, id).filter(({ instrument, signatures, accessions = [] }) => {
      const signed = signatures.map(({ organization }) => organization);
      if (!mustSign(instrument, bound).every((one) => signed.includes(one))) return false;
      const later = accessions.map(({ party }) => party.organization);
      bound = [...instrument.parties.map(({ organization }) => organization), ...later];
      return true;
    });
    const start = (entry: StackEntry) =>
      [startOf(entry), ...entry.signatures.map((signature) => signature.on)].sort().at(-1) ?? '';
    return complete.flatMap((entry, index) => {
      const { instrument } = grownTo(entry, undefined);
      if (instrument.rank !== 'partnership' && instrument.rank !== 'scheme') return [];
      const ends = [
        ...complete.slice(index + 1).map(start),
        ...(instrument.expires ? [instrument.expires] : []),
      ].sort();
      const [end] = ends;
      if (end === undefined || end > today || start(entry) >= end) return [];
      return on === undefined || (on >= start(entry) && on < end) ? [instrument] : [];
    });
  });
}
