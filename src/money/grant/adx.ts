import type { Day } from '#base';
import type { Span } from '../charge/parts.ts';

export type Sent = {
  readonly dataSet: string;
  readonly orgUnit: string;
  readonly period: Span;
  readonly completed: Day;
  readonly values: readonly { readonly dataElement: string; readonly option: string; readonly value: string }[];
};

/** Aggregate data exchange (IHE QRPH ADX, urn:ihe:qrph:adx:2015): one group, a period as first day and length. */
export function adxOf({ dataSet, orgUnit, period, completed, values }: Sent, exported: string): string {
  const group = attributes({ dataSet, orgUnit, period: `${period.from}/${lengthOf(period)}`, completeDate: completed });
  const lines = values.map(({ dataElement, option, value }) => {
    const split = option === '' ? {} : { categoryOptionCombo: option };
    return `    <dataValue${attributes({ dataElement, ...split, value })}/>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<adx xmlns="urn:ihe:qrph:adx:2015"${attributes({ exported })}>\n  <group${group}>\n${lines.join('')}  </group>\n</adx>\n`;
}

/** DHIS2 dataValueSets: https://docs.dhis2.org/en/develop/using-the-api/dhis-core-version-master/data.html */
export function dataValueSetOf({ dataSet, orgUnit, completed, values }: Sent, period: string): object {
  return {
    dataSet,
    completeDate: completed,
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

/** '202602', '2026Q1', '2026S1', '2026'; undefined where DHIS2 has no name for it. */
export function dhisPeriod({ from, until }: Span): string | undefined {
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
  const months = monthsIn(span);
  return months === 12 ? 'P1Y' : `P${months}M`;
}

function monthsIn({ from, until }: Span): number {
  return (
    (Number(until.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(until.slice(5, 7)) - Number(from.slice(5, 7))
  );
}

const ESCAPED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function attributes(all: Readonly<Record<string, string>>): string {
  return Object.entries(all)
    .map(([name, value]) => ` ${name}="${value.replace(/[&<>"]/g, (letter) => ESCAPED[letter] ?? letter)}"`)
    .join('');
}
