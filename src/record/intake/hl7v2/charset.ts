import { accepted, type Outcome, refuse } from '#fhir';

/** How bytes become text; undefined where they are none of this character set. */
export type Charset = { readonly name: string; readonly decode: (bytes: Uint8Array) => string | undefined };

const UTF8: Charset = {
  name: 'UTF-8',
  decode: (bytes) => {
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      return undefined;
    }
  },
};

const LATIN: Charset = { name: 'ISO-8859-1', decode: (bytes) => Buffer.from(bytes).toString('latin1') };

const ASCII: Charset = {
  name: 'ASCII',
  decode: (bytes) => (bytes.some((byte) => byte > 127) ? undefined : Buffer.from(bytes).toString('latin1')),
};

/** Table 0211 and the spellings that systems send; nothing said is ASCII, as the standard has it. */
const KNOWN: Readonly<Record<string, Charset>> = {
  '': ASCII,
  ASCII,
  'US-ASCII': ASCII,
  'UTF-8': UTF8,
  UTF8,
  'UNICODE UTF-8': UTF8,
  '8859/1': LATIN,
  'ISO-8859-1': LATIN,
  'ISO8859-1': LATIN,
  'ISO 8859-1': LATIN,
  ISO8859_1: LATIN,
};

/** The character set of a message by what its MSH-18 says (the raw text of the field). */
export function charsetOf(said: string): Outcome<Charset> {
  const known = Object.hasOwn(KNOWN, said.trim().toUpperCase()) ? KNOWN[said.trim().toUpperCase()] : undefined;
  if (known) return accepted(known);
  const text = `Character sets taken are UTF-8, ISO-8859-1 and ASCII, not '${printable(said)}'. Say one of them in MSH-18.`;
  return refuse('not-supported', 'hl7v2.charset', text, 'MSH-18');
}

export function decoded(bytes: Uint8Array, charset: Charset): Outcome<string> {
  const text = charset.decode(bytes);
  if (text !== undefined) return accepted(text);
  const why = `The message holds bytes that are no ${charset.name}. Say in MSH-18 which character set it is in: UTF-8 or ISO-8859-1.`;
  return refuse('value', 'hl7v2.charset', why, 'MSH-18');
}

/** What a sender wrote, short and without characters that a report cannot show. */
export function printable(said: string): string {
  return said.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 60);
}
