import { dateRange, hasOffset } from '../date.ts';

/** Why a value is not what its primitive type demands; undefined where it is. */
export type Check = (value: unknown) => string | undefined;

// Space here is what XML calls space: a no-break space may stand in a code.
const CODE = /^[^ \t\r\n]+( [^ \t\r\n]+)*$/;
const ID = /^[A-Za-z0-9\-.]{1,64}$/;
const OID = /^urn:oid:[0-2](\.(0|[1-9][0-9]*))+$/;
const UUID = /^urn:uuid:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/;
const TIME = /^([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]+)?$/;
const SPACE = /[ \t\r\n]/;
// Linear: each character stands in one class alone.
const BASE64 = /^[0-9A-Za-z+/=\s]*$/;
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/;
const MAX_INTEGER = 2_147_483_647;
const MAX_STRING = 1_048_576;

/** Rules of https://hl7.org/fhir/R4/datatypes.html#primitive, one for each primitive type. */
export const CHECKS: Readonly<Record<string, Check>> = {
  boolean: (value) => (typeof value === 'boolean' ? undefined : 'must be true or false, without quotes'),
  integer: (value) => whole(value, -MAX_INTEGER - 1, 'a whole number, without quotes'),
  unsignedInt: (value) => whole(value, 0, 'a whole number of 0 or more, without quotes'),
  positiveInt: (value) => whole(value, 1, 'a whole number of 1 or more, without quotes'),
  decimal: (value) =>
    typeof value === 'number' && Number.isFinite(value) ? undefined : 'must be a number, without quotes',
  string: (value) => plain(value),
  markdown: (value) => plain(value),
  code: (value) => text(value, CODE, 'must be a code: no space at either end, single spaces within'),
  id: (value) => text(value, ID, 'must be an id: 1 to 64 letters, digits, "-" and "."'),
  uri: address,
  url: address,
  canonical: address,
  oid: (value) => text(value, OID, 'must be an OID written as urn:oid:1.2.3'),
  uuid: (value) => text(value, UUID, 'must be a UUID written as urn:uuid:…'),
  date: (value) => dated(value, (it) => it.length <= 10, 'a date: YYYY, YYYY-MM or YYYY-MM-DD'),
  dateTime: (value) =>
    dated(
      value,
      (it) => it.length <= 10 || (it.length > 16 && it[16] === ':' && hasOffset(it)),
      'a date, or a time with seconds and offset: 2025-03-01T09:30:00Z',
    ),
  instant: (value) =>
    dated(
      value,
      (it) => it.length > 18 && it[16] === ':' && hasOffset(it),
      'a time with seconds and offset: 2025-03-01T09:30:00Z',
    ),
  time: (value) => text(value, TIME, 'must be a time of day: HH:MM:SS'),
  base64Binary,
  xhtml: (value) => (typeof value === 'string' ? xhtml(value) : 'must be a text that begins with <div'),
};

function plain(value: unknown): string | undefined {
  if (typeof value !== 'string') return 'must be a text in quotes';
  if (value.length > MAX_STRING) return `must have at most ${MAX_STRING} characters`;
  if (value.trim() === '') return 'must not be empty; leave it out instead';
  return CONTROL.test(value) ? 'must not hold control characters' : undefined;
}

function whole(value: unknown, least: number, what: string): string | undefined {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= MAX_INTEGER
    ? undefined
    : `must be ${what}`;
}

function text(value: unknown, pattern: RegExp, otherwise: string): string | undefined {
  return typeof value === 'string' && pattern.test(value) ? undefined : otherwise;
}

function address(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && !SPACE.test(value) && !CONTROL.test(value)
    ? undefined
    : 'must be an address in quotes, without spaces and control characters';
}

function dated(value: unknown, shape: (text: string) => boolean, what: string): string | undefined {
  return typeof value === 'string' && shape(value) && dateRange(value) ? undefined : `must be ${what}`;
}

function base64Binary(value: unknown): string | undefined {
  if (typeof value !== 'string' || value === '' || !BASE64.test(value)) return 'must be base64 in quotes';
  return undefined;
}

function xhtml(value: string): string | undefined {
  return /^\s*<div[\s>/]/.test(value) && /<\/div>\s*$|^\s*<div[^>]*\/>\s*$/.test(value)
    ? undefined
    : 'must be XHTML in one <div xmlns="http://www.w3.org/1999/xhtml">';
}
