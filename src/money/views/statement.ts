import { createHash } from 'node:crypto';
import type { Access } from '#agreement';
import { type Day, plusDays, plusMonths } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import { type Asked, askedOf, type Asking } from '../ask.ts';
import type { Amount, MoneyAnswers, PoolName, Statement } from '../contract.ts';
import { amountOf, total } from '../pool/position.ts';
import { onlyFor, purposesNamed } from '../pool/purpose.ts';
import { type LineageSum, lineageSums, revisionOf } from '../pool/sums.queries.ts';
import { rivalsOf, walled } from '../wall.ts';
import { balancesAgreed } from './balance-owed.ts';
import { dayAsked, revisionAsked, summaryNow } from './pools.ts';
import { agreedBy, keepAgreement, LINES_MAX, owedBy, type StatementRow, statementRows } from './statement.queries.ts';

export type StatementQuestion = Parameters<MoneyAnswers['statement']>[2];

/** What a partner was to put in, what came and what it is owed; the same to the byte for the same revision. */
export async function statement(
  asking: Asking,
  access: Access,
  name: PoolName,
  question: StatementQuestion,
): Promise<Outcome<Statement>> {
  const found = await askedOf(asking, access, name);
  if (!found.ok) return found;
  const period = await periodOf(asking, found.value, question);
  if (!period.ok) return period;
  const { pool, stack, nameOf, organization, names, act } = found.value;
  const alone = onlyFor(stack, pool, question);
  if (!alone.ok) return alone;
  const only = alone.value;
  const { party, from, until, revision } = period.value;
  if ((await rivalsOf(asking, access)).includes(party))
    return walled(asking, access, [party], `the statement of ${nameOf(party)} in ${pool.title}`);
  const { store } = asking.services;
  const [rows, before, lineage, summary] = await Promise.all([
    statementRows(store, { pool: pool.id, party, from, until: { on: until, revision }, only }),
    owedBy(store, pool.id, party, { on: plusDays(from, -1), revision, only }),
    lineageSums(store, pool.id, { on: until, revision }, only),
    summaryNow(asking, found.value),
  ]);
  if (rows.length > LINES_MAX) {
    // Cut short, it would end in a sum that is not owed.
    const text = `More than ${LINES_MAX} entries lie in these days. Ask for fewer days; each statement begins with what the one before ended with.`;
    return refuse('too-costly', 'money.statement-long', text, 'from');
  }
  const money = (minor: bigint) => amountOf(minor, pool.currency);
  const { lines, closing } = linesFrom(before, rows, money);
  const mine = lineage.filter(({ owner }) => owner === party);
  const position = positionOf(pool.currency, mine);
  const told = {
    pool: pool.id,
    party,
    from,
    until,
    revision,
    opening: money(before),
    lines,
    closing: money(closing),
    position,
    // Said only where it is: statements that were agreed before stay the same to the byte.
    ...(only === undefined ? {} : { only }),
  };
  const hash = createHash('sha256').update(JSON.stringify(told)).digest('hex');
  const agreed = await agreedBy(store, { pool: pool.id, party, from, until, revision }, hash);
  const signs = names.includes(party) || organization === pool.keeper;
  return accepted({
    ...told,
    pool: summary,
    partner: { organization: party, name: nameOf(party) },
    hash,
    agreed: agreed.map((one) => ({ ...one, name: nameOf(one.organization) })),
    parties: pool.parties,
    choices: purposesNamed(stack, pool),
    may: { agree: act && signs && only === undefined && !agreed.some((one) => one.organization === organization) },
  });
}

/** Every entry with the balance after it. */
function linesFrom(opening: bigint, rows: readonly StatementRow[], money: (minor: bigint) => Amount) {
  let closing = opening;
  const lines = rows.map(({ seq, effective, about, words, minor }) => {
    closing += minor;
    return {
      seq,
      effective,
      words,
      amount: money(minor),
      balance: money(closing),
      ...(about === null ? {} : { about }),
    };
  });
  return { lines, closing };
}

/** Agreement of balances: by the finance leads of the partner and of who keeps the books, each of what was shown. */
export async function agree(
  asking: Asking,
  access: Access,
  name: PoolName,
  shown: Parameters<MoneyAnswers['agree']>[2],
): Promise<Outcome<true>> {
  const found = await askedOf(asking, access, name);
  if (!found.ok) return found;
  const now = await statement(asking, access, name, shown);
  if (!now.ok) return now;
  if (now.value.hash !== shown.hash) {
    return refuse(
      'conflict',
      'money.other-statement',
      'This is not the statement that was shown. Look at it again, then agree it.',
    );
  }
  const { pool, organization, names, act } = found.value;
  if (!act || (!names.includes(shown.party) && organization !== pool.keeper)) {
    return refuse(
      'forbidden',
      'money.not-signatory',
      'A statement is agreed by the finance leads of the partner it is of and of the partner that keeps the books.',
    );
  }
  const { from, until, revision, hash } = now.value;
  const { store, now: clock } = asking.services;
  const signed = {
    hash,
    organization,
    at: new Date(clock()),
    principal: access.principal,
    by: access.name ?? access.principal,
  };
  return store.write(async (transaction) => {
    await keepAgreement(transaction, { pool: pool.id, party: shown.party, from, until, revision }, signed);
    await balancesAgreed(asking, transaction, access, { pool, party: shown.party, until, names });
    return accepted(true as const);
  });
}

function positionOf(currency: string, mine: readonly LineageSum[]): Statement['position'] {
  const money = (minor: bigint) => amountOf(minor, currency);
  const [putIn, left] = [total(mine, ({ kind }) => kind === 'contribution'), total(mine, () => true)];
  const shared = total(mine, ({ kind }) => kind === 'risk-share');
  return {
    putIn: money(putIn),
    spent: money(putIn + shared - left),
    left: money(left),
    // Said only where there is some: statements that were agreed before stay the same to the byte.
    ...(shared === 0n ? {} : { shared: money(shared) }),
  };
}

type Period = { readonly party: string; readonly from: Day; readonly until: Day; readonly revision: string };

/** The year up to today where nothing is said. */
async function periodOf(
  { services }: Asking,
  { pool, today }: Asked,
  question: StatementQuestion,
): Promise<Outcome<Period>> {
  if (!pool.parties.some(({ organization }) => organization === question.party)) {
    return refuse('not-found', 'money.no-party', `'${question.party}' is no partner of this pool.`);
  }
  const until = dayAsked(question.until, today);
  if (!until.ok) return until;
  const from = dayAsked(question.from, yearBefore(until.value));
  if (!from.ok) return from;
  const revision = revisionAsked(question.revision) ?? (await revisionOf(services.store, pool.id));
  return accepted({ party: question.party, from: from.value, until: until.value, revision });
}

function yearBefore(day: Day): Day {
  return plusDays(plusMonths(day, -12), 1);
}
