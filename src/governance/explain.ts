import {
  type Access,
  type AccessRow,
  compile,
  DATA_CLASSES,
  explain as explainItem,
  explainedInPlace,
  holds,
  LABELS,
  type Narrowing,
  type Policy,
  PURPOSES,
  RELATIONSHIPS,
  ROLES,
  type Seat,
  relationshipBits,
  type Verdict,
  WHOLE,
} from '#agreement';
import type { Day } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import { lawIn, type Services } from '#joint';
import { accessRowOf, type ItemPolicyFacts, itemPolicyFacts } from '#repository';
import { note } from './act.queries.ts';
import { alertRule } from './alerting.ts';
import { type Partner, partnerWithKey, stackOf } from './book.ts';
import type { DecidedBy, ExplainQuestion, Explanation } from './contract.ts';
import type { Current } from './current.ts';
import { isLead } from './may.ts';
import { type Instant, instantOf, itemAt, rowAt } from './standing-on.ts';

type Explaining = Pick<Services, 'store' | 'now' | 'ports' | 'proxies'> & { readonly current: Current };

/**
 * Why a seat sees an item or not. The answer tells what an item is (class, labels, who recorded it), so it is given to whoever
 * sees the item anyway, and to leads for what their organisation answers for; to others the item is not there. Every answer is
 * kept in the journal.
 */
export async function explain(
  explaining: Explaining,
  access: Access,
  question: ExplainQuestion,
): Promise<Outcome<Explanation>> {
  const { current, store, now } = explaining;
  const book = current.book();
  const instant = await instantOf(explaining, question);
  if (!instant.ok) return instant;
  const facts = await itemPolicyFacts(store, question.reference);
  const allowed = await mayAsk(explaining, { access, question, facts, instant: instant.value });
  if (!allowed.ok) return allowed;
  const viewer = book.partners.find((partner) => partner.organization === question.viewer.organization);
  if (!viewer || !ROLES.includes(question.viewer.role) || !PURPOSES.includes(question.viewer.purpose)) {
    return refuse(
      'value',
      'governance.no-seat',
      `There is no seat '${question.viewer.role}' of ${question.viewer.organization}.`,
    );
  }
  const { item, absent } = allowed.value;
  const row = await viewersRow(explaining, { access, question, viewer, item, instant: instant.value });
  const seat = { organization: viewer.key, role: question.viewer.role, purpose: question.viewer.purpose };
  const narrowing = await narrowingFor(explaining, access, { question, item });
  if (!narrowing.ok) return narrowing;
  const policy = policyOn(current, instant.value.day);
  const whole = absent ?? explainItem(policy, { row: item.row, access: row, seat }, current.keyOf);
  const verdict = absent ?? explainedInPlace(whole, item.row, narrowing.value);
  const words = `Asked whether ${seat.role} of ${viewer.organization} sees ${question.reference} for ${seat.purpose}.`;
  await store.write((transaction) => note(transaction, { access, at: new Date(now()) }, { act: 'explain', words }));
  return accepted({
    visible: verdict.visible,
    words: verdict.words,
    item: {
      reference: question.reference,
      dataClass: DATA_CLASSES[item.row.cls] ?? 'other',
      labels: chosen(LABELS, item.row.lab),
      organization: item.organization,
    },
    relationships: chosen(RELATIONSHIPS, row?.rel ?? 0),
    ...(instant.value.stood ? { stood: instant.value.stood } : {}),
    ...(verdict.decidedBy ? { decidedBy: origin(verdict.decidedBy) } : {}),
    ...(verdict.overrode ? { overrode: origin(verdict.overrode) } : {}),
    ...(absent ? {} : alertedBy(current, { item, row, seat, visible: verdict.visible })),
    steps: verdict.steps,
  });
}

/** What was or will be in force on a day, by what is signed now. */
function policyOn(current: Current, on: Day): Policy {
  const book = current.book();
  return on === book.today ? current.policy() : compile(stackOf(book, book.zone), on, lawIn(book.zone));
}

type Asked = {
  readonly access: Access;
  readonly question: ExplainQuestion;
  readonly facts: ItemPolicyFacts | undefined;
  readonly instant: Instant;
};

type Allowed = {
  readonly item: ItemPolicyFacts;
  /** It was not there on the day that was asked about. */
  readonly absent?: Verdict;
};

/** Who asks has to be somebody who may know now; of a past version also what it was then. */
async function mayAsk(explaining: Explaining, { access, question, facts, instant }: Asked): Promise<Outcome<Allowed>> {
  // In the words of an absent item, so that asking tells nobody what exists.
  const notThere = refuse('not-found', 'repository.not-found', `There is no ${question.reference}.`);
  if (!facts) return notThere;
  const past = await itemAt(explaining, question.reference, instant);
  const asked = past === 'absent' ? { item: facts, absent: notThereThen(instant) } : { item: past ?? facts };
  // What an item was then is weighed by what is charged now: that nothing of it was charged tells a seat for payment of its own charges alone.
  const { charged = [] } = facts.row;
  const all = asked.item === facts ? [facts] : [facts, { ...asked.item, row: { ...asked.item.row, charged } }];
  if (access.role === 'system' || all.every((one) => answersFor(explaining, access, one))) return accepted(asked);
  for (const { row, home } of all) {
    const own = await accessRowOf(explaining.store, access, home, new Date(explaining.now()));
    if (!holds(access.filter, row, own)) return notThere;
  }
  if (access.role === 'person' || isOwnSeat(explaining, access, question)) return accepted(asked);
  return refuse(
    'forbidden',
    'governance.explain-others',
    'You can ask about your own seat; who else sees an item is for the person and for information governance to ask.',
  );
}

/** Leads of the host ask about any item, those of other partners about what their organisation recorded. */
function answersFor({ current }: Explaining, access: Access, facts: ItemPolicyFacts): boolean {
  const partner = partnerWithKey(current.book(), access.organization);
  return partner !== undefined && isLead(access) && (partner.hosts || facts.row.org === partner.key);
}

function isOwnSeat({ current }: Explaining, access: Access, { viewer }: ExplainQuestion): boolean {
  return (
    current.keyOf(viewer.organization) === access.organization &&
    viewer.role === access.role &&
    viewer.purpose === access.purpose
  );
}

/** What of the record somebody in the person's place is let see: of one's own seat, or of somebody whom the person asks about. As it is now. */
async function narrowingFor(
  { store, ports, proxies }: Explaining,
  access: Access,
  { question: { viewer }, item }: { readonly question: ExplainQuestion; readonly item: ItemPolicyFacts },
): Promise<Outcome<Narrowing>> {
  if (viewer.proxy === undefined) return accepted((viewer.role === 'person' && access.narrowed?.told) || WHOLE);
  const [own] = access.role === 'person' && !access.narrowed ? await ports.persons.of(store, [item.home]) : [];
  const sitting = own === undefined ? [] : ((await proxies?.of(`Person/${own.person}`)) ?? []);
  const found = sitting.find(({ seat }) => seat === viewer.proxy);
  return found
    ? accepted(found.kept)
    : refuse('value', 'governance.no-seat', 'Nobody sits in this person’s place in that seat today.');
}

type Viewing = {
  readonly access: Access;
  readonly question: ExplainQuestion;
  readonly viewer: Partner;
  readonly item: ItemPolicyFacts;
  readonly instant: Instant;
};

function notThereThen({ day }: Instant): Verdict {
  return { visible: false, words: `Not visible: it was not in the record when ${day} ended.`, steps: [] };
}

/** The access row by which the seat would look. 'person' in a question means the person whom the item is about. */
async function viewersRow(
  { store, ports }: Explaining,
  { access, question, viewer, item, instant }: Viewing,
): Promise<AccessRow | undefined> {
  const { role, purpose } = question.viewer;
  if (role === 'person') {
    if (access.role === 'person') return rowAt(store, access, item.home, instant);
    return { rel: relationshipBits('self'), denyOrg: [], denyLab: 0, denyCls: 0 };
  }
  const holder = await ports.contributors.viewerKey(viewer.organization);
  return rowAt(store, { viewer: holder, purpose }, item.home, instant);
}

/** A seat that prescribes is warned of what it does not see: which rule decides that. */
function alertedBy(
  current: Current,
  { item, row, seat, visible }: { item: ItemPolicyFacts; row: AccessRow | undefined; seat: Seat; visible: boolean },
): Pick<Explanation, 'alertedBy'> {
  if (visible || row === undefined) return {};
  const rule = alertRule(current, seat)?.alerts.find(({ filter }) => holds(filter, item.row, row))?.rule;
  return rule ? { alertedBy: origin(rule) } : {};
}

function origin({
  title,
  version,
  paragraph,
  rank,
  text,
  basis,
}: {
  readonly title: string;
  readonly version: number;
  readonly paragraph: string;
  readonly rank: string;
  readonly text: string;
  readonly basis?: DecidedBy['basis'];
}) {
  return { instrument: title, version, paragraph, rank, text, ...(basis ? { basis } : {}) };
}

function chosen<T>(words: readonly T[], bits: number): readonly T[] {
  return words.filter((_, index) => (bits & (1 << index)) !== 0);
}
