import type { Access, Amount } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';
import type { Services } from '#joint';

type Tally = { readonly met: number; readonly of: number };

export type AskedMeasure = {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly kind: string;
  readonly better?: 'lower';
  readonly tally?: Tally;
  readonly aim?: number;
  readonly history: readonly { readonly day: Day; readonly tally?: Tally }[];
};

export type AskedSignal = {
  readonly id: string;
  readonly sentinel: string;
  readonly change: string;
  readonly series: string;
  readonly at: { readonly name: string };
  readonly since: Day;
  readonly counted?: number;
  readonly expected: number;
  /** A value that was agreed and is passed, where that is why. */
  readonly limit?: { readonly worse: 'above' | 'below'; readonly percent: number };
  readonly state: string;
  readonly words: readonly {
    readonly kind: string;
    readonly words: string;
    readonly at: string;
    /** Of a decision that did not wait: why not, and who had not commented. */
    readonly early?: { readonly words: string; readonly unheard: readonly string[] };
  }[];
};

/** What a report asks of measures; the rest of that joint's contract is not its business. */
export type AskedInsight = {
  readonly dashboard: (
    access: Access,
    question: { readonly place: string; readonly asAt: Day; readonly pack?: string },
  ) => Promise<
    Outcome<{
      readonly register: Tally;
      readonly measures: readonly AskedMeasure[];
      readonly title?: string;
      /** Packs that agreements in force count, as 'own-words 2026.1', and the one that is told here. */
      readonly packs?: readonly { readonly id: string }[];
      readonly chosen?: string;
    }>
  >;
  readonly measure: (
    access: Access,
    id: string,
    place: string,
  ) => Promise<
    Outcome<{
      readonly asAt: Day;
      readonly strata?: readonly {
        readonly dimension: string;
        readonly title: string;
        readonly gap?: { readonly points: number; readonly lowest: string; readonly highest: string };
      }[];
    }>
  >;
  readonly sentinels: (access: Access) => Promise<
    Outcome<{
      readonly sentinels: readonly { readonly signals: readonly AskedSignal[] }[];
      readonly odd: readonly {
        readonly id: string;
        readonly words: string;
        readonly place: string;
        readonly at: string;
        readonly answer?: unknown;
      }[];
    }>
  >;
};

type AskedPool = {
  readonly instrument: string;
  readonly pool: string;
  readonly name: string;
  readonly pooled: boolean;
  readonly due: Amount;
  readonly received: Amount;
  readonly late: Amount;
  readonly spent: Amount;
  readonly promised: Amount;
  readonly left: Amount;
};

/** A grant with what its lines are given, and what care would cost if it goes on as so far. */
type AskedGrant = {
  readonly name: { readonly instrument: string; readonly clause: string; readonly since: string };
  readonly title: string;
  readonly lines: readonly {
    readonly id: string;
    readonly words: string;
    readonly amount: Amount;
    readonly need?: Amount;
  }[];
};

/** The same of money. */
export type AskedMoney = {
  readonly grants: { readonly grants: (access: Access) => Promise<Outcome<readonly AskedGrant[]>> };
  readonly pools: (access: Access) => Promise<Outcome<readonly AskedPool[]>>;
  readonly pool: (
    access: Access,
    name: { readonly instrument: string; readonly pool: string },
    asAt: { readonly on: string },
  ) => Promise<Outcome<AskedPool & { readonly unshared: Amount }>>;
  readonly shift: {
    readonly movements: (access: Access) => Promise<
      Outcome<
        readonly {
          readonly id: string;
          readonly title: string;
          readonly cohort: string;
          readonly month: Day;
          readonly fell: { readonly name: string; readonly amount: Amount };
          readonly rose: { readonly name: string; readonly amount: Amount };
          readonly state: 'for-comment' | 'shown';
        }[]
      >
    >;
  };
};

export type Answering = Pick<Services, 'answers'>;

export function insightOf({ answers }: Answering): AskedInsight | undefined {
  return answers['insight'] as AskedInsight | undefined;
}

export function moneyOf({ answers }: Answering): AskedMoney | undefined {
  return answers['money'] as AskedMoney | undefined;
}
