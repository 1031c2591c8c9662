import { type Reader, sql, type Transaction } from '#store';
import type { Actor } from '../act.queries.ts';
import { isId } from '../decision/decision.queries.ts';
import type { CaseDeed, CaseSaid } from './case.ts';

/** Everything that was said of a programme's case, in order. Plan: governance_case_deed_of. */
export async function caseDeeds(reader: Reader, programme: string): Promise<readonly CaseDeed[]> {
  if (!isId(programme)) return [];
  return reader.all<CaseDeed>(sql`
    select at, by, organization, role, said from governance_case_deed where programme = ${programme}::bigint order by seq`);
}

export async function addCaseDeed(
  transaction: Transaction,
  { access, at }: Actor,
  deed: { readonly programme: string; readonly organization: string; readonly said: CaseSaid },
): Promise<void> {
  await transaction.run(sql`
    insert into governance_case_deed (programme, at, principal, by, organization, role, said)
    values (${deed.programme}::bigint, ${at}, ${access.principal}, ${access.name ?? access.principal}, ${deed.organization},
      ${access.role}, ${JSON.stringify(deed.said)}::jsonb)`);
}
