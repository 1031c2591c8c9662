import { type Access, type Expr, relationshipBits, type Role } from '#agreement';
import { type Day, day, seeded } from '#base';
import type { Services } from '#joint';
import { openRepository, type OpenRepository } from '#repository';
import type { Store } from '#store';
import { record, type RecordJoint, startRecord } from './record.ts';

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

export async function openForTest(
  store: Store,
  partners: readonly { readonly organization: string; readonly name: string; readonly kind: string }[] = [],
): Promise<Opened> {
  const clock = { now: Date.parse('2026-03-02T10:00:00.000Z') };
  const random = seeded(11);
  const repository = openRepository({
    store,
    now: () => clock.now,
    random,
    projections: record.projects ?? [],
    admissions: [],
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
  let ids = 0;
  const services: Services = {
    store,
    repository: repository.bind,
    ports: repository,
    now: () => clock.now,
    newId: () => `id-${++ids}`,
    zone: 'Europe/London',
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    answers: { governance: { partnership: async () => ({ partners: keyed }) } },
  };
  const started = await startRecord(services);
  const { seat, ...seats } = seatsOn(contributors);
  return {
    services,
    answers: started.answers,
    repository,
    clock,
    today: day('2026-03-02'),
    follow: async () => {
      while ((await repository.feed.consume('record', 500, started.onChanges ?? nothing)) > 0);
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
