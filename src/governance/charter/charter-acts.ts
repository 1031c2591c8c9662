import type { Access, Role } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Transaction } from '#store';
import type { Acting } from '../acts.ts';
import type { OpenBook } from '../book.ts';
import { nameOf, partnerOf } from '../decision/who.ts';
import { holderFrom, type Typed } from '../programme/typed.ts';
import { addCharterDeed, keepCharter, lockCharter } from './charter.queries.ts';
import { accountableFor, type CharterSaid, type CharterState, charterState, PARTS } from './charter.ts';

/** Who writes what the organisation is to each step, and ranks for it. */
const WRITERS: readonly Role[] = [
  'programme-lead',
  'practice-manager',
  'commissioner',
  'consultant',
  'specialist-nurse',
  'ig-lead',
  'signatory',
];
const WORDS_MAX = 1_000;
const LIST_MAX = 200;
export const REPLY_DAYS = 10;

export function mayWrite(book: OpenBook, access: Access): boolean {
  return partnerOf(book, access) !== undefined && WRITERS.includes(access.role);
}

export function isKeeper(book: OpenBook, access: Access, { keeper }: Pick<CharterState, 'keeper'>): boolean {
  return partnerOf(book, access)?.organization === keeper.organization && access.role === keeper.role;
}

export async function begin(acting: Acting, access: Access, typed: Typed): Promise<Outcome<{ readonly id: string }>> {
  const book = acting.current.book();
  const partner = partnerOf(book, access);
  const name = wordOf(typed, 'name').slice(0, 200);
  const keeper = holderFrom(wordOf(typed, 'keeper'), book);
  if (!partner || !mayWrite(book, access)) return notWriter();
  if (name === '' || !keeper)
    return unfit('Give the pathway a name, and say which role of which partner keeps its box of concerns.');
  return acting.store.write(async (transaction) => {
    const at = new Date(acting.now());
    const charter = await keepCharter(transaction, at);
    const said = { did: 'begun', name, keeper } as const;
    await addCharterDeed(transaction, { access, at }, { charter, organization: partner.organization, said });
    return accepted({ id: charter });
  });
}

export function act(
  acting: Acting,
  access: Access,
  id: string,
  { did, typed }: { readonly did: string; readonly typed: Typed },
): Promise<Outcome<true>> {
  return acting.store.write(async (transaction): Promise<Outcome<true>> => {
    const book = acting.current.book();
    const partner = partnerOf(book, access);
    const kept = partner && (await lockCharter(transaction, id));
    if (!partner || !kept) return noCharter();
    const state = charterState(kept);
    const read = saidFrom(did, typed, { book, state });
    if (!read.ok) return read;
    const said = read.value;
    if (said.did === 'reply' && !isKeeper(book, access, state)) return notKeeper(book, state);
    if (!['concern', 'reply'].includes(said.did) && !mayWrite(book, access)) return notWriter();
    const at = new Date(acting.now());
    await addCharterDeed(transaction, { access, at }, { charter: id, organization: partner.organization, said });
    await oweReply(acting, transaction, { book, id, state }, said);
    return accepted(true);
  });
}

type Setting = { readonly book: OpenBook; readonly state: CharterState };

function saidFrom(did: string, typed: Typed, { book, state }: Setting): Outcome<CharterSaid> {
  const words = wordOf(typed, 'words');
  const full = [state.steps, state.priorities, state.concerns].some((all) => all.length >= LIST_MAX);
  if (full && ['step', 'priority', 'concern'].includes(did)) return unfit('There are two hundred of them already.');
  switch (did) {
    case 'step':
      return words === '' ? unfit('Say what the step is.') : accepted({ did, id: `s${state.steps.length + 1}`, words });
    case 'part':
      return partFrom(typed, { book, state });
    case 'priority':
      return words === ''
        ? unfit('Say what comes first.')
        : accepted({ did, id: `p${state.priorities.length + 1}`, words });
    case 'ranked': {
      const all = typed['order'];
      const places = typeof all === 'string' ? [all] : (all ?? []);
      const order = state.priorities
        .map(({ id }, index) => ({ id, place: Number(places[index] ?? '') || 0 }))
        .filter(({ place }) => place > 0)
        .sort((a, b) => a.place - b.place)
        .map(({ id }) => id);
      return order.length === 0 ? unfit('Give at least one a place, from 1.') : accepted({ did, order });
    }
    case 'concern': {
      const id = `c${state.concerns.length + 1}`;
      return words === ''
        ? unfit('Say what worries you.')
        : accepted({ did, id, words, unnamed: wordOf(typed, 'unnamed') !== '' });
    }
    case 'reply': {
      const concern = state.concerns.find((one) => one.id === wordOf(typed, 'concern'));
      return concern && words !== '' ? accepted({ did, concern: concern.id, words }) : unfit('Write the reply.');
    }
    default:
      return unfit('That is not done to a charter.');
  }
}

/** Two who answer for one step are refused, by name: then nobody does. */
function partFrom(typed: Typed, { book, state }: Setting): Outcome<CharterSaid> {
  const step = state.steps.find(({ id }) => id === wordOf(typed, 'step'));
  const of = book.partners.find(({ organization }) => organization === wordOf(typed, 'of'))?.organization;
  const part = PARTS.find((one) => one === wordOf(typed, 'part'));
  if (!step || !of) return unfit('Name a step of this charter and a partner.');
  if (!part) return accepted({ did: 'no-part', step: step.id, of });
  const already = accountableFor(step);
  if (part === 'accountable' && already !== undefined && already !== of) {
    const text = `${nameOf(book, already)} answers for “${step.words}” already, and two never do. Take that away first, or make ${nameOf(book, of)} responsible.`;
    return refuse('business-rule', 'governance.two-accountable', text);
  }
  return accepted({ did: 'part', step: step.id, of, part });
}

/** A concern is answered within ten working days by whoever keeps the box; what is due says nothing of who wrote it. */
async function oweReply(
  { obligations }: Acting,
  transaction: Transaction,
  { book, id, state }: Setting & { readonly id: string },
  said: CharterSaid,
): Promise<void> {
  if (said.did !== 'concern' && said.did !== 'reply') return;
  const { keeper } = state;
  const key = book.partners.find(({ organization }) => organization === keeper.organization)?.key ?? 0;
  const by = { principal: 'system/governance', name: 'Concord', role: 'system', organization: key } as const;
  const fact = `charter-concern:${id}/${said.did === 'concern' ? said.id : said.concern}`;
  if (said.did === 'reply')
    return void (await obligations?.fact(transaction, by, fact, { reference: `/charters/${id}` }));
  const opened = await obligations?.open(transaction, by, {
    kind: 'charter-concern',
    key: fact,
    title: `Answer a concern about ${state.name}`.slice(0, 200),
    owner: keeper,
    because: 'Whoever says what worries them is answered within ten working days.',
    page: `/charters/${id}`,
    due: { in: REPLY_DAYS, unit: 'working-days' },
    closedBy: { fact },
    attested: false,
  });
  if (opened && !opened.ok) throw new Error(`a reply could not be asked for: ${opened.refusals[0].code}`);
}

function wordOf(typed: Typed, name: string): string {
  const value = typed[name];
  return (typeof value === 'string' ? value : (value?.[0] ?? '')).trim().slice(0, WORDS_MAX);
}

export function noCharter(): Outcome<never> {
  return refuse('not-found', 'governance.no-charter', 'There is no such charter.');
}

function unfit(text: string): Outcome<never> {
  return refuse('value', 'governance.charter', text);
}

function notWriter(): Outcome<never> {
  const text = 'What an organisation does in a pathway is written down by its leads, its manager or its consultant.';
  return refuse('forbidden', 'governance.charter-whose', text);
}

function notKeeper(book: OpenBook, { keeper }: CharterState): Outcome<never> {
  const who = `the ${keeper.role.replaceAll('-', ' ')} of ${nameOf(book, keeper.organization)}`;
  return refuse('forbidden', 'governance.concern-whose', `Concerns are answered by ${who}, who keeps the box.`);
}
