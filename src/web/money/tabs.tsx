import type { PoolName } from '#money/contract';
import { Tabs } from '../parts/tabs.tsx';
import { pathOf } from './form.ts';

const TABS = [
  ['', 'Position'],
  ['/budget', 'Budget'],
  ['/return', 'Return'],
  ['/close', 'Month end'],
  ['/contributions', 'Contributions'],
  ['/ledger', 'Entries'],
  ['/statement', 'Statements'],
  ['/books', 'Our books'],
  ['/enter', 'Enter'],
] as const;

/** Where nothing is put in, nothing is left. */
const ONLY_POOLS: readonly MoneyTab[] = ['', '/budget', '/return', '/contributions'];

export type MoneyTab = (typeof TABS)[number][0];

type TabsOf = PoolName & { readonly pooled: boolean };

export function MoneyTabs({ of, at, act }: { readonly of: TabsOf; readonly at: MoneyTab; readonly act: boolean }) {
  const pages = TABS.filter(([path]) => (act || path !== '/enter') && (of.pooled || !ONLY_POOLS.includes(path)));
  return (
    <Tabs
      class="tabs"
      label="This pool"
      at={`${pathOf(of)}${at}`}
      pages={[
        { href: '/money', words: 'All pools' },
        ...pages.map(([path, words]) => ({ href: `${pathOf(of)}${path}`, words })),
      ]}
    />
  );
}
