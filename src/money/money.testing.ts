import { setTimeout as sleep } from 'node:timers/promises';
import type { Access, Clause, ContributeClause, Instrument, Role } from '#agreement';
import { SECTIONS } from '../agreement/kinds.ts';
import { day } from '#base';
import type { Obligations } from '#obligation';
import type { Services, Started } from '#joint';
import type { Projection } from '#repository';
import type { Store } from '#store';
import { engineOn } from '../governance/engine.testing.ts';
import {
  BOARD,
  COUNCIL,
  RIVERSIDE,
  type TestPartnership,
  testPartnership,
  valueOf,
} from '../governance/partnership.testing.ts';
import type { Asking } from './ask.ts';
import { activityProjection } from './charge/activity.ts';
import { countedPersonProjection } from './grant/person.ts';
import { workerProjection } from './incentive/worker.ts';
import { meansProjection } from './means/standing.ts';
import { stockUseProjection } from './stock/use.ts';
import { type Money, startMoney } from './money.ts';

export { BOARD, codesOf, COUNCIL, RIVERSIDE, valueOf } from '../governance/partnership.testing.ts';

export const POOL = { instrument: 'fund', pool: 'better-care' } as const;

/** A board and a council that put money into a pool, with a trust beside them, on the real engine. */
export type TestMoney = {
  readonly vale: TestPartnership;
  readonly money: Money;
  /** What exports are asked with. */
  readonly asking: Asking;
  readonly obligations: Obligations;
  readonly seat: (organization: string, role?: Role) => Promise<Access>;
  /** The clock, at nine in the morning. */
  readonly turnTo: (day: string) => Promise<void>;
  readonly propose: (draft: Instrument) => Promise<void>;
  /** Gives the joint what was written since the last time, as the feed does. */
  readonly follow: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

const OWN = [meansProjection, activityProjection, countedPersonProjection, stockUseProjection, workerProjection];

export async function testMoney(
  store: Store,
  draft: Instrument = fundDraft(),
  {
    projections = [],
    ...more
  }: Pick<Services, 'staff' | 'holders'> & { readonly projections?: readonly Projection[] } = {},
): Promise<TestMoney> {
  let obligations: Obligations | undefined;
  // As in the program: each joint asks the other, and governance starts first.
  const answers: Record<string, unknown> = {};
  const vale = await testPartnership(store, {
    obligationsOn: (repository) => (obligations = engineOn(store)(repository)),
    projections: [...OWN, ...projections],
    answers,
  });
  const engine = obligations as unknown as Obligations;
  vale.clock.now = Date.parse('2026-03-20T09:00:00Z');
  const { repository } = vale;
  const services: Services = {
    store,
    repository: repository.bind,
    ports: repository,
    now: () => vale.clock.now,
    newId: () => 'unused',
    zone: 'Europe/London',
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    obligations: engine,
    answers,
    ...more,
  };
  answers['governance'] = vale.governance;
  const { answers: money, onChanges, stop } = await startMoney(services);
  answers['money'] = money;
  const propose = async (made: Instrument): Promise<void> => {
    valueOf(await vale.governance.propose(await vale.seat(BOARD, 'programme-lead', 'planning'), made));
    await vale.signAll(made.id, made.version);
  };
  await propose(draft);
  return {
    vale,
    money,
    asking: { services, governance: () => vale.governance },
    obligations: engine,
    propose,
    follow: () => followed(repository, onChanges),
    seat: (organization, role = 'finance-lead') => vale.seat(organization, role, 'planning'),
    turnTo: async (to) => {
      vale.clock.now = Date.parse(`${to}T09:00:00Z`);
      await money.advance();
    },
    stop: async () => {
      await stop?.();
      await vale.stop();
    },
  };
}

const HELD_LOOK_MS = 20;
const HELD_MAX_MS = 60_000;

/** A transaction that runs, of whatever database of the server, those of other files too, holds back what was written after it began. */
async function followed({ feed }: TestPartnership['repository'], onChanges: Started['onChanges']): Promise<void> {
  for (let heldMs = 0; heldMs < HELD_MAX_MS; heldMs += HELD_LOOK_MS) {
    while (
      (await feed.consume(
        'money',
        1_000,
        (changes, transaction) => onChanges?.(changes, transaction) ?? Promise.resolve(),
      )) > 0
    );
    if ((await feed.behind('money', 1)) === 0) return;
    await sleep(HELD_LOOK_MS);
  }
}

export const boardMoney: ContributeClause = {
  id: 'board-money',
  cites: '2',
  clause: 'contribute',
  pool: 'better-care',
  by: BOARD,
  amount: { minor: 1_324_500_000, currency: 'GBP' },
  period: { from: day('2026-04-01'), until: day('2027-04-01') },
  every: 'month',
  dueWorkingDay: 1,
  varies: 'pro-rata',
};
export const councilMoney: ContributeClause = {
  ...boardMoney,
  id: 'council-money',
  by: COUNCIL,
  amount: { minor: 1_007_100_000, currency: 'GBP' },
};

export function fundDraft(
  changes: Partial<Instrument> = {},
  clauses: readonly Clause[] = [boardMoney, councilMoney],
): Instrument {
  return {
    id: 'fund',
    version: 1,
    title: 'Vale section 75 agreement',
    kind: 'section-75-pooled-fund',
    rank: 'partnership',
    jurisdiction: 'england',
    purpose: 'payment',
    parties: [
      { organization: BOARD, name: 'Vale Care Board', kind: 'care-board' },
      { organization: COUNCIL, name: 'Vale Council', kind: 'local-authority' },
      { organization: RIVERSIDE, name: 'Riverside Community Trust', kind: 'community-trust' },
    ],
    population: { words: 'adults of the Vale' },
    decided: day('2026-03-01'),
    effective: day('2026-04-01'),
    text: [
      { id: '2', text: 'What each puts in.' },
      { id: '3', text: 'How it may be changed.' },
      ...SECTIONS.map((section) => ({ id: section, text: `What is said of ${section}.`, section })),
    ],
    clauses: [
      ...clauses,
      { id: 'vary', cites: '3', clause: 'vary', agreedBy: 'parties', noticeDays: 0, backdateMonths: 6 },
    ],
    ...changes,
  };
}
