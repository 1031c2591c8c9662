import type { Instrument } from '#agreement';
import { assert, plusDays } from '#base';
import type { Money } from '#money';
import type { App } from '../start.ts';
import type { Demonstration } from './demonstration.ts';
import { legalPartners, must, signedByAll } from './load.ts';
import { concept, moment, SNOMED } from './written.ts';

const CLIENT = 'demonstration';
const AGREED = 'vale-visits-at-home';
const [BOARD, CHARITY] = ['Organization/icb', 'Organization/charity'];
const VISIT = '439708006';
const VISITS = 14;

/**
 * Home visits of the charity's link worker, paid by the board once its programme lead has said that they were made: most of them are
 * attested and charged, some wait, and one was recorded twice. Safe to run again.
 */
export async function visitHomes(app: App, made: Demonstration): Promise<void> {
  await signedByAll(app, made, agreement(made));
  const seats = await app.core.auth.seatsOfAccounts('demo-');
  const seatOf = (organization: string, role: string) => {
    const found = seats.find((one) => one.organization === organization && one.role === role);
    assert(found, `somebody is ${role} of ${organization}`);
    return found;
  };
  const worker = seatOf(CHARITY, 'community-health-worker');
  await visits(app, made, app.core.services.staff?.practitioner(worker.account, CHARITY) ?? '');
  const { incentive } = app.core.services.answers['money'] as Money;
  const lead = await app.core.auth.accessOfSeat(seatOf(BOARD, 'programme-lead'));
  const { incentives } = must(await incentive.incentives(lead));
  const waiting = incentives.flatMap((one) => one.waiting);
  const old = waiting.filter(({ day }) => day < plusDays(made.today, -5)).map(({ id }) => id);
  if (old.length > 0) must(await incentive.attest(lead, old));
}

async function visits(app: App, made: Demonstration, worker: string): Promise<void> {
  const access = await app.core.auth.accessOfClient(CLIENT, CHARITY);
  const repository = app.core.services.repository(access);
  const practice = made.partners.filter(({ kind }) => kind === 'practice').at(-1);
  assert(practice, 'there is a practice');
  const found = must(
    await repository.search({
      type: 'Patient',
      parameters: [
        ['identifier', `https://${practice.code.toLowerCase()}.example.nhs.uk/patient|`],
        ['_count', String(VISITS)],
      ],
      handling: 'strict',
    }),
  );
  const people = found.entries.map(({ resource }) => `Patient/${resource.id}`);
  assert(people.length > 0, 'there are people to visit');
  for (let one = 0; one <= VISITS; one += 1) {
    // The last is the first once more, as another programme's list had it.
    const at = one % VISITS;
    const start = moment(plusDays(made.today, -2 - at), at * 17);
    const visit = {
      resourceType: 'Encounter',
      id: `demo-home-visit-${one + 1}`,
      status: 'finished',
      class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'HH', display: 'home health' },
      type: [concept(SNOMED, VISIT, 'Home visit')],
      subject: { reference: people[at % people.length] },
      participant: [{ individual: { reference: worker } }],
      period: { start },
    };
    must(await repository.update('Encounter', visit.id, JSON.stringify(visit)));
  }
}

function agreement(made: Demonstration): Instrument {
  const effective = plusDays(made.today, -90);
  return {
    id: AGREED,
    version: 1,
    title: 'Home visits by link workers',
    kind: 'contract',
    rank: 'partnership',
    jurisdiction: 'england',
    purpose: 'payment',
    parties: legalPartners(made).filter(({ organization }) => organization === BOARD || organization === CHARITY),
    population: { words: 'everybody whom a link worker visits' },
    decided: plusDays(effective, -30),
    effective,
    text: [
      {
        id: '1',
        section: 'services',
        text: 'Link workers of the charity visit people at home.',
        coverage: 'judgement',
      },
      {
        id: '2',
        section: 'price',
        text: 'For each visit the board pays £4.50 to the charity for the link worker, once its programme lead has said that it was made. A visit is paid once.',
      },
      { id: '3', section: 'duration', text: 'It runs until either ends it.', coverage: 'judgement' },
      { id: '4', section: 'exit', text: 'What was visited until then is paid.', coverage: 'judgement' },
    ],
    clauses: [
      {
        id: 'home-visits',
        cites: '2',
        clause: 'pay',
        activity: 'home-visit',
        by: BOARD,
        to: [CHARITY],
        price: {
          model: 'tariff',
          lines: [
            {
              id: 'visit',
              words: 'home visit',
              codes: { system: SNOMED, codes: [VISIT] },
              unit: 'each',
              price: { minor: 450, currency: 'GBP' },
            },
          ],
        },
        queryWorkingDays: 10,
        appliesFrom: effective,
        worker: {
          role: 'community-health-worker',
          shared: 'each',
          verified: { by: 'second-person', role: 'programme-lead' },
        },
      },
    ],
  };
}
