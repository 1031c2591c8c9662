import {
  type Access,
  type AccessRow,
  type Looker,
  meetingsAbout,
  type Origin,
  type PolicyRow,
  PURPOSE_WORDS,
  PURPOSES,
  type Purpose,
  ROLE_WORDS,
  DATA_CLASSES,
  listed,
  seatsOn,
  type SeenBy,
  seenUnder,
} from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Services } from '#joint';
import { accessRowOf, type Compartment } from '#repository';
import { stackOf } from '../book.ts';
import type { DecidedBy } from '../contract.ts';
import type { Current } from '../current.ts';
import { maySee } from '../may.ts';
import type { ItemSeenBy, PersonOverlap, PersonSeenBy } from './contract.ts';

type Asking = Pick<Services, 'store' | 'now' | 'ports'> &
  Partial<Pick<Services, 'repository'>> & { readonly current: Current };

/** An item as policy looks at it. */
export type ItemRow = Pick<PolicyRow, 'org' | 'basis' | 'cls' | 'lab' | 'at'> & { readonly reference: string };

export type ItemsQuestion = { readonly places: readonly Compartment[]; readonly items: readonly ItemRow[] };

/**
 * Under which agreements a person's record is seen today, by whom, and which rule wins where two differ. Told to the person of the whole,
 * and to information governance of what its own organisation wrote; of orders and statutes about single people neither learns it here.
 */
export async function personOverlap(asking: Asking, access: Access, person: string): Promise<Outcome<PersonOverlap>> {
  const places = await placesFor(asking, access, person);
  if (!places.ok) return places;
  const { current } = asking;
  const book = current.book();
  const contributors = await asking.ports.persons.contributors(asking.store, places.value);
  const own = access.role === 'ig-lead' ? [access.organization] : [...new Set(contributors.map(({ org }) => org))];
  const held = await Promise.all(own.map((org) => asking.ports.rights.held(asking.store, places.value, org)));
  const paid = await payersIn(asking, places.value);
  const items = kindsOf(
    held.flatMap((some, at) =>
      some.map(({ basis, cls, lab, last, reference }) => ({
        org: own[at] ?? 0,
        basis,
        cls,
        lab,
        last,
        charged: paid(reference),
      })),
    ),
  );
  const lookers = await lookersAt(asking, places.value);
  const seats = seatsOn(current.policy(), lookers, current.keyOf);
  const readable = new Set(
    stackOf(book, book.zone)
      .filter((entry) => maySee(book, access, entry))
      .map(({ instrument: { id, version } }) => `${id} ${version}`),
  );
  const told = ({ instrument, version }: Origin) => readable.has(`${instrument} ${version}`);
  const seen = together(
    items.map((item) => ({ item, by: seenUnder(seats, item).filter(({ origin }) => told(origin)) })),
  );
  const nameOf = (key: number) => book.partners.find((one) => one.key === key)?.name ?? 'an organisation';
  const meetings = meetingsAbout(current.policy(), items, current.keyOf).filter(
    ({ wins, yields }) => told(wins) && told(yields),
  );
  return accepted({
    on: book.today,
    seen: seen.map(({ by, classes, from }) => shown(current, by, { classes, from: from.map(nameOf) })),
    meetings: distinct(meetings.map(({ wins, yields, why }) => ({ wins: cited(wins), yields: cited(yields), why }))),
    keptBackFrom: access.role === 'person' ? keptBack(lookers).map((key) => nameOf(key)) : [],
  });
}

/** By which paragraphs items are seen and by whom, in words; for the program, which gives a person their copy. */
export async function itemsSeenUnder(
  asking: Asking,
  access: Access,
  { places, items }: ItemsQuestion,
): Promise<readonly ItemSeenBy[]> {
  if (access.role !== 'system') return [];
  const { current } = asking;
  const seats = seatsOn(current.policy(), await lookersAt(asking, places), current.keyOf);
  const book = current.book();
  const open = new Set(
    stackOf(book, book.zone)
      .filter(({ instrument }) => instrument.kind !== 'mandate')
      .map(({ instrument: { id, version } }) => `${id} ${version}`),
  );
  const known = new Map<string, readonly string[]>();
  const paid = await payersIn(asking, places);
  const wordsOf = (row: ItemRow): readonly string[] => {
    const charged = paid(row.reference);
    const key = `${row.org} ${row.basis} ${row.cls} ${row.lab} ${row.at ?? ''} ${charged.join(' ')}`;
    const before = known.get(key);
    if (before) return before;
    const by = seenUnder(seats, { ...row, personal: true, charged }).filter(({ origin }) =>
      open.has(`${origin.instrument} ${origin.version}`),
    );
    const made = by.map((one) => wordsFor(current, one));
    known.set(key, made);
    return made;
  };
  return items.map((row) => ({ reference: row.reference, under: wordsOf(row) }));
}

function wordsFor(current: Current, { origin, organization, roles, purpose }: SeenBy): string {
  const name = current.book().partners.find((one) => one.organization === organization)?.name ?? 'an organisation';
  const who = listed(roles.map((role) => ROLE_WORDS[role]));
  return `${origin.title}, version ${origin.version}, paragraph ${origin.paragraph}: ${name} (${who}), ${PURPOSE_WORDS[purpose]}`;
}

type Kind = PolicyRow & { readonly cls: number };

/** What differs for policy, once: a record of thousands of items is of a few dozen kinds. A day stands for those of its class. */
function kindsOf(
  held: readonly (Pick<Kind, 'org' | 'basis' | 'cls' | 'lab'> & {
    readonly last: Date;
    readonly charged: readonly number[];
  })[],
): readonly Kind[] {
  const kinds = new Map<string, Kind>();
  for (const { org, basis, cls, lab, last, charged } of held) {
    const row = { org, basis, cls, lab, personal: true, at: last.getTime(), charged };
    kinds.set(`${org} ${basis} ${cls} ${lab} ${charged.join(' ')}`, row);
  }
  return [...kinds.values()];
}

/** Who pays and is paid for each item of these records. */
async function payersIn(
  { store, ports }: Asking,
  places: readonly Compartment[],
): Promise<(reference: string) => readonly number[]> {
  const payers = new Map<string, number[]>();
  for (const { reference, org } of await ports.charged.of(store, places))
    payers.set(reference, [...(payers.get(reference) ?? []), org]);
  return (reference) => payers.get(reference) ?? [];
}

type Group = { readonly by: SeenBy; readonly classes: readonly number[]; readonly from: readonly number[] };

function together(found: readonly { readonly item: Kind; readonly by: readonly SeenBy[] }[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const { item, by } of found)
    for (const one of by) {
      const key = `${one.origin.instrument} ${one.origin.clause} ${one.organization} ${one.purpose}`;
      const { classes = [], from = [] } = groups.get(key) ?? {};
      groups.set(key, {
        by: one,
        classes: [...new Set([...classes, item.cls])],
        from: [...new Set([...from, item.org])],
      });
    }
  return [...groups.values()];
}

function shown(
  current: Current,
  { origin, organization, roles, purpose }: SeenBy,
  { classes, from }: { readonly classes: readonly number[]; readonly from: readonly string[] },
): PersonSeenBy {
  const name = current.book().partners.find((one) => one.organization === organization)?.name ?? 'an organisation';
  return {
    ...cited(origin),
    id: origin.instrument,
    to: name,
    roles,
    purpose,
    classes: classes.toSorted((a, b) => a - b).flatMap((cls) => DATA_CLASSES[cls] ?? []),
    from,
  };
}

/** Every partner with what is kept for it and this person. Rows are the same in all records of a person. */
async function lookersAt(
  { store, now, ports, current }: Asking,
  places: readonly Compartment[],
): Promise<readonly Looker[]> {
  const [place] = places;
  if (place === undefined) return [];
  const { partners } = current.book();
  const viewers = await ports.contributors.viewerKeys(partners.map(({ organization }) => organization));
  const at = new Date(now());
  const used = PURPOSES.filter((purpose) => current.policy().grants.some((grant) => grant.purpose === purpose));
  return Promise.all(
    partners.map(async ({ organization, key }) => {
      const viewer = viewers.get(organization);
      const rows = new Map<Purpose, AccessRow>();
      for (const purpose of viewer === undefined ? [] : used) {
        const row = await accessRowOf(store, { viewer: viewer ?? 0, purpose }, place, at);
        if (row) rows.set(purpose, row);
      }
      return { organization, key, rows };
    }),
  );
}

function keptBack(lookers: readonly Looker[]): readonly number[] {
  const keeps = ({ denyOrg, denyLab, denyCls }: AccessRow) => denyOrg.length > 0 || denyLab !== 0 || denyCls !== 0;
  return lookers.filter(({ rows }) => [...rows.values()].some(keeps)).map(({ key }) => key);
}

/** The person's own records; of another's, for information governance that sees them. */
async function placesFor(
  { store, ports, repository }: Asking,
  access: Access,
  person: string,
): Promise<Outcome<readonly Compartment[]>> {
  const records = await ports.persons.records(store, [person.replace(/^Person\//, '')]);
  const places = records.map(({ bkt, cmp }) => ({ bkt, cmp }));
  if (access.role === 'person') {
    const own = await ports.contributors.viewerKey(`Person/${records[0]?.person ?? ''}`);
    return records.length > 0 && own === access.viewer ? accepted(places) : noPerson();
  }
  if (access.role !== 'ig-lead' || repository === undefined) return noPerson();
  const seen = await repository(access).compartments(places, { types: ['Patient'], limit: 1 });
  return seen.length > 0 ? accepted(places) : noPerson();
}

function cited({ title, version, paragraph, rank, text }: Origin): DecidedBy {
  return { instrument: title, version, paragraph, rank, text };
}

function distinct(meetings: PersonOverlap['meetings']): PersonOverlap['meetings'] {
  return [...new Map(meetings.map((one) => [JSON.stringify(one), one])).values()];
}

function noPerson(): Outcome<never> {
  return refuse('not-found', 'governance.no-person', 'There is no such person among those you may see.');
}
