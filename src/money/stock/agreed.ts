import { clausesThen, type Instrument, named, render, type Stack, type StockClause } from '#agreement';
import type { Day } from '#base';

/** A clause about stock that runs: between which sites, and who keeps some for all of them. */
export type AgreedStock = {
  readonly instrument: Instrument;
  readonly clause: StockClause;
  /** Each has so many days of its medicines. */
  readonly sites: readonly string[];
};

/** 'Vale alliance, paragraph 7', and the page where it stands. */
export type Because = { readonly because: string; readonly agreement: string };

type Of = { readonly system: string; readonly code: string };

export function agreedStock(stack: Stack, today: Day): readonly AgreedStock[] {
  return clausesThen(stack, 'stock', { on: today }).map(({ instrument, clause }) => ({
    instrument,
    clause,
    sites: named(clause.at, instrument),
  }));
}

export function becauseOf({ instrument, clause }: AgreedStock): Because {
  return {
    because: `${instrument.title}, paragraph ${clause.cites}`,
    agreement: `/agreements/${encodeURIComponent(instrument.id)}`,
  };
}

/** For how many days a site has some of a medicine at least: of several agreements the one that asks for most. */
export function floorFor(
  all: readonly AgreedStock[],
  { site, ...of }: Of & { readonly site: string },
): (Because & { readonly days: number }) | undefined {
  const asked = all.flatMap((one) => {
    const days = one.sites.includes(site) ? medicineOf(one, of)?.days : undefined;
    return days === undefined ? [] : [{ ...becauseOf(one), days }];
  });
  return asked.sort((one, other) => other.days - one.days)[0];
}

/** In how many working days one site answers another: of several agreements the one that gives least time. */
export function answerFor(
  all: readonly AgreedStock[],
  { from, to, ...of }: Of & { readonly from: string; readonly to: string },
): (AgreedStock & { readonly workingDays: number }) | undefined {
  const asked = all.flatMap((one) => {
    const both = [from, to].every((site) => one.sites.includes(site) || one.clause.pooled?.keptBy === site);
    return both && medicineOf(one, of) ? [{ ...one, workingDays: one.clause.answerWorkingDays }] : [];
  });
  return asked.sort((one, other) => one.workingDays - other.workingDays)[0];
}

/** What one keeps for all by a clause, code by code. */
export type Pooled = Of & {
  readonly of: AgreedStock;
  readonly instrument: string;
  readonly clause: string;
  readonly paragraph: string;
  readonly keeper: string;
  readonly lastsDays: number;
  readonly drawDays: number;
  readonly backDays: number;
};

export function pooledIn(all: readonly AgreedStock[]): readonly Pooled[] {
  return all.flatMap((of) => {
    const { instrument, clause } = of;
    const { pooled } = clause;
    if (pooled === undefined) return [];
    const { keptBy: keeper, lastsDays, drawDays, backDays } = pooled;
    const kept = { of, keeper, lastsDays, drawDays, backDays };
    return clause.medicines.flatMap(({ codes: { system, codes } }) =>
      codes.map((code) => ({
        ...kept,
        system,
        code,
        instrument: instrument.id,
        clause: clause.id,
        paragraph: clause.cites,
      })),
    );
  });
}

/** What is agreed for a site by any of its names, in words, and which of its medicines it does not keep yet. */
export function agreedFor(all: readonly AgreedStock[], names: readonly string[], kept: readonly Of[]) {
  return all
    .filter(({ sites, clause }) => names.some((site) => sites.includes(site) || clause.pooled?.keptBy === site))
    .map((one) => ({
      ...becauseOf(one),
      words: render(one.clause, one.instrument),
      missing: one.clause.medicines.flatMap(({ words, days, codes: { system, codes } }) => {
        const [code = ''] = codes;
        const there = kept.some((item) => item.system === system && codes.includes(item.code));
        return there ? [] : [{ system, code, words, days }];
      }),
    }));
}

function medicineOf({ clause }: AgreedStock, { system, code }: Of) {
  return clause.medicines.find(({ codes }) => codes.system === system && codes.codes.includes(code));
}
