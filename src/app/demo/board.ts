import type { Access, Instrument, Role } from '#agreement';
import { plusDays } from '#base';
import { between, type Governance } from '#governance';
import type { App } from '../start.ts';
import type { Demonstration } from './demonstration.ts';
import { legalPartners, must, signedByAll } from './load.ts';

export const BOARD = 'vale-partnership-board~board';
export const GROUP = 'vale-partnership-board~group';

const ICB = 'Organization/icb';
const ACUTE = 'Organization/acute';
const COMMUNITY = 'Organization/community';
const COUNCIL = 'Organization/council';
const CHARITY = 'Organization/charity';

const MEMBERS = [
  { organization: COUNCIL, role: 'board-member' },
  { organization: ICB, role: 'commissioner' },
  { organization: ICB, role: 'finance-lead' },
  { organization: ACUTE, role: 'consultant' },
  { organization: COMMUNITY, role: 'finance-lead' },
  { organization: COUNCIL, role: 'finance-lead' },
  { organization: CHARITY, role: 'board-member' },
] as const;

const LIVED = [{ organization: CHARITY, role: 'board-member' }] as const;
const SECRETARY = { organization: ICB, role: 'programme-lead' } as const;

/**
 * The joint board of these partners and the group that prepares for it, as their agreement sets them up; a meeting that was held, with
 * what it decided under seal, one to come with a paper that waits; and who may say yes in each organisation. Safe to run again.
 */
export async function meet(app: App, made: Demonstration): Promise<void> {
  const governance = app.core.services.answers['governance'] as Governance;
  const as = await seatsOf(app);
  await signedByAll(app, made, between(legalPartners(made), agreement(made)));
  await sayWhoDecides(governance, as);
  const { decisions } = governance;
  const secretary = await as(ICB, 'programme-lead');
  const board = must(await decisions.body(secretary, BOARD));
  if (board.meetings.length > 0) return;
  await hold(governance, as, made);
  const coming = { body: BOARD, day: plusDays(made.today, 9), starts: '14:00', place: 'County Hall, room 3' };
  const next = must(await decisions.call(secretary, coming)).id;
  const waits = {
    title: 'One booking desk for all foot clinics',
    ask: 'Let the community trust book for hospital and practices, from the first of next quarter.',
    topic: 'new-services',
    amount: { minor: 8_400_000, currency: 'GBP' },
    effect: 'Nobody waits longer than four weeks because two desks each thought that the other had booked.',
    reviewOn: plusDays(made.today, 200),
  };
  must(await decisions.table(secretary, must(await decisions.put(secretary, BOARD, waits)).id, next));
}

export type As = (organization: string, role: Role) => Promise<Access>;

/** Whoever of the demonstration has a role in an organisation, as they ask. */
export async function seatsOf({ core: { auth } }: App): Promise<As> {
  const seats = await auth.seatsOfAccounts('demo-');
  return async (organization, role) => {
    const found = seats.find((seat) => seat.organization === organization && seat.role === role);
    if (!found) throw new Error(`nobody of the demonstration is ${role} of ${organization}`);
    return auth.accessOfSeat(found);
  };
}

async function hold({ decisions }: Governance, as: As, made: Demonstration): Promise<void> {
  const secretary = await as(ICB, 'programme-lead');
  const paper = {
    title: 'A visit of consultant and specialist nurse to every practice, twice a year',
    ask: 'Pay for 40 visits in the first year.',
    topic: 'new-services',
    amount: { minor: 6_200_000, currency: 'GBP' },
    effect: 'Complete annual checks rise by five in a hundred within a year.',
    seenIn: { measure: 'all-eight', wants: 'rise' },
    reviewOn: plusDays(made.today, 180),
  };
  const called = { body: BOARD, day: made.today, starts: '09:30', place: 'County Hall, room 3' };
  const meeting = must(await decisions.call(secretary, called)).id;
  const waits = {
    title: 'Phase 1 without podiatry',
    ask: 'Drop podiatry from phase 1, until the practices have rooms for it.',
    topic: 'programme',
    effect: 'Phase 1 starts in time, in rooms that exist; foot clinics follow in phase 2.',
    reviewOn: plusDays(made.today, 120),
  };
  const items = [
    must(await decisions.put(secretary, BOARD, paper)).id,
    must(await decisions.put(secretary, BOARD, waits)).id,
  ];
  for (const item of items) must(await decisions.table(secretary, item, meeting));
  const there = await Promise.all(MEMBERS.slice(0, 6).map(({ organization, role }) => as(organization, role)));
  for (const one of there) must(await decisions.come(one, meeting, {}));
  const lived = { seat: `${CHARITY}|board-member`, name: 'Maureen Tully' };
  must(await decisions.come(secretary, meeting, lived));
  const [chair] = there;
  if (!chair) throw new Error('the board has a chair');
  must(await decisions.open(chair, meeting));
  const [visits = '', podiatry = ''] = items;
  const voice = { vote: 'for', reason: '', seat: lived.seat } as const;
  for (const item of items) {
    for (const one of there.slice(0, 5)) must(await decisions.vote(one, item, { vote: 'for', reason: '' }));
    must(await decisions.vote(secretary, item, voice));
  }
  const against = there[5];
  if (against) {
    const money = 'The second year has no money yet: I want that settled first.';
    const feet = 'Ulcers do not wait for rooms: the home visits could begin now.';
    must(await decisions.vote(against, visits, { vote: 'against', reason: money }));
    must(await decisions.vote(against, podiatry, { vote: 'against', reason: feet }));
  }
  must(await decisions.decide(secretary, visits, 'Agreed for one year; the second year comes back with its money.'));
  must(
    await decisions.decide(
      secretary,
      podiatry,
      'Agreed: podiatry comes with phase 2, once four practices have a room.',
    ),
  );
  must(await decisions.close(secretary, meeting));
}

/** What each organisation says of itself, and one that the host wrote down and that waits to be confirmed. */
async function sayWhoDecides({ rights }: Governance, as: As): Promise<void> {
  const known = await rights.ask(await as(ICB, 'programme-lead'), '');
  if (known.rights.length > 0) return;
  const pounds = (amount: number) => ({ minor: amount * 100, currency: 'GBP' });
  const set = async (by: Access, of: string, [topic, role, deputy, upTo]: readonly [string, Role, Role, number?]) =>
    must(
      await rights.set(by, {
        of,
        topic,
        way: 'decides',
        role,
        deputy,
        ...(upTo === undefined ? {} : { upTo: pounds(upTo), deputyUpTo: pounds(upTo / 5) }),
        evidence: 'Scheme of delegation of this year.',
      }),
    );
  await set(await as(ACUTE, 'signatory'), ACUTE, ['data feeds', 'signatory', 'consultant', 50_000]);
  await set(await as(COMMUNITY, 'finance-lead'), COMMUNITY, ['data feeds', 'finance-lead', 'specialist-nurse', 25_000]);
  await set(await as(ICB, 'ig-lead'), ICB, ['data feeds', 'ig-lead', 'programme-lead']);
  await set(await as(COMMUNITY, 'signatory'), COMMUNITY, ['workforce', 'signatory', 'finance-lead', 100_000]);
  await set(await as(ICB, 'programme-lead'), COUNCIL, ['data feeds', 'signatory', 'finance-lead', 30_000]);
}

const decide = { clause: 'decide', quorum: 4, by: 'majority' } as const;

const DECIDE: Instrument['clauses'] = [
  {
    ...decide,
    id: 'group',
    cites: '3',
    topics: ['new-services', 'data-feeds', 'workforce', 'programme'],
    reserved: ['year-plan'],
    quorum: 2,
    body: {
      name: 'The programme group',
      kind: 'group',
      members: [MEMBERS[1], MEMBERS[3], MEMBERS[4], MEMBERS[6]],
      chair: MEMBERS[1],
      secretary: SECRETARY,
      livedExperience: LIVED,
    },
    upTo: { minor: 5_000_000, currency: 'GBP' },
  },
  {
    ...decide,
    id: 'board',
    cites: '3',
    topics: ['new-services', 'data-feeds', 'workforce', 'programme', 'year-plan'],
    body: {
      name: 'The joint board',
      kind: 'board',
      members: MEMBERS,
      chair: MEMBERS[0],
      secretary: SECRETARY,
      livedExperience: LIVED,
    },
    upTo: { minor: 100_000_000, currency: 'GBP' },
    deputies: [
      { of: MEMBERS[0], deputy: MEMBERS[1] },
      { of: MEMBERS[2], deputy: SECRETARY, upTo: { minor: 10_000_000, currency: 'GBP' } },
    ],
  },
];

function agreement(made: Demonstration): Instrument {
  const effective = plusDays(made.today, -150);
  return {
    id: 'vale-partnership-board',
    version: 1,
    title: 'Vale partnership board',
    kind: 'alliance',
    rank: 'partnership',
    jurisdiction: 'england',
    purpose: 'planning',
    parties: [
      { organization: ICB, name: 'Vale Integrated Care Board', kind: 'care-board', capacity: 'host of the board' },
      { organization: ACUTE, name: 'Vale Hospitals NHS Trust', kind: 'acute-trust' },
      { organization: COMMUNITY, name: 'Vale Community NHS Trust', kind: 'community-trust' },
      { organization: COUNCIL, name: 'Vale County Council', kind: 'local-authority' },
      { organization: CHARITY, name: 'Neighbours Together', kind: 'charity' },
    ],
    population: { words: 'adults of the Vale with a long-term condition' },
    decided: plusDays(effective, -60),
    effective,
    text: [
      {
        id: '1',
        section: 'aims',
        text: 'The partners decide together about the care that they give to the same people.',
      },
      { id: '2', section: 'principles', text: 'Open books, and no surprises.', coverage: 'judgement' },
      {
        id: '3',
        section: 'decisions',
        text: 'The programme group decides up to £50,000 and never about the plan for the year; the joint board decides the rest up to £1,000,000. One member of the board lives with a long-term condition.',
      },
      { id: '4', section: 'exit', text: 'A partner leaves by agreement of all.', coverage: 'judgement' },
    ],
    clauses: DECIDE,
  };
}
