import { type Access, RIGHTS } from '#agreement';
import { isDay } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import { lawIn, type Services } from '#joint';
import { compartmentOf, type Stored } from '#repository';
import { findPeople } from '../person/find.ts';
import type { Keeping } from '../relationship/keep.ts';
import type { Wanted, WantedByHand } from './contract.ts';
import { holdUse } from './restrict.ts';
import { askedItem } from './item.ts';
import { clockFor } from './law.ts';
import { keepBack, keepObjection, partText, partWords } from './object.ts';
import { owedDecision } from './owed.ts';
import { keepRequest, keepStep, type NewRequestRow, type RequestRow, requestsAbout } from './request.queries.ts';
import { type Holder, holdersOf, notAnOfficer, selfOf, type Whose } from './whose.ts';

const WORDS_MIN = 3;
const WORDS_MAX = 4_000;
/** A person may ask for much; a machine asks more. */
const OPEN_MAX = 30;

/** A person asks, once of each organisation; each answers for itself, with a clock of its own. */
export async function ask(
  services: Services,
  keeping: Keeping,
  access: Access,
  wanted: Wanted,
): Promise<Outcome<readonly string[]>> {
  const self = await selfOf(services, access);
  if (!self.ok) return self;
  const holders = await holdersOf(services, access, self.value.places);
  const to = await addressees(services, access, wanted, holders);
  if (!to.ok) return to;
  const fit = await checked(services, self.value, wanted, to.value.of);
  if (!fit.ok) return fit;
  const asking = { keeping, access, wanted, self: self.value, item: to.value.item, came: services.now() };
  const ids: string[] = [];
  for (const holder of to.value.of) {
    const one = await opened(services, { ...asking, holder, way: 'page', proved: true });
    if (!one.ok) return one;
    ids.push(one.value);
  }
  return accepted(ids);
}

/** Information governance writes down what came by letter, telephone or at the desk. */
export async function enter(
  services: Services,
  keeping: Keeping,
  access: Access,
  wanted: WantedByHand,
): Promise<Outcome<string>> {
  if (access.role !== 'ig-lead') return notAnOfficer();
  const came = cameAt(services, wanted.came);
  if (came === undefined) {
    return refuse('value', 'record.request-came', 'Give the day on which it came in, today or before.', 'came');
  }
  const whose = await onePerson(services, access, wanted.person);
  if (!whose.ok) return whose;
  const holders = await holdersOf(services, access, whose.value.places);
  const holder = holders.find(({ key }) => key === access.organization);
  if (holder === undefined) {
    return refuse('not-found', 'record.request-holder', 'Your organisation holds no record of this person.', 'person');
  }
  const fit = await checked(services, whose.value, { ...wanted, of: [holder.organization] }, [holder]);
  if (!fit.ok) return fit;
  const { way, proved } = wanted;
  const asking = { keeping, access, wanted, self: whose.value, item: undefined, came };
  return opened(services, { ...asking, holder, way, proved });
}

function cameAt({ now }: Services, came: string): number | undefined {
  if (!isDay(came)) return undefined;
  const at = Date.parse(`${came}T12:00:00Z`);
  const latest = now();
  // Today's noon may be to come.
  return at - 86_400_000 / 2 > latest ? undefined : Math.min(at, latest);
}

export async function onePerson(services: Services, access: Access, text: string): Promise<Outcome<Whose>> {
  const found = await findPeople(services, access, { text, limit: 2 });
  if (!found.ok) return found;
  const [one, ...others] = found.value.people;
  if (one === undefined || others.length > 0) {
    const why = 'Not exactly one person is found so. Use the NHS number, or name and birth date.';
    return refuse('not-found', 'record.request-person', why, 'person');
  }
  const person = one.person.replace(/^Person\//, '');
  const records = await services.ports.persons.records(services.store, [person]);
  return accepted({ person, places: records.map(({ bkt, cmp }) => ({ bkt, cmp })) });
}

type To = { readonly of: readonly Holder[]; readonly item: Stored | undefined };

/** Of whom it is asked: who recorded the item, or those that were chosen. */
async function addressees(
  services: Services,
  access: Access,
  wanted: Wanted,
  holders: readonly Holder[],
): Promise<Outcome<To>> {
  // An objection is to what an organisation shares of somebody; that one thing rests is a restriction.
  if (wanted.item !== undefined && wanted.right !== 'object') {
    const [item] = await services.repository(access).readMany([wanted.item]);
    const of = holders.filter(({ key }) => key === item?.org);
    if (item !== undefined && of.length > 0) return accepted({ of, item });
    return refuse('not-found', 'record.request-item', 'There is no such item in your record.', 'item');
  }
  const of = holders.filter(({ organization }) => wanted.of.includes(organization));
  if (of.length > 0 && of.length === new Set(wanted.of).size) return accepted({ of, item: undefined });
  return refuse('required', 'record.request-of', 'Choose of which organisations you ask it.', 'of');
}

async function checked(
  services: Services,
  { places }: Whose,
  wanted: Wanted,
  of: readonly Holder[],
): Promise<Outcome<true>> {
  const { right, words, item } = wanted;
  if (!RIGHTS.includes(right)) return refuse('required', 'record.request-what', 'Choose what is asked for.', 'right');
  if (right === 'correct' && item === undefined && wanted.of.length > 0 && !('way' in wanted)) {
    return refuse('required', 'record.request-item-needed', 'Choose what is to be put right.', 'item');
  }
  const needed = right === 'correct' || right === 'object' ? WORDS_MIN : 0;
  if (words.trim().length < needed || words.length > WORDS_MAX) {
    const text = `Write what is to be known about it, in at most ${WORDS_MAX} characters.`;
    return refuse('required', 'record.request-words', text, 'words');
  }
  const known = new Set((await services.ports.contributors.organizations()).map(({ organization }) => organization));
  if (right === 'object' && wanted.from?.some((one) => !known.has(one))) {
    return refuse('required', 'record.wish-from', 'Choose from whom it is to be kept back.', 'from');
  }
  const waiting = (await requestsAbout(services.store, places)).filter(
    ({ decision, withdrawn }) => decision === null && withdrawn === null,
  );
  const same = waiting.some(
    (row) =>
      row.kind === right &&
      row.item === (right === 'object' ? null : (item ?? null)) &&
      of.some(({ key, name }) => key === row.organization && isOpen(row, wanted, name)),
  );
  if (same) {
    return refuse('conflict', 'record.request-open', 'The same is asked of them already and waits for an answer.');
  }
  if (waiting.length + of.length <= OPEN_MAX) return accepted(true);
  return refuse('throttled', 'record.requests-open', 'Many requests wait for an answer. Wait for those first.');
}

/** Of objections: to the same part of what they wrote, or to everything. */
function isOpen({ about }: RequestRow, { right, what }: Wanted, name: string): boolean {
  return right !== 'object' || [partWords(undefined, name), partWords(what, name)].includes(about);
}

type Asking = {
  readonly keeping: Keeping;
  readonly access: Access;
  readonly wanted: Omit<Wanted, 'of'>;
  readonly self: Whose;
  readonly item: Stored | undefined;
  readonly holder: Holder;
  readonly way: NewRequestRow['way'];
  readonly proved: boolean;
  readonly came: number;
};

async function opened(services: Services, asking: Asking): Promise<Outcome<string>> {
  const { access, wanted, self, item, holder, way, proved, came } = asking;
  const id = services.newId();
  const { right } = wanted;
  const part = right === 'object' ? wanted.what : undefined;
  const what = partText(part);
  const about = item ? askedItem(item, () => holder.name).words : partWords(part, holder.name);
  const by = way === 'page' ? 'The person' : holder.name;
  const row = {
    id,
    ...compartmentOf(holder.patient),
    organization: holder.key,
    kind: right,
    item: item === undefined ? null : (wanted.item ?? null),
    about,
    words: wanted.words.trim(),
    way,
    asked: new Date(came),
    asked_by: access.principal,
    proved,
  };
  const viewers = (wanted.from ?? []).filter((one) => one !== holder.organization);
  // Kept back first: should anything fail behind this, too much is hidden and not too little.
  const back =
    right === 'object' && proved ? await keepBack(services, asking.keeping, access, { row, viewers, what }) : NONE;
  if (!back.ok) return back;
  await services.store.write(async (transaction) => {
    const { organization, patient } = holder;
    const clock = clockFor(lawIn(services.zone), right);
    const owing = { id, right, organization, person: `Person/${self.person}`, patient, clock, from: came };
    const obligation = await owedDecision(services, transaction, access, owing);
    await keepRequest(transaction, { ...row, obligation });
    const step = { request: id, by_whom: by, words: null };
    await keepStep(transaction, { ...step, at: new Date(came), what: way === 'page' ? 'Asked' : 'Came in' });
    if (!proved) {
      const words = 'The clock stands until it is clear that it is the person who asks.';
      await services.obligations?.pause(transaction, access, obligation, words);
      await keepStep(transaction, {
        ...step,
        at: new Date(services.now()),
        what: 'Waits for proof of identity',
        words,
      });
    }
    if (right === 'object') await keepObjection(transaction, { request: id, viewers, what, consent: back.value });
    if (right === 'restrict' && proved) await holdUse(services, asking.keeping, transaction, row);
  });
  await services.ports.audit.note(access, { action: 'ask-right', outcome: 'done', person: self.person, query: right });
  return accepted(id);
}

const NONE = accepted(null);
