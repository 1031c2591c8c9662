import { accepted, type Outcome, refuse } from '#fhir';
import { concept, every, orderIdentifier, type Piece } from './datatypes.ts';
import { type Facts, inOrder, type Name, type OrderGroup, type Result } from './facts.ts';
import { merged } from './merged.ts';
import { field, part, type Segment, text } from './message.ts';
import type { Home } from './names.ts';
import { timeOf } from './time.ts';
import { valueOf } from './value.ts';

/** A resource, by what the sender calls it. */
export type Made = { readonly identity: string; readonly resource: Piece };

type Around = {
  readonly home: Home;
  readonly subject: string;
  readonly encounter: string | undefined;
  /** The reference under which the result of an identity is kept. */
  readonly referTo: (identity: string) => string;
};

/** Table 0123 as DiagnosticReport has it. */
const REPORT: Readonly<Record<string, string>> = {
  F: 'final',
  C: 'corrected',
  M: 'corrected',
  P: 'preliminary',
  A: 'partial',
  R: 'partial',
  I: 'registered',
  O: 'registered',
  S: 'registered',
  X: 'cancelled',
};

/** Table 0085 as Observation has it: D and W take back what was never so. */
const RESULT: Readonly<Record<string, string>> = {
  F: 'final',
  U: 'final',
  C: 'corrected',
  P: 'preliminary',
  R: 'preliminary',
  S: 'preliminary',
  I: 'registered',
  O: 'registered',
  N: 'registered',
  X: 'cancelled',
  D: 'entered-in-error',
  W: 'entered-in-error',
};

const INTERPRETATION = 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation';
const INTERPRETED = [
  'L',
  'H',
  'LL',
  'HH',
  'LU',
  'HU',
  'N',
  'A',
  'AA',
  'S',
  'R',
  'I',
  'NEG',
  'POS',
  'IND',
  'D',
  'U',
  'B',
  'W',
];

/** A report and its results as all messages about the order say, in the order in which the laboratory said it. */
export function reportOf(order: Name, messages: readonly Facts[], around: Around): readonly Made[] {
  const groups = messages
    .flatMap((facts) => facts.orders.filter(({ name }) => name === order).map((group) => ({ facts, group })))
    // Sorting is stable: several groups of one message stay in their order.
    .sort((left, right) => inOrder(placed(left), placed(right)));
  const obr = merged(
    'OBR',
    groups.map(({ group }) => group.obr),
  );
  const results = new Map<string, Result>();
  for (const { group } of groups) for (const one of joined(group.results)) results.set(one.name, one);
  const made = [...results.values()]
    .sort((left, right) => (left.name < right.name ? -1 : 1))
    .map(
      (one): Made => ({
        identity: `Observation?identifier=${order}|${one.name}`,
        resource: observation(one, obr, around),
      }),
    );
  const filler = groups.at(-1)?.group.filler;
  const report = diagnosticReport(
    obr,
    filler,
    made.map(({ identity }) => around.referTo(identity)),
    around,
  );
  return [...made, { identity: `DiagnosticReport?identifier=${order}`, resource: report }];
}

/** Refuses what could only be kept by losing a result: two values under one name that are no lines of one text. */
export function checked(facts: Facts): Outcome<Facts> {
  for (const { results } of facts.orders) {
    const seen = new Map<string, string>();
    for (const { name, obx } of results) {
      const before = seen.get(name);
      if (before !== undefined && !(isText(before) && isText(text(obx, 2)))) return sameName(text(obx, 3));
      seen.set(name, text(obx, 2));
    }
  }
  return accepted(facts);
}

function placed({ facts, group }: { readonly facts: Facts; readonly group: OrderGroup }) {
  return { moment: group.moment, sent: facts.sent, control: facts.control };
}

/** Lines of a text come as results of one name: they are one. */
function joined(results: readonly Result[]): readonly Result[] {
  const made = new Map<string, Result>();
  for (const one of results) {
    const before = made.get(one.name);
    made.set(
      one.name,
      before ? { ...one, obx: withLine(before.obx, one.obx), notes: [...before.notes, ...one.notes] } : one,
    );
  }
  return [...made.values()];
}

function withLine(before: Segment, after: Segment): Segment {
  const fields = [...before.fields];
  fields[4] = [...field(before, 5), ...field(after, 5)];
  return { ...before, fields: Array.from(fields, (one) => one ?? []) };
}

function observation({ obx, notes }: Result, obr: Segment, around: Around): Piece {
  const { home, subject, encounter } = around;
  const value = valueOf(obx, home);
  const effective = timeOf(text(obx, 14), home.zone) ?? timeOf(text(obr, 7), home.zone);
  return {
    resourceType: 'Observation',
    status: RESULT[text(obx, 11)] ?? 'unknown',
    code: concept(field(obx, 3)[0], home),
    subject: { reference: subject },
    encounter: { reference: encounter },
    effectiveDateTime: effective?.text,
    issued: issued(obr, home),
    ...value,
    interpretation: every(field(obx, 8), (one) => interpretation(part(one, 1), one, home)),
    note: notes.map((nte) => ({
      text: field(nte, 3)
        .map((one) => part(one, 1))
        .join('\n'),
    })),
    method: concept(field(obx, 17)[0], home),
    referenceRange: [{ text: text(obx, 7) }],
  };
}

function diagnosticReport(
  obr: Segment,
  filler: readonly (readonly string[])[] | undefined,
  results: readonly string[],
  around: Around,
): Piece {
  const { home, subject, encounter } = around;
  const [from, to] = [timeOf(text(obr, 7), home.zone), timeOf(text(obr, 8), home.zone)];
  const lasted = from && to && to.millis > from.millis;
  return {
    resourceType: 'DiagnosticReport',
    identifier: [orderIdentifier(filler, 'FILL', home), orderIdentifier(field(obr, 2)[0], 'PLAC', home)],
    status: REPORT[text(obr, 25)] ?? 'unknown',
    category: [concept(field(obr, 24)[0], home, '0074')],
    code: concept(field(obr, 4)[0], home),
    subject: { reference: subject },
    encounter: { reference: encounter },
    ...(lasted ? { effectivePeriod: { start: from.text, end: to.text } } : { effectiveDateTime: from?.text }),
    issued: issued(obr, home),
    result: results.map((reference) => ({ reference })),
  };
}

function interpretation(code: string, said: readonly (readonly string[])[], home: Home): Piece | undefined {
  return INTERPRETED.includes(code) ? { coding: [{ system: INTERPRETATION, code }] } : concept(said, home, '0078');
}

/** OBR-22, where it is exact enough for an instant. */
function issued(obr: Segment, home: Home): string | undefined {
  const said = timeOf(text(obr, 22), home.zone);
  return said?.exact ? said.text : undefined;
}

function isText(type: string): boolean {
  return ['TX', 'ST', 'FT'].includes(type);
}

function sameName(code: string): Outcome<never> {
  const text = `The order has two results of code ${code} that nothing tells apart. Number them in OBX-4.`;
  return refuse('duplicate', 'hl7v2.same-result', text, 'OBX-4');
}
