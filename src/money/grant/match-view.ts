import type { Stack } from '#agreement';
import type { Day } from '#base';
import type { Reader } from '#store';
import { type AgreedPool, poolId, poolsOf } from '../pool/agreed-pool.ts';
import { duesOf } from '../pool/due.ts';
import { amountOf } from '../pool/position.ts';
import { itemSums, revisionOf } from '../pool/sums.queries.ts';
import type { AgreedGrant } from './agreed.ts';
import type { GrantView } from './contract.ts';
import type { GrantNow } from './ground.ts';
import { matchAll, type Matched, type Penny, type Wanted, wantedOf } from './match.ts';

/** By the key of each grant that asks to be matched. */
export type Matches = ReadonlyMap<string, Matched>;

type Known = { readonly stack: Stack; readonly today: Day; readonly all: readonly AgreedGrant[] };

/** What matched each grant by the end of a day: worked out from the books of its pool, nothing of it is kept. */
export async function matchesOf(reader: Reader, { stack, today, all }: Known, on: Day): Promise<Matches> {
  const wanted = all.flatMap(wantedBy);
  if (wanted.length === 0) return new Map();
  const asked = new Set(wanted.map(({ pool }) => pool));
  const pools = poolsOf(stack, today, []).filter(({ id }) => asked.has(id));
  const pennies = await Promise.all(pools.map((pool) => penniesOf(reader, { stack, pool, on })));
  return matchAll(wanted, pennies.flat());
}

/** In the order in which grants pay: the lowest place is matched first. */
function wantedBy({ key, instrument, clause }: AgreedGrant): readonly Wanted[] {
  const { match, lines, period, grant, programme } = clause;
  if (match === undefined) return [];
  const given = lines.reduce((sum, { amount }) => sum + BigInt(amount.minor), 0n);
  return [
    {
      key,
      pool: poolId(instrument.id, match.pool),
      by: match.by,
      currency: match.puts.currency,
      period,
      valued: match.valued,
      schemes: [grant, programme, ...lines.map(({ id }) => id)],
      whole: wantedOf(given, { puts: match.puts.minor, forEach: match.forEach.minor }),
    },
  ];
}

/** Parts of contributions that fell due, as far as they came. A change of one is a part of its own. */
async function penniesOf(
  reader: Reader,
  { stack, pool, on }: { readonly stack: Stack; readonly pool: AgreedPool; readonly on: Day },
): Promise<readonly Penny[]> {
  const sums = await itemSums(reader, pool.id, { on, revision: await revisionOf(reader, pool.id) });
  const came = new Map(sums.map(({ item, minor, open }) => [item, minor - open]));
  return duesOf(stack, pool, on).map(({ item, party, currency, about, fence, inKind }) => ({
    item,
    pool: pool.id,
    party,
    currency,
    about,
    fence: inKind === undefined ? fence : '',
    inKind: inKind !== undefined,
    came: came.get(item) ?? 0n,
  }));
}

/** What is shown of it with the grant. */
export function matchView(
  { nameOf, today }: Pick<GrantNow, 'nameOf' | 'today'>,
  { key, clause: { match } }: AgreedGrant,
  matches: Matches | undefined,
): Pick<GrantView, 'match'> {
  const found = matches?.get(key);
  if (match === undefined || found === undefined) return {};
  const money = (minor: bigint) => amountOf(minor, match.puts.currency);
  const open = today > match.dueBy ? 'late' : 'to-come';
  return {
    match: {
      by: { organization: match.by, name: nameOf(match.by) },
      puts: match.puts,
      forEach: match.forEach,
      pool: match.pool,
      valued: match.valued,
      dueBy: match.dueBy,
      whole: money(found.whole),
      money: money(found.money),
      inKind: money(found.inKind),
      missing: money(found.missing),
      state: found.missing === 0n ? 'matched' : open,
    },
  };
}
