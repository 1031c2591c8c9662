import type { Access, Instrument, Purpose, Relationship, Role } from '#agreement';
import { relationshipBits } from '#agreement';
import { day, dayIn } from '#base';
import type { Outcome } from '#fhir';
import type { Services } from '#joint';
import type { Obligations } from '#obligation';
import type { Opened } from '../repository/open.testing.ts';
import { openForTest } from '../repository/open.testing.ts';
import type { Store } from '#store';
import { type AccessGrant, compartmentOf, type RepositoryParts } from '#repository';
import { acceptPapers, acceptPapersFor } from './assurance/accepting.testing.ts';
import type { NewPartnership } from './enroll.ts';
import { type Governance, startGovernance } from './governance.ts';

export const ELM = 'Organization/elm-tree';
export const RIVERSIDE = 'Organization/riverside';
export const COUNCIL = 'Organization/council';
export const BOARD = 'Organization/board';

export const NOW = Date.parse('2026-06-01T09:00:00Z');

/** A partnership of four on the real engine, with seats for whoever a test needs. Nothing is agreed yet. */
export type TestPartnership = {
  readonly governance: Governance;
  readonly repository: Opened;
  readonly clock: { now: number };
  readonly seat: (organization: string, role: Role, purpose?: Purpose, viewer?: string) => Promise<Access>;
  /** Keeps a relationship of an organisation with a person, as the record joint does. */
  readonly relate: (
    viewer: string,
    patient: string,
    relationships: readonly Relationship[],
    purpose?: Purpose,
  ) => Promise<void>;
  /** Its signatory accepts what an organisation has yet to accept before it shares. */
  readonly papers: (...organizations: readonly string[]) => Promise<void>;
  /** Signs for every party that is awaited, once it has accepted what is asked of it. */
  readonly signAll: (id: string, version?: number) => Promise<void>;
  readonly stop: () => Promise<void>;
};

export async function testPartnership(
  store: Store,
  more: { readonly obligationsOn?: (repository: Opened) => Obligations } & Partial<
    Pick<Services, 'stepUp' | 'seats' | 'inviteSeat' | 'holders' | 'staff' | 'answers'> &
      Pick<RepositoryParts, 'projections'>
  > = {},
): Promise<TestPartnership> {
  const repository = openForTest(store, more.projections ? { projections: more.projections } : {});
  const { clock } = repository;
  clock.now = NOW;
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const services = {
    store,
    now: () => clock.now,
    zone: 'Europe/London',
    log: silent,
    ports: repository,
    repository: repository.bind,
    ...(more.obligationsOn ? { obligations: more.obligationsOn(repository) } : {}),
    ...(more.stepUp ? { stepUp: more.stepUp } : {}),
    ...(more.seats ? { seats: more.seats } : {}),
    ...(more.inviteSeat ? { inviteSeat: more.inviteSeat } : {}),
    ...(more.holders ? { holders: more.holders } : {}),
    ...(more.staff ? { staff: more.staff } : {}),
    accessOf: ({ organization }: { readonly organization: string }) => repository.system(organization),
    ...(more.answers ? { answers: more.answers } : {}),
  };
  const { answers, stop } = await startGovernance(services);
  valueOf(await answers.enroll(await repository.system(BOARD), VALE));
  const seat = seatsOf(repository, answers);
  const grants = new Map<string, readonly AccessGrant[]>();
  return {
    governance: answers,
    repository,
    clock,
    seat,
    relate: async (viewer, patient, relationships, purpose = 'direct-care') => {
      const compartment = compartmentOf(patient);
      const key = await repository.contributors.viewerKey(viewer);
      const others = (grants.get(patient) ?? []).filter((one) => one.viewer !== key || one.purpose !== purpose);
      const all = [...others, { ...compartment, viewer: key, purpose, rel: relationshipBits(...relationships) }];
      grants.set(patient, all);
      await store.write((transaction) => repository.keepAccess(transaction, [compartment], all));
    },
    ...signing(answers, repository, seat),
    stop: async () => {
      await stop?.();
      await repository.stop();
    },
  };
}

function signing(
  answers: Governance,
  repository: Opened,
  seat: TestPartnership['seat'],
): Pick<TestPartnership, 'papers' | 'signAll'> {
  const today = () => dayIn('Europe/London', repository.clock.now);
  return {
    papers: async (...organizations) => {
      for (const organization of organizations)
        await acceptPapers(answers, await seat(organization, 'signatory', 'planning'), today());
    },
    signAll: async (id, version) => {
      const view = valueOf(await answers.instrument(await repository.system(BOARD), id, version));
      for (const { organization } of view.signatures.filter((one) => !one.by)) {
        const signatory = await seat(organization, 'signatory', 'planning');
        await acceptPapersFor(answers, signatory, { id, version: view.version, today: today() });
        valueOf(await answers.sign(signatory, id, view.version, view.textHash));
      }
    },
  };
}

const VALE: NewPartnership = {
  name: 'Vale',
  partners: [
    { organization: BOARD, name: 'Vale Care Board', kind: 'care-board', hosts: true },
    { organization: ELM, name: 'Elm Tree Surgery', kind: 'general-practice', locality: 'North' },
    { organization: RIVERSIDE, name: 'Riverside Community Trust', kind: 'community-trust' },
    { organization: COUNCIL, name: 'Vale Council', kind: 'local-authority', signingRoles: ['signatory', 'ig-lead'] },
  ],
};

function seatsOf({ contributors }: Opened, { policySource }: Governance): TestPartnership['seat'] {
  return async (organization, role, purpose = 'direct-care', viewer = organization) => {
    const key = await contributors.organizationKey(organization);
    return {
      principal: `account/${role}`,
      name: `The ${role} of ${organization}`,
      role,
      purpose,
      organization: key,
      basis: await contributors.basisKey(key, 'concord', purpose),
      viewer: await contributors.viewerKey(viewer),
      filter: policySource.filterFor(key, role, purpose),
      writes: 'own-people',
      choosesIds: false,
    };
  };
}

export function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.refusals.map(({ code, text }) => `${code}: ${text}`).join('; '));
  return outcome.value;
}

export function codesOf(outcome: Outcome<unknown>): readonly string[] {
  return outcome.ok ? [] : outcome.refusals.map((refusal) => refusal.code);
}

/** Elm Tree shares results with the therapists of Riverside, to whom it refers. */
export function sharingDraft(changes: Partial<Instrument> = {}): Instrument {
  const sections = [
    'purposes',
    'legal-basis',
    'classes',
    'recipients',
    'retention',
    'rights',
    'breach',
    'exit',
  ] as const;
  return {
    id: 'sharing',
    version: 1,
    title: 'Vale data-sharing agreement',
    kind: 'data-sharing',
    rank: 'partnership',
    jurisdiction: 'england',
    purpose: 'direct-care',
    parties: [
      { organization: ELM, name: 'Elm Tree Surgery' },
      { organization: RIVERSIDE, name: 'Riverside Community Trust' },
      { organization: COUNCIL, name: 'Vale Council' },
    ],
    population: { words: 'people registered with Elm Tree Surgery' },
    decided: day('2026-03-01'),
    effective: day('2026-04-01'),
    text: [
      ...sections.map((section) => ({ id: section, text: `What is said of ${section}.`, section })),
      { id: '4.2', text: 'Therapists see results of people referred to them.' },
      { id: '7.1', text: 'People are told by letter first.' },
    ],
    clauses: [
      {
        id: 'care',
        cites: '4.2',
        clause: 'share',
        classes: ['results'],
        from: [ELM],
        to: { organizations: [RIVERSIDE], roles: ['therapist'] },
        purpose: 'direct-care',
        relationships: ['referred'],
      },
      { id: 'tell', cites: '7.1', clause: 'inform', earliest: day('2026-04-01'), how: 'a letter.' },
    ],
    ...changes,
  };
}
