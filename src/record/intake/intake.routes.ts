import { type Outcome, refuse } from '#fhir';
import type { Call, Lines, Route } from '#http';
import type { ReceiveMessage } from './hl7v2/door.ts';
import type { Intake } from './intake.ts';
import { mappingNamed } from './built-in.ts';
import type { IntakeProgress } from './load.ts';

/**
 * POST /api/intake?organization=...&file=...&mapping=...&sha256=...&bytes=...: the body is the file, of any size. The answer is NDJSON: lines
 * { progress }, then one { report } or { refusals }. A body that says it is an HL7 v2 message is one message of the token's organisation, and
 * the answer is its acknowledgement.
 */
export function intakeRoutes(intake: Intake, receiveMessage: ReceiveMessage): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/api/intake',
      policy: { allow: 'system' },
      body: 'stream',
      handle: async (call) =>
        isMessage(call) ? receiveMessage(call.access, call.body as AsyncIterable<Uint8Array>) : begin(intake, call),
    },
  ];
}

function isMessage({ headers }: Call): boolean {
  return /^(?:x-)?application\/hl7-v2\+er7(?:;|$)/i.test(headers['content-type']?.trim() ?? '');
}

/** Characters that no name has and no database keeps. */
const UNSEEN = /\p{Cc}/gu;
const NAME_MAX = 300;

function begin(intake: Intake, { query, body, access, headers }: Call): Outcome<Lines> {
  const organization = query.get('organization');
  if (!organization || organization.search(UNSEEN) >= 0)
    return refuse('required', 'intake.organization', 'Say whose records these are: ?organization=<id or name>.');
  const named = query.get('mapping');
  const mapping = named ? mappingNamed(named) : undefined;
  if (mapping && !mapping.ok) return mapping;
  const sha256 = query.get('sha256')?.toLowerCase();
  if (sha256 && !/^[0-9a-f]{64}$/.test(sha256))
    return refuse('value', 'intake.sha256', 'sha256 is the SHA-256 of the file: 64 hexadecimal digits.', 'sha256');
  const bytes = Number(query.get('bytes') ?? headers['content-length'] ?? Number.NaN);
  const file = {
    organization,
    name: (query.get('file') ?? 'upload').replaceAll(UNSEEN, '').slice(0, NAME_MAX),
    content: body as AsyncIterable<Uint8Array>,
    ...(Number.isFinite(bytes) ? { bytes } : {}),
    ...(sha256 ? { sha256 } : {}),
    ...(mapping ? { mapping: mapping.value } : {}),
  };
  return { ok: true, value: { lines: told((progress) => intake(access, { ...file, progress })) } };
}

/** Progress while the work runs (the latest where a reader is slow), then what came of it. */
async function* told(work: (progress: (done: IntakeProgress) => void) => ReturnType<Intake>): AsyncGenerator<unknown> {
  let latest: IntakeProgress | undefined;
  let wake: () => void = () => undefined;
  let ended = false;
  const working = work((done) => {
    latest = done;
    wake();
  }).finally(() => {
    ended = true;
    wake();
  });
  // Told below; until then it must not count as unhandled.
  working.catch(() => undefined);
  for (;;) {
    if (latest === undefined && !ended)
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    const progress = latest;
    latest = undefined;
    if (progress !== undefined) yield { progress };
    else if (ended) break;
  }
  const outcome = await working;
  yield outcome.ok ? { report: outcome.value } : { refusals: outcome.refusals };
}
