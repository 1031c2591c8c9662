import { accepted, type Outcome, refuse } from '#fhir';
import { printable } from './charset.ts';
import { type Message, part, type Repetition, type Segment, field, segmentOf, text } from './message.ts';
import { cxSystem, eiSystem, type Home, systemOf } from './names.ts';
import { timeOf } from './time.ts';

/** A number with its system, as one name: 'urn:...|123'. */
export type Name = string;

/** One OBR of a message with what hangs on it. */
export type OrderGroup = {
  readonly name: Name;
  readonly moment: number;
  readonly obr: Segment;
  /** The order number and who gives it out. */
  readonly filler: Repetition;
  readonly results: readonly Result[];
};

export type Result = { readonly name: string; readonly obx: Segment; readonly notes: readonly Segment[] };

/** What a message is about: read once, before anything is kept. */
export type Facts = {
  readonly message: Message;
  /** A01, R01. */
  readonly event: string;
  readonly type: 'ADT' | 'ORU';
  /** Who gives out the control ids: MSH-3 and MSH-4 by their first components. */
  readonly application: string;
  readonly control: string;
  /** When what it tells of was so, and when it was sent, in milliseconds: messages are put in order by both. */
  readonly moment: number;
  readonly sent: number;
  readonly patient: Name;
  /** Of a merge: the number that is given up. */
  readonly prior?: Name;
  readonly visit?: Name;
  readonly orders: readonly OrderGroup[];
};

const EVENTS: Readonly<Record<string, readonly string[]>> = {
  ADT: ['A01', 'A02', 'A03', 'A04', 'A08', 'A11', 'A13', 'A28', 'A31', 'A40'],
  ORU: ['R01'],
};

/** Events that are about a visit and nothing without one. */
const OF_VISIT = ['A01', 'A02', 'A03', 'A04', 'A11', 'A13'];

/** Order of messages: when it was so, when it was said, then by name, so that every order of arrival comes to one state. */
export function inOrder(
  left: Pick<Facts, 'moment' | 'sent' | 'control'>,
  right: Pick<Facts, 'moment' | 'sent' | 'control'>,
): number {
  if (left.moment !== right.moment) return left.moment - right.moment;
  if (left.sent !== right.sent) return left.sent - right.sent;
  return left.control < right.control ? -1 : left.control > right.control ? 1 : 0;
}

/** What a message is kept under, so that others about the same find it. */
export function factsKeys({ type, event, patient, prior, visit, orders }: Facts): readonly string[] {
  const people = prior === undefined ? [patient] : [patient, prior];
  return [
    ...new Set([
      ...people.map((name) => `${type === 'ADT' ? 'person' : 'tested'} ${name}`),
      ...(event === 'A40' ? people.map((name) => `merged ${name}`) : []),
      ...(visit !== undefined && type === 'ADT' ? [`visit ${visit}`] : []),
      ...orders.map(({ name }) => `order ${name}`),
    ]),
  ];
}

/** What other messages must be known for what this one is about. */
export function keysNeeded(facts: Facts): readonly string[] {
  const people = facts.prior === undefined ? [facts.patient] : [facts.patient, facts.prior];
  return [
    ...new Set([
      ...factsKeys(facts),
      ...people.flatMap((name) => ['person', 'tested', 'merged'].map((kind) => `${kind} ${name}`)),
    ]),
  ];
}

export function factsOf(message: Message, home: Home): Outcome<Facts> {
  const [msh] = message.segments;
  const [type, event, control] = [text(msh, 9, 1), text(msh, 9, 2), text(msh, 10)];
  if (!EVENTS[type]?.includes(event)) return noSuchEvent(`${type}^${event}`);
  if (text(msh, 11) !== 'P') return notForUse(text(msh, 11));
  if (control === '') return missing('MSH-10', 'a control id, by which a repetition is known');
  const sent = timeOf(text(msh, 7), home.zone);
  if (sent === undefined) return missing('MSH-7', 'the time at which it was made (YYYYMMDDHHMMSS)');
  const pids = message.segments.filter(({ name }) => name === 'PID');
  const patient = personNumber(field(pids[0], 3), home);
  if (patient === undefined) return missing('PID-3', 'the number by which the sender knows the person');
  if (pids.length > 1) return severalPeople();
  const base = {
    message,
    event,
    application: `${text(msh, 3)}|${text(msh, 4)}`,
    control,
    sent: sent.millis,
    moment: timeOf(text(segmentOf(message.segments, 'EVN'), 2), home.zone)?.millis ?? sent.millis,
    patient,
    ...visitOf(message, home),
  };
  return type === 'ORU' ? ofResults(base, home) : ofAdmission(base, home);
}

type Base = Omit<Facts, 'orders' | 'type'>;

function ofAdmission(base: Base, home: Home): Outcome<Facts> {
  const { event, visit, message, patient } = base;
  if (OF_VISIT.includes(event) && visit === undefined)
    return missing('PV1-19', 'the visit number, by which the visit is known');
  if (event !== 'A40') return accepted({ ...base, type: 'ADT', orders: [] });
  const prior = personNumber(field(segmentOf(message.segments, 'MRG'), 1), home);
  if (prior === undefined) return missing('MRG-1', 'the number that is given up');
  if (prior === patient)
    return refuse(
      'value',
      'hl7v2.merge-itself',
      'PID-3 and MRG-1 are the same number. Send the two numbers that are one person.',
      'MRG-1',
    );
  return accepted({ ...base, type: 'ADT', orders: [], prior });
}

/** The number of a person that stays: the hospital's own before others, the first of its kind. */
function personNumber(numbers: readonly Repetition[], home: Home): Name | undefined {
  const given = numbers.filter((cx) => part(cx, 1).trim() !== '');
  const own = ['MR', 'PI', 'PT'].map((kind) => given.find((cx) => part(cx, 5) === kind)).find((cx) => cx !== undefined);
  const chosen = own ?? given.find((cx) => !/^(?:NH|SS|NNGBR|DL|PPN)$/.test(part(cx, 5))) ?? given[0];
  return chosen && `${cxSystem(chosen, home)}|${part(chosen, 1).trim()}`;
}

function visitOf({ segments }: Message, home: Home): { readonly visit?: Name } {
  const cx = field(segmentOf(segments, 'PV1'), 19)[0];
  const value = part(cx, 1).trim();
  return value === '' ? {} : { visit: `${cxSystem(cx, home)}|${value}` };
}

function ofResults(base: Base, home: Home): Outcome<Facts> {
  const groups: { obr: Segment; orc: Segment | undefined; results: { obx: Segment; notes: Segment[] }[] }[] = [];
  let orc: Segment | undefined;
  for (const segment of base.message.segments) {
    const last = groups.at(-1);
    if (segment.name === 'ORC') orc = segment;
    if (segment.name === 'OBR') {
      groups.push({ obr: segment, orc, results: [] });
      orc = undefined;
    }
    if (segment.name === 'OBX' && last) last.results.push({ obx: segment, notes: [] });
    if (segment.name === 'NTE') last?.results.at(-1)?.notes.push(segment);
    // A specimen has observations of its own, which are no results of the order.
    if (segment.name === 'SPM') break;
  }
  if (groups.length === 0) return missing('OBR', 'an order that the results belong to');
  const orders: OrderGroup[] = [];
  for (const { obr, orc: before, results } of groups) {
    const filler = field(obr, 3)[0] ?? field(before, 3)[0];
    if (filler === undefined || part(filler, 1).trim() === '')
      return missing('OBR-3', 'the filler order number, by which a correction finds what it corrects');
    if (text(obr, 4) === '' && text(obr, 4, 2) === '') return missing('OBR-4', 'what was asked for');
    const named = results.map((one) => ({ ...one, name: resultName(one.obx, home) }));
    if (named.some(({ obx }) => text(obx, 3) === '' && text(obx, 3, 2) === ''))
      return missing('OBX-3', 'what was measured');
    orders.push({
      name: `${eiSystem(filler, home)}|${part(filler, 1).trim()}|${text(obr, 4) || text(obr, 4, 2)}`,
      moment: timeOf(text(obr, 22), home.zone)?.millis ?? base.sent,
      obr,
      filler,
      results: named,
    });
  }
  return accepted({ ...base, type: 'ORU', orders });
}

function resultName(obx: Segment, home: Home): string {
  return `${systemOf(text(obx, 3, 3), home)}|${text(obx, 3) || text(obx, 3, 2)}|${text(obx, 4)}`;
}

function noSuchEvent(said: string): Outcome<never> {
  const known = Object.entries(EVENTS)
    .map(([type, events]) => `${type} ${events.join(' ')}`)
    .join('; ');
  return refuse(
    'not-supported',
    'hl7v2.event',
    `Messages ${printable(said)} are not taken. Those that are: ${known}.`,
    'MSH-9',
  );
}

function notForUse(said: string): Outcome<never> {
  const text = `The message is not for use: MSH-11 says '${printable(said)}'. Send messages of production (P); try others in an installation of your own.`;
  return refuse('not-supported', 'hl7v2.not-production', text, 'MSH-11');
}

function missing(place: string, what: string): Outcome<never> {
  return refuse('required', 'hl7v2.missing', `${place} lacks ${what}. Send the message again with it.`, place);
}

function severalPeople(): Outcome<never> {
  return refuse(
    'structure',
    'hl7v2.several-people',
    'The message is about several people. Send one message a person.',
    'PID',
  );
}
