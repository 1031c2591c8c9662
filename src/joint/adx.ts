import { type Day, plusDays } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';

type Span = { readonly from: Day; readonly until: Day };

export type Sent = {
  readonly dataSet: string;
  readonly orgUnit: string;
  readonly period: Span;
  /** Absent where the period is not over. */
  readonly completed?: Day;
  readonly values: readonly SentValue[];
};

export type SentValue = {
  readonly dataElement: string;
  /** '' for the whole. */
  readonly option: string;
  /** The category of which it is an option: ADX names options by it; absent, by the combination of options alone. */
  readonly category?: string;
  readonly value: string;
};

/** Aggregate data exchange (IHE QRPH ADX, urn:ihe:qrph:adx:2015): one group, a period as first day and length. */
export function adxOf({ dataSet, orgUnit, period, completed, values }: Sent, exported: string): string {
  const done = completed === undefined ? {} : { completeDate: completed };
  const group = attributes({ dataSet, orgUnit, period: `${period.from}/${lengthOf(period)}`, ...done });
  const lines = values.map(({ dataElement, option, category = 'categoryOptionCombo', value }) => {
    const split = option === '' ? {} : { [category]: option };
    return `    <dataValue${attributes({ dataElement, ...split, value })}/>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<adx xmlns="urn:ihe:qrph:adx:2015"${attributes({ exported })}>\n  <group${group}>\n${lines.join('')}  </group>\n</adx>\n`;
}

/** DHIS2 dataValueSets: https://docs.dhis2.org/en/develop/using-the-api/dhis-core-version-master/data.html */
export function dataValueSetOf({ dataSet, orgUnit, completed, values }: Sent, period: string): object {
  return {
    dataSet,
    ...(completed === undefined ? {} : { completeDate: completed }),
    period,
    orgUnit,
    dataValues: values.map(({ dataElement, option, value }) => ({
      dataElement,
      ...(option === '' ? {} : { categoryOptionCombo: option }),
      period,
      orgUnit,
      value,
    })),
  };
}

/** '20260215', '202602', '2026Q1', '2026S1', '2026'; undefined where DHIS2 has no name for it. */
export function dhisPeriod({ from, until }: Span): string | undefined {
  if (plusDays(from, 1) === until) return from.replaceAll('-', '');
  const [year, month, first] = [
    from.slice(0, 4),
    Number(from.slice(5, 7)),
    from.slice(8) === '01' && until.slice(8) === '01',
  ];
  const months = monthsIn({ from, until });
  if (!first) return undefined;
  if (months === 1) return from.slice(0, 4) + from.slice(5, 7);
  if (months === 3 && month % 3 === 1) return `${year}Q${(month + 2) / 3}`;
  if (months === 6 && month % 6 === 1) return `${year}S${(month + 5) / 6}`;
  return months === 12 && month === 1 ? year : undefined;
}

function lengthOf(span: Span): string {
  if (plusDays(span.from, 1) === span.until) return 'P1D';
  const months = monthsIn(span);
  return months === 12 ? 'P1Y' : `P${months}M`;
}

function monthsIn({ from, until }: Span): number {
  return (
    (Number(until.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(until.slice(5, 7)) - Number(from.slice(5, 7))
  );
}

export type ReadBack = {
  readonly dataSet: string | undefined;
  readonly orgUnit: string | undefined;
  /** As it is written there: '202602', or '2026-02-01/P1M'. */
  readonly period: string | undefined;
  readonly values: readonly { readonly dataElement: string; readonly option: string; readonly value: string }[];
};

const VALUES_MAX = 20_000;

/** What another system holds: a dataValueSet of DHIS2 or one group of ADX, whichever the text is. */
export function readValues(text: string): Outcome<ReadBack> {
  const trimmed = text.trim().replace(/^\uFEFF/, '');
  const read = trimmed.startsWith('<') ? readAdx(trimmed) : readSet(trimmed);
  if (read === undefined) return unreadable();
  if (read.values.length > VALUES_MAX || read.values.length === 0) return unreadable();
  return accepted(read);
}

function readSet(text: string): ReadBack | undefined {
  const read = asRow(parsed(text));
  const values = read?.['dataValues'];
  if (!read || !Array.isArray(values)) return undefined;
  const rows = values.flatMap((one: unknown): readonly Row[] => {
    const row = asRow(one);
    return row ? [row] : [];
  });
  const first = rows[0];
  const told = (name: string) => words(read[name]) ?? words(first?.[name]);
  return {
    dataSet: told('dataSet'),
    orgUnit: told('orgUnit'),
    period: told('period'),
    values: rows.map((row) => ({
      dataElement: words(row['dataElement']) ?? '',
      option: words(row['categoryOptionCombo']) ?? '',
      value: words(row['value']) ?? '',
    })),
  };
}

/** The few tags of ADX, by hand: no document of it needs entities, and none is resolved. */
function readAdx(text: string): ReadBack | undefined {
  const groups = [...text.matchAll(/<(?:\w+:)?group\b([^>]*)>/g)];
  const [group] = groups;
  if (groups.length !== 1 || !group) return undefined;
  const named = attributesIn(group[1] ?? '');
  return {
    dataSet: named.get('dataSet'),
    orgUnit: named.get('orgUnit'),
    period: named.get('period'),
    values: [...text.matchAll(/<(?:\w+:)?dataValue\b([^>]*)>/g)].map(([, inside = '']) => {
      const value = attributesIn(inside);
      return {
        dataElement: value.get('dataElement') ?? '',
        option: value.get('categoryOptionCombo') ?? '',
        value: value.get('value') ?? '',
      };
    }),
  };
}

const PLAIN: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function attributesIn(text: string): ReadonlyMap<string, string> {
  return new Map(
    [...text.matchAll(/([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(([, name = '', double, single]) => [
      name,
      (double ?? single ?? '').replace(/&(\w+);/g, (all, entity: string) => PLAIN[entity] ?? all),
    ]),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

type Row = Readonly<Record<string, unknown>>;

function asRow(value: unknown): Row | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}

function words(value: unknown): string | undefined {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
}

function unreadable(): Outcome<never> {
  const text =
    'This is neither a dataValueSet of DHIS2 (JSON) nor one group of ADX (XML) with values. Export the data set for one facility and one month.';
  return refuse('structure', 'joint.no-values', text);
}

const ESCAPED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function attributes(all: Readonly<Record<string, string>>): string {
  return Object.entries(all)
    .map(([name, value]) => ` ${name}="${value.replace(/[&<>"]/g, (letter) => ESCAPED[letter] ?? letter)}"`)
    .join('');
}
