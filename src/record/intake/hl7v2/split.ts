import { type Outcome, type Refused, refuse } from '#fhir';
import { LONGEST_BYTES } from './parse.ts';

/** A message of a file, and the line it begins on; or what is wrong with the file there. */
export type Piece =
  | { readonly line: number; readonly bytes: Uint8Array; readonly bad?: never }
  | { readonly line: number; readonly bad: Refused; readonly bytes?: never };

type State = {
  line: number;
  from: number;
  lines: string[];
  length: number;
  tooLong: boolean;
  /** Messages since BHS, for the count in BTS. */
  batch: number;
};

/**
 * Messages of a stream, one after another: loose, or in batches with their headers (FHS, BHS, BTS, FTS). Segments end with CR,
 * LF or both; the frame of MLLP may still stand around them. A message longer than is taken is passed over and named.
 */
export async function* split(content: AsyncIterable<string | Uint8Array>): AsyncGenerator<Piece> {
  const state: State = { line: 0, from: 1, lines: [], length: 0, tooLong: false, batch: 0 };
  let rest = '';
  for await (const chunk of content) {
    const text = rest + (typeof chunk === 'string' ? Buffer.from(chunk) : Buffer.from(chunk)).toString('latin1');
    // The LF of a CRLF may come with the next chunk.
    const held = text.endsWith('\r') ? 1 : 0;
    const lines = text.slice(0, text.length - held).split(/\r\n|\r|\n/);
    rest = (lines.pop() ?? '') + (held > 0 ? '\r' : '');
    for (const line of lines) yield* next(state, line);
    if (rest.length > LONGEST_BYTES) {
      state.tooLong = true;
      rest = '';
    }
  }
  for (const line of rest.split('\r')) yield* next(state, line);
  yield* ended(state);
}

function* next(state: State, said: string): Generator<Piece> {
  state.line += 1;
  const line = said
    .replaceAll('\u000b', '')
    .replaceAll('\u001c', '')
    .replace(/^\u00ef\u00bb\u00bf/, '');
  if (line.trim() === '') return;
  const name = line.slice(0, 3);
  if (name === 'FHS' || name === 'BHS') {
    yield* ended(state);
    state.batch = 0;
  } else if (name === 'BTS' || name === 'FTS') {
    yield* ended(state);
    if (name === 'BTS') yield* counted(state, line);
  } else {
    if (name === 'MSH') {
      yield* ended(state);
      state.from = state.line;
      state.batch += 1;
    } else if (state.lines.length === 0 && !state.tooLong) state.from = state.line;
    add(state, line);
  }
}

function add(state: State, line: string): void {
  state.length += line.length + 1;
  if (state.length > LONGEST_BYTES) {
    state.tooLong = true;
    state.lines = [];
  }
  if (!state.tooLong) state.lines.push(line);
}

function* ended(state: State): Generator<Piece> {
  const { lines, from, tooLong } = state;
  state.lines = [];
  state.length = 0;
  state.tooLong = false;
  if (tooLong) yield { line: from, bad: passedOver() };
  else if (lines.length > 0) yield { line: from, bytes: Buffer.from(`${lines.join('\r')}\r`, 'latin1') };
}

/** A batch says in BTS-1 how many messages it has: fewer or more came, and somebody must look. */
function* counted({ batch, line }: State, said: string): Generator<Piece> {
  const count = /^BTS[^A-Za-z0-9](\d+)/.exec(said)?.[1];
  if (count === undefined || Number(count) === batch) return;
  const text = `The batch says that it has ${count} messages, and ${batch} came. Those that came were looked at; send the batch again, whole.`;
  yield { line, bad: refuse('structure', 'hl7v2.batch-count', text, 'BTS-1') };
}

function passedOver(): Refused {
  return refuse(
    'too-long',
    'hl7v2.too-long',
    `A message is longer than ${LONGEST_BYTES / 1024 / 1024} MB. Send its results in several.`,
  );
}

/** Whether a file is HL7 v2 by how it begins. */
export function beginsAsHl7(head: string): boolean {
  return /^[\s\ufeff]*(?:MSH|FHS|BHS)[^A-Za-z0-9\s]/.test(head);
}

/** The one message of a body. */
export async function single(content: AsyncIterable<string | Uint8Array>): Promise<Outcome<Uint8Array>> {
  let found: Uint8Array | undefined;
  for await (const piece of split(content)) {
    if (piece.bad) return piece.bad;
    if (found)
      return refuse(
        'structure',
        'hl7v2.one-message',
        'Send one message at a time here, or a file with `concord load`.',
      );
    found = piece.bytes;
  }
  return found
    ? { ok: true, value: found }
    : refuse('structure', 'hl7v2.no-message', 'There is no message. Send one, from MSH on.');
}
