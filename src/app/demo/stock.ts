import type { Instrument } from '#agreement';
import { assert, plusDays } from '#base';
import type { Money } from '#money';
import type { App } from '../start.ts';
import type { Demonstration } from './demonstration.ts';
import { legalPartners, must, signedByAll } from './load.ts';
import type { DemoPartner } from './partners.ts';
import { concept, moment, SNOMED } from './written.ts';

const CLIENT = 'demonstration';
const METFORMIN = { system: SNOMED, code: '372567009', words: 'Metformin 500 mg', unit: 'tablet' };
const AGREED = 'vale-medicines';
const WEEKS = 24;

/**
 * Metformin at two sites: nine days at the one, a buffer for all at the other, and a request on its way. With the low-resource
 * district it is the health centre that runs short, and the district's stores that keep the buffer. Safe to run again.
 */
export async function stocked(app: App, made: Demonstration): Promise<void> {
  const of = (kind: DemoPartner['kind']) => made.partners.find((one) => one.kind === kind);
  const [site, keeper] = [of('health-centre') ?? of('practice'), of('district-health-office') ?? of('community-trust')];
  assert(site && keeper, 'the demonstration has a site and who keeps a buffer for it');
  await dispense(app, made, site);
  await agreeMedicines(app, made, { site: `Organization/${site.id}`, keeper: `Organization/${keeper.id}` });
  const { stock } = app.core.services.answers['money'] as Money;
  const [here, there] = [await seatOf(app, site.id), await seatOf(app, keeper.id)];
  const short = must(await stock.keepItem(here, { ...METFORMIN, floorDays: 21 }));
  const kept = must(await stock.keepItem(there, { ...METFORMIN, floorDays: 30 }));
  const counts = [
    [here, short, { lot: 'MF-2207', quantity: 270, expires: plusDays(made.today, 200) }],
    [there, kept, { lot: 'MF-2311', quantity: 9_000, expires: plusDays(made.today, 500) }],
  ] as const;
  for (const [who, item, lot] of counts) {
    const { revision, counted } = must(await stock.stockItem(who, item));
    if (counted === undefined) must(await stock.countItem(who, { item, revision, lots: [lot] }));
  }
  const wish = { from: `Organization/${keeper.id}`, item: short, quantity: 840, key: 'demonstration' };
  must(
    await stock.askTransfer(here, {
      ...wish,
      reason: 'Nine days are left, and the order from the wholesaler is late.',
    }),
  );
}

/** Twice a week for half a year, 30 tablets a day. */
async function dispense(app: App, made: Demonstration, { id, code, kind }: DemoPartner): Promise<void> {
  const access = await app.core.auth.accessOfClient(CLIENT, `Organization/${id}`);
  const repository = app.core.services.repository(access);
  const card =
    kind === 'health-centre'
      ? 'https://chebyelo.example.ug/card'
      : `https://${code.toLowerCase()}.example.nhs.uk/patient`;
  const found = must(
    await repository.search({
      type: 'Patient',
      parameters: [
        ['identifier', `${card}|`],
        ['_count', '40'],
      ],
      handling: 'strict',
    }),
  );
  const people = found.entries.map(({ resource }) => `Patient/${resource.id}`);
  assert(people.length > 0, `people are registered with ${id}`);
  for (let one = 0; one < WEEKS * 2; one += 1) {
    const week = Math.floor(one / 2);
    const on = plusDays(made.today, -(7 * week + (one % 2 === 0 ? 1 : 4)));
    const given = {
      resourceType: 'MedicationDispense',
      id: `demo-dispensed-${one + 1}`,
      status: 'completed',
      medicationCodeableConcept: concept(SNOMED, METFORMIN.code, 'Metformin'),
      subject: { reference: people[one % people.length] },
      quantity: { value: 98 + 7 * (week % 3), unit: 'tablet' },
      whenHandedOver: moment(on, one * 17),
    };
    must(await repository.update('MedicationDispense', given.id, JSON.stringify(given)));
  }
}

/** What those who hand medicines out have agreed: to help each other out, and one to keep a buffer for all. */
async function agreeMedicines(
  app: App,
  made: Demonstration,
  { site, keeper }: { readonly site: string; readonly keeper: string },
): Promise<void> {
  const kinds: readonly string[] = ['general-practice', 'community-trust', 'facility', 'ministry'];
  const parties = legalPartners(made).filter(({ kind }) => kinds.includes(kind));
  const effective = plusDays(made.today, -120);
  const draft: Instrument = {
    id: AGREED,
    version: 1,
    title: 'Essential medicines between sites',
    kind: 'memorandum',
    rank: 'partnership',
    jurisdiction: 'england',
    purpose: 'planning',
    parties,
    population: { words: 'everybody who is cared for at these sites' },
    decided: plusDays(effective, -30),
    effective,
    text: [
      { id: '1', section: 'aims', text: 'No site runs out of a medicine that another has.', coverage: 'judgement' },
      {
        id: '2',
        text: 'Each site has metformin for three weeks, and answers another that asks for some within two working days. One keeps a buffer for all, for four months. Each draws up to fourteen days of what it uses, and gives it back within sixty days.',
      },
      { id: '3', section: 'contacts', text: 'Whoever runs a site is asked.', coverage: 'judgement' },
    ],
    clauses: [
      {
        id: 'medicines',
        cites: '2',
        clause: 'stock',
        medicines: [
          { id: 'metformin', words: METFORMIN.words, codes: { system: SNOMED, codes: [METFORMIN.code] }, days: 21 },
        ],
        at: [site],
        answerWorkingDays: 2,
        pooled: { keptBy: keeper, lastsDays: 120, drawDays: 14, backDays: 60 },
      },
    ],
  };
  await signedByAll(app, made, draft);
}

async function seatOf(app: App, organization: string, roles = ['practice-manager', 'specialist-nurse']) {
  const seats = await app.core.auth.seatsOfAccounts('demo-');
  const found = seats.find((one) => one.organization === `Organization/${organization}` && roles.includes(one.role));
  assert(found, `somebody of ${organization} is ${roles.join(' or ')}`);
  return app.core.auth.accessOfSeat(found);
}
