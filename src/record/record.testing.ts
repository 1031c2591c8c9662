import { type Access, type Expr, relationshipBits, type Role } from '#agreement';
import { type Day, day, seeded } from '#base';
import type { Services, Started } from '#joint';
import { openRepository, type OpenRepository } from '#repository';
import type { Store } from '#store';
import type { IntakeReport } from './contract.ts';
import { record, type RecordJoint, startRecord } from './record.ts';
import { narrows } from './relationship/narrows.ts';

/** The record joint on a real database, with a clock that a test turns and partners that it names. */
export type Opened = {
  readonly services: Services;
  readonly answers: RecordJoint;
  readonly repository: OpenRepository;
  readonly clock: { now: number };
  readonly today: Day;
  /** Takes every change that has been written: what the feed's consumer does in the program. */
  readonly follow: () => Promise<void>;
  readonly system: (organization: string) => Promise<Access>;
  /** A seat that sees everything of people whom its organisation has any relationship with. */
  readonly staff: (organization: string, role?: Role) => Promise<Access>;
  /** A seat that sees what its own organisation contributed. */
  readonly own: (organization: string, role?: Role) => Promise<Access>;
  readonly person: (person: string) => Promise<Access>;
  readonly stop: () => Promise<void>;
};

const RELATED = relationshipBits('contributed', 'registered', 'team', 'referred', 'caseload');

export async function openForTest(store: Store, partners: readonly (typeof PARTNERS)[number][] = []): Promise<Opened> {
  const clock = { now: Date.parse('2026-03-02T10:00:00.000Z') };
  let narrowed: Started['narrowed'];
  const repository = openRepository({
    store,
    now: () => clock.now,
    random: seeded(11),
    projections: record.projects?.(store) ?? [],
    admissions: [],
    asking: record.asks ?? [],
    atOnce: { narrows, keep: async (transaction, people, changes) => narrowed?.(people, transaction, changes) },
    secret: 'of the tests',
  });
  const { contributors } = repository;
  const keyed = await Promise.all(
    partners.map(async (one) => ({
      ...one,
      key: await contributors.organizationKey(one.organization, one.name),
      sharing: true,
    })),
  );
  const services: Services = {
    store,
    repository: repository.bind,
    ports: repository,
    now: () => clock.now,
    newId: idsInOrder(),
    zone: 'Europe/London',
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    answers: { governance: { partnership: async () => ({ partners: keyed }) } },
  };
  const started = await startRecord(services);
  narrowed = started.narrowed;
  const { seat, ...seats } = seatsOn(contributors);
  return {
    services,
    answers: started.answers,
    repository,
    clock,
    today: day('2026-03-02'),
    follow: async () => {
      // A transaction of another test on the same server holds the feed back for a moment.
      while ((await repository.feed.behind('record', 1)) > 0)
        await repository.feed.consume('record', 500, started.onChanges ?? nothing);
    },
    ...seats,
    person: async (person) => {
      const viewer = await contributors.viewerKey(`Person/${person}`);
      const filter: Expr = {
        op: 'and',
        of: [{ op: 'relationship', bits: relationshipBits('self') }, { op: 'undenied' }],
      };
      return { ...(await seat('Organization/nobody', 'person', filter)), viewer, purpose: 'own-record' };
    },
    stop: async () => {
      await started.stop?.();
      await repository.stop();
    },
  };
}

function idsInOrder(): () => string {
  let ids = 0;
  return () => `id-${++ids}`;
}

async function nothing(): Promise<void> {}

function seatsOn(contributors: OpenRepository['contributors']) {
  const seat = async (organization: string, role: Role, filter: Expr): Promise<Access> => {
    const key = await contributors.organizationKey(organization);
    return {
      principal: `account/${role} of ${organization}`,
      role,
      purpose: 'direct-care',
      organization: key,
      basis: await contributors.basisKey(key, 'test', 'direct-care'),
      viewer: await contributors.viewerKey(organization),
      filter,
      writes: 'none',
      choosesIds: false,
    };
  };
  const related: Expr = { op: 'and', of: [{ op: 'relationship', bits: RELATED }, { op: 'undenied' }] };
  return {
    seat,
    system: async (organization: string): Promise<Access> => ({
      ...(await seat(organization, 'system', { op: 'always' })),
      principal: 'client/loader',
      writes: 'everything',
      choosesIds: true,
    }),
    staff: (organization: string, role: Role = 'practice-nurse') =>
      seat(organization, role, { op: 'or', of: [{ op: 'impersonal' }, related] }),
    own: async (organization: string, role: Role = 'practice-nurse') => {
      const key = await contributors.organizationKey(organization);
      return seat(organization, role, {
        op: 'or',
        of: [{ op: 'impersonal' }, { op: 'and', of: [{ op: 'org', in: [key] }, related] }],
      });
    },
  };
}

/** A file of NDJSON. */
export async function* ndjson(...resources: readonly object[]): AsyncGenerator<string> {
  for (const resource of resources) yield `${JSON.stringify(resource)}\n`;
}

export const ELM = { organization: 'Organization/elm', name: 'Elm Tree Surgery', kind: 'general-practice' } as const;
export const TRUST = { organization: 'Organization/trust', name: 'Norbury Hospital', kind: 'acute-trust' } as const;
export const CLINIC = { organization: 'Organization/clinic', name: 'Foot Clinic', kind: 'community-trust' } as const;
export const BOARD = { organization: 'Organization/board', name: 'Norbury Care Board', kind: 'care-board' } as const;
export const PARTNERS = [ELM, TRUST, CLINIC, BOARD] as const;

export const NHS = 'https://fhir.nhs.uk/Id/nhs-number';

/** A Patient as organisations send one; what is given replaces, and an empty list takes the element out. */
export function patient(id: string, change: Readonly<Record<string, unknown>> = {}): object {
  const sent = {
    resourceType: 'Patient',
    id,
    identifier: [{ system: NHS, value: '9990000018' }],
    name: [{ family: 'Okafor', given: ['Amina'] }],
    birthDate: '1957-07-04',
    gender: 'female',
    address: [{ line: ['14 Mill Lane'], city: 'Norbury', postalCode: 'ZZ1 2AB' }],
    ...change,
  };
  return Object.fromEntries(Object.entries(sent).filter(([, value]) => !(Array.isArray(value) && value.length === 0)));
}

/** An HbA1c of a Patient as a laboratory sends one. */
export function hba1c(
  id: string,
  of: string,
  measured: { readonly value: number; readonly unit: string; readonly on: string },
): object {
  const { value, unit, on } = measured;
  return {
    resourceType: 'Observation',
    id,
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: unit === '%' ? '4548-4' : '59261-8', display: 'HbA1c' }] },
    subject: { reference: `Patient/${of}` },
    effectiveDateTime: on,
    valueQuantity: { value, unit, system: 'http://unitsofmeasure.org', code: unit },
  };
}

/** Takes resources in as one file of an organisation. */
export async function loadFrom(
  opened: Opened,
  organization: string,
  ...resources: readonly object[]
): Promise<IntakeReport> {
  const question = { organization, name: 'feed.ndjson', content: ndjson(...resources) };
  const report = await opened.answers.intake(await opened.system('Organization/loader'), question);
  if (!report.ok) throw new Error(report.refusals[0].text);
  return report.value;
}

/** The one person of a search; throws where there is none or more. */
export async function onePerson(opened: Opened, access: Access, text: string): Promise<string> {
  const found = await opened.answers.findPeople(access, { text, limit: 10 });
  if (!found.ok) throw new Error(found.refusals[0].text);
  const [first, ...others] = found.value.people;
  if (!first || others.length > 0) throw new Error(`found ${found.value.people.length} people`);
  return first.person;
}
