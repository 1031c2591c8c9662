import { type Reader, sql, type Transaction } from '#store';
import type { Actor } from '../act.queries.ts';
import { policyOf, type PolicySaid, type PolicyState } from './said.ts';

const DEEDS_MAX = 10_000;

/** Every policy, the newest first. Plan: a scan; there are some dozens. */
export async function allPolicies(reader: Reader): Promise<readonly PolicyState[]> {
  const rows = await reader.all<{ readonly policy: string; readonly said: PolicySaid }>(sql`
    select policy, said from governance_policy_deed order by seq limit ${DEEDS_MAX}`);
  const all = new Map<string, PolicySaid[]>();
  for (const { policy, said } of rows) all.set(policy, [...(all.get(policy) ?? []), said]);
  return [...all].flatMap(([id, said]) => policyOf(id, said) ?? []).toReversed();
}

/** One at a time: numbers of policies and of what rests on them follow each other. */
export async function lockPolicies(transaction: Transaction): Promise<void> {
  await transaction.run(sql`lock table governance_policy_deed in share row exclusive mode`);
}

export async function addPolicyDeed(
  transaction: Transaction,
  { access, at }: Actor,
  of: { readonly policy: string; readonly organization: string; readonly said: PolicySaid },
): Promise<void> {
  await transaction.run(sql`
    insert into governance_policy_deed (policy, at, principal, by, organization, role, said)
    values (${of.policy}, ${at}, ${access.principal}, ${access.name ?? access.principal}, ${of.organization}, ${access.role},
      ${JSON.stringify(of.said)}::jsonb)`);
}
