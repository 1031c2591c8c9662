import { type Access, type Role, ROLES } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Transaction } from '#store';
import type { Acting } from '../acts.ts';
import type { OpenBook, Partner } from '../book.ts';
import { wordsOf } from '../decision/paper-form.ts';
import { partnerOf } from '../decision/who.ts';
import type { NamedRight, TypedRight } from './contract.ts';
import { addRightDeed, lockRights, rightDeeds } from './right.queries.ts';
import {
  FRESH_MONTHS,
  type Right,
  RIGHT_WAYS,
  rightKey,
  type RightSaid,
  type RightWay,
  type StandingRight,
  standingRights,
} from './right.ts';

/** Roles that say of their organisation who may decide. */
const SAYERS: readonly Role[] = ['programme-lead', 'ig-lead', 'finance-lead', 'signatory', 'practice-manager'];

/** Of one's own organisation; the leads of the host write down what they were told of any, for it to confirm. */
export function maySet(book: OpenBook, access: Access, of: string): boolean {
  const partner = partnerOf(book, access);
  return partner !== undefined && (mayConfirm(book, access, of) || (partner.hosts && access.role === 'programme-lead'));
}

export function mayConfirm(book: OpenBook, access: Access, of: string): boolean {
  return SAYERS.includes(access.role) && partnerOf(book, access)?.organization === of;
}

/** Writes a right down. Who speaks for the organisation confirms it by writing it; what the host wrote waits for that. */
export async function set(acting: Acting, access: Access, typed: TypedRight): Promise<Outcome<true>> {
  const book = acting.current.book();
  if (!maySet(book, access, typed.of)) return notTheirs(book, typed.of);
  const named = nameFrom(typed, book);
  const evidence = wordsOf(typed.evidence);
  if (!named.ok) return named;
  if (!evidence.ok) return evidence;
  const { way, role, topic, of } = named.value;
  const deputy = typed.deputy === undefined || typed.deputy === '' ? undefined : roleFrom(typed.deputy);
  if (typed.deputy && !deputy) return unfit();
  const right: Right = {
    way,
    role,
    ...(typed.upTo ? { upTo: typed.upTo } : {}),
    ...(deputy ? { deputy: { role: deputy, ...(typed.deputyUpTo ? { upTo: typed.deputyUpTo } : {}) } } : {}),
    evidence: evidence.value,
  };
  return changing(acting, access, of, async (transaction, partner) => {
    await said(acting, { transaction, access, partner, of, topic }, { did: 'set', ...right });
    if (mayConfirm(book, access, of)) {
      await said(acting, { transaction, access, partner, of, topic }, { did: 'confirmed', way, role });
    }
    return accepted(true);
  });
}

/** It is still so. Counts for six months; then whoever holds it is asked again. */
export async function confirm(acting: Acting, access: Access, typed: NamedRight): Promise<Outcome<true>> {
  const book = acting.current.book();
  const named = nameFrom(typed, book);
  if (!named.ok) return named;
  const { of, topic, way, role } = named.value;
  const known = (await standing(acting)).find((one) => rightKey(one) === rightKey(named.value));
  if (!known) return noRight();
  if (!mayConfirm(book, access, of) && !holds(book, access, known)) return notTheirs(book, of);
  return changing(acting, access, of, async (transaction, partner) => {
    await said(acting, { transaction, access, partner, of, topic }, { did: 'confirmed', way, role });
    return accepted(true);
  });
}

export async function end(acting: Acting, access: Access, typed: NamedRight, reason: string): Promise<Outcome<true>> {
  const book = acting.current.book();
  const named = nameFrom(typed, book);
  const why = wordsOf(reason);
  if (!named.ok) return named;
  if (!why.ok) return why;
  const { of, topic, way, role } = named.value;
  if (!maySet(book, access, of)) return notTheirs(book, of);
  if (!(await standing(acting)).some((one) => rightKey(one) === rightKey(named.value))) return noRight();
  return changing(acting, access, of, async (transaction, partner) => {
    await said(acting, { transaction, access, partner, of, topic }, { did: 'ended', way, role, reason: why.value });
    return accepted(true);
  });
}

export function holds(book: OpenBook, access: Access, { of, role }: Pick<StandingRight, 'of' | 'role'>): boolean {
  return access.role === role && partnerOf(book, access)?.organization === of;
}

async function standing({ store }: Acting): Promise<readonly StandingRight[]> {
  return standingRights(await rightDeeds(store));
}

function changing(
  acting: Acting,
  access: Access,
  of: string,
  work: (transaction: Transaction, partner: Partner) => Promise<Outcome<true>>,
): Promise<Outcome<true>> {
  const partner = partnerOf(acting.current.book(), access);
  if (!partner) return Promise.resolve(noRight());
  return acting.store.write(async (transaction) => {
    await lockRights(transaction, of);
    return work(transaction, partner);
  });
}

type Saying = {
  readonly transaction: Transaction;
  readonly access: Access;
  readonly partner: Partner;
  readonly of: string;
  readonly topic: string;
};

const UNCONFIRMED_DAYS = 10;

/** Says it, ends what was asked of its holder before, and asks the next: now where nobody confirmed it, else in six months. */
async function said(
  { obligations, now }: Acting,
  { transaction, access, partner, of, topic }: Saying,
  what: RightSaid,
): Promise<void> {
  const { way, role } = what;
  const key = rightKey({ of, topic, way, role });
  await addRightDeed(
    transaction,
    { access, at: new Date(now()) },
    {
      of,
      topic,
      organization: partner.organization,
      said: what,
    },
  );
  const deeds = await rightDeeds(transaction);
  const round = deeds.filter(
    (one) => rightKey({ of: one.of, topic: one.topic, way: one.said.way, role: one.said.role }) === key,
  ).length;
  await obligations?.fact(transaction, access, factOf(key, round - 1), { reference: '/decision-rights' });
  if (!obligations || what.did === 'ended') return;
  const opened = await obligations.open(transaction, access, {
    kind: 'decision-right',
    key: `${key}#${round}`,
    title: `Confirm who decides: ${topic.replaceAll('-', ' ')}`.slice(0, 200),
    owner: { organization: of, role },
    because: 'Who may say yes is confirmed by each organisation twice a year, so that nobody asks the wrong person.',
    page: '/decision-rights',
    due:
      what.did === 'confirmed'
        ? { in: FRESH_MONTHS, unit: 'months', roll: 'next-working-day' }
        : { in: UNCONFIRMED_DAYS, unit: 'working-days' },
    closedBy: { fact: factOf(key, round) },
    attested: false,
  });
  if (!opened.ok) throw new Error(`a confirmation could not be asked for: ${opened.refusals[0].code}`);
}

function factOf(key: string, round: number): string {
  return `decision-right:${key}#${round}`;
}

type Named = { readonly of: string; readonly topic: string; readonly way: RightWay; readonly role: Role };

function nameFrom(typed: NamedRight, book: OpenBook): Outcome<Named> {
  const way = RIGHT_WAYS.find((one) => one === typed.way);
  const role = roleFrom(typed.role);
  const topic = typed.topic
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '-');
  const known = book.partners.some(({ organization }) => organization === typed.of);
  return way && role && known && /^[a-z][a-z0-9-]{1,60}$/.test(topic)
    ? accepted({ of: typed.of, topic, way, role })
    : unfit();
}

function roleFrom(typed: string): Role | undefined {
  return ROLES.find((one) => one === typed && one !== 'person' && one !== 'system');
}

function unfit(): Outcome<never> {
  const text = 'Name a partner, a topic in a few plain words, what somebody is to it, and a role of the staff.';
  return refuse('value', 'governance.right', text);
}

function noRight(): Outcome<never> {
  return refuse('not-found', 'governance.no-right', 'Nobody has written down such a right.');
}

function notTheirs(book: OpenBook, of: string): Outcome<never> {
  const name = book.partners.find(({ organization }) => organization === of)?.name ?? of;
  const text = `Who may say yes at ${name} is said by its own leads, its signatory, or whoever holds the right.`;
  return refuse('forbidden', 'governance.right-whose', text);
}
