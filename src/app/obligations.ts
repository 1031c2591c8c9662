import { type Auth, holdersOf } from '#auth';
import { type Governance, HAND_OVER, OWE_REPORTS, TEND_STAKEHOLDERS } from '#governance';
import type { JobQueue } from '#jobs';
import { lawIn, type Services, workedDays } from '#joint';
import { obligationMigrations, type Obligations, openObligations } from '#obligation';
import { TEND_JOB } from '#record';
import type { StartedJoint } from './core.ts';
import { newSecret } from './ids.ts';

export { obligationMigrations };

/** Asked when something falls due, long after everything has started. */
type Later = { readonly auth: () => Auth; readonly governance: () => Governance | undefined };

/** The engine of what is due, with what stands above it in the layers: seats, what a role sees, whose leads oversee. */
export function obligationsOn(
  services: Pick<Services, 'store' | 'now' | 'newId' | 'zone' | 'ports' | 'repository' | 'log'>,
  { auth, governance }: Later,
): Obligations {
  const { store, now, newId, zone, ports, repository, log } = services;
  const { contributors, persons, audit } = ports;
  const { id, calendar = id } = lawIn(zone);
  return openObligations({
    store,
    now,
    newId,
    newSecret,
    zone,
    calendars: workedDays(),
    calendar,
    contributors,
    persons,
    audit,
    repository,
    holders: (reader, organization, role) => holdersOf(reader, { organization, role, now: now() }),
    accessOf: ({ organization, role }) =>
      auth().accessOfSeat({ ...NOBODY, role, organization, organizationName: organization }),
    heirOf: (organization) => governance()?.heirOf(organization) ?? organization,
    overseers: () => governance()?.hostKeys() ?? [],
    log,
  });
}

/** Evidence is looked for with the eyes of a role; nobody in particular sits there. */
export const NOBODY = { id: 'obligation', account: 'obligation', name: 'Concord' } as const;

export const FALL_DUE = 'obligation.fall-due';
const RECOUNT = 'obligation.recount';

/** What runs the engine: the feed for evidence, and the clock. */
export function runsObligations(obligations: Obligations): StartedJoint {
  return {
    name: 'obligation',
    routes: [],
    answers: undefined,
    onChanges: obligations.onChanges,
    jobs: {
      [FALL_DUE]: async () => void (await obligations.fallDue()),
      [RECOUNT]: async () => void (await obligations.recount()),
    },
  };
}

/** Runs the jobs: every minute what has fallen due; at start what fell due meanwhile, and every date anew, since calendars may have changed. */
export async function keepTime({ work, send, repeat }: JobQueue): Promise<void> {
  await work();
  await repeat(FALL_DUE, '* * * * *', 'UTC');
  await send(RECOUNT, {});
  await send(FALL_DUE, {});
  await repeat(HAND_OVER, '* * * * *', 'UTC');
  await repeat(TEND_JOB, '17 * * * *', 'UTC');
  await send(TEND_JOB, {});
  await repeat(TEND_STAKEHOLDERS, '27 * * * *', 'UTC');
  await send(TEND_STAKEHOLDERS, {});
  await repeat(OWE_REPORTS, '37 * * * *', 'UTC');
  await send(OWE_REPORTS, {});
}
