import type { Access } from '#agreement';
import type { Day } from '#base';
import { accepted, type Outcome } from '#fhir';
import { lawIn, type Services } from '#joint';
import type { Compartment, Stored } from '#repository';
import { alertsAbout } from '../alert/ask.ts';
import { calledIn } from '../confide/confide.ts';
import { isWorded, wordedAll } from '../confide/wording.ts';
import { underEmergency } from '../break-glass/under.ts';
import type { ItemNote, PersonRecord } from '../contract.ts';
import { bannerOf } from './banner.ts';
import { contributorsOf } from './contributors.ts';
import { mattersOf, medicinesOf, problemsOf } from './lists.ts';
import { notesIn } from '../rights/correct.ts';
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
  const records = await recordsOf(services, person, access);
  const [first] = records;
  if (first === undefined) return noPerson();
  const compartments = records.map(({ bkt, cmp }) => ({ bkt, cmp }));
  const [under, stored, organizations] = await Promise.all([
    underEmergency(services, access, compartments),
    rowsFor(services, access, compartments),
    services.ports.contributors.organizations(),
  ]);
  const opened = under ? await rowsFor(services, under.access, compartments) : [];
  const all = distinct([...stored, ...opened]);
  if (all.length === 0) return noPerson();
  const disclosed = [...new Set(all.map(({ org }) => org))].filter((org) => org !== access.organization);
  const looked = { action: 'open-record', outcome: 'done', person: first.person, disclosed };
  await services.ports.audit.note(under?.access ?? access, looked);
  const names = new Map(organizations.map(({ key, name }) => [key, name]));
  const [notes, contributors, alerts] = await Promise.all([
    notesIn(services.store, compartments),
    contributorsOf(services, access, { received: receivedBy(all), today }),
    alertsAbout(services, access, { compartments, seen: all }),
  ]);
  const parts = all.map((one) =>
    noted(
      partOf(one, (key) => names.get(key) ?? 'An organisation'),
      notes,
    ),
  );
  const emergency = under && { id: under.opening.id, until: under.opening.until.toISOString() };
  const alerting = alerts.length > 0 ? { alerts } : {};
  const shown = { person: first.person, contributors, ...alerting, ...recordOf(parts) };
  const whole = emergency ? { ...shown, emergency } : shown;
  const { stigmatised } = lawIn(services.zone);
  if (stigmatised === undefined || !isWorded(access, stigmatised)) return accepted(whole);
  const { called } = await calledIn(services, compartments);
  return accepted(wordedAll(whole, stigmatised, called));
}

/** With what stands beside the item: that it was put right, that the person does not agree. */
function noted(part: Part, notes: ReadonlyMap<string, readonly ItemNote[]>): Part {
  const beside = notes.get(part.source.reference);
  return beside === undefined ? part : { ...part, source: { ...part.source, notes: beside } };
}

async function rowsFor(
  services: Services,
  access: Access,
  compartments: readonly Compartment[],
): Promise<readonly Stored[]> {
  const repository = services.repository(access);
  const [rows, observations] = await Promise.all([
    repository.compartments(compartments, { types: TYPES, limit: MOST_A_TYPE }),
    repository.compartments(compartments, { types: ['Observation'], limit: MOST_OBSERVATIONS }),
  ]);
  return [...rows, ...observations];
}

/** What both ways of seeing show is there once. */
function distinct(stored: readonly Stored[]): readonly Stored[] {
  return [...new Map(stored.map((one) => [`${one.type}/${one.id}`, one])).values()];
}

/** The page's sections out of what may be seen. */
export function recordOf(
  parts: readonly Part[],
): Omit<PersonRecord, 'person' | 'contributors' | 'alerts' | 'emergency'> {
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
