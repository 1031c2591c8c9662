import type { Access, Amount } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';
import type { Partner } from '../contract.ts';

/** What one partner pays and gets in a period; `net` above nought is what it has in the end. */
export type SimulatedPosition = Partner & {
  readonly putIn: Amount;
  readonly inKind: Amount;
  /** Paid for care itself, out of no pool. */
  readonly pays: Amount;
  readonly earned: Amount;
  /** Its shares of what was over, below nought what it was given of what was left. */
  readonly shared: Amount;
  readonly net: Amount;
};

export type SimulatedPool = { readonly pool: string; readonly left: Amount };

export type SimulatedSide = {
  readonly positions: readonly SimulatedPosition[];
  readonly pools: readonly SimulatedPool[];
};

/** What a partner's net would move by, were one thing a tenth less or more. */
export type Swing = { readonly words: string; readonly less: Amount; readonly more: Amount };

export type MoneySimulation = {
  readonly instrument: string;
  readonly title: string;
  readonly version: number;
  readonly from: Day;
  /** The last day. */
  readonly until: Day;
  readonly today: SimulatedSide;
  readonly draft: SimulatedSide;
  readonly movements: readonly (Partner & { readonly amount: Amount })[];
  /** Of the seat's own organisation under the draft, the largest first. */
  readonly tornado: readonly Swing[];
  readonly own: string;
  readonly saved: readonly SavedSimulation[];
};

export type SavedSimulation = {
  readonly id: string;
  readonly version: number;
  readonly from: Day;
  readonly until: Day;
  readonly decision: string;
  readonly by: string;
  readonly at: string;
  /** Where the decision is read. */
  readonly page?: string;
};

/** What was kept, and what each partner's net moves by. */
export type KeptSimulation = Pick<MoneySimulation, 'from' | 'until' | 'movements'> & { readonly id: string };

/** The decision that uses a simulation, and where it is read. */
export type SimulationUse = { readonly decision: string; readonly page: string };

export type SimulationAsked = {
  readonly instrument: string;
  readonly version: number;
  readonly from?: string;
  /** The last day. */
  readonly until?: string;
};

/** A version that can be replayed: signed or not. */
export type Replayable = {
  readonly instrument: string;
  readonly title: string;
  readonly version: number;
  readonly words: string;
};

export type SimulateAnswers = {
  readonly replayable: (access: Access) => Promise<Outcome<readonly Replayable[]>>;
  /** A recorded period as it would have been under a version, beside what was agreed then. */
  readonly simulateMoney: (access: Access, asked: SimulationAsked) => Promise<Outcome<MoneySimulation>>;
  /** Keeps what is shown with the decision that used it. */
  readonly saveSimulation: (access: Access, asked: SimulationAsked, decision: string) => Promise<Outcome<true>>;
  /** The same for a paper that is about the version: what it shows stands there from then on. */
  readonly simulationFor: (
    access: Access,
    asked: SimulationAsked,
    use: SimulationUse,
  ) => Promise<Outcome<KeptSimulation>>;
};
