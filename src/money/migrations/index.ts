import type { Migration } from '#store';
import { moneyLedger } from './0050-money-ledger.ts';
import { moneyStatement } from './0051-money-statement.ts';
import { moneyCharge } from './0052-money-charge.ts';
import { moneyPrice } from './0053-money-price.ts';
import { moneyQuery } from './0054-money-query.ts';
import { moneySettlement } from './0055-money-settlement.ts';
import { moneyShown } from './0056-money-shown.ts';
import { moneyRisk } from './0057-money-risk.ts';
import { moneyBudget } from './0058-money-budget.ts';
import { moneySimulation } from './0059-money-simulation.ts';
import { moneyElsewhere } from './0060-money-elsewhere.ts';
import { moneyMeans } from './0061-money-means.ts';
import { moneyGrant } from './0062-money-grant.ts';
import { moneyCoding } from './0063-money-coding.ts';
import { moneyModels } from './0065-money-models.ts';
import { moneyMovement } from './0066-money-movement.ts';
import { moneyTransition } from './0064-money-transition.ts';
import { moneyFloor } from './0068-money-floor.ts';
import { moneyStock } from './0069-money-stock.ts';
import { moneyActionPlan } from './0107-money-action-plan.ts';
import { moneyIncentive } from './0111-money-incentive.ts';
import { moneyAttestOwed } from './0115-money-attest-owed.ts';
import { moneyElsewhereLedger } from './0113-money-elsewhere-ledger.ts';
import { moneyStockShort } from './0114-money-stock-short.ts';
import { moneySimulationPage } from './0121-money-simulation-page.ts';
import { moneyQuarter } from './0122-money-quarter.ts';
import { moneyItemShown } from './0074-money-item-shown.ts';
import { moneyMovedWork } from './0070-money-moved-work.ts';
import { moneyClose } from './0116-money-close.ts';
import { moneyStockAgreed } from './0149-money-stock-agreed.ts';
import { moneyVat } from './0150-money-vat.ts';
import { moneyYearReturn } from './0151-money-year-return.ts';
import { moneyPurpose } from './0152-money-purpose.ts';
import { moneyChargeTold } from './0157-money-charge-told.ts';
import { moneyChargeScheme } from './0135-money-charge-scheme.ts';

export const moneyMigrations: readonly Migration[] = [
  moneyLedger,
  moneyStatement,
  moneyCharge,
  moneyPrice,
  moneyQuery,
  moneySettlement,
  moneyShown,
  moneyRisk,
  moneyBudget,
  moneySimulation,
  moneyElsewhere,
  moneyMeans,
  moneyGrant,
  moneyCoding,
  moneyTransition,
  moneyModels,
  moneyFloor,
  moneyMovement,
  moneyStock,
  moneyMovedWork,
  moneyItemShown,
  moneyIncentive,
  moneyElsewhereLedger,
  moneyAttestOwed,
  moneyStockShort,
  moneySimulationPage,
  moneyQuarter,
  moneyActionPlan,
  moneyChargeScheme,
  moneyClose,
  moneyStockAgreed,
  moneyVat,
  moneyYearReturn,
  moneyPurpose,
  moneyChargeTold,
];
