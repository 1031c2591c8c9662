import { type Access, amountWords, inForce, spaced, workingDaysAfter } from '#agreement';
import { plusDays } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import { lawNamed } from '#joint';
import type { Transaction } from '#store';
import { reasonOf } from '../acts/act.ts';
import type { Asking } from '../ask.ts';
import type { Elsewhere, ElsewhereView } from '../contract.ts';
import { elsewhereLedger } from '../pool/elsewhere-ledger.ts';
import { daysOffOf } from '../pool/days-off.ts';
import { amountOf } from '../pool/position.ts';
import { chargesOf } from './charge.queries.ts';
import { type ChargesNow, chargesNow, notTheirs } from './charges.ts';
import { chargeElsewhere, elsewhereOf, type ElsewhereRow, lockElsewhere, moveElsewhere } from './elsewhere.queries.ts';
import { enter } from './enter.ts';
import { type Holder, holdersOf, partnersOf } from './responsible.ts';

const SHOWN = 500;
const ASKED_MAX = 200;
const ANSWER_WORKING_DAYS = 10;

/** What was done for people whom another commissioner pays for: found, asked, answered. Nothing of a person but a day and where they are registered. */
export async function elsewhere(asking: Asking, access: Access): Promise<Outcome<Elsewhere>> {
  const now = await chargesNow(asking, access);
  if (!now.ok) return now;
  const rows = await elsewhereOf(asking.services.store, {
    names: now.value.names,
    without: now.value.rivals,
    limit: SHOWN,
  });
  const holders = await holdersOf(
    asking,
    rows.map(({ holder }) => holder),
  );
  const lead = access.role === 'finance-lead';
  const { names } = now.value;
  return accepted({
    asAt: now.value.today,
    rows: rows.map((row) => viewOf(row, now.value, { holders, lead })),
    commissioners: (await partnersOf(asking)).filter((one) => !names.includes(one.organization)),
    may: {
      ask: lead && rows.some((row) => names.includes(row.payee) && isFree(row)),
      answer: lead && rows.some((row) => names.includes(row.commissioner ?? '') && row.state === 'asked'),
    },
  });
}

/** Asks whoever is responsible, or whom the payee names; the clock is the one that the price was agreed with. */
export async function askElsewhere(
  asking: Asking,
  access: Access,
  { ids, commissioner }: { readonly ids: readonly string[]; readonly commissioner?: string },
): Promise<Outcome<number>> {
  return onRows(asking, access, ids, async (transaction, { rows, now }) => {
    const { names, today, stack } = now;
    if (rows.some((row) => !names.includes(row.payee))) return notTheirs('the finance lead of whoever did it');
    if (!rows.every(isFree))
      return refuse('conflict', 'money.elsewhere-asked', 'Some of it waits for an answer, or was answered already.');
    const partners = await partnersOf(asking);
    const holders = await holdersOf(
      asking,
      rows.map(({ holder }) => holder),
    );
    const of = (row: ElsewhereRow) => commissioner ?? holders.get(row.holder)?.responsible ?? '';
    const unknown = rows.find(
      (row) => names.includes(of(row)) || !partners.some((one) => one.organization === of(row)),
    );
    if (unknown)
      return refuse(
        'required',
        'money.no-commissioner',
        `Nobody here is known to pay for who is registered with ${holders.get(unknown.holder)?.name ?? unknown.holder.replace('Organization/', '')}: choose whom you ask, or close it.`,
      );
    const at = new Date(asking.services.now());
    for (const [to, some] of grouped(rows, of)) {
      const days = Math.min(...some.map((row) => queryDays(row, now)));
      const due = workingDaysAfter(plusDays(today, 1), days - 1, daysOffOf(jurisdictionOf(some[0], stack)));
      await moveElsewhere(
        transaction,
        some.map(({ id }) => id),
        { state: 'asked', commissioner: to, at, due },
      );
      await oweAnswer(asking, transaction, access, { rows: some, to, due });
    }
    return accepted(rows.length);
  });
}

/** Whoever is asked takes it over, and it is a charge to them, entered at once; or refuses it and says why. */
export async function answerElsewhere(
  asking: Asking,
  access: Access,
  {
    ids,
    accept,
    reason: given,
  }: { readonly ids: readonly string[]; readonly accept: boolean; readonly reason: string },
): Promise<Outcome<number>> {
  const reason = accept ? accepted('') : reasonOf(given);
  if (!reason.ok) return reason;
  return onRows(asking, access, ids, async (transaction, { rows, now }) => {
    if (rows.some(({ commissioner, state }) => !now.names.includes(commissioner ?? '') || state !== 'asked'))
      return notTheirs('the finance lead of whoever was asked, while it waits');
    if (accept) {
      const done = await takeOver(asking, transaction, access, { rows, now });
      if (!done.ok) return done;
    } else {
      await moveElsewhere(
        transaction,
        rows.map(({ id }) => id),
        { state: 'refused', reason: reason.value },
      );
    }
    for (const { id } of rows)
      await asking.services.obligations?.fact(transaction, access, answered(id), {
        words: reason.value || 'Taken over',
      });
    return accepted(rows.length);
  });
}

/** Nobody here is asked (any more): the payee says how it was settled. */
export async function closeElsewhere(
  asking: Asking,
  access: Access,
  { ids, reason: given }: { readonly ids: readonly string[]; readonly reason: string },
): Promise<Outcome<number>> {
  const reason = reasonOf(given);
  if (!reason.ok) return reason;
  return onRows(asking, access, ids, async (transaction, { rows, now }) => {
    if (rows.some((row) => !now.names.includes(row.payee) || !isFree(row)))
      return notTheirs('the finance lead of whoever did it, before anybody is asked');
    await moveElsewhere(
      transaction,
      rows.map(({ id }) => id),
      { state: 'closed', reason: reason.value },
    );
    return accepted(rows.length);
  });
}

async function takeOver(
  asking: Asking,
  transaction: Transaction,
  access: Access,
  { rows, now }: On,
): Promise<Outcome<true>> {
  const at = new Date(asking.services.now());
  const by = {
    payer: now.organization,
    at,
    today: now.today,
    principal: access.principal,
    by: access.name ?? access.principal,
  };
  const partner = (row: ElsewhereRow): boolean =>
    now.pools.some(
      ({ instrument, settles, parties }) =>
        instrument === row.instrument && settles === instrument && parties.some((one) => one.organization === by.payer),
    );
  const lines = grouped(rows, (row) => [row.payee, row.instrument, row.version, row.clause, row.line].join(' '));
  for (const some of lines.values()) {
    const [of] = some;
    if (of === undefined) continue;
    const ledger = elsewhereLedger(of.instrument, { partner: partner(of), payer: by.payer, payee: of.payee });
    const charge = await chargeElsewhere(transaction, some, { ...by, ledger });
    await moveElsewhere(
      transaction,
      some.map(({ id }) => id),
      { state: 'accepted', charge },
    );
    const [row] = await chargesOf(transaction, { ids: [charge] });
    const entered = row ? await enter(asking, transaction, access, { row, now, from: ['proposed'] }) : accepted('');
    if (!entered.ok) return entered;
  }
  return accepted(true);
}

type On = { readonly rows: readonly ElsewhereRow[]; readonly now: ChargesNow };

async function onRows<T>(
  asking: Asking,
  access: Access,
  given: readonly string[],
  work: (transaction: Transaction, on: On) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const now = await chargesNow(asking, access);
  if (!now.ok) return now;
  if (access.role !== 'finance-lead') return notTheirs('a finance lead');
  const ids = [...new Set(given)].filter((id) => /^\d{1,18}$/.test(id));
  if (ids.length === 0 || ids.length > ASKED_MAX) return nothing();
  return asking.services.store.write(async (transaction) => {
    const { names, rivals } = now.value;
    const rows = (await lockElsewhere(transaction, ids)).filter(
      ({ payee, commissioner }) =>
        (names.includes(payee) || names.includes(commissioner ?? '')) && !rivals.includes(payee),
    );
    return rows.length === ids.length ? work(transaction, { rows, now: now.value }) : nothing();
  }) as Promise<Outcome<T>>;
}

function nothing(): Outcome<never> {
  return refuse(
    'required',
    'money.no-elsewhere',
    `Tick from one to ${ASKED_MAX} of the list: what is not there is for others.`,
  );
}

function isFree({ state }: ElsewhereRow): boolean {
  return state === 'found' || state === 'refused';
}

function viewOf(
  row: ElsewhereRow,
  { nameOf, names, stack }: ChargesNow,
  { holders, lead }: { readonly holders: ReadonlyMap<string, Holder>; readonly lead: boolean },
): ElsewhereView {
  const partner = (of: string) => ({ organization: of, name: nameOf(of) });
  const [rule] = lawNamed(jurisdictionOf(row, stack))?.responsible ?? [];
  const { name, responsible: told } = holders.get(row.holder) ?? {};
  return {
    id: row.id,
    payee: partner(row.payee),
    day: row.day,
    amount: amountOf(BigInt(row.minor), row.currency),
    words: row.line_words,
    registered: name ?? nameOf(row.holder),
    ...(told === undefined ? {} : { responsible: partner(told) }),
    ...(rule === undefined ? {} : { because: { words: rule.words, law: rule.law } }),
    state: row.state,
    ...(row.commissioner === null ? {} : { commissioner: partner(row.commissioner) }),
    ...(row.due === null || row.state !== 'asked' ? {} : { due: row.due }),
    ...(row.reason === null ? {} : { reason: row.reason }),
    ...(row.charge === null ? {} : { charge: `/money/charges/${row.charge}` }),
    may: {
      ask: lead && names.includes(row.payee) && isFree(row),
      answer: lead && names.includes(row.commissioner ?? '') && row.state === 'asked',
    },
  };
}

function grouped(rows: readonly ElsewhereRow[], by: (row: ElsewhereRow) => string) {
  const groups = new Map<string, ElsewhereRow[]>();
  for (const row of rows) groups.set(by(row), [...(groups.get(by(row)) ?? []), row]);
  return groups;
}

function jurisdictionOf(row: Pick<ElsewhereRow, 'instrument'> | undefined, stack: ChargesNow['stack']): string {
  return stack.find(({ instrument }) => instrument.id === row?.instrument)?.instrument.jurisdiction ?? '';
}

function queryDays({ instrument, clause: id }: ElsewhereRow, { stack, today }: ChargesNow): number {
  const running = inForce(stack, today).find((entry) => entry.instrument.id === instrument);
  const clause = running?.instrument.clauses.find((one) => one.id === id);
  return clause?.clause === 'pay' ? clause.queryWorkingDays : ANSWER_WORKING_DAYS;
}

/** Owed row by row, so that each is closed by its own answer; told as one list. */
async function oweAnswer(
  { services }: Asking,
  transaction: Transaction,
  access: Access,
  { rows, to, due }: { readonly rows: readonly ElsewhereRow[]; readonly to: string; readonly due: ElsewhereRow['day'] },
): Promise<void> {
  for (const row of rows)
    await services.obligations?.open(transaction, access, {
      kind: 'charge-elsewhere',
      key: `${row.id} ${to}`,
      title:
        `Say whether you pay ${amountWords(amountOf(BigInt(row.minor), row.currency))} for ${spaced(row.care)}`.slice(
          0,
          200,
        ),
      owner: { organization: to, role: 'finance-lead' },
      owed: { organization: row.payee, role: 'finance-lead' },
      because: 'It was done for somebody who was registered in your area on the day.',
      page: '/money/charges/elsewhere',
      due: { on: due },
      ladder: [{ to: { organization: to, role: 'programme-lead' }, afterWorkingDays: 0 }],
      closedBy: { fact: answered(row.id) },
      attested: false,
    });
}

function answered(id: string): string {
  return `charge elsewhere answered: ${id}`;
}
