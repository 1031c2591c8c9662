import { accepted, type Outcome, type Refused, refuse } from '#fhir';
import type { BundleEntry, Repository } from '#repository';
import type { Reader } from '#store';
import { NO_SIBLINGS } from '../item.ts';
import { prepare, type Prepared } from '../prepare.ts';
import { type Came, provenances } from '../provenance.ts';
import { type Facts, factsOf, keysNeeded } from './facts.ts';
import { contentOf, keep, messageId } from './kept.ts';
import { messagesAbout } from './messages.queries.ts';
import type { Home } from './names.ts';
import { parse } from './parse.ts';
import { checked, type Made } from './report.ts';
import { personReference, stateOf } from './state.ts';
import { inTurn } from './turns.ts';
import { scanned } from './write.ts';

export type Receiving = Home & {
  /** Bound to an Access that writes for the contributing organisation, under its feed. */
  readonly repository: Repository;
  readonly reader: Reader;
  /** Key of the organisation. */
  readonly key: number;
  readonly now: () => number;
};

/** What became of a message: resources that it changed, and those that said the same before. */
export type Received = { readonly control: string; readonly changed: number; readonly same: number };

/** Times that what came meanwhile is looked at. */
const MOST_TURNS = 8;

/**
 * Takes one message into the record: with its commit the message, all that it changes and where that is from are there, or nothing
 * is. The state is made anew of all kept messages about the same person, visit and orders, so a repetition changes nothing and
 * what comes late finds its place. Where another message about them came meanwhile, whoever ends last sees both.
 */
export async function receive(bytes: Uint8Array, receiving: Receiving): Promise<Outcome<Received>> {
  const parsed = parse(bytes);
  const read = parsed.ok ? factsOf(parsed.value, receiving) : parsed;
  const facts = read.ok ? checked(read.value) : read;
  if (!facts.ok) return facts;
  return inTurn(`${receiving.organization} ${facts.value.patient}`, () => settle(facts.value, bytes, receiving));
}

async function settle(facts: Facts, bytes: Uint8Array, receiving: Receiving): Promise<Outcome<Received>> {
  const other = await otherOfThatName(facts, bytes, receiving);
  if (other) return other;
  let received: Received | undefined;
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    const known = await idsAbout(facts, receiving);
    const written = await write(facts, bytes, known, receiving);
    if (written.ok) {
      received ??= written.value;
      const seen = new Set([...known, messageId(receiving, facts)]);
      if ((await idsAbout(facts, receiving)).every((id) => seen.has(id))) return accepted(received);
    } else if (!passing(written)) return written;
  }
  return busy();
}

/** A control id names one message: other words under it are put before somebody, and change nothing. */
async function otherOfThatName(facts: Facts, bytes: Uint8Array, receiving: Receiving): Promise<Refused | undefined> {
  const [there] = await receiving.repository.readMany([`Basic/${messageId(receiving, facts)}`]);
  const content = there && contentOf(there.body);
  if (content === undefined || Buffer.compare(content, bytes) === 0) return undefined;
  const text =
    'The sender has used this control id for another message, which was taken. Send this one under a control id of its own.';
  return refuse('duplicate', 'hl7v2.control-id', text, 'MSH-10');
}

async function idsAbout(facts: Facts, { reader, key }: Receiving): Promise<readonly string[]> {
  return messagesAbout(reader, key, keysNeeded(facts));
}

async function write(
  facts: Facts,
  bytes: Uint8Array,
  known: readonly string[],
  receiving: Receiving,
): Promise<Outcome<Received>> {
  const { repository, organization, now } = receiving;
  const feed = `urn:concord:feed:${organization.replace(/^Organization\//, '')}`;
  const messages = await read(known, facts, receiving);
  const records = prepared(stateOf(facts, messages, receiving), { organization, feed, keeps: () => true });
  if (!records.ok) return records;
  const kept = keep(receiving, facts, bytes, { subject: personReference(receiving, facts.patient), feed });
  const came: Came = {
    organization,
    feed,
    keeps: () => true,
    file: `HL7 v2 message ${facts.type}^${facts.event}, ${facts.control}`,
    source: `Basic/${kept.id}`,
    at: new Date(now()).toISOString(),
  };
  const told = provenances(records.value, came);
  const before = new Set((await repository.readMany(told.map(({ id }) => `Provenance/${id}`))).map(({ id }) => id));
  const entries: readonly BundleEntry[] = [
    put(`Basic/${kept.id}`, kept.text),
    ...records.value.map(({ type, id, text }) => put(`${type}/${id}`, text)),
    ...told.filter(({ id }) => !before.has(id)).map(({ id, text }) => put(`Provenance/${id}`, text)),
  ];
  const answered = await repository.transaction(entries);
  if (!answered.ok) return answered;
  const bad = answered.value.find((one) => !one.ok);
  if (bad && !bad.ok) return bad;
  const answers = answered.value.slice(1, records.value.length + 1);
  const same = answers.filter((one) => one.ok && one.value.written?.effect === 'same').length;
  return accepted({ control: facts.control, changed: answers.length - same, same });
}

/** The kept messages, and the new one. */
async function read(ids: readonly string[], newest: Facts, receiving: Receiving): Promise<readonly Facts[]> {
  const own = messageId(receiving, newest);
  const others = ids.filter((id) => id !== own).map((id) => `Basic/${id}`);
  const stored = others.length === 0 ? [] : await receiving.repository.readMany(others);
  const facts = stored.flatMap(({ body }) => {
    const content = contentOf(body);
    const parsed = content && parse(content);
    const made = parsed?.ok ? factsOf(parsed.value, receiving) : undefined;
    return made?.ok ? [made.value] : [];
  });
  return [...facts, newest];
}

function prepared(made: readonly Made[], sender: Parameters<typeof prepare>[1]): Outcome<readonly Prepared[]> {
  const records: Prepared[] = [];
  for (const { identity, resource } of made) {
    const scan = scanned(resource);
    if (!scan.ok) return scan;
    const type = identity.slice(0, identity.indexOf('?'));
    const one = prepare({ line: 1, type, identity, scan: scan.value, siblings: NO_SIBLINGS }, sender);
    if (!one.ok) return one;
    records.push(one.value);
  }
  return accepted(records);
}

function put(url: string, resource: string): BundleEntry {
  return { method: 'PUT', url, resource };
}

/** Refusals that another attempt may pass: two wrote the same at once. */
function passing({ refusals }: Refused): boolean {
  return refusals.some(({ type }) => type === 'transient' || type === 'lock-error' || type === 'conflict');
}

function busy(): Refused {
  const text = 'Too many messages about the same person, visit or order came at once. Send this one again.';
  return refuse('transient', 'hl7v2.busy', text);
}
