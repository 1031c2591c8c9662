import { type Access, type AssuranceRule, dayWords } from '#agreement';
import type { Day } from '#base';
import type { Services } from '#joint';
import type { Transaction } from '#store';
import type { OpenBook, Partner } from '../book.ts';
import { namesOf } from '../succession/house.ts';
import { ASSURANCE_PAGE } from './contract.ts';

/** What an accepted paper makes due: the next one, by its last day. What was signed under it goes on. */
const KIND = 'safety-document';

type Kept = {
  readonly book: OpenBook;
  readonly partner: Partner;
  readonly rule: AssuranceRule;
  readonly id: number;
  readonly until?: Day;
};

export async function assuranceKept(
  { obligations }: Pick<Services, 'obligations'>,
  transaction: Transaction,
  access: Access,
  { book, partner, rule, id, until }: Kept,
): Promise<void> {
  if (obligations === undefined) return;
  const evidence = { reference: ASSURANCE_PAGE };
  const { organization } = partner;
  // Also what was due of those whose place it took: it answers for them.
  const facts = namesOf(book, organization).map((name) => factOf(name, rule));
  const joinings = book.accessions.filter((one) => one.organization === organization);
  for (const fact of [...facts, ...joinings.map((one) => `joined:${one.id}/${rule.id}`)])
    await obligations.fact(transaction, access, fact, evidence);
  if (until === undefined) return;
  const host = book.partners.find(({ hosts }) => hosts);
  const opened = await obligations.open(transaction, access, {
    kind: KIND,
    key: `${factOf(organization, rule)}/${id}`,
    title: `Accept the next ${rule.title}`.slice(0, 200),
    owner: { organization, role: access.role },
    ...(host === undefined ? {} : { owed: { organization: host.organization } }),
    because: `The last runs out on ${dayWords(until)} (${rule.law}).`,
    page: ASSURANCE_PAGE,
    due: { on: until },
    ladder: [
      { to: { organization, role: 'programme-lead' }, afterWorkingDays: 0 },
      ...(host === undefined
        ? []
        : [{ to: { organization: host.organization, role: 'programme-lead' as const }, afterWorkingDays: 5 }]),
    ],
    closedBy: { fact: factOf(organization, rule) },
    attested: false,
  });
  if (!opened.ok) throw new Error(`the next paper could not be asked for: ${opened.refusals[0].code}`);
}

function factOf(organization: string, { id }: AssuranceRule): string {
  return `accepted:${organization}/${id}`;
}
