import { accepted, type Outcome, refuse } from '#fhir';
import { charsetOf, decoded, printable } from './charset.ts';
import { type Bytes, escaped, unescaped } from './escape.ts';
import {
  type Component,
  DECLARING,
  type Delimiters,
  type Field,
  type Message,
  type Repetition,
  type Segment,
} from './message.ts';

/** The longest message, in bytes, and the most segments of one: far past what a hospital sends. */
export const LONGEST_BYTES = 1024 * 1024;
const MOST_SEGMENTS = 10_000;

/** A message of bytes: from MSH to its last segment. Refuses by name what is none; never throws. */
export function parse(bytes: Uint8Array): Outcome<Message> {
  if (bytes.length > LONGEST_BYTES) return tooLong();
  // Delimiters and names are ASCII in every character set that is taken.
  const raw = Buffer.from(bytes).toString('latin1').trimStart();
  const head = delimitersOf(raw);
  if (!head.ok) return head;
  const { field, repetition } = head.value;
  const said = (raw.split(/[\r\n]/, 1)[0] ?? '').split(field)[17] ?? '';
  const [first = '', ...others] = said.split(repetition);
  // Several sets in one message: none that is taken needs it.
  const charset = charsetOf(others.some((other) => other.trim() !== '') ? said : first);
  if (!charset.ok) return charset;
  const whole = decoded(Buffer.from(raw, 'latin1'), charset.value);
  return whole.ok ? read(whole.value, head.value, charset.value.decode) : whole;
}

/** The message as text, each segment ended by a carriage return. */
export function serialise({ delimiters, segments }: Message): string {
  const { field, component, repetition, escape, sub } = delimiters;
  const fieldText = (one: Field) =>
    one
      .map((repeated) =>
        repeated.map((parts) => parts.map((value) => escaped(value, delimiters)).join(sub)).join(component),
      )
      .join(repetition);
  return segments
    .map(({ name, fields }) => {
      const head = DECLARING.test(name) ? [name, `${component}${repetition}${escape}${sub}`] : [name];
      return `${[...head, ...fields.map(fieldText)].join(field)}\r`;
    })
    .join('');
}

/** Delimiters as the message's first segment declares them. */
export function delimitersOf(raw: string): Outcome<Delimiters> {
  if (!DECLARING.test(raw)) {
    const text =
      'This is no HL7 v2 message: it does not begin with MSH. Send messages in the vertical bar encoding (ER7).';
    return refuse('structure', 'hl7v2.no-message', text);
  }
  const field = raw[3] ?? '';
  const declared = raw.slice(4).split(field, 1)[0] ?? '';
  const [component = '', repetition = '', escape = '', sub = ''] = declared;
  const marks = [field, component, repetition, escape, sub];
  // Version 2.7 adds a fifth, which marks a value that was cut; it needs nothing of us.
  const plain = marks.every((mark) => /^[!-/:-@[-`{-~]$/.test(mark)) && declared.length <= 5;
  if (plain && new Set(marks).size === 5) return accepted({ field, component, repetition, escape, sub });
  const text = `The message declares the delimiters '${printable(field + declared.slice(0, 6))}'. MSH-1 and MSH-2 hold five different marks, as in |^~\\&.`;
  return refuse('structure', 'hl7v2.delimiters', text, 'MSH-2');
}

function read(whole: string, delimiters: Delimiters, bytes: Bytes): Outcome<Message> {
  const lines = whole.split(/[\r\n]+/).filter((line) => line.trim() !== '');
  if (lines.length > MOST_SEGMENTS) return tooLong();
  const segments: Segment[] = [];
  for (const line of lines) {
    const name = line.slice(0, 3);
    const begun = line.length === 3 || line[3] === delimiters.field;
    if (!/^[A-Z][A-Z0-9]{2}$/.test(name) || !begun) return noSegment(line, segments.length + 1);
    if (name === 'MSH' && segments.length > 0) return severalMessages();
    const fields = line.slice(4).split(delimiters.field);
    const said = DECLARING.test(name) ? fields.slice(1) : fields;
    segments.push({
      name,
      fields: trimmed(
        said.map((one) => fieldOf(one, delimiters, bytes)),
        (one) => one.length === 0,
      ),
    });
  }
  return accepted({ delimiters, segments });
}

function fieldOf(said: string, delimiters: Delimiters, bytes: Bytes): Field {
  const repetitions = said.split(delimiters.repetition).map((one) => repetitionOf(one, delimiters, bytes));
  return trimmed(repetitions, (one) => one.length === 0);
}

function repetitionOf(said: string, delimiters: Delimiters, bytes: Bytes): Repetition {
  const components = said.split(delimiters.component).map((one): Component => {
    const values = one.split(delimiters.sub).map((value) => kept(unescaped(value, delimiters, bytes)));
    return trimmed(values, (value) => value === '');
  });
  return trimmed(components, (one) => one.length === 0);
}

/** Without control characters that no text has and no database keeps. */
function kept(value: string): string {
  return value.replaceAll(/(?![\t\n\r])\p{Cc}/gu, '');
}

/** Without what is empty at the end. */
function trimmed<T>(all: readonly T[], empty: (one: T) => boolean): readonly T[] {
  let end = all.length;
  while (end > 0 && empty(all[end - 1] as T)) end -= 1;
  return all.slice(0, end);
}

function noSegment(line: string, number: number): Outcome<never> {
  const text = `Segment ${number} begins with '${printable(line.slice(0, 4))}', which is no segment. Each stands on a line of its own and begins with its name and the field mark.`;
  return refuse('structure', 'hl7v2.segment', text);
}

function severalMessages(): Outcome<never> {
  return refuse('structure', 'hl7v2.one-message', 'There is more than one MSH. Send one message at a time, or a file.');
}

function tooLong(): Outcome<never> {
  const text = `A message has at most ${LONGEST_BYTES / 1024 / 1024} MB and ${MOST_SEGMENTS} segments. Send its results in several.`;
  return refuse('too-long', 'hl7v2.too-long', text);
}
