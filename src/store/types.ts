import { type CustomTypesConfig, types } from 'pg';

/**
 * How columns become values: bigint and numeric stay text (they do not fit a number), timestamptz is a Date, a date stays
 * 'YYYY-MM-DD' (a day has no instant), everything else as the driver does.
 */
export const TYPES: CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    (format === 'binary' ? undefined : OURS.get(oid)) ??
    types.getTypeParser(oid, format)) as typeof types.getTypeParser,
};

const DATE = 1082;
const TIMESTAMPTZ = 1184;
const DATES = 1182;
const TEXTS = 1009;
const asText = (text: string): string => text;
const textArray = types.getTypeParser(TEXTS as number, 'text') as (text: string) => string[];

/** The program's connections speak UTC; what the short way cannot read (infinity, a year before 1) takes the driver's. */
const INSTANT = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?\+00$/;
const slowly = types.getTypeParser(TIMESTAMPTZ as number, 'text') as (text: string) => unknown;

function instantOf(text: string): unknown {
  if (!INSTANT.test(text)) return slowly(text);
  return new Date(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`);
}

const OURS = new Map<number, (text: string) => unknown>([
  [TIMESTAMPTZ, instantOf],
  [DATE, asText],
  [DATES, textArray],
]);
