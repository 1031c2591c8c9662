import type { Access } from '#agreement';
import type { Day } from '#base';
import { accepted, type Outcome } from '#fhir';
import type { Services } from '#joint';
import type { Stored } from '#repository';
import type { PersonRecord } from '../contract.ts';
import { bannerOf } from './banner.ts';
import { contributorsOf } from './contributors.ts';
import { mattersOf, medicinesOf, problemsOf } from './lists.ts';
import { type Part, partOf } from './part.ts';
import { resultsOf } from './results.ts';
import { TIMELINE_TYPES, timelineOf } from './timeline.ts';
import { noPerson, recordsOf } from './whose.ts';

const TYPES: readonly string[] = [
  ...new Set(['Patient', 'AllergyIntolerance', 'Goal', 'Flag', 'MedicationStatement', ...TIMELINE_TYPES]),
].filter((type) => type !== 'Observation');
/** Newest rows of a type that the page reads; five years of a busy record. */
const MOST_A_TYPE = 200;
const MOST_OBSERVATIONS = 600;
const TIMELINE = 60;

/**
 * The shared record of a person as the asker may see it: what is hidden is not read, so that nothing can be inferred from it.
 * That somebody looked is written down before the answer leaves.
 */
export async function openPerson(
  services: Services,
  access: Access,
  person: string,
  today: Day,
): Promise<Outcome<PersonRecord>> {
  const records = await recordsOf(services, person);
  const [first] = records;
  if (first === undefined) return noPerson();
  const compartments = records.map(({ bkt, cmp }) => ({ bkt, cmp }));
  const repository = services.repository(access);
  const [rows, observations, organizations] = await Promise.all([
    repository.compartments(compartments, { types: TYPES, limit: MOST_A_TYPE }),
    repository.compartments(compartments, { types: ['Observation'], limit: MOST_OBSERVATIONS }),
    services.ports.contributors.organizations(),
  ]);
  const stored = [...rows, ...observations];
  if (stored.length === 0) return noPerson();
  await services.ports.audit.note(access, { action: 'open-record', outcome: 'done', person: first.person });
  const names = new Map(organizations.map(({ key, name }) => [key, name]));
  const parts = stored.map((one) => partOf(one, (key) => names.get(key) ?? 'An organisation'));
  const contributors = await contributorsOf(services, access, { received: receivedBy(stored), today });
  return accepted({ person: first.person, contributors, ...recordOf(parts) });
}

/** The page's sections out of what may be seen. */
export function recordOf(parts: readonly Part[]): Omit<PersonRecord, 'person' | 'contributors'> {
  const patients = parts.filter(({ type }) => type === 'Patient');
  const others = parts.filter(({ type }) => type !== 'Patient');
  const { items, more } = timelineOf(others, TIMELINE);
  return {
    banner: bannerOf(patients, others),
    matters: mattersOf(others),
    problems: problemsOf(others),
    medicines: medicinesOf(others),
    results: resultsOf(others),
    timeline: items,
    more,
  };
}

/** When each organisation's newest visible item came in. */
function receivedBy(stored: readonly Stored[]): ReadonlyMap<number, Date> {
  const newest = new Map<number, Date>();
  for (const { org, updated } of stored) {
    const before = newest.get(org);
    if (before === undefined || before < updated) newest.set(org, updated);
  }
  return newest;
}
