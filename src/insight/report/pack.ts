import pack from '#packs/monthly-visits/pack.json' with { type: 'json' };

export type ReportBand = {
  readonly id: string;
  readonly words: string;
  readonly from: number;
  readonly until?: number;
};

/** What is counted of a month: items of a type, of some codes, of at least some value. */
export type ReportElement = {
  readonly id: string;
  readonly words: string;
  readonly type: 'Encounter' | 'Observation' | 'Procedure' | 'Immunization' | 'ServiceRequest';
  readonly codes?: readonly string[];
  readonly atLeast?: readonly { readonly code: string; readonly value: number }[];
  /** By sex and age. */
  readonly split?: boolean;
  readonly dataElement: string;
};

export type ReportPack = {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly source: string;
  readonly unverified: readonly string[];
  readonly dataSet: string;
  /** Day of the next month by which the report is owed. */
  readonly dueDay: number;
  readonly ageBands: readonly ReportBand[];
  readonly elements: readonly ReportElement[];
};

/** The report that a facility owes every month: packs/monthly-visits. */
export const REPORT = pack as unknown as ReportPack;
