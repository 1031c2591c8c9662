import type { Access } from '#agreement';
import type { Services } from '#joint';
import type { Transaction } from '#store';
import { ladderOf, organizationOf } from '../break-glass/owed.ts';
import type { NewHarmRow } from './harm.queries.ts';

const KIND = 'disclosure-harm';
/** As long as the law gives to decide whether an authority has to be told of a breach. */
const HOURS = 72;

/** Who answers for the record where it happened looks into it. That somebody was harmed is told in lists; of what, and who, is not. */
export async function owedReply(
  services: Services,
  transaction: Transaction,
  access: Access,
  { row, person }: { readonly row: NewHarmRow; readonly person: string },
): Promise<void> {
  const organization = await organizationOf(services, row.organization);
  if (services.obligations === undefined || organization === undefined) return;
  const opened = await services.obligations.open(transaction, access, {
    kind: KIND,
    key: row.id,
    title: 'Look into a harm by disclosure, and answer the person',
    owner: { organization, role: 'ig-lead' },
    owed: { person: `Person/${person}` },
    about: { bkt: row.bkt, cmp: row.cmp },
    because: 'Whether the authority is told of a breach is decided within 72 hours (UK GDPR articles 33 and 34)',
    page: pageOf(row.id),
    due: { in: HOURS, unit: 'hours' },
    ladder: await ladderOf(services, organization),
    closedBy: { fact: `${KIND}:${row.id}` },
    attested: false,
  });
  if (!opened.ok) throw new Error(`a harm could not be passed on: ${opened.refusals[0].code}`);
}

export async function keptReply(
  services: Services,
  transaction: Transaction,
  access: Access,
  id: string,
): Promise<void> {
  await services.obligations?.fact(transaction, access, `${KIND}:${id}`, { reference: pageOf(id) });
}

function pageOf(id: string): string {
  return `/audit/harms/${id}`;
}
