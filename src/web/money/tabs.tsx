import type { PoolName } from '#money/contract';
import { pathOf } from './form.ts';

const TABS = [
  ['', 'Position'],
  ['/contributions', 'Contributions'],
  ['/ledger', 'Entries'],
  ['/statement', 'Statements'],
  ['/enter', 'Enter'],
] as const;

export type MoneyTab = (typeof TABS)[number][0];

export function MoneyTabs({ of, at, act }: { readonly of: PoolName; readonly at: MoneyTab; readonly act: boolean }) {
  return (
    <nav class="tabs" aria-label="This pool">
      <a href="/money">All pools</a>
      {TABS.filter(([path]) => act || path !== '/enter').map(([path, words]) => (
        <a key={path} href={`${pathOf(of)}${path}`} {...(path === at ? { 'aria-current': 'page' } : {})}>
          {words}
        </a>
      ))}
    </nav>
  );
}
