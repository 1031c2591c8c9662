import type { Access } from '#agreement';
import type { Services } from '#joint';
import type { Transaction } from '#store';
import { ladderOf, organizationOf } from '../break-glass/owed.ts';
import type { NewQuestionRow } from './question.queries.ts';

const KIND = 'access-question';
const WORKING_DAYS = 10;

/** The officer of whoever looked answers by a date; that somebody asked is told in lists, what they asked is not. */
export async function owedAnswer(
  services: Services,
  transaction: Transaction,
  access: Access,
  row: NewQuestionRow,
): Promise<void> {
  const organization = await organizationOf(services, row.organization);
  const person = await services.ports.contributors.holderOf(access.viewer);
  if (services.obligations === undefined || organization === undefined || person === undefined) return;
  const opened = await services.obligations.open(transaction, access, {
    kind: KIND,
    key: row.id,
    title: 'Answer somebody who asks who looked at their record',
    owner: { organization, role: 'ig-lead' },
    owed: { person },
    about: { bkt: row.bkt, cmp: row.cmp },
    because: 'People are told who looked at their record and why (UK GDPR article 15)',
    page: `/audit/questions/${row.id}`,
    due: { in: WORKING_DAYS, unit: 'working-days' },
    ladder: await ladderOf(services, organization),
    closedBy: { fact: `${KIND}:${row.id}` },
    attested: false,
  });
  if (!opened.ok) throw new Error(`a question could not be passed on: ${opened.refusals[0].code}`);
}

export async function keptAnswer(
  services: Services,
  transaction: Transaction,
  access: Access,
  id: string,
): Promise<void> {
  await services.obligations?.fact(transaction, access, `${KIND}:${id}`, { reference: `/audit/questions/${id}` });
}
