import type { Instrument } from '#agreement';
import { assert, plusDays } from '#base';
import type { Money } from '#money';
import type { App } from '../start.ts';
import { seatsOf } from './board.ts';
import type { DemoPartner } from './partners.ts';
import type { Demonstration } from './demonstration.ts';
import { legalPartners, must, signedByAll } from './load.ts';
import { concept, moment, type Resource, SNOMED } from './written.ts';

const CLIENT = 'demonstration';
const [BOARD, TRUST, COUNCIL] = ['Organization/icb', 'Organization/community', 'Organization/council'];
const [CLASS, WORDS] = ['91251008', 'Physiotherapy class for strength and balance'];
const ELSEWHERE = 4;

/**
 * Classes that the council pays for people of every practice but the last, which takes no part: four of its people came. The board turned
 * one down and is asked about another; one was settled otherwise, and of the fourth nobody was asked yet. Nothing is charged for them
 * here. Safe to run again.
 */
export async function holdClasses(app: App, made: Demonstration): Promise<void> {
  const practices = made.partners.filter(({ kind }) => kind === 'practice');
  const last = practices.at(-1);
  assert(last && practices.length > 1, 'there are practices');
  const partners = practices.filter((one) => one !== last).map(({ id }) => `Organization/${id}`);
  await signedByAll(app, made, agreement(made, partners));
  const repository = app.core.services.repository(await app.core.auth.accessOfClient(CLIENT, TRUST));
  const came = await peopleOf(app, last, ELSEWHERE);
  const entries = came.map((subject, at) => {
    const resource = attended(made, subject, at);
    return {
      method: 'PUT' as const,
      url: `Procedure/${String(resource['id'])}`,
      resource: JSON.stringify(resource),
    };
  });
  must(await repository.transaction(entries));
  await ask(app);
}

async function ask(app: App): Promise<void> {
  const money = app.core.services.answers['money'] as Money;
  const as = await seatsOf(app);
  const [trust, board] = [await as(TRUST, 'finance-lead'), await as(BOARD, 'finance-lead')];
  must(await money.proposeCharges(trust));
  const { rows } = must(await money.elsewhere(trust));
  const ids = rows.map(({ id }) => id);
  const [settled, refused, asked] = ids;
  assert(settled !== undefined && refused !== undefined && asked !== undefined, 'people of another practice came');
  if (rows.some(({ state }) => state !== 'found')) return;
  must(await money.askElsewhere(trust, { ids: [refused, asked], commissioner: BOARD }));
  must(await money.closeElsewhere(trust, { ids: [settled], reason: 'Their own practice paid for the course.' }));
  const reason = 'The practice says that this person moved to it only the week after.';
  must(await money.answerElsewhere(board, { ids: [refused], accept: false, reason }));
}

async function peopleOf(app: App, practice: DemoPartner, count: number): Promise<readonly string[]> {
  const access = await app.core.auth.accessOfClient(CLIENT, BOARD);
  const found = must(
    await app.core.services.repository(access).search({
      type: 'Patient',
      parameters: [
        ['identifier', `https://${practice.code.toLowerCase()}.example.nhs.uk/patient|`],
        ['_sort', 'birthdate'],
        ['_count', String(count)],
      ],
      handling: 'strict',
    }),
  );
  return found.entries.map(({ resource }) => `Patient/${resource.id}`);
}

function attended({ today }: Demonstration, subject: string, at: number): Resource {
  return {
    resourceType: 'Procedure',
    id: `demo-class-${at + 1}`,
    status: 'completed',
    code: concept(SNOMED, CLASS, WORDS),
    subject: { reference: subject },
    performedDateTime: moment(plusDays(today, -4 - 7 * (at % 6)), 240),
  };
}

function agreement(made: Demonstration, organizations: readonly string[]): Instrument {
  const effective = plusDays(made.today, -60);
  return {
    id: 'vale-steady-on-your-feet',
    version: 1,
    title: 'Steady on your feet: classes for strength and balance',
    kind: 'contract',
    rank: 'partnership',
    jurisdiction: 'england',
    purpose: 'payment',
    parties: legalPartners(made).filter(({ organization }) => organization === TRUST || organization === COUNCIL),
    population: { words: 'people registered with a practice that takes part', organizations },
    decided: plusDays(effective, -30),
    effective,
    text: [
      {
        id: '1',
        section: 'services',
        text: 'The community trust holds classes for strength and balance in Riverford and Ashdown.',
        coverage: 'judgement',
      },
      {
        id: '2',
        section: 'price',
        text: 'For people of the practices that take part the council pays £16.80 for each class that somebody came to. A charge can be queried within 10 working days.',
      },
      { id: '3', section: 'duration', text: 'It runs until either ends it.', coverage: 'judgement' },
      { id: '4', section: 'exit', text: 'Who came until then is paid for.', coverage: 'judgement' },
    ],
    clauses: [
      {
        id: 'classes',
        cites: '2',
        clause: 'pay',
        activity: 'strength-and-balance',
        by: COUNCIL,
        to: [TRUST],
        price: {
          model: 'tariff',
          lines: [
            {
              id: 'class',
              words: 'class for strength and balance',
              codes: { system: SNOMED, codes: [CLASS] },
              unit: 'each',
              price: { minor: 1_680, currency: 'GBP' },
            },
          ],
        },
        queryWorkingDays: 10,
        appliesFrom: effective,
      },
    ],
  };
}
