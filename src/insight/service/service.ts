import type { Access } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Services } from '#joint';
import { allOf, freeSlotsOf } from './capacity.ts';
import { gapsOf, overlapsOf } from './compare.ts';
import type { ServiceAnswers, ServiceMap } from './contract.ts';
import { directoryOf } from './directory.ts';
import { choicesFor, chooseFor, type Referring } from './referral.ts';
import { CONVENTION, type MoneyAnswer, preventionSpend } from './spend.ts';

/** The map of services, and the directory that referrals use. */
export function servicesOn(services: Services): ServiceAnswers {
  const referring: Referring = {
    services,
    directory: async (access) => (await readDirectory(services, access)).directory,
    free: () => freeSlotsOf(services),
  };
  return {
    map: (access) => mapOf(services, access),
    choices: async (access, referral) => forStaff(access) ?? choicesFor(referring, access, referral),
    choose: async (access, referral, service) =>
      forStaff(access) ?? chooseFor(referring, access, { referral, service }),
  };
}

async function mapOf(services: Services, access: Access): Promise<Outcome<ServiceMap>> {
  const refused = forStaff(access);
  if (refused) return refused;
  const [{ directory, more }, free, spend] = await Promise.all([
    readDirectory(services, access),
    freeSlotsOf(services),
    preventionSpend(services.answers['money'] as MoneyAnswer | undefined, access),
  ]);
  return accepted({
    services: directory.services.map(({ open: _open, covers: _covers, ...service }) => {
      const slots = free.get(service.id);
      return slots ? { ...service, free: slots } : service;
    }),
    overlaps: overlapsOf(directory),
    gaps: gapsOf(directory),
    spend,
    convention: CONVENTION,
    ...(more ? { more: true as const } : {}),
  });
}

/** As this seat sees it: the directory is open to everybody who works here. */
async function readDirectory({ repository }: Pick<Services, 'repository'>, access: Access) {
  const bound = repository(access);
  const [offered, locations, organizations] = await Promise.all([
    allOf(bound, 'HealthcareService'),
    allOf(bound, 'Location'),
    allOf(bound, 'Organization'),
  ]);
  const found = { services: offered.rows, locations: locations.rows, organizations: organizations.rows };
  return { directory: directoryOf(found), more: offered.more || locations.more || organizations.more };
}

function forStaff({ role }: Access): Outcome<never> | undefined {
  if (role !== 'person') return undefined;
  const text = 'The map of services is for staff of the partnership. Ask whoever cares for you where you can go.';
  return refuse('forbidden', 'insight.staff-only', text);
}
