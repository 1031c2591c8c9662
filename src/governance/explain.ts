import {
  type Access,
  type AccessRow,
  compile,
  DATA_CLASSES,
  explain as explainItem,
  holds,
  LABELS,
  type Policy,
  PURPOSES,
  RELATIONSHIPS,
  ROLES,
  type Seat,
  relationshipBits,
} from '#agreement';
import { isDay } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import { lawIn, type Services } from '#joint';
import { accessRowOf, type ItemPolicyFacts, itemPolicyFacts } from '#repository';
import { note } from './act.queries.ts';
import { alertRule } from './alerting.ts';
import { type Partner, partnerWithKey, stackOf } from './book.ts';
import type { ExplainQuestion, Explanation } from './contract.ts';
import type { Current } from './current.ts';
import { isLead } from './may.ts';

type Explaining = Pick<Services, 'store' | 'now' | 'ports'> & { readonly current: Current };

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
  const facts = await itemPolicyFacts(store, question.reference);
  const allowed = await mayAsk(explaining, { access, question, facts });
  if (!allowed.ok) return allowed;
  const viewer = book.partners.find((partner) => partner.organization === question.viewer.organization);
  if (!viewer || !ROLES.includes(question.viewer.role) || !PURPOSES.includes(question.viewer.purpose)) {
    return refuse(
      'value',
      'governance.no-seat',
      `There is no seat '${question.viewer.role}' of ${question.viewer.organization}.`,
    );
  }
  const item = allowed.value;
  const row = await viewersRow(explaining, { access, question, viewer, item });
  const seat = { organization: viewer.key, role: question.viewer.role, purpose: question.viewer.purpose };
  const policy = policyOn(current, question.on);
  if (!policy.ok) return policy;
  const verdict = explainItem(policy.value, { row: item.row, access: row, seat }, current.keyOf);
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
    ...(verdict.decidedBy ? { decidedBy: origin(verdict.decidedBy) } : {}),
    ...(verdict.overrode ? { overrode: origin(verdict.overrode) } : {}),
    ...alertedBy(current, { item, row, seat, visible: verdict.visible }),
    steps: verdict.steps,
  });
}

/** What was or will be in force on a day, by what is signed now. */
function policyOn(current: Current, on: string | undefined): Outcome<Policy> {
  const book = current.book();
  if (on === undefined || on === book.today) return accepted(current.policy());
  if (!isDay(on)) return refuse('value', 'governance.day', `'${on}' is no day of the calendar.`);
  return accepted(compile(stackOf(book, book.zone), on, lawIn(book.zone)));
}

type Asked = {
  readonly access: Access;
  readonly question: ExplainQuestion;
  readonly facts: ItemPolicyFacts | undefined;
};

async function mayAsk(explaining: Explaining, { access, question, facts }: Asked): Promise<Outcome<ItemPolicyFacts>> {
  // In the words of an absent item, so that asking tells nobody what exists.
  const notThere = refuse('not-found', 'repository.not-found', `There is no ${question.reference}.`);
  if (!facts) return notThere;
  if (access.role === 'system' || answersFor(explaining, access, facts)) return accepted(facts);
  const own = await accessRowOf(explaining.store, access, facts.home, new Date(explaining.now()));
  if (!holds(access.filter, facts.row, own)) return notThere;
  if (access.role === 'person' || isOwnSeat(explaining, access, question)) return accepted(facts);
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

type Viewing = {
  readonly access: Access;
  readonly question: ExplainQuestion;
  readonly viewer: Partner;
  readonly item: ItemPolicyFacts;
};

/** The access row by which the seat would look. 'person' in a question means the person whom the item is about. */
async function viewersRow(
  { store, now, ports }: Explaining,
  { access, question, viewer, item }: Viewing,
): Promise<AccessRow | undefined> {
  const { role, purpose } = question.viewer;
  const at = new Date(now());
  if (role === 'person') {
    if (access.role === 'person') return accessRowOf(store, access, item.home, at);
    return { rel: relationshipBits('self'), denyOrg: [], denyLab: 0, denyCls: 0 };
  }
  const holder = await ports.contributors.viewerKey(viewer.organization);
  return accessRowOf(store, { viewer: holder, purpose }, item.home, at);
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
}: {
  readonly title: string;
  readonly version: number;
  readonly paragraph: string;
  readonly rank: string;
  readonly text: string;
}) {
  return { instrument: title, version, paragraph, rank, text };
}

function chosen<T>(words: readonly T[], bits: number): readonly T[] {
  return words.filter((_, index) => (bits & (1 << index)) !== 0);
}
