import { assert, type Day, day, plusDays, plusMonths } from '#base';
import type { App } from '../start.ts';
import type { Demonstration } from './demonstration.ts';
import { must } from './load.ts';
import { moment, type Resource } from './written.ts';

const HOST = 'Organization/icb';
const PEOPLE = 40;
const QUARTERS = 4;

/** Parts of partners that others work with by name. */
const TEAMS = [
  { id: 'community-podiatry', name: 'Podiatry team', of: 'community' },
  { id: 'community-district-nurses', name: 'District nurses', of: 'community' },
  { id: 'acute-diabetes', name: 'Diabetes clinic', of: 'acute' },
  { id: 'acute-discharge', name: 'Discharge team', of: 'acute' },
  { id: 'council-reablement', name: 'Reablement team', of: 'council' },
  { id: 'practice-2-nurses', name: 'Practice nurses', of: 'practice-2' },
] as const;

type Team = (typeof TEAMS)[number]['id'];
type Kind = 'referral' | 'message' | 'meeting';

/** What two teams did together in each of the last whole quarters, oldest first: what grew, what stays thin, what fell off. */
const TIES: readonly {
  readonly from: Team;
  readonly to: Team;
  readonly kinds: readonly Kind[];
  readonly quarters: readonly number[];
}[] = [
  { from: 'practice-2-nurses', to: 'community-podiatry', kinds: ['referral', 'message'], quarters: [12, 20, 34, 40] },
  { from: 'practice-2-nurses', to: 'community-district-nurses', kinds: ['message'], quarters: [10, 10, 12, 13] },
  { from: 'practice-2-nurses', to: 'acute-diabetes', kinds: ['referral'], quarters: [18, 12, 7, 6] },
  { from: 'acute-discharge', to: 'council-reablement', kinds: ['meeting', 'message'], quarters: [0, 8, 21, 33] },
];

/** Of the people of the practice, in turns of four, whom a team cares for: enough of each to be told of, and some in two. */
const CARES: readonly { readonly team: Team; readonly turns: readonly number[] }[] = [
  { team: 'community-podiatry', turns: [0, 1, 2] },
  { team: 'acute-diabetes', turns: [1, 3] },
];

/**
 * Who worked with whom in the last year: teams of partners, what they asked, wrote and met about people of one practice, and whom two of them care for.
 * What they did is over, what is open is the practice's own, and a team is no partner, so that nobody's record is opened to anybody. The pair that a test
 * watches has none. Safe to run again.
 */
export async function workTogether(app: App, made: Demonstration): Promise<void> {
  const host = app.core.services.repository(await app.core.auth.accessOfClient('demonstration', HOST));
  for (const { id, name, of } of TEAMS) {
    const team = { resourceType: 'Organization', id, active: true, name, partOf: { reference: `Organization/${of}` } };
    must(await host.update('Organization', id, JSON.stringify(team)));
  }
  const practice = app.core.services.repository(
    await app.core.auth.accessOfClient('demonstration', 'Organization/practice-2'),
  );
  const people = await peopleOfPractice(app, made);
  const first = quarterOf(made.today);
  for (const [tie, { from, to, kinds, quarters }] of TIES.entries()) {
    const contacts = quarters.flatMap((count, index) => {
      const start = plusMonths(first, 3 * (index - QUARTERS));
      return Array.from({ length: count }, (_each, at) => {
        const kind = kinds[at % kinds.length] ?? 'message';
        const on = moment(plusDays(start, (at * 7) % 89), at);
        const subject = people[(at * 3 + tie) % people.length] ?? '';
        return contact(kind, { id: `demo-tie-${tie}-${index}-${at}`, from, to, on, subject });
      });
    });
    must(await practice.transaction(contacts.map(put)));
  }
  must(await practice.transaction(tasksOf(people, made.today).map(put)));
  const since = plusMonths(first, -3 * QUARTERS);
  must(await practice.transaction(people.flatMap((subject, at) => careTeams(subject, { at, since })).map(put)));
}

/** Steps of foot care that the second practice has on its own list: one of the charter, and one that the charter does not name yet. */
const STEPS = [
  { words: 'Book the foot check', open: 9 },
  { words: 'Ring whoever missed the foot clinic', open: 6 },
] as const;

/** Open, and the practice's own: they open nobody's record to anybody else. */
function tasksOf(people: readonly string[], today: Day): readonly Resource[] {
  return STEPS.flatMap(({ words, open }, step) =>
    Array.from({ length: open }, (_each, at) => ({
      resourceType: 'Task',
      id: `demo-step-${step}-${at}`,
      status: 'requested',
      intent: 'order',
      code: { text: words },
      for: { reference: people[(at * 5 + step) % people.length] ?? '' },
      owner: { reference: 'Organization/practice-2' },
      authoredOn: moment(plusDays(today, -3 - at), at),
    })),
  );
}

function put(resource: Resource) {
  const url = `${String(resource['resourceType'])}/${String(resource['id'])}`;
  return { method: 'PUT' as const, url, resource: JSON.stringify(resource) };
}

/** The teams that care for one of the practice's people, as the practice wrote them down. */
function careTeams(subject: string, { at, since }: { readonly at: number; readonly since: Day }): readonly Resource[] {
  return CARES.filter(({ turns }) => turns.includes(at % 4)).map(({ team }) => ({
    resourceType: 'CareTeam',
    id: `demo-care-${team}-${at}`,
    status: 'active',
    subject: { reference: subject },
    period: { start: since },
    managingOrganization: [{ reference: `Organization/${team}` }],
  }));
}

type Contact = {
  readonly id: string;
  readonly from: Team;
  readonly to: Team;
  readonly on: string;
  readonly subject: string;
};

function contact(kind: Kind, { id, from, to, on, subject }: Contact): Resource {
  const [one, other] = [from, to].map((team) => ({ reference: `Organization/${team}` }));
  if (kind === 'referral') {
    return {
      resourceType: 'ServiceRequest',
      id,
      status: 'completed',
      intent: 'order',
      code: { text: 'Advice asked of another team' },
      subject: { reference: subject },
      requester: one,
      performer: [other],
      authoredOn: on,
    };
  }
  if (kind === 'message') {
    const recipient = [other];
    return {
      resourceType: 'Communication',
      id,
      status: 'completed',
      subject: { reference: subject },
      sent: on,
      sender: one,
      recipient,
    };
  }
  const participant = [{ reference: subject }, one, other].map((actor) => ({ actor, status: 'accepted' }));
  const end = new Date(Date.parse(on) + 1_800_000).toISOString();
  return { resourceType: 'Appointment', id, status: 'fulfilled', start: on, end, participant };
}

/** As their own practice has them. */
async function peopleOfPractice(app: App, made: Demonstration): Promise<readonly string[]> {
  const practice = made.partners.find(({ id }) => id === 'practice-2');
  assert(practice, 'there is a second practice');
  const access = await app.core.auth.accessOfClient('demonstration', HOST);
  const found = must(
    await app.core.services.repository(access).search({
      type: 'Patient',
      parameters: [
        ['identifier', `https://${practice.code.toLowerCase()}.example.nhs.uk/patient|`],
        ['_count', String(PEOPLE)],
      ],
      handling: 'strict',
    }),
  );
  return found.entries.map(({ resource }) => `Patient/${resource.id}`);
}

/** The first day of the quarter that a day lies in. */
function quarterOf(today: Day): Day {
  const month = Math.floor((Number(today.slice(5, 7)) - 1) / 3) * 3 + 1;
  return day(`${today.slice(0, 4)}-${String(month).padStart(2, '0')}-01`);
}
