import type { Access } from '#agreement';
import { accepted, type Outcome } from '#fhir';
import type { Services } from '#joint';
import { consentOf } from '../consent/written.ts';
import { type Keeping, keepRelationships } from '../relationship/keep.ts';
import type { RequestRow } from './request.queries.ts';
import { personOf } from './whose.ts';

const THE_PERSON = 'Organization/concord-person';

/** An objection that is upheld: what the organisation wrote is kept back from all others, as the person could have said themself. */
export async function upholdObjection(
  services: Services,
  keeping: Keeping,
  access: Access,
  row: RequestRow,
): Promise<Outcome<true>> {
  const { contributors } = services.ports;
  const organizations = (await contributors.organizations()).filter(({ organization }) => organization !== THE_PERSON);
  const own = organizations.find(({ key }) => key === row.organization);
  const others = organizations.filter(({ key }) => key !== row.organization).map(({ organization }) => organization);
  if (own === undefined || others.length === 0) return accepted(true);
  const { places } = await personOf(services, services.store, row);
  const writer = await writerFor(services, access, THE_PERSON);
  const [patient] = await services.repository(writer).compartments(places, { types: ['Patient'], limit: 1 });
  if (patient === undefined) return accepted(true);
  const wish = { what: { kind: 'recorder', organization: own.organization }, from: others } as const;
  const consent = consentOf(wish, `Patient/${patient.id}`, new Date(services.now()));
  const written = await services.repository(writer).create('Consent', JSON.stringify(consent));
  if (!written.ok) return written;
  await services.store.write((transaction) => keepRelationships(transaction, places, keeping));
  return accepted(true);
}

/** Writes for an organisation what was decided, in the name of whoever decided it. */
export async function writerFor({ ports }: Services, access: Access, organization: string): Promise<Access> {
  const key = await ports.contributors.organizationKey(organization);
  const basis = await ports.contributors.basisKey(key, 'concord', 'direct-care');
  const viewer = await ports.contributors.viewerKey(organization);
  return {
    ...access,
    organization: key,
    basis,
    viewer,
    filter: { op: 'always' },
    writes: 'everything',
    choosesIds: true,
  };
}
