import { draw, type OpenedPage, type PageDefinition, type ShellInput, type SignedIn } from '#web';
import { budgetPage } from '../../src/web/money/budget.tsx';
import { closePage } from '../../src/web/money/close.tsx';
import { quarterPage } from '../../src/web/money/quarter.tsx';
import { CLOSE, CLOSE_NONE } from './made-up-close.ts';
import { QUARTER, YEAR_RETURN } from './made-up-quarter.ts';
import { poolPage } from '../../src/web/money/pool.tsx';
import { humpPage } from '../../src/web/money/hump.tsx';
import { humpsPage } from '../../src/web/money/humps.tsx';
import { movementPage } from '../../src/web/money/movement.tsx';
import { movementsPage } from '../../src/web/money/movements.tsx';
import { modelsPage } from '../../src/web/money/models.tsx';
import { simulateMoneyPage } from '../../src/web/money/simulate-money.tsx';
import { chargePage } from '../../src/web/money/charge.tsx';
import { chargesPage } from '../../src/web/money/charges.tsx';
import { elsewherePage } from '../../src/web/money/elsewhere.tsx';
import { queriedPage } from '../../src/web/money/queried.tsx';
import { settlementPage } from '../../src/web/money/settlement.tsx';
import { settlementsPage } from '../../src/web/money/settlements.tsx';
import { contributionsPage } from '../../src/web/money/contributions.tsx';
import { enterPage } from '../../src/web/money/enter.tsx';
import { figurePage } from '../../src/web/money/figure.tsx';
import { grantPage } from '../../src/web/money/grant.tsx';
import { grantsPage } from '../../src/web/money/grants.tsx';
import { togetherPage } from '../../src/web/money/together.tsx';
import { incentivesPage } from '../../src/web/money/incentives.tsx';
import { ledgerPage } from '../../src/web/money/ledger.tsx';
import { poolsPage } from '../../src/web/money/pools.tsx';
import { booksPage } from '../../src/web/money/books.tsx';
import { movedWorksPage } from '../../src/web/money/moved/list.tsx';
import { movedWorkPage } from '../../src/web/money/moved/one.tsx';
import { stockItemPage } from '../../src/web/money/stock/item.tsx';
import { stockPage } from '../../src/web/money/stock/list.tsx';
import { transferPage } from '../../src/web/money/stock/transfer.tsx';
import { statementPage } from '../../src/web/money/statement.tsx';
import { OWN_BOOKS } from './made-up-books.ts';
import {
  CHARGE_CHECKED,
  CHARGE_DETAIL,
  CHARGE_WAITS,
  CHARGES,
  ELSEWHERE,
  ELSEWHERE_ASKED,
  ELSEWHERE_NONE,
  QUERIED,
} from './made-up-charges.ts';
import { KEPT_BACK, SETTLEMENT, SETTLEMENTS } from './made-up-settlements.ts';
import { CONTRIBUTIONS, LEDGER, POOL, POOL_SHARED, POOL_VIEW, STATEMENT, STATEMENT_PART } from './made-up-money.ts';
import { BUDGET } from './made-up-budget.ts';
import { AHEAD, PLANS, PLANS_NONE } from './made-up-plans.ts';
import { HUMP } from './made-up-hump.ts';
import { MOVEMENT } from './made-up-movement.ts';
import { MODELS } from './made-up-models.ts';
import { FIGURE, GRANT, RETURN, TOGETHER } from './made-up-grants.ts';
import { INCENTIVES_NONE, INCENTIVES_OWN, INCENTIVES_STAFF } from './made-up-incentives.ts';
import { REPLAYABLE, SIMULATION } from './made-up-simulation.ts';
import { MOVED_WORKS, WORK_BEGAN, WORK_WANTED } from './made-up-moved-work.ts';
import { STOCK_HERE, STOCK_ITEM, STOCK_NONE, TO_ANSWER, TO_SEND, TRANSFER } from './made-up-stock.ts';
import { TODAY, ZONE } from './made-up-record.ts';

type Story = { readonly name: string; readonly shell: Omit<ShellInput, 'assets'> };

const FINANCE: SignedIn = { name: 'Alan Whitcombe', role: 'finance-lead', organization: 'Vale Integrated Care Board' };

/** Money: what is there, what was charged and settled, budgets, what is shared at closing, and what would be. */
export const MONEY_STORIES: readonly Story[] = [
  story(
    'money',
    '/money',
    drawn(poolsPage, {
      pools: [POOL, { ...POOL, pool: 'b', title: 'Vale Second Fund', left: { minor: 1, currency: 'GBP' } }],
    }),
  ),
  story(
    'charges',
    '/money/charges',
    drawn(chargesPage, { found: CHARGES, organization: 'Organization/icb', checks: false }),
  ),
  story('settlements', '/money/settlements', drawn(settlementsPage, { found: SETTLEMENTS, until: '2026-08-31' })),
  story('settlement', '/money/settlements/7', drawn(settlementPage, { of: SETTLEMENT })),
  story('settlement-rival', '/money/settlements/7', drawn(settlementPage, { of: KEPT_BACK })),
  story('queried', '/money/charges/queried', drawn(queriedPage, { found: QUERIED })),
  story('elsewhere', '/money/charges/elsewhere', drawn(elsewherePage, { found: ELSEWHERE })),
  story('elsewhere-asked', '/money/charges/elsewhere', drawn(elsewherePage, { found: ELSEWHERE_ASKED })),
  story('elsewhere-none', '/money/charges/elsewhere', drawn(elsewherePage, { found: ELSEWHERE_NONE })),
  story('charge', '/money/charges/31', drawn(chargePage, { of: CHARGE_DETAIL })),
  story('charge-checked', '/money/charges/31', drawn(chargePage, { of: CHARGE_CHECKED })),
  story('charge-waits', '/money/charges/31', drawn(chargePage, { of: CHARGE_WAITS })),
  story('money-none', '/money', drawn(poolsPage, { pools: [] })),
  story(
    'pool',
    '/money/vale-pooled-fund/diabetes-care',
    drawn(poolPage, { view: POOL_VIEW, past: false, budget: BUDGET, ahead: AHEAD }),
  ),
  story(
    'contributions',
    '/money/vale-pooled-fund/diabetes-care/contributions',
    drawn(contributionsPage, { found: CONTRIBUTIONS }),
  ),
  story('ledger', '/money/vale-pooled-fund/diabetes-care/ledger', drawn(ledgerPage, { found: LEDGER })),
  story('books', '/money/vale-pooled-fund/diabetes-care/books', drawn(booksPage, { of: OWN_BOOKS })),
  story(
    'statement',
    '/money/vale-pooled-fund/diabetes-care/statement',
    drawn(statementPage, { of: STATEMENT, act: true }),
  ),
  story(
    'statement-of-a-grant',
    '/money/vale-pooled-fund/diabetes-care/statement',
    drawn(statementPage, { of: STATEMENT_PART, act: true }),
  ),
  story('enter-money', '/money/vale-pooled-fund/diabetes-care/enter', drawn(enterPage, { view: POOL_VIEW })),
  story('month-end', '/money/vale-pooled-fund/diabetes-care/close', drawn(closePage, { of: CLOSE })),
  story('month-end-none', '/money/vale-pooled-fund/diabetes-care/close', drawn(closePage, { of: CLOSE_NONE })),
  story('quarter', '/money/vale-pooled-fund/diabetes-care/return', drawn(quarterPage, { of: QUARTER })),
  story('year-return', '/money/vale-pooled-fund/diabetes-care/return', drawn(quarterPage, { of: YEAR_RETURN })),
  story(
    'budget',
    '/money/vale-pooled-fund/diabetes-care/budget',
    drawn(budgetPage, { view: BUDGET, plans: PLANS, ahead: AHEAD }),
  ),
  story(
    'budget-no-plans',
    '/money/vale-pooled-fund/diabetes-care/budget',
    drawn(budgetPage, { view: BUDGET, plans: PLANS_NONE }),
  ),
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
  story('grants', '/money/grants', drawn(grantsPage, { grants: [GRANT] })),
  story('together', '/money/grants/together', drawn(togetherPage, { of: TOGETHER })),
  story('grants-none', '/money/grants', drawn(grantsPage, { grants: [] })),
  story('grant', '/money/grants/chebyelo-clinic/heart/2026-01-01', drawn(grantPage, { of: RETURN })),
  story('grant-figure', '/money/grants/chebyelo-clinic/heart/2026-01-01/figure', drawn(figurePage, { of: FIGURE })),
  story('simulated-money', '/money/simulate', drawn(simulateMoneyPage, { versions: REPLAYABLE, found: SIMULATION })),
  story('humps', '/money/transition', drawn(humpsPage, { humps: [HUMP] })),
  story('hump', '/money/transition/vale-pooled-fund/foot-clinics', drawn(humpPage, { of: HUMP })),
  story('models', '/money/models', drawn(modelsPage, { versions: REPLAYABLE, found: MODELS })),
  story('movements', '/money/movements', drawn(movementsPage, { found: [MOVEMENT] })),
  story('movement', '/money/movements/3', drawn(movementPage, { of: MOVEMENT })),
  story('moved-works', '/money/moved-work', drawn(movedWorksPage, { of: MOVED_WORKS })),
  story('moved-work', '/money/moved-work/4', drawn(movedWorkPage, { of: WORK_WANTED })),
  story('moved-work-began', '/money/moved-work/3', drawn(movedWorkPage, { of: WORK_BEGAN })),
  story('stock', '/stock', drawn(stockPage, { of: STOCK_HERE })),
  story('stock-none', '/stock', drawn(stockPage, { of: STOCK_NONE })),
  story('stock-item', '/stock/1', drawn(stockItemPage, { of: STOCK_ITEM })),
  story('stock-transfer', '/stock/transfers/12', drawn(transferPage, { of: TRANSFER })),
  story('stock-asked', '/stock/transfers/12', drawn(transferPage, { of: TO_ANSWER })),
  story('stock-to-send', '/stock/transfers/12', drawn(transferPage, { of: TO_SEND })),
  story('incentives', '/money/incentives', drawn(incentivesPage, { of: INCENTIVES_OWN, charges: false })),
  story('incentives-staff', '/money/incentives', drawn(incentivesPage, { of: INCENTIVES_STAFF, charges: true })),
  story('incentives-none', '/money/incentives', drawn(incentivesPage, { of: INCENTIVES_NONE, charges: true })),
  story('simulated-none', '/money/simulate', drawn(simulateMoneyPage, { versions: [] })),
];

function drawn<Data extends object>(page: PageDefinition<Data>, shown: Data): OpenedPage {
  return draw(page, shown, { today: TODAY, zone: ZONE });
}

function story(name: string, path: string, page: OpenedPage): Story {
  return { name, shell: { page, path, signedIn: FINANCE, seats: [] } };
}
