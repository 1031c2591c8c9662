import type { Access } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Acting } from '../acts.ts';
import { type OpenBook, partnerWithKey } from '../book.ts';
import { nameOf, partnerOf } from '../decision/who.ts';
import { sits } from '../stakeholder/may.ts';
import { type Reading, readTyped, type Typed } from '../programme/typed.ts';
import { addProcurementDeed, keepProcurement, lockProcurement, procurements } from './competition.queries.ts';
import { routeOf } from './routes-of-place.ts';
import { type Procurement, type ProcurementSaid, walledFrom } from './said.ts';

const BEGINNERS: readonly Access['role'][] = ['commissioner', 'programme-lead', 'finance-lead'];
/** Who speaks for a bidder. */
const BIDDERS: readonly Access['role'][] = [
  'finance-lead',
  'signatory',
  'programme-lead',
  'practice-manager',
  'commissioner',
];

export function mayBegin(book: OpenBook, access: Access): boolean {
  return partnerOf(book, access) !== undefined && BEGINNERS.includes(access.role);
}

export async function begin(acting: Acting, access: Access, typed: Typed): Promise<Outcome<{ readonly id: string }>> {
  const book = acting.current.book();
  const partner = partnerOf(book, access);
  if (!partner || !mayBegin(book, access))
    return refuse(
      'forbidden',
      'governance.procurement-begin',
      'A procurement is begun by a commissioner, programme lead or finance lead of whoever buys.',
    );
  const read = readTyped(typed, book, ({ text }) => ({
    did: 'begun' as const,
    title: text('title', 'what it is called').slice(0, 200),
    what: text('what', 'what is to be provided'),
    route: text('route', 'by which route'),
    why: text('why', 'why by this route'),
    lead: { organization: partner.organization as `Organization/${string}`, role: access.role },
  }));
  if (!read.ok) return read;
  if (!routeOf(book.zone, read.value.route))
    return refuse('value', 'governance.selection-route', 'Choose one of the routes that the law of the place has.');
  return acting.store.write(async (transaction) => {
    const actor = { access, at: new Date(acting.now()) };
    const id = await keepProcurement(transaction, actor.at);
    const of = { procurement: id, organization: partner.organization, said: read.value };
    await addProcurementDeed(transaction, actor, of);
    return accepted({ id });
  });
}

export async function act(
  acting: Acting,
  access: Access,
  id: string,
  { did, typed }: { readonly did: string; readonly typed: Typed },
): Promise<Outcome<true>> {
  const book = acting.current.book();
  return acting.store.write(async (transaction): Promise<Outcome<true>> => {
    const partner = partnerOf(book, access);
    const one = partner && (await lockProcurement(transaction, id));
    if (!partner || !one) return noProcurement();
    if (one.closed)
      return refuse('business-rule', 'governance.procurement-closed', 'It is closed: nothing more is said of it.');
    const read = readDeed(did, { one, book, typed, own: partner.organization });
    if (!read.ok) return read;
    const lead = sits(book, access, one.lead);
    const bidder = BIDDERS.includes(access.role) && bidsOf(one, partner.organization).length > 0;
    if (BY_BIDDERS.includes(did) ? !bidder : !lead) return notTheirs(book, one);
    await addProcurementDeed(
      transaction,
      { access, at: new Date(acting.now()) },
      { procurement: id, organization: partner.organization, said: read.value },
    );
    return accepted(true);
  });
}

/** What a bidder alone says: its own costs, whom it opens its book to, and what it asks. */
const BY_BIDDERS: readonly string[] = ['cost', 'opened', 'question'];

export function bidsOf({ bids }: Procurement, organization: string): readonly string[] {
  return bids.filter(({ organizations }) => organizations.includes(organization)).map(({ id }) => id);
}

type Setting = { readonly one: Procurement; readonly book: OpenBook; readonly typed: Typed; readonly own: string };

function readDeed(did: string, setting: Setting): Outcome<ProcurementSaid> {
  const reader = READERS[did];
  if (!Object.hasOwn(READERS, did) || !reader) return noProcurement();
  const read = readTyped(setting.typed, setting.book, (reading) => reader(reading, setting));
  if (!read.ok) return read;
  return isThere(read.value, setting) ? read : noProcurement();
}

const READERS: Readonly<Record<string, (reading: Reading, setting: Setting) => ProcurementSaid>> = {
  bid: (reading, { one, book }) => ({
    did: 'bid',
    id: `b${one.bids.length + 1}`,
    organizations: organizationsIn(reading, book),
    words: reading.text('words', 'what the bid is called').slice(0, 200),
  }),
  cost: ({ text, money }, { one, own }) => ({
    did: 'cost',
    bid: bidsOf(one, own)[0] ?? '',
    of: own,
    item: text('item', 'what it is the cost of').slice(0, 200),
    minor: money('money', 'GBP'),
    currency: 'GBP',
  }),
  opened: ({ text, day }, { own }) => ({
    did: 'opened',
    of: own,
    to: text('to', 'to whom'),
    words: text('words', 'which costs'),
    until: day('until', 'up to which it is open'),
  }),
  question: ({ text }, { one }) => ({
    did: 'question',
    id: `q${one.questions.length + 1}`,
    words: text('words', 'what you ask'),
  }),
  answered: ({ text }) => ({
    did: 'answered',
    question: text('question', 'which question'),
    words: text('words', 'what the answer is'),
  }),
  decided: ({ text }) => ({ did: 'decided', bid: text('bid', 'which bid'), why: text('why', 'why this one') }),
  closed: ({ text }) => ({ did: 'closed', why: text('why', 'how it ended') }),
};

function organizationsIn({ many }: Reading, { partners }: OpenBook): readonly string[] {
  const named = new Set(many('organizations'));
  return partners.filter(({ organization }) => named.has(organization)).map(({ organization }) => organization);
}

function isThere(said: ProcurementSaid, { one, book }: Setting): boolean {
  switch (said.did) {
    case 'bid':
      return said.organizations.length > 0;
    case 'opened':
      return book.partners.some(({ organization }) => organization === said.to && organization !== said.of);
    case 'answered':
      return one.questions.some(({ id }) => id === said.question);
    case 'decided':
      return one.bids.some(({ id }) => id === said.bid);
    default:
      return true;
  }
}

/** For systems of a partner as for its staff. */
export async function walls(acting: Acting, access: Access): Promise<readonly string[]> {
  const book = acting.current.book();
  const own = partnerWithKey(book, access.organization)?.organization;
  if (own === undefined) return [];
  const all = await procurements(acting.store, []);
  return [...new Set(all.flatMap((one) => walledFrom(own, one, book.today)))];
}

export async function looked(acting: Acting, access: Access, of: readonly string[], what: string): Promise<void> {
  const book = acting.current.book();
  const own = partnerWithKey(book, access.organization)?.organization;
  if (own === undefined) return;
  const all = await procurements(acting.store, []);
  const walling = all.filter((one) => walledFrom(own, one, book.today).some((each) => of.includes(each)));
  await acting.store.write(async (transaction) => {
    for (const { id } of walling)
      await addProcurementDeed(
        transaction,
        { access, at: new Date(acting.now()) },
        { procurement: id, organization: own, said: { did: 'looked', what: what.slice(0, 300) } },
      );
    return accepted(true);
  });
}

export function noProcurement(): Outcome<never> {
  return refuse(
    'not-found',
    'governance.no-procurement',
    'There is no such procurement, or nothing of that name in it.',
  );
}

function notTheirs(book: OpenBook, { lead }: Procurement): Outcome<never> {
  const who = `the ${lead.role.replaceAll('-', ' ')} of ${nameOf(book, lead.organization)}`;
  return refuse(
    'forbidden',
    'governance.procurement-whose',
    `It is led by ${who}; costs, open books and questions are of its bidders.`,
  );
}
