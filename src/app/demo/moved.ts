import type { Instrument, PayClause } from '#agreement';
import { assert, type Day, day, plusDays, plusMonths, seeded } from '#base';
import type { Money } from '#money';
import type { App } from '../start.ts';
import { seatsOf } from './board.ts';
import type { Demonstration } from './demonstration.ts';
import { legalPartners, must, signedByAll } from './load.ts';
import { concept, moment, type Resource, SNOMED } from './written.ts';

const [BOARD, TRUST, COUNCIL] = ['Organization/icb', 'Organization/community', 'Organization/council'];
const PEOPLE = 36;
const MONTHS = 13;

/** What each gives the same people at home, in minutes a month: in the last whole month the one does less, and the other more. */
const GIVEN = [
  { by: TRUST, id: 'rehabilitation', code: '52052004', words: 'Rehabilitation at home', minutes: 240, moved: 95 },
  { by: COUNCIL, id: 'home-care', code: '60689008', words: 'Home care', minutes: 300, moved: 560 },
] as const;

/**
 * Two partners paid by the hour for the same people, the oldest of one practice, over thirteen months. What is planted: in the last whole
 * month the trust ends its part sooner, and the council's hours rise. Then whoever looks after the board's money looks, as on any day:
 * nothing says where. Safe to run again.
 */
export async function moveHours(app: App, made: Demonstration): Promise<void> {
  await signedByAll(app, made, agreement(made));
  const people = await oldestOf(app, made);
  for (const given of GIVEN) {
    const access = await app.core.auth.accessOfClient('demonstration', given.by);
    const repository = app.core.services.repository(access);
    for (let back = MONTHS; back >= 1; back -= 1) {
      const month = plusMonths(firstOfMonth(made.today), -back);
      const done = people.map((subject, at) =>
        session(given, { subject, at, month, moved: made.planted && back === 1 }),
      );
      const entries = done.map((resource) => ({
        method: 'PUT' as const,
        url: `Procedure/${String(resource['id'])}`,
        resource: JSON.stringify(resource),
      }));
      must(await repository.transaction(entries));
    }
  }
  const as = await seatsOf(app);
  const { shift } = app.core.services.answers['money'] as Money;
  must(await shift.lookForMovements(await as(BOARD, 'finance-lead')));
}

/** In which month something moved, and for how many people. */
export function movementOf(today: Day): { readonly month: Day; readonly people: number } {
  return { month: plusMonths(firstOfMonth(today), -1), people: PEOPLE };
}

type Session = { readonly subject: string; readonly at: number; readonly month: Day; readonly moved: boolean };

function session(
  { id, code, words, ...given }: (typeof GIVEN)[number],
  { subject, at, month, moved }: Session,
): Resource {
  const draw = seeded(Number(month.replaceAll('-', '')) * 100 + at);
  const minutes = Math.round((moved ? given.moved : given.minutes) * (0.7 + 0.6 * draw()));
  const start = moment(plusDays(month, at % 27), at * 13);
  return {
    resourceType: 'Procedure',
    id: `demo-${id}-${month}-${at + 1}`,
    status: 'completed',
    code: concept(SNOMED, code, words),
    subject: { reference: subject },
    performedPeriod: { start, end: new Date(Date.parse(start) + minutes * 60_000).toISOString() },
  };
}

/** The oldest of the last practice, as it has them. */
async function oldestOf(app: App, made: Demonstration): Promise<readonly string[]> {
  const practice = made.partners.filter(({ kind }) => kind === 'practice').at(-1);
  assert(practice, 'there is a practice');
  const access = await app.core.auth.accessOfClient('demonstration', BOARD);
  const found = must(
    await app.core.services.repository(access).search({
      type: 'Patient',
      parameters: [
        ['identifier', `https://${practice.code.toLowerCase()}.example.nhs.uk/patient|`],
        ['_sort', 'birthdate'],
        ['_count', String(PEOPLE)],
      ],
      handling: 'strict',
    }),
  );
  return found.entries.map(({ resource }) => `Patient/${resource.id}`);
}

function firstOfMonth(today: Day): Day {
  return day(`${today.slice(0, 7)}-01`);
}

/** From this month on, so that what was given before is compared and nobody is charged for it. */
function agreement(made: Demonstration): Instrument {
  const effective = firstOfMonth(made.today);
  return {
    id: 'vale-support-at-home',
    version: 1,
    title: 'Support at home after illness',
    kind: 'contract',
    rank: 'partnership',
    jurisdiction: 'england',
    purpose: 'payment',
    parties: legalPartners(made).filter(({ organization }) => [BOARD, TRUST, COUNCIL].includes(organization)),
    population: { words: 'people who are supported at home after an illness' },
    decided: plusDays(effective, -60),
    effective,
    text: [
      {
        id: '1',
        section: 'services',
        text: 'The community trust gives rehabilitation at home, and the council home care, to people who come home after an illness.',
        coverage: 'judgement',
      },
      {
        id: '2',
        section: 'price',
        text: 'The board pays £41.00 for each hour of rehabilitation at home, and £24.60 for each hour of home care.',
      },
      { id: '3', section: 'duration', text: 'It runs until one of the three ends it.', coverage: 'judgement' },
      { id: '4', section: 'exit', text: 'What was given until then is paid.', coverage: 'judgement' },
    ],
    clauses: GIVEN.map(({ by, id, code, words }) => paid({ by, id, code, words, effective })),
  };
}

type Paid = {
  readonly by: string;
  readonly id: string;
  readonly code: string;
  readonly words: string;
  readonly effective: Day;
};

function paid({ by, id, code, words, effective }: Paid): PayClause {
  const minor = by === TRUST ? 4_100 : 2_460;
  const line = {
    id: 'hour',
    words: words.toLowerCase(),
    codes: { system: SNOMED, codes: [code] },
    unit: 'hour' as const,
    price: { minor, currency: 'GBP' },
  };
  return {
    id,
    cites: '2',
    clause: 'pay',
    activity: id,
    by: BOARD,
    to: [by],
    price: { model: 'tariff', lines: [line] },
    queryWorkingDays: 10,
    appliesFrom: effective,
  };
}
