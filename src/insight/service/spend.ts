import type { Access, Amount } from '#agreement';
import type { Outcome } from '#fhir';
import convention from '#packs/prevention/pack.json' with { type: 'json' };
import type { PreventionSpend } from './contract.ts';

/** What insight asks of the answers of money; the rest of that contract is not its business. */
export type MoneyAnswer = {
  readonly pools: (access: Access) => Promise<Outcome<readonly PoolNamed[]>>;
  readonly pool: (
    access: Access,
    name: { readonly instrument: string; readonly pool: string },
  ) => Promise<
    Outcome<{
      readonly name: string;
      readonly spent: Amount;
      readonly schemes: readonly { readonly name: string; readonly spent: Amount }[];
    }>
  >;
};

type PoolNamed = { readonly instrument: string; readonly pool: string };

const POOLS_MAX = 20;

export const CONVENTION = `${convention.title} (${convention.id} ${convention.version}). ${convention.unverified}`;

/** What pools spent on prevention, of all they spent: of those whose books this seat sees. Money answers; nothing is added here. */
export async function preventionSpend(
  money: MoneyAnswer | undefined,
  access: Access,
): Promise<readonly PreventionSpend[]> {
  const pools = await money?.pools(access);
  if (!money || !pools?.ok) return [];
  const views = await Promise.all(
    pools.value.slice(0, POOLS_MAX).map(async (one) => ({ one, view: await money.pool(access, one) })),
  );
  return views.flatMap(({ one, view }) => (view.ok && view.value.spent.minor > 0 ? [shareOf(one, view.value)] : []));
}

type PoolTold = {
  readonly name: string;
  readonly spent: Amount;
  readonly schemes: readonly { readonly name: string; readonly spent: Amount }[];
};

/** Pure. */
export function shareOf({ instrument, pool }: PoolNamed, { name, spent, schemes }: PoolTold): PreventionSpend {
  const lines = schemes.map((scheme) => {
    const known = convention.schemes.find((one) => one.scheme === scheme.name.replaceAll('-', ' ').toLowerCase());
    return {
      scheme: scheme.name,
      spent: scheme.spent,
      ...(known ? { level: known.level, because: known.because } : {}),
    };
  });
  const minor = lines.reduce((sum, line) => sum + ('level' in line ? line.spent.minor : 0), 0);
  const href = `/money/${encodeURIComponent(instrument)}/${encodeURIComponent(pool)}`;
  return { pool: name, href, spent, prevention: { minor, currency: spent.currency }, lines };
}
