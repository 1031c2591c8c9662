import type { Day } from '#base';
import type { Change } from '#repository';
import { sql, type Transaction } from '#store';
import { type Asking, SERVICE } from '../ask.ts';
import { ENGLAND } from './pack.ts';
import { reviewDay } from './standing.ts';

const TYPE = 'QuestionnaireResponse';

type Row = {
  readonly id: string;
  readonly bkt: number;
  readonly cmp: string;
  readonly org: number;
  readonly counts: Day;
  readonly ends: Day | null;
  readonly disputed: string;
  readonly answered: string;
};

type Owing = { readonly row: Row; readonly organization: string; readonly person: string };

/**
 * What a kept sum makes due, found by the feed so that it is owed if and only if the sum was kept: to look at it again in a year, or
 * when something free ends; to answer a line that is disputed. A newer sum of the person keeps the review of the one before.
 */
export async function followMeans(asking: Asking, changes: readonly Change[], transaction: Transaction): Promise<void> {
  const ids = [...new Set(changes.filter(({ type, op }) => type === TYPE && op !== 'delete').map(({ id }) => id))];
  const { obligations, ports } = asking.services;
  if (ids.length === 0 || obligations === undefined) return;
  const rows = await rowsOf(transaction, ids);
  if (rows.length === 0) return;
  const people = await ports.persons.of(transaction, rows);
  const names = new Map((await ports.contributors.organizations()).map((one) => [one.key, one.organization]));
  for (const row of rows) {
    const organization = names.get(row.org);
    const person = people.find(({ bkt, cmp }) => bkt === row.bkt && cmp === row.cmp)?.person;
    if (organization === undefined || person === undefined) continue;
    await owe(asking, transaction, { row, organization, person });
  }
}

async function owe(asking: Asking, transaction: Transaction, owing: Owing): Promise<void> {
  const { obligations } = asking.services;
  const { id, disputed, answered } = owing.row;
  const page = `/care-costs/${id}`;
  await owed(asking, transaction, owing, {
    kind: 'care-charge-review',
    key: id,
    title: 'Look again at what somebody pays for care',
    because: 'What people pay for care is looked at each year, and when something changes.',
    due: { on: reviewDay(owing.row.counts, owing.row.ends ?? undefined, ENGLAND.reviewMonths) },
    closedBy: reviewFact(id),
  });
  for (const line of JSON.parse(disputed) as readonly string[]) {
    await owed(asking, transaction, owing, {
      kind: 'care-charge-dispute',
      key: `${id} ${line}`,
      title: line.startsWith('change ')
        ? 'Look at what changed for somebody who pays for care'
        : 'Answer a dispute about what somebody pays for care',
      because: 'Whoever disputes what they pay for care is answered in time.',
      due: { in: ENGLAND.answerWorkingDays, unit: 'working-days' },
      closedBy: disputeFact(id, line),
    });
  }
  for (const line of JSON.parse(answered) as readonly string[]) {
    await obligations?.fact(transaction, SERVICE, disputeFact(id, line), { reference: page });
  }
  for (const earlier of await earlierThan(transaction, owing.row)) {
    await obligations?.fact(transaction, SERVICE, reviewFact(earlier), { reference: page });
  }
}

type Due = {
  readonly kind: string;
  readonly key: string;
  readonly title: string;
  readonly because: string;
  readonly due: { readonly on: Day } | { readonly in: number; readonly unit: 'working-days' };
  readonly closedBy: string;
};

async function owed(
  { services }: Asking,
  transaction: Transaction,
  { row, organization, person }: Owing,
  { closedBy, ...due }: Due,
): Promise<void> {
  const opened = await services.obligations?.open(transaction, SERVICE, {
    ...due,
    owner: { organization, role: 'financial-assessor' },
    owed: { person: `Person/${person}` },
    about: { bkt: row.bkt, cmp: row.cmp },
    page: `/care-costs/${row.id}`,
    ladder: [{ to: { organization, role: 'social-worker' }, afterWorkingDays: 5 }],
    closedBy: { fact: closedBy },
    attested: false,
  });
  if (opened?.ok === false) throw new Error(`what a sum makes due was not opened: ${opened.refusals[0].code}`);
}

/** Plan: money_means_id, once for each id of a page of the feed. */
async function rowsOf(transaction: Transaction, ids: readonly string[]): Promise<readonly Row[]> {
  return transaction.all<Row>(sql`
    select id, bkt, cmp::text as cmp, org, counts, ends, disputed, answered from money_means
    where id = any(${ids}::text[]) order by assessed`);
}

/** Plan: money_means_place. */
async function earlierThan(transaction: Transaction, { id, bkt, cmp, org }: Row): Promise<readonly string[]> {
  const rows = await transaction.all<{ id: string }>(sql`
    select e.id from money_means e join money_means m on (m.bkt, m.cmp, m.org) = (e.bkt, e.cmp, e.org)
    where m.id = ${id} and e.bkt = ${bkt} and e.cmp = ${cmp}::bigint and e.org = ${org}
      and (e.counts, e.assessed, e.id) < (m.counts, m.assessed, m.id)`);
  return rows.map((row) => row.id);
}

function reviewFact(id: string): string {
  return `care charge assessed again: ${id}`;
}

function disputeFact(id: string, line: string): string {
  return `care charge dispute answered: ${id} ${line}`;
}
