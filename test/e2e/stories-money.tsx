import { draw, type OpenedPage, type PageDefinition, type ShellInput, type SignedIn } from '#web';
import { budgetPage } from '../../src/web/money/budget.tsx';
import { poolPage } from '../../src/web/money/pool.tsx';
import { simulateMoneyPage } from '../../src/web/money/simulate-money.tsx';
import { BUDGET } from './made-up-budget.ts';
import { POOL_SHARED } from './made-up-money.ts';
import { REPLAYABLE, SIMULATION } from './made-up-simulation.ts';
import { TODAY, ZONE } from './made-up-record.ts';

type Story = { readonly name: string; readonly shell: Omit<ShellInput, 'assets'> };

const FINANCE: SignedIn = { name: 'Alan Whitcombe', role: 'finance-lead', organization: 'Vale Integrated Care Board' };

/** Planning money: budgets, what is shared at closing, and what would be. */
export const MONEY_STORIES: readonly Story[] = [
  story('budget', '/money/vale-pooled-fund/diabetes-care/budget', drawn(budgetPage, { view: BUDGET })),
  story(
    'budget-tried',
    '/money/vale-pooled-fund/diabetes-care/budget',
    drawn(budgetPage, {
      view: BUDGET,
      sent: {
        text: 'scheme,month,amount\nfoot care,2026-04,8000.00',
        reason: '',
        tried: {
          lines: 1,
          faults: [],
          total: { minor: 800_000, currency: 'GBP' },
          schemes: [
            {
              scheme: 'foot care',
              now: { minor: 101_600_000, currency: 'GBP' },
              next: { minor: 800_000, currency: 'GBP' },
            },
          ],
        },
      },
    }),
  ),
  story(
    'budget-faults',
    '/money/vale-pooled-fund/diabetes-care/budget',
    drawn(budgetPage, {
      view: BUDGET,
      sent: {
        text: 'scheme,month,amount\nfoot care,April,8000.00',
        reason: '',
        tried: {
          lines: 1,
          faults: [{ line: 2, rule: "'April' is no month.", remedy: 'Write it as 2026-04.' }],
          total: { minor: 0, currency: 'GBP' },
          schemes: [],
        },
      },
    }),
  ),
  story('pool-shared', '/money/vale-pooled-fund/diabetes-care', drawn(poolPage, { view: POOL_SHARED, past: false })),
  story('simulated-money', '/money/simulate', drawn(simulateMoneyPage, { versions: REPLAYABLE, found: SIMULATION })),
  story('simulated-none', '/money/simulate', drawn(simulateMoneyPage, { versions: [] })),
];

function drawn<Data extends object>(page: PageDefinition<Data>, shown: Data): OpenedPage {
  return draw(page, shown, { today: TODAY, zone: ZONE });
}

function story(name: string, path: string, page: OpenedPage): Story {
  return { name, shell: { page, path, signedIn: FINANCE, seats: [] } };
}
