import {
  accepted,
  type BundleEntryScan,
  isResourceType,
  type Outcome,
  type Refused,
  refuse,
  type Scan,
  scan,
  scanBundle,
} from '#fhir';
import { type Cut, cutter, LONGEST } from './cut.ts';
import { decode } from './decode.ts';
import { identityOf } from './identity.ts';
import { type Format, type Found, NO_SIBLINGS, type Siblings } from './item.ts';
import { type Calls, type Queue, queue, wantedBy } from './queue.ts';

/** Bundle types that hand over resources. The others are answers, subscriptions or logs of somebody's server. */
const FORMATS: Readonly<Record<string, Format>> = {
  transaction: 'fhir-transaction',
  batch: 'fhir-transaction',
  collection: 'fhir-collection',
  document: 'fhir-collection',
  searchset: 'fhir-collection',
};

type Reading = {
  /** Values so far that stand by themselves: a second one makes the file NDJSON. */
  values: number;
  /** Of the Bundle being read: its entries so far, those held back, and what each is called. */
  count: number;
  queue: Queue;
  siblings: Calls;
  skipping: boolean;
};

/** The resources of a file of FHIR JSON: one Bundle, one resource, or one of either a line. */
export async function* readFhir(content: AsyncIterable<string | Uint8Array>): AsyncGenerator<Found> {
  const reading: Reading = { values: 0, count: 0, ...nothingHeld(), skipping: false };
  const { push, end } = cutter();
  for await (const chunk of decode(content)) {
    for (const cut of push(chunk)) yield* read(cut, reading);
  }
  for (const cut of end()) yield* read(cut, reading);
  yield* released(reading);
}

function* read(cut: Cut, reading: Reading): Generator<Found> {
  switch (cut.kind) {
    case 'open':
      return yield* bundleOpened(cut, reading);
    case 'entry':
      return yield* entryRead(cut, reading);
    case 'close':
      return yield* released(reading);
    case 'value':
      yield* begun(reading, 'fhir-collection');
      return yield* valueRead(cut);
    default:
      yield* released(reading);
      yield* begun(reading, undefined);
      return yield { bad: { line: cut.line, record: `line ${cut.line}`, because: unreadable(cut) } };
  }
}

/** Tells the format: that of the only value, or NDJSON from the second on. */
function* begun(reading: Reading, format: Format | undefined): Generator<Found> {
  reading.values += 1;
  if (reading.values === 2) yield { format: 'fhir-ndjson' };
  else if (reading.values === 1 && format !== undefined) yield { format };
}

function* bundleOpened(cut: Cut, reading: Reading): Generator<Found> {
  yield* released(reading);
  reading.count = 0;
  Object.assign(reading, nothingHeld());
  const type = /"type"\s*:\s*"([^"]*)"/.exec(cut.text)?.[1] ?? 'collection';
  const format = FORMATS[type];
  reading.skipping = format === undefined;
  yield* begun(reading, format);
  if (format === undefined) yield { bad: { line: cut.line, record: 'the Bundle', because: wrongBundle(type) } };
}

function* entryRead(cut: Cut, reading: Reading): Generator<Found> {
  reading.count += 1;
  if (reading.skipping) return;
  const at = reading.values > 1 ? cut.line : reading.count;
  const scanned = entryIn(cut.text);
  const entry = scanned.ok ? scanned.value : undefined;
  if (!scanned.ok) return yield { bad: { line: at, record: `entry ${reading.count}`, because: scanned } };
  const method = entry?.request?.method ?? 'PUT';
  if (entry?.resource === undefined || (method !== 'PUT' && method !== 'POST'))
    return yield { bad: { line: at, record: `entry ${reading.count}`, because: noResource(method) } };
  const { queue, siblings } = reading;
  called(siblings, entry);
  const wants = wantedBy(entry.resource, siblings);
  if (wants.length === 0 && queue.length() === 0) return yield itemOf(entry.resource, at, entry.fullUrl, siblings);
  queue.add({ at, text: cut.text, wants });
  yield* items(queue.ready(siblings), siblings);
}

/** Lets go of the entries held back, at the end of their Bundle: what they name and has not come is not in it. */
function released({ queue, siblings }: Reading): Generator<Found> {
  return items(queue.all(), siblings);
}

/** Read anew from their text, one by one: what they say takes several times the memory of their text. */
function* items(held: Iterable<{ readonly at: number; readonly text: string }>, siblings: Siblings): Generator<Found> {
  for (const { at, text } of held) {
    const read = entryIn(text);
    if (read.ok && read.value?.resource) yield itemOf(read.value.resource, at, read.value.fullUrl, siblings);
  }
}

function entryIn(text: string): Outcome<BundleEntryScan | undefined> {
  const scanned = scanBundle(`{"resourceType":"Bundle","entry":[${text}]}`);
  return scanned.ok ? accepted(scanned.value.entries[0]) : scanned;
}

function nothingHeld(): Pick<Reading, 'queue' | 'siblings'> {
  return { queue: queue(), siblings: new Map() };
}

/** Notes what the sender calls an entry. */
function called(siblings: Calls, { fullUrl, resource }: BundleEntryScan): void {
  const type = resource?.value.resourceType;
  if (fullUrl === undefined || resource === undefined || typeof type !== 'string') return;
  const identity = identityOf(type, resource.value, fullUrl);
  if (identity !== undefined) siblings.set(fullUrl, { type, identity });
}

/** A resource by itself, or a Bundle whose entries came before its type and so were not cut. */
function* valueRead(cut: Cut): Generator<Found> {
  const scanned = scan(cut.text);
  if (!scanned.ok) return yield { bad: { line: cut.line, record: `line ${cut.line}`, because: scanned } };
  const { resourceType, entry } = scanned.value.value;
  if (resourceType !== 'Bundle') return yield itemOf(scanned.value, cut.line);
  if (entry !== undefined) yield { bad: { line: cut.line, record: 'the Bundle', because: typeLast() } };
}

function itemOf(scan: Scan, line: number, fullUrl?: string, siblings: Siblings = NO_SIBLINGS): Found {
  const { resourceType: type } = scan.value;
  if (typeof type !== 'string' || !isResourceType(type))
    return { bad: { line, record: `line ${line}`, because: noType() } };
  return { item: { line, type, identity: identityOf(type, scan.value, fullUrl), scan, siblings } };
}

function noType(): Refused {
  const text = 'This is no FHIR R4 resource: its resourceType is missing or unknown. Send one of the types of R4.';
  return refuse('structure', 'intake.no-resource', text);
}

function noResource(method: string): Refused {
  const text = `The entry asks for ${method} or has no resource. A feed adds and replaces resources (POST or PUT).`;
  return refuse('not-supported', 'intake.no-resource', text);
}

function wrongBundle(type: string): Refused {
  const known = Object.keys(FORMATS).join(', ');
  const text = `A Bundle of type '${type}' hands over no resources. Send one of: ${known}.`;
  return refuse('not-supported', 'intake.bundle-type', text);
}

function typeLast(): Refused {
  const text = 'The Bundle says that it is one only after its entries. Put resourceType and type first.';
  return refuse('structure', 'intake.bundle-type', text);
}

function unreadable(cut: Cut): Refused {
  if (cut.kind === 'too-long')
    return refuse(
      'too-long',
      'intake.too-long',
      `A record is longer than ${LONGEST / 1024 / 1024} million characters.`,
    );
  const text =
    'The text is no JSON: it is cut off, or a quotation mark or bracket is missing. Send the record again, whole.';
  return refuse('structure', 'intake.json', text);
}
