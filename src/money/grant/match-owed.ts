import { amountWords, spaced } from '#agreement';
import { plusDays } from '#base';
import { accepted } from '#fhir';
import type { NewObligation } from '#obligation';
import { agreedNow, type Asking, SERVICE } from '../ask.ts';
import { amountOf } from '../pool/position.ts';
import { whoeverSits } from '../told.ts';
import { type AgreedGrant, grantsOf } from './agreed.ts';
import type { Matched } from './match.ts';
import { matchesOf } from './match-view.ts';

const KIND = 'grant-match';
/** Whoever is to match a grant is told so long before the day. */
const FORESEEN_DAYS = 31;
/** Who sees to it, in the order in which they are told. */
const SEE_FIRST = ['finance-lead', 'programme-lead'] as const;

/** What of a grant is not matched is owed to its funder, by the day agreed, until it is. Looked at with the clock. Safe to run again. */
export async function oweMatches(asking: Asking): Promise<void> {
  const { obligations, store } = asking.services;
  if (obligations === undefined) return;
  const { stack, today, heirOf } = await agreedNow(asking);
  const all = grantsOf(stack, today);
  const near = all.filter(({ clause: { match } }) => match && plusDays(match.dueBy, -FORESEEN_DAYS) <= today);
  if (near.length === 0) return;
  const matches = await matchesOf(store, { stack, today, all }, today);
  for (const grant of near) {
    const found = matches.get(grant.key);
    const owed = found && (await matchOwed(asking, grant, { ...found, heirOf }));
    if (!owed) continue;
    await store.write(async (transaction) => {
      const id = await obligations.find(transaction, KIND, grant.key);
      if (found.missing === 0n) await obligations.fact(transaction, SERVICE, matchedFact(grant.key));
      else if (id === undefined) await obligations.open(transaction, SERVICE, owed);
      return accepted(true);
    });
  }
}

async function matchOwed(
  asking: Asking,
  { key, instrument, clause }: AgreedGrant,
  { missing, heirOf }: Matched & { readonly heirOf: (organization: string) => string },
): Promise<NewObligation | undefined> {
  const { match, grant, funder, period } = clause;
  if (match === undefined) return undefined;
  const what = amountWords(amountOf(missing, match.puts.currency));
  const funders = await whoeverSits(asking, heirOf(funder), ['programme-lead', 'finance-lead']);
  return {
    kind: KIND,
    key,
    title: `Put in ${what} that matches ${spaced(grant)}`.slice(0, 200),
    owner: await whoeverSits(asking, heirOf(match.by), SEE_FIRST),
    owed: funders,
    because: `${instrument.title}, paragraph ${clause.cites}`,
    page: `/money/grants/${encodeURIComponent(instrument.id)}/${encodeURIComponent(clause.id)}/${period.from}`,
    due: { on: match.dueBy },
    ladder: [{ to: funders, afterWorkingDays: 1 }],
    closedBy: { fact: matchedFact(key) },
    attested: false,
  };
}

function matchedFact(key: string): string {
  return `grant matched: ${key}`;
}
