import { dayWords, spaced } from '#agreement';
import { accepted } from '#fhir';
import type { NewObligation, RoleOf } from '#obligation';
import { agreedNow, type Asking, SERVICE } from '../ask.ts';
import type { Span } from '../charge/parts.ts';
import { type AgreedGrant, grantsOf, periodsOf } from './agreed.ts';
import { returnsOf } from './grant.queries.ts';
import { whoeverSits } from '../told.ts';
import { dueOf, RETURNS_MAX } from './views.ts';

const KIND = 'grant-return';
/** Who may submit, in the order in which they are told. */
const SUBMIT_FIRST = ['programme-lead', 'finance-lead', 'practice-manager'] as const;

/** The return of each period that is over is owed by whoever is paid, to the funder, until it is submitted. Safe to run again. */
export async function oweReturns(asking: Asking): Promise<void> {
  const { obligations, store } = asking.services;
  if (obligations === undefined) return;
  const { stack, today, heirOf } = await agreedNow(asking);
  const all = grantsOf(stack, today);
  if (all.length === 0) return;
  const rows = await returnsOf(
    store,
    all.map(({ key }) => key),
    { limit: RETURNS_MAX },
  );
  const known = new Set(rows.map((row) => `${row.grant_key} ${row.from_day}`));
  const owed = all.flatMap((grant) =>
    periodsOf(grant)
      .filter(({ from, until }) => until <= today && !known.has(`${grant.key} ${from}`))
      .map((period) => ({ grant, ...period })),
  );
  await store.write(async (transaction) => {
    for (const one of owed) {
      if ((await obligations.find(transaction, KIND, `${one.grant.key} ${one.from}`)) !== undefined) continue;
      const owner = await whoeverSits(asking, heirOf(one.grant.to[0] ?? ''), SUBMIT_FIRST);
      await obligations.open(transaction, SERVICE, returnOwed(one, owner));
    }
    return accepted(true);
  });
}

function returnOwed({ grant, from, until }: Span & { readonly grant: AgreedGrant }, owner: RoleOf): NewObligation {
  const { instrument, clause, key } = grant;
  return {
    kind: KIND,
    key: `${key} ${from}`,
    title: `Submit the return of ${spaced(clause.grant)} from ${dayWords(from)}`.slice(0, 200),
    owner,
    owed: { organization: clause.funder, role: 'programme-lead' },
    because: `${instrument.title}, paragraph ${clause.cites}`,
    page: `/money/grants/${encodeURIComponent(instrument.id)}/${encodeURIComponent(clause.id)}/${clause.period.from}?from=${from}`,
    due: { on: dueOf(grant, until) },
    closedBy: { fact: submittedFact(key, from) },
    attested: false,
  };
}

export function submittedFact(key: string, from: string): string {
  return `return submitted: ${key} ${from}`;
}
