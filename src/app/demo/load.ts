import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Access,
  type Instrument,
  type MeasureClause,
  type PartnerKind as LegalKind,
  readInstrument,
} from '#agreement';
import { assert, day, dayIn, plusDays } from '#base';
import type { Outcome } from '#fhir';
import { between, type Governance, type NamedPartner } from '#governance';
import { mappingNamed, type RecordJoint } from '#record';
import type { ShowStep } from '../demonstration.ts';
import type { App } from '../start.ts';
import { ROOT } from '../version.ts';
import { type Demonstration, demonstration } from './demonstration.ts';
import { meet, seatsOf } from './board.ts';
import { report } from './board-reports.ts';
import { careCosts } from './care-costs.ts';
import { holdClasses } from './classes.ts';
import { workTogether } from './contacts.ts';
import { chargeFor, fund, moveReviews } from './fund.ts';
import { keepForms } from './forms.ts';
import { giveGrants } from './grants.ts';
import { askForResearch } from './research.ts';
import { visitHomes } from './incentive.ts';
import { owe } from './owed.ts';
import { moveHours } from './moved.ts';
import { acceptPapers } from './papers.ts';
import { offer } from './services.ts';
import { employ, withJoinedAims } from './staff.ts';
import { change } from './programme.ts';
import { together } from './together.ts';
import { stocked } from './stock.ts';
import type { PartnerKind } from './partners.ts';
import { keepViews } from './views.ts';
import { type DemonstrationSize, SCALES } from './size.ts';
import type { Truths } from './truths.ts';

/** What of a demonstration is fixed at its first start: an interrupted load goes on with the same. */
export type DemonstrationFact = {
  readonly size: string;
  readonly seed: number;
  readonly today: string;
  /** False for the same partnership without what the product should find by itself. */
  readonly planted?: boolean;
};

const CLIENT = 'demonstration';

/** What each kind of partner is in law; localities are places, and nobody's partner. */
const LEGAL: Readonly<Partial<Record<PartnerKind, LegalKind>>> = {
  'integrated-care-board': 'care-board',
  'acute-trust': 'acute-trust',
  'community-trust': 'community-trust',
  council: 'local-authority',
  charity: 'charity',
  practice: 'general-practice',
  'district-health-office': 'ministry',
  'health-centre': 'facility',
};

/**
 * Sets a partnership up and loads its data the way anybody's is: partners are enrolled, the agreement is proposed and signed by
 * each party's signatory, files go through intake. Safe to run again after an interruption. Answers the planted truths.
 */
export async function loadDemonstration(app: App, fact: DemonstrationFact, show: ShowStep): Promise<Truths> {
  const { size, seed, today, planted = true } = fact;
  const made = demonstration({ size: size as DemonstrationSize, seed, today: day(today), planted });
  await keepOrganizations(app, made);
  await enrol(app, made);
  await keepAccounts(app, made);
  await acceptPapers(app, made);
  await agree(app, made);
  await fund(app, made);
  await meet(app, made);
  await change(app, made);
  await together(app, made);
  await owe(app, made);
  await offer(app, made);
  await employ(app, made);
  await takeFiles(app, made, show);
  await listOptOuts(app, made);
  await chargeFor(app);
  await stocked(app, made);
  await moveReviews(app, made);
  await visitHomes(app, made);
  await workTogether(app, made);
  let most = 0;
  await app.caughtUp((waiting) => {
    most = Math.max(most, waiting);
    show({ what: 'linking people and counting', done: most - waiting, total: most, unit: 'changes' });
  });
  const as = await seatsOf(app);
  await keepForms(app, as, { today: made.today, person: await keepOwnAccount(app, made) });
  await askForResearch(app, as, made.today);
  await careCosts(app, made);
  await report(app, made);
  await moveHours(app, made);
  await giveGrants(app, made);
  await holdClasses(app, made);
  await keepViews(app);
  return made.truths();
}

async function keepOrganizations(app: App, made: Demonstration): Promise<void> {
  const repository = app.core.services.repository(await hostAccess(app, made));
  for (const organization of made.organizations as readonly { readonly id: string }[])
    must(await repository.update('Organization', organization.id, JSON.stringify(organization)));
}

async function enrol(app: App, made: Demonstration): Promise<void> {
  const partners = made.partners.flatMap(({ id, name, kind, locality }) => {
    const legal = LEGAL[kind];
    const place = made.partners.find((partner) => partner.id === locality)?.name;
    if (legal === undefined) return [];
    return [
      {
        organization: `Organization/${id}`,
        name,
        kind: legal,
        hosts: kind === 'integrated-care-board',
        ...(place === undefined ? {} : { locality: place }),
      },
    ];
  });
  const host = await hostAccess(app, made);
  must(await governanceOf(app).enroll(host, { name: 'Vale partnership', partners }));
  await sayCodes(app, made, host);
}

/** By which codes the register knows them. The charity has yet to look its own up, so that what is owed shows. */
async function sayCodes(app: App, made: Demonstration, host: Access): Promise<void> {
  const { services } = app.core;
  const lookedUp = dayIn(services.zone, services.now());
  const { partners } = await governanceOf(app).partnership(host);
  for (const { organization, identity, registers = [] } of partners) {
    const found = made.partners.find(({ id, kind }) => `Organization/${id}` === organization && kind !== 'charity');
    if (!found || identity || registers.length === 0) continue;
    must(await governanceOf(app).identify(host, organization, { register: '', code: found.code, lookedUp }));
  }
}

async function keepAccounts(app: App, made: Demonstration): Promise<void> {
  const names = new Map(made.partners.map(({ id, name }) => [id, name]));
  for (const [index, account] of made.accounts.entries()) {
    const { name, role, organization } = account;
    const id = `demo-${String(index + 1).padStart(3, '0')}`;
    const organizationName = names.get(organization) ?? organization;
    const seat = { id: `${id}-seat`, role, organization: `Organization/${organization}`, organizationName };
    await app.core.auth.keepAccount({ id, name, seats: [seat] });
  }
}

/** The data-sharing agreement between these partners, in force for half a year, signed by everybody who has to. */
async function agree(app: App, made: Demonstration): Promise<void> {
  const template = await exampleOf('vale-data-sharing');
  const partners = legalPartners(made);
  const effective = plusDays(made.today, -180);
  const draft = { ...between(partners, template), decided: plusDays(effective, -60), effective };
  const clauses = draft.clauses.map((clause) =>
    clause.clause === 'inform' ? { ...clause, earliest: effective } : clause,
  );
  const district = made.partners.some(({ kind }) => kind === 'district-health-office') ? REPORTED : [];
  const counting = { ...draft, clauses: [...clauses, ...COUNTED, ...district] };
  await signedByAll(app, made, withJoinedAims(made, counting, counted('cascade-hypertension')));
}

const counted = (pack: string): MeasureClause => ({
  id: `measures-${pack}`,
  cites: '5.2',
  clause: 'measure',
  pack,
  version: '2026.1',
  aims: [],
});

/** Prevention and treatment are counted as one way, for two conditions; and plans by what people said in their own words. */
const COUNTED = ['cascade-diabetes', 'own-words'].map(counted);
/** Where there is a district: the same people as its ministry counts them and as a donor does. */
const REPORTED = ['ministry-hiv-tb-ncd', 'donor-hiv-tb-ncd'].map(counted);

/** Who can be a party, with what each is in law. */
export function legalPartners(made: Demonstration): readonly NamedPartner[] {
  return made.partners.flatMap(({ id, name, kind }) => {
    const legal = LEGAL[kind];
    return legal === undefined ? [] : [{ organization: `Organization/${id}`, name, kind: legal }];
  });
}

/** An agreement of the examples. */
export async function exampleOf(name: string): Promise<Instrument> {
  return must(
    readInstrument(JSON.parse(await readFile(join(ROOT, 'examples', 'instruments', `${name}.json`), 'utf8'))),
  );
}

/** Proposes an agreement and has it signed by the signatory of each party. Safe to run again. */
export async function signedByAll(app: App, made: Demonstration, draft: Instrument): Promise<void> {
  const governance = governanceOf(app);
  const host = await hostAccess(app, made);
  const known = await governance.instrument(host, draft.id);
  const version = known.ok ? known.value.version : must(await governance.propose(host, draft)).version;
  const view = must(await governance.instrument(host, draft.id, version));
  const unsigned = new Set(
    view.signatures.filter(({ at }) => at === undefined).map(({ organization }) => organization),
  );
  for (const seat of await app.core.auth.seatsOfAccounts('demo-')) {
    if (seat.role !== 'signatory' || !unsigned.has(seat.organization)) continue;
    must(await governance.sign(await app.core.auth.accessOfSeat(seat), draft.id, version, view.textHash));
  }
}

async function takeFiles(app: App, made: Demonstration, show: ShowStep): Promise<void> {
  const { intake } = app.core.services.answers['record'] as RecordJoint;
  const host = await hostAccess(app, made);
  const { about } = SCALES[made.size];
  let before = 0;
  for (const file of made.files) {
    let records = 0;
    const progress = (taken: { readonly records: number }) => {
      ({ records } = taken);
      const done = before + records;
      show({ what: 'loading the demonstration', done, part: Math.min(0.99, done / about), unit: 'records' });
    };
    const mapping = file.mapping === undefined ? undefined : must(mappingNamed(file.mapping));
    const organization = `Organization/${file.organization}`;
    const content = contentOf(file.lines());
    const report = must(
      await intake(host, {
        organization,
        name: file.name,
        content,
        progress,
        ...(mapping === undefined ? {} : { mapping }),
      }),
    );
    const [refused] = report.refused;
    assert(refused === undefined, `the demonstration's own ${file.name}: ${refused?.record} ${refused?.why}`);
    before += records;
  }
}

/** Takes in the national list of opt-outs as the host would any. Safe to run again: a list of the same day changes nothing. */
async function listOptOuts(app: App, made: Demonstration): Promise<void> {
  const { optOuts } = app.core.services.answers['record'] as RecordJoint;
  const list = {
    rule: 'national-data-opt-out',
    source: 'National service',
    asAt: plusDays(made.today, -1),
    whole: true,
  };
  const content = contentOf(made.optedOut());
  const { refused } = must(await optOuts.takeList(await hostAccess(app, made), { ...list, content }));
  assert(refused.length === 0, 'every line of the list of the demonstration can be read');
}

/** Lines in chunks of about 64 kB, as a file would be read. */
async function* contentOf(lines: Iterable<string>): AsyncGenerator<string> {
  let chunk = '';
  for (const line of lines) {
    chunk += `${line}\n`;
    if (chunk.length < 65_536) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

/** The person whom three organisations know gets an account of their own, once their records are one. */
async function keepOwnAccount(app: App, made: Demonstration): Promise<string> {
  const { store, ports, repository } = app.core.services;
  const host = await hostAccess(app, made);
  const identifier = `https://fhir.nhs.uk/Id/nhs-number|${made.self.nhs}`;
  const found = must(
    await repository(host).search({ type: 'Patient', parameters: [['identifier', identifier]], handling: 'strict' }),
  );
  const [first] = found.entries;
  assert(first, 'the person of the demonstration is on the record');
  const [row] = await ports.persons.of(store, [first.resource]);
  assert(row, 'a Patient is a record of a person');
  const practice = made.accounts.find(({ role }) => role === 'gp')?.organization ?? 'practice-1';
  const seat = {
    id: 'demo-self-seat',
    role: 'person' as const,
    organization: `Organization/${practice}`,
    organizationName: made.partners.find(({ id }) => id === practice)?.name ?? practice,
    person: `Person/${row.person}`,
  };
  await app.core.auth.keepAccount({ id: 'demo-self', name: made.self.name, seats: [seat] });
  return seat.person;
}

function hostAccess(app: App, made: Demonstration): Promise<Access> {
  const host = made.partners.find(({ kind }) => kind === 'integrated-care-board');
  return app.core.auth.accessOfClient(CLIENT, `Organization/${host?.id ?? 'icb'}`);
}

function governanceOf(app: App): Governance {
  return app.core.services.answers['governance'] as Governance;
}

/** The demonstration is ours: a refusal of it is our mistake. */
export function must<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(
    `the demonstration was refused: ${outcome.refusals.map(({ code, text }) => `${code} ${text}`).join('; ')}`,
  );
}
