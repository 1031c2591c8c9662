import { accepted, type Outcome } from '#fhir';
import type { IntakeReport } from '../../contract.ts';
import type { IntakeProgress } from '../load.ts';
import { printable } from './charset.ts';
import type { Received } from './receive.ts';
import { split } from './split.ts';

export type Messages = {
  readonly organization: string;
  readonly name: string;
  readonly content: AsyncIterable<string | Uint8Array>;
  readonly bytes?: number;
  readonly progress?: (done: IntakeProgress) => void;
  readonly receive: (bytes: Uint8Array) => Promise<Outcome<Received>>;
};

type Line = IntakeReport['refused'][number];

/** Refusals that a report names; past it they are counted. */
const MOST_NAMED = 10_000;
const TOLD_EVERY = 100;

/** Takes a file of messages in, one after another: each by itself, so that a bad one holds up no other. */
export async function loadMessages(file: Messages): Promise<Outcome<IntakeReport>> {
  const refused: Line[] = [];
  let [taken, unchanged, unnamed, messages, bytes] = [0, 0, 0, 0, 0];
  for await (const piece of split(file.content)) {
    const received = piece.bad ?? (await file.receive(piece.bytes));
    if (received.ok) {
      taken += received.value.changed;
      unchanged += received.value.same;
    } else if (refused.length < MOST_NAMED) {
      const [{ code, text }] = received.refusals;
      refused.push({ line: piece.line, record: nameOf(piece.bytes, piece.line), code, why: text });
    } else unnamed += 1;
    messages += 1;
    bytes += piece.bytes?.length ?? 0;
    if (messages % TOLD_EVERY === 0)
      tell(file, { records: taken + unchanged, refused: refused.length + unnamed, bytes });
  }
  tell(file, { records: taken + unchanged, refused: refused.length + unnamed, bytes });
  return accepted({
    organization: file.organization,
    file: file.name,
    format: 'hl7v2',
    taken,
    unchanged,
    refused,
    ...(unnamed > 0 ? { refusedUnnamed: unnamed } : {}),
  });
}

function tell({ progress, bytes }: Messages, done: IntakeProgress): void {
  progress?.({ ...done, ...(bytes === undefined ? {} : { total: bytes }) });
}

/** A message by its control id, where one can be made out. */
function nameOf(bytes: Uint8Array | undefined, line: number): string {
  const head = bytes === undefined ? '' : Buffer.from(bytes.subarray(0, 1_000)).toString('latin1');
  const control = head.startsWith('MSH') ? (head.split(/[\r\n]/, 1)[0] ?? '').split(head[3] ?? '|')[9] : undefined;
  return control ? `message ${printable(control)}` : `the message on line ${line}`;
}
