import { exactMinor } from '#agreement';
import { parse } from 'csv-parse/sync';
import { accepted, type Outcome, refuse } from '#fhir';
import { day, type Day, plusMonths } from '#base';
import type { LineFault } from './contract.ts';

export type BudgetLine = {
  readonly scheme: string;
  readonly month: Day;
  readonly minor: bigint;
  readonly units?: string;
};
export type ReadBudget = {
  readonly lines: readonly BudgetLine[];
  readonly faults: readonly LineFault[];
  readonly count: number;
};

const LINES_MAX = 2_000;
const FAULTS_MAX = 50;
const HEAD = ['scheme', 'month', 'amount'] as const;
const COLUMNS_REMEDY = 'Begin with a line of the words scheme, month, amount and, where it is planned, units.';

type Year = { readonly from: Day; readonly until: Day; readonly currency: string };

/** Reads a budget from CSV: every line that cannot be taken in is named, with the rule it breaks and what to do. */
export function readBudget(text: string, year: Year): Outcome<ReadBudget> {
  let records: readonly (readonly string[])[];
  try {
    records = parse(text, {
      bom: true,
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
      delimiter: [',', ';', '\t'],
    });
  } catch {
    return refuse(
      'invalid',
      'money.budget-file',
      'This is no list of lines: a quotation mark is open. Save it as CSV or XLSX again.',
    );
  }
  const [head = [], ...rows] = records;
  const at = (name: string): number => head.findIndex((one) => one.toLowerCase().trim() === name);
  if (HEAD.some((name) => at(name) < 0)) return refuse('required', 'money.budget-columns', COLUMNS_REMEDY);
  if (rows.length > LINES_MAX) {
    return refuse(
      'too-long',
      'money.budget-long',
      `A budget has up to ${LINES_MAX} lines, and this has ${rows.length}: a line a scheme and month.`,
    );
  }
  const lines: BudgetLine[] = [];
  const faults: LineFault[] = [];
  const seen = new Map<string, number>();
  for (const [number, row] of rows.entries()) {
    const cell = (name: string): string => row[at(name)]?.trim() ?? '';
    const line = number + 2;
    const read = readLine(
      { scheme: cell('scheme'), month: cell('month'), amount: cell('amount'), units: cell('units') },
      year,
    );
    if ('rule' in read) {
      faults.push({ line, ...read });
      continue;
    }
    const name = `${read.scheme} ${read.month}`;
    const before = seen.get(name);
    if (before !== undefined) {
      faults.push({
        line,
        rule: `It has the scheme and month of line ${before}.`,
        remedy: 'Put both amounts into one line.',
      });
    } else lines.push(read);
    seen.set(name, before ?? line);
  }
  return accepted({ lines, faults: faults.slice(0, FAULTS_MAX), count: rows.length });
}

type Cells = { readonly scheme: string; readonly month: string; readonly amount: string; readonly units: string };

function readLine(cells: Cells, { from, until, currency }: Year): BudgetLine | Omit<LineFault, 'line'> {
  const scheme = schemeOf(cells.scheme);
  if (scheme === undefined) {
    return {
      rule: `'${shown(cells.scheme)}' is no name of a scheme.`,
      remedy: 'Write it in letters and digits, or leave it empty for all of the pool.',
    };
  }
  const month = monthOf(cells.month);
  if (month === undefined) {
    return { rule: `'${shown(cells.month)}' is no month.`, remedy: 'Write it as 2026-04.' };
  }
  if (month < (`${from.slice(0, 7)}-01` as Day) || month >= until) {
    return {
      rule: `${month.slice(0, 7)} lies outside the year of this pool.`,
      remedy: `Give months from ${from.slice(0, 7)} to ${plusMonths(day(`${until.slice(0, 7)}-01`), -1).slice(0, 7)}.`,
    };
  }
  const minor = exactMinor(cells.amount, currency);
  if (minor === undefined) {
    return {
      rule: `'${shown(cells.amount)}' is no amount.`,
      remedy: 'Write it in digits with at most two decimals, such as 1250.50.',
    };
  }
  if (cells.units === '') return { scheme, month, minor };
  if (!/^\d{1,12}(\.\d{1,4})?$/.test(cells.units)) {
    return {
      rule: `'${shown(cells.units)}' is no number of units.`,
      remedy: 'Write how much is planned in digits, or leave it empty.',
    };
  }
  return { scheme, month, minor, units: cells.units };
}

/** 'Foot care' and 'foot-care' are the same scheme. */
function schemeOf(words: string): string | undefined {
  const scheme = words
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  if (scheme === '' && words !== '' && !/^all of the pool$/i.test(words)) return undefined;
  return scheme === 'all-of-the-pool' ? '' : /^[a-z0-9-]{0,60}$/.test(scheme) ? scheme : undefined;
}

function monthOf(words: string): Day | undefined {
  const found = /^(\d{4})-(\d{2})(?:-\d{2})?(?:T.*)?$/.exec(words);
  const month = Number(found?.[2]);
  return found && month >= 1 && month <= 12 ? day(`${found[1]}-${found[2]}-01`) : undefined;
}

function shown(text: string): string {
  return text.slice(0, 40);
}
