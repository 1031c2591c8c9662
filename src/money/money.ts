import { dayIn } from '#base';
import type { Joint, Services, Started } from '#joint';
import { agreeReopen, askReopen, close } from './acts/closing.ts';
import { approve, journal, letGo, promise, spend, undo } from './acts/journal.ts';
import { receive, receiveInKind } from './acts/receive.ts';
import { advance } from './advance.ts';
import type { AgreementsAnswer, Asking, Current } from './ask.ts';
import { books, keepCodes } from './books/books.ts';
import type {
  BudgetAnswers,
  CloseAnswers,
  MoneyAnswers,
  PlanAnswers,
  QuarterAnswers,
  SettlementAnswers,
  VatAnswers,
} from './contract.ts';
import { activityProjection } from './charge/activity.ts';
import { budget, keepBudget, tryBudget } from './budget/budget.ts';
import { textOfFile } from './budget/sheet.ts';
import { accept, answer, charge, letStand, query } from './charge/charges.ts';
import { dispute, settleDisputes } from './charge/disputed.ts';
import { answerElsewhere, askElsewhere, closeElsewhere, elsewhere } from './charge/elsewhere.ts';
import { acceptMany, charges, queriedAges, queryMany } from './charge/inbox.ts';
import { propose } from './charge/propose.ts';
import { humpAnswers } from './hump/answers.ts';
import { keepTranchesApart } from './hump/kept-apart.ts';
import { compareModels, signModel } from './models/compare.ts';
import { movementAnswers } from './shift/movements.ts';
import { movedWorkAnswers } from './moved/moved.ts';
import { stockAnswers } from './stock/answers.ts';
import { stockUseProjection } from './stock/use.ts';
import { watchMovements } from './shift/watch.ts';
import { registeredProjection } from './charge/registered.ts';
import { keepTakings, takeChanges } from './charge/taking.ts';
import { tellRest } from './charge/told-record.ts';
import { notWritten } from './fhir/parts.ts';
import { showingOf } from './fhir/showing.ts';
import { careCharging } from './means/entered.ts';
import { floorWatch } from './stock/floor.ts';
import { meansOf } from './means/answers.ts';
import { followMeans } from './means/owed.ts';
import { meansProjection } from './means/standing.ts';
import { incentiveAnswers } from './incentive/answers.ts';
import { attestWatch } from './incentive/owed.ts';
import { workerProjection } from './incentive/worker.ts';
import { moneyMigrations } from './migrations/index.ts';
import { routesOf } from './money.routes.ts';
import { sharesAhead } from './risk/outlook.ts';
import { replayable, saveSimulation, simulateMoney, simulationFor } from './simulate/simulate.ts';
import { confirmAccount, giveAccount } from './settle/accounts.ts';
import { grantsIn } from './grant/answers.ts';
import { oweMatches } from './grant/match-owed.ts';
import { oweReturns } from './grant/owed.ts';
import { actionPlans, askPlan, bringPlan } from './plan/plans.ts';
import { changeCloseDays, keepAccruals } from './close/acts.ts';
import { closeCalendar } from './close/calendar.ts';
import { closeWatch } from './close/owed.ts';
import { chooseVat } from './vat/vat.ts';
import { quarterWatch } from './quarter/owed.ts';
import { quarter, submitQuarter } from './quarter/quarter.ts';
import { countedPersonProjection } from './grant/person.ts';
import { propose as proposeSettlement, received, sign, withdraw } from './settle/settle.ts';
import { settlement, settlements } from './settle/views.ts';
import { contributions } from './views/contributions.ts';
import { ledgerPage } from './views/entries.ts';
import { poolView, pools } from './views/pools.ts';
import { agree, statement } from './views/statement.ts';

/** What `Started.answers` of this joint holds: the contract, and what tests and the program's clock use. */
export type Money = MoneyAnswers & {
  /** Does what time brought about: what fell due is entered, what lapsed is let go. */
  readonly advance: () => Promise<void>;
};

/** Money: pools, contributions, charges between organisations, settlement, risk share. */
export const money: Joint = {
  name: 'money',
  migrations: moneyMigrations,
  admits: [notWritten],
  projects: () => [
    activityProjection,
    countedPersonProjection,
    meansProjection,
    registeredProjection,
    stockUseProjection,
    workerProjection,
  ],
  start: async (services) => startMoney(services),
};

/** What lapses is looked for this often; what falls due, when the day or an agreement changes. */
const LOOK_MS = 30_000;

export async function startMoney(services: Services): Promise<Started & { readonly answers: Money }> {
  const asking: Asking = { services, governance: () => services.answers['governance'] as AgreementsAnswer };
  const answers = answersOf(asking);
  const looking = setInterval(() => {
    answers.advance().catch((error: unknown) => {
      services.log.warn({ error: error instanceof Error ? error.name : 'unknown' }, 'money: not brought up to today');
    });
  }, LOOK_MS).unref();
  return {
    routes: routesOf(asking, answers),
    answers,
    shows: showingOf(asking),
    onChanges: async (changes, transaction) => {
      await takeChanges(asking, changes, transaction);
      await followMeans(asking, changes, transaction);
    },
    stop: async () => clearInterval(looking),
  };
}

function answersOf(asking: Asking): Money {
  const watched = watchesOf(asking);
  const moved = movedOnce(asking);
  /** Figures are of today: whoever asks first on a new day, or after an agreement changed, brings them there. */
  const current =
    <Asked extends readonly unknown[], Answer>(ask: (asking: Asking, ...asked: Asked) => Promise<Answer>) =>
    async (...asked: Asked): Promise<Answer> => {
      await moved();
      return ask(asking, ...asked);
    };
  return {
    means: meansOf(asking),
    hump: humpAnswers(current),
    shift: movementAnswers(asking),
    movedWork: movedWorkAnswers(asking),
    stock: stockAnswers(asking),
    grants: grantsIn(current),
    incentive: incentiveAnswers(current),
    advance: () => goOn(asking, watched),
    charges: (access, asked) => current(charges)(access, asked),
    charge: (access, id, after) => current(charge)(access, id, after),
    queriedAges: current(queriedAges),
    ...forOthers(current),
    acceptCharges: current(acceptMany),
    queryCharges: current(queryMany),
    disputeCharge: current(dispute),
    proposeCharges: current(propose),
    acceptCharge: current(accept),
    queryCharge: current(query),
    answerQuery: current(answer),
    replayable: current(replayable),
    simulateMoney: current(simulateMoney),
    saveSimulation: current(saveSimulation),
    simulationFor: current(simulationFor),
    compareModels: current(compareModels),
    signModel: current(signModel),
    ...budgeting(current),
    ...settling(current),
    pools: current(pools),
    pool: current(poolView),
    sharesAhead: current(sharesAhead),
    contributions: current(contributions),
    ledger: current(ledgerPage),
    statement: current(statement),
    agree: current(agree),
    books: current(books),
    keepCodes: current(keepCodes),
    receive: current(receive),
    receiveInKind: current(receiveInKind),
    journal: (access, name, asked, key) => current(journal)(access, name, { ...asked, key }),
    undo: (access, name, seq, reason) => current(undo)(access, name, { seq, reason }),
    approve: current(approve),
    promise: (access, name, asked, key) => current(promise)(access, name, { ...asked, key }),
    spend: (access, name, seq, minor) => current(spend)(access, name, { seq, minor }),
    letGo: (access, name, seq, reason) => current(letGo)(access, name, { seq, reason }),
    ...monthEnd(current),
  };
}

/** What is looked at once a day, or as the record moves: whoever has something to do is told. */
function watchesOf(asking: Asking): readonly (() => Promise<void>)[] {
  return [
    careCharging(asking),
    floorWatch(asking),
    quarterWatch(asking),
    closeWatch(asking),
    attestWatch(asking),
    () => oweMatches(asking),
  ];
}

/** What time brought about, and what the record says since. */
async function goOn(asking: Asking, then: readonly (() => Promise<void>)[]): Promise<void> {
  await advance(asking);
  await keepTakings(asking, asking.governance().stack());
  await settleDisputes(asking);
  await letStand(asking);
  await tellRest(asking);
  await keepTranchesApart(asking);
  await watchMovements(asking);
  await oweReturns(asking);
  for (const one of then) await one();
}

/** What another commissioner pays for. */
function forOthers(current: Current) {
  return {
    elsewhere: current(elsewhere),
    askElsewhere: current(askElsewhere),
    answerElsewhere: current(answerElsewhere),
    closeElsewhere: current(closeElsewhere),
  };
}

/** What was planned, what is done where it is over, and what partners are told by the quarter. */
function budgeting(current: Current): BudgetAnswers & PlanAnswers & QuarterAnswers {
  return {
    budget: current(budget),
    tryBudget: current(tryBudget),
    keepBudget: current(keepBudget),
    budgetText: textOfFile,
    actionPlans: current(actionPlans),
    askPlan: current(askPlan),
    bringPlan: current(bringPlan),
    quarter: current(quarter),
    submitQuarter: current(submitQuarter),
  };
}

/** The steps of a month's close, closing and opening again, and what the books of a pool stand on. */
function monthEnd(
  current: Current,
): CloseAnswers & VatAnswers & Pick<MoneyAnswers, 'close' | 'askReopen' | 'agreeReopen'> {
  return {
    close: (access, name, through, reason) => current(close)(access, name, { through, reason }),
    askReopen: (access, name, through, reason) => current(askReopen)(access, name, { through, reason }),
    agreeReopen: current(agreeReopen),
    closeCalendar: current(closeCalendar),
    changeCloseDays: current(changeCloseDays),
    keepAccruals: current(keepAccruals),
    chooseVat: current(chooseVat),
  };
}

function settling(current: Current): SettlementAnswers {
  return {
    settlements: current(settlements),
    settlement: current(settlement),
    proposeSettlement: current(proposeSettlement),
    signSettlement: current(sign),
    withdrawSettlement: current(withdraw),
    paymentReceived: current(received),
    giveBankAccount: current(giveAccount),
    confirmBankAccount: current(confirmAccount),
  };
}

/** Advances when the day or what was agreed is another than the last time; those who ask meanwhile wait for the same. */
function movedOnce(asking: Asking): () => Promise<void> {
  const { services, governance } = asking;
  const nowIs = (): string => `${dayIn(services.zone, services.now())} ${governance().policySource.version}`;
  let done = '';
  let running: Promise<void> | undefined;
  const run = async (): Promise<void> => {
    const now = nowIs();
    await advance(asking);
    await keepTakings(asking, asking.governance().stack());
    await settleDisputes(asking);
    await letStand(asking);
    await keepTranchesApart(asking);
    await oweReturns(asking);
    done = now;
  };
  return async () => {
    while (done !== nowIs()) {
      running ??= run().finally(() => {
        running = undefined;
      });
      await running;
    }
  };
}
