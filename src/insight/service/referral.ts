import type { Access } from '#agreement';
import { accepted, type Exact, type Outcome, parseExact, printExact, refuse } from '#fhir';
import type { Services } from '#joint';
import type { Stored } from '#repository';
import { areaOf, positionOf, townOf } from './area.ts';
import type { FreeSlots, ReferralChoices, ServiceAnswers, ServiceChoice } from './contract.ts';
import { type Directory, idsIn, kindsOf, listOf, rowOf } from './directory.ts';
import { type Home, homeAt, rankChoices } from './nearest.ts';

export type Referring = {
  readonly services: Pick<Services, 'repository' | 'now' | 'store' | 'ports'>;
  readonly directory: (access: Access) => Promise<Directory>;
  readonly free: () => Promise<ReadonlyMap<string, FreeSlots>>;
};

const OPEN: readonly string[] = ['draft', 'active', 'on-hold'];
const GEOLOCATION = 'http://hl7.org/fhir/StructureDefinition/geolocation';

/** Services that offer what a referral asks for, the nearest with a free appointment first. */
export async function choicesFor(referring: Referring, access: Access, id: string): Promise<Outcome<ReferralChoices>> {
  const bound = referring.services.repository(access);
  const found = await bound.read('ServiceRequest', id);
  if (!found.ok) return noReferral(id);
  const row = rowOf(found.value);
  const asked = kindsOf(row, ['code', 'performerType', 'orderDetail', 'category']);
  const directory = await referring.directory(access);
  const keys = new Set(asked.map(({ key }) => key));
  const services = directory.services.filter(({ kinds }) => kinds.some(({ key }) => keys.has(key)));
  const [patient = ''] = idsIn([row['subject']], 'Patient');
  const [subject] = patient === '' ? [] : await bound.readMany([`Patient/${patient}`]);
  const home = homeAt(subject ? homeOf(rowOf(subject)) : {}, directory.places);
  const choices = rankChoices({ services, home, free: await referring.free() });
  const [chosen] = idsIn(listOf(row['performer']), 'HealthcareService');
  const person = subject && (await personOf(referring, subject));
  if (person) await note(referring, access, person);
  return accepted({
    referral: id,
    title: asked[0]?.title ?? 'Referral',
    status: String(row['status']),
    ...(person ? { person } : {}),
    from: fromWords(home),
    ...(chosen ? { chosen } : {}),
    choices,
  });
}

/** Writes the chosen service into the referral, where it stands for everybody who sees the referral. */
export async function chooseFor(
  referring: Referring,
  access: Access,
  { referral, service }: { readonly referral: string; readonly service: string | undefined },
): ReturnType<ServiceAnswers['choose']> {
  const found = await choicesFor(referring, access, referral);
  if (!found.ok) return found;
  const { status, choices, title } = found.value;
  if (!OPEN.includes(status)) return closed(status);
  if (choices.length === 0) return nobodyOffers(title);
  const choice = choices.find((one) => (service === undefined ? one.first : one.id === service));
  if (!choice) return service === undefined ? noneFree(choices) : notOffered(service, title);
  const written = await referring.services
    .repository(access)
    .change('ServiceRequest', referral, (json) => withService(json, choice));
  if (!written.ok) return written;
  return accepted({ service: choice.id, name: choice.name, place: choice.place.name });
}

/** Other performers stay; one service takes the place of another. Numbers keep their digits. Pure. */
export function withService(
  json: string,
  { id, name, place }: Pick<ServiceChoice, 'id' | 'name' | 'place'>,
): Outcome<string> {
  const read = parseExact(json);
  if (!read.ok) return read;
  if (!(read.value instanceof Map)) return refuse('structure', 'insight.no-referral', 'A referral is an object.');
  const performers = read.value.get('performer');
  const others = Array.isArray(performers) ? performers.filter((one) => !isService(one)) : [];
  read.value.set('performer', [...others, reference(`HealthcareService/${id}`, name)]);
  read.value.set('locationReference', [reference(`Location/${place.id}`, place.name)]);
  return accepted(printExact(read.value));
}

function isService(one: Exact): boolean {
  const to = one instanceof Map ? one.get('reference') : undefined;
  return typeof to === 'string' && /(^|\/)HealthcareService\//.test(to);
}

function reference(to: string, display: string): Exact {
  return new Map<string, Exact>([
    ['reference', to],
    ['display', display],
  ]);
}

/** Where a Patient lives: the home address before others. */
function homeOf(patient: Readonly<Record<string, unknown>>): Home {
  const addresses = listOf(patient['address']).filter(({ use }) => use !== 'old');
  const address = addresses.find(({ use }) => use === 'home') ?? addresses[0];
  const [area, town] = [areaOf(address), townOf(address)];
  const point = listOf(address?.['extension']).find(({ url }) => url === GEOLOCATION);
  const part = (name: string) => listOf(point?.['extension']).find(({ url }) => url === name)?.['valueDecimal'];
  const position = positionOf(part('latitude'), part('longitude'));
  return { ...(area ? { area } : {}), ...(town ? { town } : {}), ...(position ? { position } : {}) };
}

function fromWords({ area, town, position }: Home): string {
  const where = town ?? area;
  if (where !== undefined) return position ? `from ${where}, as the crow flies` : `from ${where}, by area alone`;
  return position ? 'from home, as the crow flies' : 'where they live is not recorded, so no distance is known';
}

async function personOf({ services: { ports, store } }: Referring, patient: Stored): Promise<string | undefined> {
  const [row] = await ports.persons.of(store, [patient]);
  return row && `Person/${row.person}`;
}

/** The person can read that somebody looked where they could go. */
async function note({ services: { ports } }: Referring, access: Access, person: string): Promise<void> {
  await ports.audit.note(access, { action: 'search', outcome: 'done', person, query: 'services for a referral' });
}

function noReferral(id: string): Outcome<never> {
  const text = `There is no referral '${id.slice(0, 64)}' that this seat sees. Open it from the record of the person.`;
  return refuse('not-found', 'insight.no-referral', text);
}

function closed(status: string): Outcome<never> {
  const text = `This referral is ${status}: where it goes is not changed any more. Make a new one.`;
  return refuse('business-rule', 'insight.referral-closed', text);
}

function nobodyOffers(title: string): Outcome<never> {
  const text = `No service of the directory offers '${title.slice(0, 80)}'. The map of services shows what is offered; ask who plans to add it.`;
  return refuse('business-rule', 'insight.no-service', text);
}

function notOffered(service: string, title: string): Outcome<never> {
  const text = `The service '${service.slice(0, 64)}' does not offer '${title.slice(0, 80)}', or is not open any more. Take one of the list.`;
  return refuse('business-rule', 'insight.no-service', text);
}

function noneFree(choices: readonly ServiceChoice[]): Outcome<never> {
  const text = `No service has a free appointment in the next four weeks; the nearest is ${choices[0]?.name ?? 'not known'}. Choose it by name, or another of the list.`;
  return refuse('business-rule', 'insight.no-free-slot', text);
}
