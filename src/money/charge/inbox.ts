import type { Access } from '#agreement';
import { accepted, type Outcome } from '#fhir';
import { type Asking } from '../ask.ts';
import type { Charges } from '../contract.ts';
import { chargesOf } from './charge.queries.ts';
import { chargesNow, titleOf, viewOf, type ChargesNow } from './charges.ts';
import { foundTwice, type TwiceRow } from './found.queries.ts';
import { ruleRows, rulesNow } from './propose.ts';
import { takingIds } from './taking.ts';

/** Charges to and from the seat's organisation, and what is paid for by two agreements and therefore by none. */
export async function charges(asking: Asking, access: Access): Promise<Outcome<Charges>> {
  const now = await chargesNow(asking, access);
  if (!now.ok) return now;
  const { store } = asking.services;
  const rows = await chargesOf(store, { organization: now.value.organization });
  const { rules, parts, twice } = rulesNow(now.value);
  const org = access.organization;
  const found = await foundTwice(store, ruleRows(rules, { org, takings: await takingIds(store) }));
  return accepted({
    charges: rows.map((row) => viewOf(row, now.value, access)),
    twice: [...new Set([...twice.map(({ words }) => words), ...found.map((one) => twiceWords(one, now.value))])],
    may: { propose: access.role === 'finance-lead' && rules.length + parts.length > 0 },
  });
}

function twiceWords({ pair, other, count, day }: TwiceRow, { stack }: ChargesNow): string {
  const title = (of: string): string => {
    const [instrument = '', clause = ''] = of.split('#');
    return `${titleOf(stack, { instrument })} (${clause.replaceAll('-', ' ')})`;
  };
  return `Funded twice, so nothing is charged until it is settled who pays: ${count} recorded from ${day} on, by ${title(pair)} and by ${title(other)}.`;
}
