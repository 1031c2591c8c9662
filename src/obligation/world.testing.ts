import type { Access, Role } from '#agreement';
import { day } from '#base';
import type { Outcome } from '#fhir';
import type { Store } from '#store';
import england from '#packs/calendar/england.json' with { type: 'json' };
import kenya from '#packs/calendar/kenya.json' with { type: 'json' };
import { type Opened, openForTest } from '../repository/open.testing.ts';
import { type Calendar, type Days, daysOf } from './calendar.ts';
import type { Obligations } from './obligations.ts';
import type { Holder, ObligationParts } from './parts.ts';
import { openObligations } from './start.ts';
import type { NewObligation } from './terms.ts';

export const LONDON = 'Europe/London';
export const NAIROBI = 'Africa/Nairobi';

export const TRUST = 'Organization/trust';
export const COUNCIL = 'Organization/council';
export const HOST = 'Organization/host';
export const OTHER = 'Organization/other';

export const CALENDARS: readonly Calendar[] = [england, kenya].map((pack) => ({
  ...pack,
  until: day(pack.until),
  holidays: pack.holidays.map(({ on, name }) => ({ on: day(on), name })),
}));

export function daysFrom(name: string): Days {
  const calendar = CALENDARS.find((one) => one.name === name);
  if (!calendar) throw new Error(`no calendar ${name}`);
  return daysOf(calendar);
}

/** Monday, 1 June 2026, ten o'clock in London. */
export const START = Date.parse('2026-06-01T09:00:00Z');

export type World = {
  readonly obligations: Obligations;
  readonly parts: ObligationParts;
  readonly repository: Opened;
  readonly clock: { now: number };
  /** Who sits where: 'Organization/trust gp' -> holders. */
  readonly seats: Map<string, readonly Holder[]>;
  readonly seat: (organization: string, role: Role, account?: string) => Promise<Access>;
  readonly open: (wanted: Partial<NewObligation>) => Promise<string>;
  /** The same engine on another store, as another process has it. */
  readonly on: (store: Store) => Obligations;
};

/** The engine on the real database, with a clock that a test turns and seats that it fills. */
export async function openWorld(store: Store): Promise<World> {
  const repository = openForTest(store);
  const { clock } = repository;
  clock.now = START;
  let made = 0;
  const seats = new Map<string, readonly Holder[]>();
  const host = await repository.contributors.organizationKey(HOST, 'The host');
  for (const [organization, name] of [
    [TRUST, 'The trust'],
    [COUNCIL, 'The council'],
    [OTHER, 'Another'],
  ] as const) {
    await repository.contributors.organizationKey(organization, name);
  }
  const seat: World['seat'] = async (organization, role, account = role) => {
    const system = await repository.system(organization);
    return {
      ...system,
      principal: `account/${account}`,
      name: `The ${account}`,
      role,
      writes: 'none',
      choosesIds: false,
    };
  };
  const parts: ObligationParts = {
    store,
    now: () => clock.now,
    newId: () => `o${String((made += 1)).padStart(6, '0')}`,
    newSecret: () => `secret-${(made += 1)}`,
    zone: LONDON,
    calendars: CALENDARS,
    calendar: 'england',
    contributors: repository.contributors,
    persons: repository.persons,
    audit: repository.audit,
    repository: repository.bind,
    holders: async (_reader, organization, role) => seats.get(`${organization} ${role}`) ?? [],
    accessOf: ({ organization }) => repository.nurse(organization),
    overseers: () => [host],
    log: { warn: () => undefined },
  };
  const obligations = openObligations(parts);
  return {
    obligations,
    parts,
    repository,
    clock,
    seats,
    seat,
    open: async (wanted) => {
      const by = await repository.system(TRUST);
      return valueOf(await store.write((transaction) => obligations.open(transaction, by, { ...BASE, ...wanted })));
    },
    on: (other) => openObligations({ ...parts, store: other }),
  };
}

/** Owed by the gp of the trust to the social workers of the council, in five working days, with two rungs. */
export const BASE: NewObligation = {
  kind: 'reply',
  title: 'Reply to the referral list',
  owner: { organization: TRUST, role: 'gp' },
  owed: { organization: COUNCIL, role: 'social-worker' },
  due: { in: 5, unit: 'working-days' },
  ladder: [
    { to: { organization: TRUST, role: 'practice-manager' }, afterWorkingDays: 0 },
    { to: { organization: HOST, role: 'programme-lead' }, afterWorkingDays: 3 },
  ],
};

export function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.refusals.map(({ code, text }) => `${code}: ${text}`).join('; '));
  return outcome.value;
}

export function codesOf(outcome: Outcome<unknown>): readonly string[] {
  return outcome.ok ? [] : outcome.refusals.map(({ code }) => code);
}
