import type { Access, Instrument, Purpose, Role } from '#agreement';
import { relationshipBits } from '#agreement';
import { day } from '#base';
import type { Outcome } from '#fhir';
import type { Services, Started } from '#joint';
import type { Obligations } from '#obligation';
import { compartmentOf, type Written } from '#repository';
import type { Store } from '#store';
import { type Governance, startGovernance } from '../governance/governance.ts';
import { acceptPapersFor } from '../governance/assurance/accepting.testing.ts';
import { sharingDraft } from '../governance/partnership.testing.ts';
import { type Opened, openForTest } from '../repository/open.testing.ts';
import { catalogue } from './catalogue.ts';
import { type Insight, startInsight } from './insight.ts';
import type { Pack } from './pack.ts';
import { projectionsOn } from './projections.ts';

export const NOW = Date.parse('2026-06-15T09:00:00Z');
export const TODAY = day('2026-06-15');

const BOARD = 'Organization/board';
export const TRUST = 'Organization/trust';
export const [ELM, MILL, HILL] = ['Organization/elm', 'Organization/mill', 'Organization/hill'] as const;
const PARTNERS = [
  { organization: BOARD, name: 'Vale Care Board', kind: 'care-board', hosts: true },
  { organization: TRUST, name: 'Vale Hospitals', kind: 'acute-trust' },
  { organization: ELM, name: 'Elm Tree Surgery', kind: 'general-practice' },
  { organization: MILL, name: 'Mill Lane Practice', kind: 'general-practice' },
  { organization: HILL, name: 'Hill Surgery', kind: 'general-practice' },
] as const;
const ODS = 'https://fhir.nhs.uk/Id/ods-organization-code';
const CODES: Readonly<Record<string, string>> = { [ELM]: 'K1', [MILL]: 'K2', [HILL]: 'K3' };

/** Insight over governance and the record on a real database: three practices in two localities, a trust and a board. */
export type TestInsight = {
  readonly insight: Insight;
  readonly governance: Governance;
  readonly repository: Opened;
  readonly clock: { now: number };
  readonly services: Services;
  /** Takes every change that was written: what the feed's consumer does in the program. */
  readonly follow: () => Promise<number>;
  readonly system: (organization: string) => Promise<Access>;
  readonly seat: (organization: string, role: Role, purpose?: Purpose) => Promise<Access>;
  /** Writes a resource as an organisation; the id stands in it. */
  readonly put: (organization: string, resource: Resource) => Promise<Written>;
  readonly remove: (organization: string, reference: string) => Promise<void>;
  readonly link: (left: string, right: string) => Promise<string>;
  readonly unlink: (patient: string) => Promise<string>;
  /** Gives an organisation a relationship with a person, as the record joint does. */
  readonly relate: (organization: string, ...patients: readonly string[]) => Promise<void>;
  readonly stop: () => Promise<void>;
};

export type Resource = { readonly resourceType: string; readonly id: string } & Readonly<Record<string, unknown>>;

export async function testInsight(
  store: Store,
  draft: Partial<Instrument> = {},
  { obligationsOn }: { readonly obligationsOn?: (repository: Opened) => Obligations } = {},
): Promise<TestInsight> {
  const repository = openForTest(store, { projections: projectionsOn(store) });
  const { clock } = repository;
  clock.now = NOW;
  const answers: Record<string, unknown> = {};
  const services: Services = {
    store,
    repository: repository.bind,
    ports: repository,
    ...(obligationsOn ? { obligations: obligationsOn(repository) } : {}),
    now: () => clock.now,
    newId: () => 'unused',
    zone: 'Europe/London',
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    accessOf: ({ role, organization }) => seatsOf(repository, answers['governance'] as Governance)(organization, role),
    answers,
  };
  const governance = await startGovernance(services);
  answers['governance'] = governance.answers;
  const partnership = { name: 'Vale partnership', partners: PARTNERS };
  valueOf(await governance.answers.enroll(await repository.system(BOARD), partnership));
  const put = puttingOn(repository);
  await organizations(put);
  await teams(put);
  const started = await startInsight(services);
  await agree(repository, governance.answers, { ...measuring(), ...draft });
  return {
    insight: started.answers,
    governance: governance.answers,
    repository,
    clock,
    services,
    follow: followOn(repository, started),
    system: repository.system,
    seat: seatsOf(repository, governance.answers),
    put,
    ...actsOn(store, repository),
    stop: async () => {
      await started.stop?.();
      await governance.stop?.();
      await repository.stop();
    },
  };
}

function followOn({ feed }: Opened, { onChanges }: Started): TestInsight['follow'] {
  return async () => {
    let count = 0;
    // The feed waits for every transaction of the server, also of other tests.
    while ((await feed.behind('insight', 1)) > 0)
      count += await feed.consume('insight', 100, onChanges ?? (async () => undefined));
    return count;
  };
}

function actsOn(store: Store, repository: Opened): Pick<TestInsight, 'remove' | 'link' | 'unlink' | 'relate'> {
  const { persons, contributors, keepAccess } = repository;
  return {
    remove: async (organization, reference) => {
      const [type = '', id = ''] = reference.split('/');
      valueOf(await repository.bind(await repository.system(organization)).remove(type, id));
    },
    link: (left, right) =>
      store.write((transaction) => persons.link(transaction, compartmentOf(left), compartmentOf(right))),
    unlink: (one) => store.write((transaction) => persons.unlink(transaction, compartmentOf(one))),
    relate: async (organization, ...patients) => {
      const viewer = await contributors.viewerKey(organization);
      const compartments = patients.map(compartmentOf);
      const rel = relationshipBits('registered', 'contributed');
      const grants = compartments.map((one) => ({ ...one, viewer, purpose: 'direct-care' as const, rel }));
      await store.write((transaction) => keepAccess(transaction, compartments, grants));
    },
  };
}

function seatsOf({ contributors }: Opened, { policySource }: Governance): TestInsight['seat'] {
  return async (organization, role, purpose = 'direct-care') => {
    const key = await contributors.organizationKey(organization);
    return {
      principal: `account/${role}`,
      role,
      purpose,
      organization: key,
      basis: await contributors.basisKey(key, 'concord', purpose),
      viewer: await contributors.viewerKey(organization),
      filter: policySource.filterFor(key, role, purpose),
      writes: 'own-people',
      choosesIds: false,
    };
  };
}

function puttingOn(repository: Opened): TestInsight['put'] {
  return async (organization, resource) => {
    // Every write has its own instant, as in life.
    repository.clock.now += 1;
    const { resourceType, id } = resource;
    const bound = repository.bind(await repository.system(organization));
    return valueOf(await bound.update(resourceType, id, JSON.stringify(resource)));
  };
}

/** Teams that a partner wrote down. */
async function teams(put: TestInsight['put']): Promise<void> {
  const parts: readonly (readonly [string, string])[] = [
    [TRUST, 'podiatry'],
    [TRUST, 'wound-care'],
    [ELM, 'elm-nurses'],
  ];
  for (const [organization, id] of parts)
    await put(organization, {
      resourceType: 'Organization',
      id,
      name: `team ${id}`,
      partOf: { reference: organization },
    });
}

async function organizations(put: TestInsight['put']): Promise<void> {
  const localities: Readonly<Record<string, string>> = { [ELM]: 'north', [MILL]: 'north', [HILL]: 'south' };
  for (const id of ['north', 'south']) await put(BOARD, { resourceType: 'Organization', id, name: `${id} locality` });
  for (const { organization, name } of PARTNERS)
    await put(BOARD, {
      resourceType: 'Organization',
      id: organization.slice('Organization/'.length),
      name,
      ...(CODES[organization] ? { identifier: [{ system: ODS, value: CODES[organization] }] } : {}),
      ...(localities[organization] ? { partOf: { reference: `Organization/${localities[organization]}` } } : {}),
    });
}

const pack = catalogue.find(({ pack: { id } }) => id === 'diabetes-uk')?.pack as Pack;

/** All parties count by the pack of diabetes. */
export function measuring(): Instrument {
  const draft = sharingDraft();
  const parties = PARTNERS.map(({ organization, name }) => ({ organization, name }));
  return {
    ...draft,
    id: 'measuring',
    parties,
    population: { words: 'people registered with the practices' },
    text: [...draft.text, { id: '5.2', text: 'The parties count care processes of diabetes.' }],
    clauses: [
      ...draft.clauses.filter(({ clause }) => clause === 'inform'),
      {
        id: 'counts',
        cites: '5.2',
        clause: 'measure',
        pack: pack.id,
        version: pack.version,
        aims: [{ measure: 'all-eight', percent: 60 }],
      },
    ],
  };
}

async function agree(repository: Opened, governance: Governance, draft: Instrument): Promise<void> {
  const { id } = valueOf(await governance.propose(await repository.system(BOARD), draft));
  const view = valueOf(await governance.instrument(await repository.system(BOARD), id));
  for (const { organization } of view.signatures) {
    const signatory = await seatsOf(repository, governance)(organization, 'signatory', 'planning');
    await acceptPapersFor(governance, signatory, { id, version: view.version, today: TODAY });
    valueOf(await governance.sign({ ...signatory, name: 'Signatory' }, id, view.version, view.textHash));
  }
}

export function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.refusals.map(({ code, text }) => `${code}: ${text}`).join('; '));
  return outcome.value;
}

export const SNOMED = 'http://snomed.info/sct';

export function patient(id: string, practice: string | undefined, more: object = {}): Resource {
  const code = practice === undefined ? undefined : CODES[practice];
  return {
    resourceType: 'Patient',
    id,
    name: [{ family: `Family ${id}`, given: ['Given'] }],
    birthDate: '1960-05-01',
    ...(code ? { generalPractitioner: [{ identifier: { system: ODS, value: code } }] } : {}),
    ...more,
  };
}

export function diabetes(id: string, of: string): Resource {
  return {
    resourceType: 'Condition',
    id,
    subject: { reference: `Patient/${of}` },
    code: { coding: [{ system: SNOMED, code: '44054006' }] },
    onsetDateTime: '2015-03-01',
  };
}

export function hba1c(id: string, of: string, on: string, value = 50): Resource {
  return {
    resourceType: 'Observation',
    id,
    status: 'final',
    subject: { reference: `Patient/${of}` },
    code: { coding: [{ system: 'http://loinc.org', code: '59261-8' }] },
    effectiveDateTime: on,
    valueQuantity: { value, unit: 'mmol/mol', system: 'http://unitsofmeasure.org', code: 'mmol/mol' },
  };
}

/** Parts of the trust and of a practice. */
export const TEAMS = ['Organization/podiatry', 'Organization/elm-nurses', 'Organization/wound-care'] as const;

export function careTeam(id: string, of: string, team: string, more: object = {}): Resource {
  return {
    resourceType: 'CareTeam',
    id,
    status: 'active',
    subject: { reference: `Patient/${of}` },
    managingOrganization: [{ reference: team }],
    ...more,
  };
}

export function footCheck(id: string, of: string, on: string): Resource {
  return {
    resourceType: 'Procedure',
    id,
    status: 'completed',
    subject: { reference: `Patient/${of}` },
    code: { coding: [{ system: SNOMED, code: '401191002' }] },
    performedDateTime: on,
  };
}
