import type { Access, VatRegime } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';
import type { PoolName } from '../contract.ts';

/** By which rule of the place the value added tax on what a pool buys is taken back, since when, and who said so. */
export type VatChosen = {
  readonly regime: VatRegime;
  readonly from: Day;
  readonly reason: string;
  readonly by: string;
  readonly at: string;
};

export type PoolVat = {
  /** What the law of the place knows; empty where its pack has none. */
  readonly regimes: readonly VatRegime[];
  /** What counts, by the first day on which it does, the newest first; `current` is today's. */
  readonly chosen: readonly VatChosen[];
  readonly current?: VatChosen;
};

export type VatAnswers = {
  /** Whoever keeps the books says how it is delivered, from an open day on. */
  readonly chooseVat: (
    access: Access,
    name: PoolName,
    chosen: { readonly regime: string; readonly from: string; readonly reason: string },
  ) => Promise<Outcome<true>>;
};
