import type { Access } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';
import type { DeclaredUse, LackingPerson, Place, Tally } from '../contract.ts';
import type { FunnelRow } from '../signals/contract.ts';

/** One measure by which somebody may be treated too little, or more than helps. */
export type OutlyingMeasure = {
  readonly id: string;
  readonly title: string;
  /** At the place; absent where it is not told. */
  readonly tally?: Tally;
  /** All practices together that are told. */
  readonly whole?: Tally;
  /** Practices of the place that stand out among them all, furthest first. */
  readonly practices: readonly FunnelRow[];
  /** How many practices of the place were held against the others, and how many are not told. */
  readonly compared: number;
  readonly hidden: number;
  /** Absent for who may not see lists of people. */
  readonly people?: { readonly total: number; readonly first: readonly LackingPerson[] };
};

export type Outliers = {
  readonly use: DeclaredUse;
  readonly place: Place;
  readonly places: readonly Place[];
  readonly asAt: Day;
  readonly tooLittle: readonly OutlyingMeasure[];
  readonly moreThanHelps: readonly OutlyingMeasure[];
};

export type OutlierAnswers = {
  readonly outliers: (access: Access, place: string) => Promise<Outcome<Outliers>>;
};
