import { isUtf8 } from 'node:buffer';

/** A body whose bytes are no text: `byte` is the first that fits nowhere. */
export class NotUtf8 extends Error {
  readonly byte: number;
  constructor(byte: number) {
    super(`byte ${byte} is no UTF-8`);
    this.byte = byte;
  }
}

const REPLACEMENT = Buffer.from('\ufffd');

/** The text of a body, without its byte order mark. */
export function textOf(body: Buffer): string {
  const text = body.toString('utf8');
  if (!isUtf8(body)) throw new NotUtf8(firstWrong(body, text));
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

/** The decoder puts a replacement character where it cannot read on; one that was sent as such is passed. */
function firstWrong(body: Buffer, text: string): number {
  let byte = 0;
  let from = 0;
  for (;;) {
    const at = text.indexOf('\ufffd', from);
    if (at === -1) return body.length;
    byte += Buffer.byteLength(text.slice(from, at));
    if (!body.subarray(byte, byte + REPLACEMENT.length).equals(REPLACEMENT)) return byte;
    byte += REPLACEMENT.length;
    from = at + 1;
  }
}
