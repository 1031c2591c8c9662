/**
 * PostgreSQL's own form of one-dimensional arrays, for the parameters of big inserts: no quoting here, no parsing there, and half of
 * the bytes. https://www.postgresql.org/docs/18/protocol-overview.html#PROTOCOL-FORMAT-CODES; array_recv, int8recv and their kin.
 */
export type Encoder = { readonly oid: number; readonly write: (sink: Sink, value: unknown) => void };

/** One buffer for all columns, grown and reused: what leaves it is copied. */
type Sink = { bytes: Buffer; view: DataView; at: number };

/** The types that are sent so; rows of others travel as text. */
export function encoderOf(type: string): Encoder | undefined {
  return ENCODERS.get(type);
}

/** An array of these values, one of each row. */
export function binaryArray<Row>({ oid, write }: Encoder, rows: readonly Row[], of: (row: Row) => unknown): Buffer {
  sink.at = 0;
  room(HEADER);
  sink.at = HEADER;
  let nulls = 0;
  let count = 0;
  for (const row of rows) {
    const value = of(row);
    room(ELEMENT);
    count += 1;
    if (value === null || value === undefined) {
      nulls = 1;
      putInt(sink, -1);
    } else write(sink, value);
  }
  return sealed(oid, count, nulls);
}

/** The elements of all rows' lists one after another: an array of arrays would have to be rectangular. */
export function flatArray<Row>(
  { oid, write }: Encoder,
  rows: readonly Row[],
  of: (row: Row) => readonly unknown[] | null | undefined,
): Buffer {
  sink.at = 0;
  room(HEADER);
  sink.at = HEADER;
  let count = 0;
  for (const row of rows) {
    for (const value of of(row) ?? []) {
      room(ELEMENT);
      count += 1;
      write(sink, value);
    }
  }
  return sealed(oid, count, 0);
}

function sealed(oid: number, count: number, nulls: number): Buffer {
  const { view } = sink;
  view.setInt32(0, count === 0 ? 0 : 1);
  view.setInt32(4, nulls);
  view.setInt32(8, oid);
  view.setInt32(12, count);
  view.setInt32(16, 1);
  return Buffer.from(sink.bytes.subarray(0, count === 0 ? HEADER_OF_NOTHING : sink.at));
}

const HEADER = 20;
const HEADER_OF_NOTHING = 12;
/** Length and value of anything but text. */
const ELEMENT = 16;

const sink = sinkOf(Buffer.allocUnsafe(1 << 20));

function sinkOf(bytes: Buffer): Sink {
  return { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length), at: 0 };
}

/** Makes sure that so many bytes fit. */
function room(more: number): void {
  if (sink.at + more <= sink.bytes.length) return;
  const { bytes, view } = sinkOf(Buffer.allocUnsafe(Math.max(sink.bytes.length * 2, sink.at + more)));
  sink.bytes.copy(bytes, 0, 0, sink.at);
  sink.bytes = bytes;
  sink.view = view;
}

function putInt(to: Sink, value: number): void {
  to.view.setInt32(to.at, value);
  to.at += 4;
}

function writeShort(to: Sink, value: unknown): void {
  putInt(to, 2);
  to.view.setInt16(to.at, value as number);
  to.at += 2;
}

function writeInt(to: Sink, value: unknown): void {
  putInt(to, 4);
  putInt(to, value as number);
}

function writeDouble(to: Sink, value: unknown): void {
  putInt(to, 8);
  to.view.setFloat64(to.at, value as number);
  to.at += 8;
}

function writeBoolean(to: Sink, value: unknown): void {
  putInt(to, 1);
  to.view.setInt8(to.at, value === true ? 1 : 0);
  to.at += 1;
}

/** A bigint, or its decimal text: most of these are compartments, and a bundle has one many times. */
function writeBig(to: Sink, value: unknown): void {
  putInt(to, 8);
  if (typeof value === 'string' && value !== lastText) {
    lastText = value;
    lastBig = BigInt(value);
  }
  to.view.setBigInt64(to.at, typeof value === 'string' ? lastBig : BigInt(value as bigint | number));
  to.at += 8;
}

let lastText = '0';
let lastBig = 0n;

/** Microseconds since 2000. Takes a Date, milliseconds since 1970, or the text of an instant. */
function writeInstant(to: Sink, value: unknown): void {
  const ms = typeof value === 'number' ? value : value instanceof Date ? value.getTime() : instantOf(String(value));
  putInt(to, 8);
  if (ms === Number.POSITIVE_INFINITY) to.view.setBigInt64(to.at, LAST);
  else if (ms === Number.NEGATIVE_INFINITY) to.view.setBigInt64(to.at, FIRST);
  else {
    const micros = (ms - MILLENNIUM_MS) * 1_000;
    if (Number.isSafeInteger(micros)) {
      const high = Math.floor(micros / WORD);
      to.view.setInt32(to.at, high);
      to.view.setUint32(to.at + 4, micros - high * WORD);
    } else to.view.setBigInt64(to.at, BigInt(ms - MILLENNIUM_MS) * 1_000n);
  }
  to.at += 8;
}

const MILLENNIUM_MS = Date.UTC(2000, 0, 1);
const DAY_MS = 86_400_000;
const WORD = 4_294_967_296;
const LAST = 9_223_372_036_854_775_807n;
const FIRST = -9_223_372_036_854_775_808n;

function instantOf(text: string): number {
  const ms =
    text === 'infinity' ? Number.POSITIVE_INFINITY : text === '-infinity' ? Number.NEGATIVE_INFINITY : Date.parse(text);
  if (Number.isNaN(ms)) throw new Error(`'${text}' is no instant`);
  return ms;
}

/** Days since 2000 of 'YYYY-MM-DD'. */
function writeDay(to: Sink, value: unknown): void {
  const ms = Date.parse(`${String(value)}T00:00:00Z`);
  if (Number.isNaN(ms)) throw new Error(`'${String(value)}' is no day`);
  putInt(to, 4);
  putInt(to, (ms - MILLENNIUM_MS) / DAY_MS);
}

function writeText(to: Sink, value: unknown): void {
  const given = typeof value === 'string' ? value : JSON.stringify(value);
  // PostgreSQL's text takes no zero character; nothing that is searched for can hold one either.
  const text = given.includes('\0') ? given.replaceAll('\0', ' ') : given;
  room(4 + text.length * 3);
  const start = to.at + 4;
  const length = text.length <= SHORT ? writeAscii(to.bytes, text, start) : -1;
  const written = length < 0 ? to.bytes.write(text, start) : length;
  putInt(to, written);
  to.at = start + written;
}

const SHORT = 48;

/** Short plain text letter by letter, which is faster than a call out of the engine; -1 where it is not plain. */
function writeAscii(bytes: Buffer, text: string, start: number): number {
  for (let place = 0; place < text.length; place += 1) {
    const unit = text.charCodeAt(place);
    if (unit > 127) return -1;
    bytes[start + place] = unit;
  }
  return text.length;
}

const ENCODERS: ReadonlyMap<string, Encoder> = new Map<string, Encoder>([
  ['boolean', { oid: 16, write: writeBoolean }],
  [
    '"char"',
    {
      oid: 18,
      write: (to, value) => {
        putInt(to, 1);
        to.view.setInt8(to.at, (value as string).charCodeAt(0));
        to.at += 1;
      },
    },
  ],
  ['bigint', { oid: 20, write: writeBig }],
  ['smallint', { oid: 21, write: writeShort }],
  ['int', { oid: 23, write: writeInt }],
  ['text', { oid: 25, write: writeText }],
  ['double precision', { oid: 701, write: writeDouble }],
  ['date', { oid: 1082, write: writeDay }],
  ['timestamptz', { oid: 1184, write: writeInstant }],
]);
