import type { Access } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';
import type { BytesFile } from '#http';
import type { DeclaredUse, LackingPerson, MeasureRow, Place, Tally } from '../contract.ts';
import type { FunnelRow } from '../signals/contract.ts';

/** One measure of the practice beside the others. */
export type VisitRow = Pick<MeasureRow, 'id' | 'title' | 'kind' | 'better' | 'aim' | 'tally'> & {
  /** All practices together. */
  readonly whole?: Tally;
  readonly band?: FunnelRow['band'];
};

/** People of the practice who lack something, as far as the viewer may see them. */
export type VisitPeople = {
  readonly measure: { readonly id: string; readonly title: string };
  readonly total: number;
  readonly people: readonly LackingPerson[];
};

export type VisitAction = {
  readonly id: string;
  readonly title: string;
  readonly state: string;
  readonly due?: string;
  readonly words?: string;
};

export type VisitPack = {
  readonly use: DeclaredUse;
  readonly place: Place;
  readonly asAt: Day;
  readonly rows: readonly VisitRow[];
  /** Where it stands among the others in the measure in which it does least well beside them. */
  readonly funnel?: { readonly id: string; readonly title: string; readonly rows: readonly FunnelRow[] };
  /** Absent for who may not see lists of people. */
  readonly gaps?: readonly VisitPeople[];
  readonly cases?: readonly LackingPerson[];
  readonly under?: readonly VisitPeople[];
  readonly over?: readonly VisitPeople[];
  /** What the practice promised, and what became of it. */
  readonly actions: readonly VisitAction[];
  /** What may be a matter of how things are recorded. */
  readonly notes: readonly string[];
};

/** What a consultant and a specialist nurse bring to a practice: from live figures and records, typed by nobody. */
export type VisitAnswers = {
  readonly pack: (access: Access, place: string) => Promise<Outcome<VisitPack>>;
  readonly file: (access: Access, place: string) => Promise<Outcome<BytesFile>>;
};
