import { type Access, DATA_CLASSES } from '#agreement';
import { type SampleItem, sampleItems } from '#repository';
import { partnerWithKey } from './book.ts';
import type { SimulatedPerson } from './contract.ts';
import type { Group, Simulating } from './simulate.ts';

const PEOPLE = 5;
const ITEMS_A_GROUP = 60;
const ITEMS_A_PERSON = 6;

/** A few people that the asker sees anyway, with items of theirs that would appear or vanish for somebody. */
export async function sampleOf(
  simulating: Simulating,
  access: Access,
  groups: readonly Group[],
): Promise<readonly SimulatedPerson[]> {
  const { store, now, current } = simulating;
  const book = current.book();
  const people = new Map<string, SimulatedPerson['items'][number][]>();
  const bounds = { now: new Date(now()), limit: ITEMS_A_GROUP };
  for (const { organization, roles, appears, vanishes } of groups) {
    const partner = partnerWithKey(book, organization);
    for (const [change, question] of [
      ['appears', appears],
      ['vanishes', vanishes],
    ] as const) {
      for (const item of await sampleItems(store, access, question, bounds)) {
        take(people, item, { change, organization: partner?.name ?? '', viewer: partner?.organization ?? '', roles });
      }
    }
    if (people.size >= PEOPLE) break;
  }
  return Promise.all(
    [...people].map(async ([patient, items]) => ({ patient, name: await nameOf(simulating, access, patient), items })),
  );
}

type Seen = Omit<SimulatedPerson['items'][number], 'reference' | 'dataClass'>;

function take(people: Map<string, SimulatedPerson['items'][number][]>, item: SampleItem, seen: Seen): void {
  const items = people.get(item.patient) ?? [];
  if ((items.length === 0 && people.size >= PEOPLE) || items.length >= ITEMS_A_PERSON) return;
  items.push({ reference: item.reference, dataClass: DATA_CLASSES[item.cls] ?? 'other', ...seen });
  people.set(item.patient, items);
}

type Named = {
  readonly name?: readonly { readonly text?: string; readonly family?: string; readonly given?: readonly string[] }[];
};

/** By the repository, so that it is read under the asker's access and stands in the audit. */
async function nameOf({ repository }: Simulating, access: Access, patient: string): Promise<string> {
  const found = await repository?.(access).read('Patient', patient.slice('Patient/'.length));
  if (!found?.ok) return patient;
  const [first] = (JSON.parse(found.value.body) as Named).name ?? [];
  const words = [first?.family?.toUpperCase(), first?.given?.join(' ')].filter(
    (one) => one !== undefined && one !== '',
  );
  return first?.text ?? (words.length > 0 ? words.join(', ') : patient);
}
