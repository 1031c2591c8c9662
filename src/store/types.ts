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
const DATES = 1182;
const TEXTS = 1009;
const asText = (text: string): string => text;
const textArray = types.getTypeParser(TEXTS as number, 'text') as (text: string) => string[];

const OURS = new Map<number, (text: string) => unknown>([
  [DATE, asText],
  [DATES, textArray],
]);
