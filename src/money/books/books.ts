import { type Access, type PayClause, schemeOf, type Stack } from '#agreement';
import { type Day, plusMonths } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import { notAllowed } from '../acts/act.ts';
import { askedOf, type Asking } from '../ask.ts';
import type { PoolName } from '../contract.ts';
import { amountOf } from '../pool/position.ts';
import { revisionOf } from '../pool/sums.queries.ts';
import { dayAsked, revisionAsked, summaryNow } from '../views/pools.ts';
import { type CitingRow, codingsOf, keepCoding, partnerRows } from './books.queries.ts';
import type { BooksQuestion, OwnBookLine, OwnBooks, OwnCodes } from './contract.ts';
import type { PoolVat } from '../vat/contract.ts';
import { poolVat, vatOn } from '../vat/vat.ts';
import { OWN_ACCOUNTS, type OwnLine, ownLines, type PartnerRow } from './lines.ts';

/** What one file of a partner's own ledger takes in; of more, fewer days are asked for. */
const ROWS_MAX = 20_000;
const CODE_MAX = 80;

/** The entries of a pool as the partner that asks makes them in its own books; of the last month where nothing is said. */
export async function books(
  asking: Asking,
  access: Access,
  name: PoolName,
  question: BooksQuestion,
): Promise<Outcome<OwnBooks>> {
  const found = await askedOf(asking, access, name);
  if (!found.ok) return found;
  const { pool, organization, nameOf, today, act, keep, stack } = found.value;
  const { store } = asking.services;
  const until = dayAsked(question.until, today);
  if (!until.ok) return until;
  const from = dayAsked(question.from, monthBefore(until.value));
  if (!from.ok) return from;
  const revision = revisionAsked(question.revision) ?? (await revisionOf(store, pool.id));
  const [rows, codes, summary, vat] = await Promise.all([
    partnerRows(
      store,
      { pool: pool.id, party: organization, from: from.value, until: { on: until.value, revision } },
      ROWS_MAX,
    ),
    codingsOf(store, pool.id, organization),
    summaryNow(asking, found.value),
    poolVat(asking, pool, today),
  ]);
  if (rows.length > ROWS_MAX) return tooLong();
  const lines = ownLines(withCited(rows, stack), codes);
  return accepted({
    pool: summary,
    partner: { organization, name: nameOf(organization) },
    from: from.value,
    until: until.value,
    revision,
    codes,
    lines: lines.map((line) => shown(line, pool.currency, vat)),
    vat,
    uncoded: uncodedOf(lines),
    may: { keep: act, chooseVat: keep },
  });
}

export async function keepCodes(
  asking: Asking,
  access: Access,
  name: PoolName,
  codes: OwnCodes,
): Promise<Outcome<true>> {
  const found = await askedOf(asking, access, name);
  if (!found.ok) return found;
  const { pool, organization, act } = found.value;
  if (!act) return notAllowed(found.value, 'act');
  const wrong = faultOf(codes);
  if (wrong) return wrong;
  const { store, now } = asking.services;
  const signed = { at: new Date(now()), principal: access.principal, by: access.name ?? access.principal };
  await store.write((transaction) => keepCoding(transaction, { pool: pool.id, organization }, trimmed(codes), signed));
  return accepted(true);
}

function faultOf(codes: OwnCodes): ReturnType<typeof refuse> | undefined {
  if (!OWN_ACCOUNTS.includes(codes.account)) {
    const text = `'${String(codes.account).slice(0, 40)}' is no account. Choose one of ${OWN_ACCOUNTS.join(', ')}.`;
    return refuse('value', 'money.own-account', text, 'account');
  }
  const long = (['code', 'costCentre', 'vat', 'scheme'] as const).find((place) => codes[place].length > CODE_MAX);
  if (long) return refuse('value', 'money.own-code', `A code has at most ${CODE_MAX} letters.`, long);
  return undefined;
}

function trimmed({ account, scheme, code, costCentre, vat }: OwnCodes): OwnCodes {
  return { account, scheme: scheme.trim(), code: code.trim(), costCentre: costCentre.trim(), vat: vat.trim() };
}

/** Each row with the cost centre of the clause that its entry cites, and, where no fund says one, its scheme. */
function withCited(rows: readonly CitingRow[], stack: Stack): readonly PartnerRow[] {
  const named = stack.flatMap(({ instrument }) =>
    instrument.clauses.flatMap((clause) =>
      clause.clause === 'pay' ? [[`${instrument.id} ${instrument.version} ${clause.id}`, clause] as const] : [],
    ),
  );
  const clauses = new Map<string, PayClause>(named);
  return rows.map(({ instrument, version, clause, ...row }) => {
    const cited = clauses.get(`${instrument} ${version} ${clause}`);
    if (!cited) return row;
    const { costCentre } = cited;
    return { ...row, scheme: row.scheme || schemeOf(cited), ...(costCentre === undefined ? {} : { costCentre }) };
  });
}

function shown({ coding, costCentre, minor, about, ...line }: OwnLine, currency: string, vat: PoolVat): OwnBookLine {
  const amount = amountOf(minor < 0n ? -minor : minor, currency);
  const rule = vatOn(vat, about ?? line.effective);
  return {
    ...line,
    ...(about === null ? {} : { about }),
    ...(minor < 0n ? { credit: amount } : { debit: amount }),
    ...(rule ? { vatRegime: { id: rule.id, refund: rule.refund } } : {}),
    ...((coding || costCentre !== '') && { codes: { code: coding?.code ?? '', costCentre, vat: coding?.vat ?? '' } }),
  };
}

function uncodedOf(lines: readonly OwnLine[]): OwnBooks['uncoded'] {
  const open = new Map<string, OwnBooks['uncoded'][number]>();
  for (const { account, scheme, coding } of lines) if (!coding) open.set(`${account} ${scheme}`, { account, scheme });
  return [...open.values()].sort((left, right) => (left.account + left.scheme < right.account + right.scheme ? -1 : 1));
}

function monthBefore(day: Day): Day {
  return plusMonths(day, -1);
}

function tooLong(): Outcome<never> {
  return refuse(
    'too-costly',
    'money.books-long',
    `More than ${ROWS_MAX} entries lie in these days. Ask for fewer.`,
    'from',
  );
}
