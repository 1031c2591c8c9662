import type { Access } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';
import type { BytesFile } from '#http';

/** Figures for another system: of one measure with its parts, or of a pack; as at a day, or of a period, as at its last day. */
export type ExchangeQuestion = {
  readonly format: 'adx' | 'datavalueset';
  readonly place: string;
  readonly measure?: string;
  readonly pack?: string;
  readonly asAt?: Day;
  readonly reportedOn?: Day;
  /** '2026-05', '2026Q2', '2026S1', '2026', or a day. */
  readonly period?: string;
};

export type ExchangeAnswers = {
  /** ADX of IHE, or a dataValueSet of DHIS2. */
  readonly exchange: (access: Access, question: ExchangeQuestion) => Promise<Outcome<BytesFile>>;
};
