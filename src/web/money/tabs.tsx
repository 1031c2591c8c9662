import type { PoolName } from '#money/contract';
import { pathOf } from './form.ts';

const TABS = [
  ['', 'Position'],
  ['/budget', 'Budget'],
  ['/contributions', 'Contributions'],
  ['/ledger', 'Entries'],
  ['/statement', 'Statements'],
  ['/books', 'Our books'],
  ['/enter', 'Enter'],
] as const;

/** Where nothing is put in, nothing is left. */
const ONLY_POOLS: readonly MoneyTab[] = ['', '/budget', '/contributions'];

export type MoneyTab = (typeof TABS)[number][0];

type TabsOf = PoolName & { readonly pooled: boolean };

export function MoneyTabs({ of, at, act }: { readonly of: TabsOf; readonly at: MoneyTab; readonly act: boolean }) {
  return (
    <nav class="tabs" aria-label="This pool">
      <a href="/money">All pools</a>
      {TABS.filter(([path]) => (act || path !== '/enter') && (of.pooled || !ONLY_POOLS.includes(path))).map(
        ([path, words]) => (
          <a key={path} href={`${pathOf(of)}${path}`} {...(path === at ? { 'aria-current': 'page' } : {})}>
            {words}
          </a>
        ),
      )}
    </nav>
  );
}
