import type { Access, Role } from '#agreement';
import type { Seat } from '#auth';
import { plusDays } from '#base';
import type { Outcome } from '#fhir';
import type { Obligations, Promised } from '#obligation';
import type { App } from '../start.ts';
import type { Demonstration } from './demonstration.ts';

/** Who promised what to whom; `days` from the demonstration's day, or a number of working days every month. */
type Owed = {
  readonly by: Role;
  readonly to?: readonly [organizationOf: Role, role: Role];
  readonly title: string;
  readonly because?: string;
  readonly days?: number;
  readonly monthly?: number;
  /** What happened to it since. */
  readonly since?: (obligations: Obligations, seats: Seats, id: string) => Promise<Outcome<true>>;
};

type Seats = (role: Role) => Promise<Access>;

const OWED: readonly Owed[] = [
  {
    by: 'practice-manager',
    to: ['ig-lead', 'ig-lead'],
    title: 'Put the notice about sharing up at both front desks',
    because: 'Vale data-sharing agreement: people are told before anything is shared',
    days: -12,
    since: async ({ byHand }, seats, id) =>
      byHand.answer(await seats('practice-manager'), id, {
        words: 'The printer sent the old text; the right one comes next week.',
      }),
  },
  {
    by: 'consultant',
    to: ['practice-manager', 'practice-nurse'],
    title: 'Send the dates of the joint clinics of the next quarter',
    days: 9,
  },
  {
    by: 'specialist-nurse',
    to: ['social-worker', 'social-worker'],
    title: 'Send the list of home visits that two of us could make together',
    monthly: 10,
  },
  {
    by: 'social-worker',
    to: ['therapist', 'therapist'],
    title: 'Say which letters about housing still wait for a reply',
    days: -3,
  },
  {
    by: 'commissioner',
    to: ['community-health-worker', 'community-health-worker'],
    title: 'Confirm the second year of the link workers',
    days: 30,
    since: async ({ byHand }, seats, id) =>
      byHand.pause(await seats('community-health-worker'), id, 'We owe you the figures of the first year before that.'),
  },
  {
    by: 'finance-lead',
    to: ['consultant', 'signatory'],
    title: 'Agree the balances of last month',
    days: -20,
    since: async ({ byHand }, seats, id) =>
      byHand.close(await seats('finance-lead'), id, { words: 'Agreed by both finance teams, to the penny.' }),
  },
  { by: 'programme-lead', title: 'Write the agenda of the next meeting of the partnership', days: 5 },
];

/** What the partners of the demonstration owe each other, promised by the people who sit there. Safe to run again. */
export async function owe(app: App, made: Demonstration): Promise<void> {
  const { obligations, auth } = app.core;
  const held = await auth.seatsOfAccounts('demo-');
  const seatOf = (role: Role): Seat => {
    const account = made.accounts.find((one) => one.role === role);
    const found = held.find(
      (seat) => seat.role === role && seat.organization === `Organization/${account?.organization}`,
    );
    if (!found) throw new Error(`nobody of the demonstration is ${role}`);
    return found;
  };
  const seats: Seats = async (role) => auth.accessOfSeat(seatOf(role));
  for (const [number, owed] of OWED.entries()) {
    const by = await seats(owed.by);
    const id = valueOf(await obligations.byHand.promise(by, promised(owed, { number, made, seatOf })));
    const one = valueOf(await obligations.one(by, id));
    if (one.happenings?.length === 1 && owed.since) valueOf(await owed.since(obligations, seats, id));
  }
}

type Setting = {
  readonly number: number;
  readonly made: Demonstration;
  readonly seatOf: (role: Role) => Seat;
};

function promised({ title, because, to, days, monthly }: Owed, { number, made, seatOf }: Setting): Promised {
  return {
    key: `demonstration/${number}`,
    title,
    due: monthly === undefined ? { on: plusDays(made.today, days ?? 0) } : { in: monthly, unit: 'working-days' },
    ...(monthly === undefined ? {} : { repeats: 'monthly' }),
    ...(because === undefined ? {} : { because }),
    ...(to === undefined ? {} : { owed: { organization: seatOf(to[0]).organization, role: to[1] } }),
  };
}

/** The demonstration is ours: a refusal of it is our mistake. */
function valueOf<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(outcome.refusals.map(({ code, text }) => `${code} ${text}`).join('; '));
}
