import type { Access } from '#agreement';
import type { Services } from '#joint';
import type { RoleOf } from '#obligation';
import type { Transaction } from '#store';
import type { OpeningRow } from './opening.queries.ts';
import { reviewDaysIn } from './words.ts';

const KIND = 'break-glass-review';

/** Every opening is reviewed: the queue has it when the record opens, with a reference and nothing of the person. */
export async function owedReview(
  services: Services,
  transaction: Transaction,
  access: Access,
  row: OpeningRow,
): Promise<void> {
  const organization = await organizationOf(services, row.organization);
  if (services.obligations === undefined || organization === undefined) return;
  const opened = await services.obligations.open(transaction, access, {
    kind: KIND,
    key: row.id,
    title: 'Review a record that was opened in an emergency',
    owner: { organization, role: 'ig-lead' },
    owed: { organization, role: 'ig-lead' },
    about: { bkt: row.bkt, cmp: row.cmp },
    because: 'Every opening in an emergency is reviewed by somebody who did not make it',
    page: `/audit/emergency/${row.id}`,
    due: { in: reviewDaysIn(services.zone), unit: 'days' },
    ladder: await ladderOf(services, organization),
    closedBy: { fact: factOf(row.id) },
    attested: false,
  });
  if (!opened.ok) throw new Error(`a review could not be opened: ${opened.refusals[0].code}`);
}

export async function keptReview(
  services: Services,
  transaction: Transaction,
  access: Access,
  id: string,
): Promise<void> {
  await services.obligations?.fact(transaction, access, factOf(id), { reference: `/audit/emergency/${id}` });
}

/** Whoever leads the organisation is told when it is late, then the board of the partnership's host. */
export async function ladderOf(services: Services, organization: string) {
  const host = await hostOf(services);
  const to = (of: RoleOf, afterWorkingDays: number) => ({ to: of, afterWorkingDays });
  return [
    to({ organization, role: 'programme-lead' }, 0),
    to({ organization: host ?? organization, role: 'ig-lead' }, 1),
    to({ organization: host ?? organization, role: 'board-member' }, 3),
  ];
}

export async function organizationOf(services: Services, key: number): Promise<string | undefined> {
  const all = await services.ports.contributors.organizations();
  return all.find((each) => each.key === key)?.organization;
}

/** Whose leads act for the whole partnership; typed here, since joints do not import each other. */
type HostAnswer = { readonly host?: () => Promise<string | undefined> };

async function hostOf({ answers }: Services): Promise<string | undefined> {
  return (answers['governance'] as HostAnswer | undefined)?.host?.();
}

function factOf(id: string): string {
  return `${KIND}:${id}`;
}
