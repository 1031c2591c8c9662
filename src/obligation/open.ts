import type { Role } from '#agreement';
import { dayIn } from '#base';
import { accepted, isResourceType, type Outcome, parseSearch, refuse } from '#fhir';
import { compartmentOf } from '#repository';
import type { Transaction } from '#store';
import { daysFor, type Engine } from './engine.ts';
import { idUnder, insertRows } from './keep.queries.ts';
import type { Actor } from './obligations.ts';
import { copyOf, type Row } from './row.ts';
import { stateOf } from './state.ts';
import type { NewObligation, Owed, Proof, Terms } from './terms.ts';

/** Opens one, in the caller's transaction. Under a key that is taken it answers the one that is there. */
export async function open(
  engine: Engine,
  transaction: Transaction,
  by: Actor,
  asked: NewObligation,
): Promise<Outcome<string>> {
  const wanted = byHeirs(engine, asked);
  const fit = check(engine, wanted);
  if (!fit.ok) return fit;
  const row = await rowOf(engine, transaction, by, wanted);
  const [id] = await insertRows(transaction, [row]);
  if (id !== undefined) return accepted(id);
  const there = wanted.key === undefined ? undefined : await idUnder(transaction, wanted.kind, wanted.key);
  if (there === undefined) throw new Error('an obligation was not inserted, and none is there under its key');
  return accepted(there);
}

/** Who names an organisation that is no more means who took its place. */
function byHeirs({ heirOf }: Engine, { owner, owed, ladder, ...rest }: NewObligation): NewObligation {
  const heir = <T extends { readonly organization: string }>(one: T): T =>
    heirOf === undefined ? one : { ...one, organization: heirOf(one.organization) };
  return {
    ...rest,
    owner: heir(owner),
    ...(owed === undefined ? {} : { owed: 'organization' in owed ? heir(owed) : owed }),
    ...(ladder === undefined ? {} : { ladder: ladder.map((rung) => ({ ...rung, to: heir(rung.to) })) }),
  };
}

async function rowOf(engine: Engine, transaction: Transaction, by: Actor, wanted: NewObligation): Promise<Row> {
  const { owner, concerns, about, closedBy } = wanted;
  const id = engine.newId();
  const terms = termsOf(engine, wanted);
  const calendar = wanted.calendar ?? engine.calendar;
  const standing = stateOf(terms, [], daysFor(engine, calendar));
  const compartment = concerns === undefined ? (about ?? { bkt: 0, cmp: '0' }) : compartmentOf(concerns);
  return {
    id,
    kind: wanted.kind,
    key: wanted.key ?? null,
    title: wanted.title.trim(),
    owner: await engine.contributors.organizationKey(owner.organization),
    owner_role: owner.role,
    ...(await holderOf(engine, transaction, owner.organization, owner.role)),
    ...(await owedOf(engine, wanted.owed)),
    // Somebody, without saying whom: fewer people see it, as where the person is named.
    concerns: concerns ?? (about === undefined ? null : ''),
    bkt: compartment.bkt,
    cmp: compartment.cmp,
    because: wanted.because ?? null,
    page: wanted.page ?? null,
    calendar,
    terms,
    ...proofOf(closedBy),
    attested: wanted.attested ?? true,
    series: wanted.repeats === undefined ? null : id,
    number: 0,
    opened: new Date(engine.now()),
    opened_by: by.name ?? by.principal,
    opened_org: by.organization,
    ...copyOf(standing),
    told: [],
    hidden_from: wanted.hiddenFrom ?? [],
    evidence: null,
  };
}

function termsOf({ zone, now }: Engine, wanted: NewObligation): Terms {
  const start = wanted.from ?? now();
  const { due, answerFirst, ladder = [], repeats } = wanted;
  const anchor = dayIn(zone, start);
  return {
    start,
    zone,
    due,
    ladder,
    ...(answerFirst === undefined ? {} : { answerFirst }),
    ...(repeats === undefined ? {} : { repeats: { every: repeats, anchor, number: 0 } }),
  };
}

/** One who sits in the role alone holds it; where several do, or nobody, it is the role's as a whole. */
export async function holderOf(
  engine: Engine,
  transaction: Transaction,
  organization: string,
  role: Role,
): Promise<Pick<Row, 'holder' | 'holder_name'>> {
  const [only, ...others] = await engine.holders(transaction, organization, role);
  if (only === undefined || others.length > 0) return { holder: null, holder_name: null };
  return { holder: only.account, holder_name: only.name };
}

async function owedOf(
  engine: Engine,
  owed: Owed | undefined,
): Promise<Pick<Row, 'owed' | 'owed_role' | 'owed_person'>> {
  if (owed === undefined) return { owed: null, owed_role: null, owed_person: null };
  if ('person' in owed) {
    return { owed: null, owed_role: null, owed_person: await engine.contributors.viewerKey(owed.person) };
  }
  const key = await engine.contributors.organizationKey(owed.organization);
  return { owed: key, owed_role: owed.role ?? null, owed_person: null };
}

function proofOf(proof: Proof | undefined): Pick<Row, 'fact' | 'search_type' | 'search_query'> {
  if (proof === undefined) return { fact: null, search_type: null, search_query: null };
  if ('fact' in proof) return { fact: proof.fact, search_type: null, search_query: null };
  const [type = '', query = ''] = proof.search.split('?', 2);
  return { fact: null, search_type: type, search_query: query };
}

const TITLE_MAX = 200;
const LONGEST = 3_660;

/** A wrong rule would be found out on the day: it is refused now. */
function check(engine: Engine, wanted: NewObligation): Outcome<true> {
  const { title, due, answerFirst, ladder = [], owed, concerns, about, closedBy, calendar } = wanted;
  if (title.trim() === '' || title.length > TITLE_MAX) {
    return refuse('value', 'obligation.title', `Say in one line, of at most ${TITLE_MAX} characters, what is owed.`);
  }
  const spans = [...('unit' in due ? [due] : []), ...(answerFirst === undefined ? [] : [answerFirst])];
  const counts = [...spans.map((span) => span.in), ...ladder.map(({ afterWorkingDays }) => afterWorkingDays)];
  if (counts.some((count) => !Number.isInteger(count) || count < 0 || count > LONGEST)) {
    return refuse('value', 'obligation.due', `Days, months and hours are whole numbers from 0 to ${LONGEST}.`);
  }
  if (wanted.repeats !== undefined && 'on' in due) {
    return refuse('value', 'obligation.repeats-on', 'One that repeats is due so long after its start, not on one day.');
  }
  if (calendar !== undefined && engine.daysOf(calendar) === undefined) {
    return refuse('value', 'obligation.calendar', `There is no calendar ${calendar}.`);
  }
  if ((concerns ?? about) !== undefined && owed !== undefined && 'organization' in owed && owed.role === undefined) {
    const text = 'What concerns a person is owed to a role: not everybody in an organisation sees it.';
    return refuse('value', 'obligation.owed-role', text);
  }
  return closedBy !== undefined && 'search' in closedBy ? checkSearch(closedBy.search, concerns) : accepted(true);
}

function checkSearch(search: string, concerns: string | undefined): Outcome<true> {
  const [type = '', query = ''] = search.split('?', 2);
  if (!isResourceType(type) || concerns === undefined) {
    const text = 'Evidence by search names a type and a query, and concerns a person: Encounter?type=visit.';
    return refuse('value', 'obligation.search', text);
  }
  const parsed = parseSearch(type, [...new URLSearchParams(query)], 'strict');
  return parsed.ok ? accepted(true) : parsed;
}
