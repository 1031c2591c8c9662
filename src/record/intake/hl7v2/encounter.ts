import { concept, every, period, type Piece, worker } from './datatypes.ts';
import type { Facts } from './facts.ts';
import { merged, withFields } from './merged.ts';
import { type Field, field, part, type Repetition, type Segment, segmentOf, text } from './message.ts';
import { cxSystem, type Home, tableSystem } from './names.ts';

const ACT = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';
const PARTICIPATION = 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType';
const CLASSES: Readonly<Record<string, readonly [code: string, display: string]>> = {
  E: ['EMER', 'emergency'],
  I: ['IMP', 'inpatient encounter'],
  O: ['AMB', 'ambulatory'],
  P: ['PRENC', 'pre-admission'],
};

const PARTICIPANTS: readonly (readonly [number: number, code: string, display: string])[] = [
  [7, 'ATND', 'attender'],
  [8, 'REF', 'referrer'],
  [9, 'CON', 'consultant'],
  [17, 'ADM', 'admitter'],
];

type Visit = { readonly pv1: Segment; readonly status: string | undefined };

/** A visit as all messages about its number say, in order. */
export function encounterOf(messages: readonly Facts[], home: Home, subject: string): Piece {
  const { pv1, status } = messages.reduce(step, { pv1: { name: 'PV1', fields: [] }, status: undefined });
  const [cx] = field(pv1, 19);
  // A visit of which nobody told how it stands: over where it is said when it ended, else unknown.
  const stands = status ?? (text(pv1, 45) === '' ? 'unknown' : 'finished');
  return {
    resourceType: 'Encounter',
    identifier: [
      {
        type: { coding: [{ system: tableSystem('0203'), code: 'VN' }] },
        system: cxSystem(cx, home),
        value: part(cx, 1),
      },
    ],
    status: stands,
    class: classOf(text(pv1, 2)),
    serviceType: concept(field(pv1, 10)[0], home, '0069'),
    subject: { reference: subject },
    participant: PARTICIPANTS.flatMap(([number, code, display]) =>
      every(field(pv1, number), (xcn) => worker(xcn, home)).map((individual) => ({
        type: [{ coding: [{ system: PARTICIPATION, code, display }] }],
        individual,
      })),
    ),
    period: period(text(pv1, 44), text(pv1, 45), home),
    hospitalization: {
      admitSource: concept(field(pv1, 14)[0], home, '0023'),
      dischargeDisposition: concept(field(pv1, 36)[0], home, '0112'),
    },
    location: locationOf(field(pv1, 3)[0], stands),
    serviceProvider: { reference: home.organization },
  };
}

/** What one more message does to a visit. */
function step({ pv1, status }: Visit, { event, message: { segments } }: Facts): Visit {
  const [said, evn] = [segmentOf(segments, 'PV1'), segmentOf(segments, 'EVN')];
  const next = merged('PV1', [pv1, said]);
  const occurred = field(evn, 6);
  switch (event) {
    case 'A01':
    case 'A04':
      return { pv1: withTime(next, 44, occurred), status: 'in-progress' };
    case 'A02':
      return { pv1: next, status: status === 'finished' || status === 'cancelled' ? status : 'in-progress' };
    case 'A03':
      return { pv1: withTime(next, 45, occurred), status: 'finished' };
    case 'A11':
      return { pv1: next, status: 'cancelled' };
    case 'A13':
      // The discharge did not take place: neither its time nor where to.
      return { pv1: withFields(next, { 36: [], 45: [] }), status: 'in-progress' };
    default:
      return { pv1: next, status };
  }
}

/** When it happened (EVN-6), where the visit's own field does not say. */
function withTime(pv1: Segment, number: number, occurred: Field): Segment {
  return text(pv1, number) === '' && occurred.length > 0 ? withFields(pv1, { [number]: occurred }) : pv1;
}

/** FHIR asks for a class: one that the sender did not say stands as not said. */
function classOf(code: string): Piece {
  if (code === '') return { system: 'http://terminology.hl7.org/CodeSystem/v3-NullFlavor', code: 'NI' };
  const known = Object.hasOwn(CLASSES, code) ? CLASSES[code] : undefined;
  return known ? { system: ACT, code: known[0], display: known[1] } : { system: tableSystem('0004'), code };
}

/** A PL by its words: no Location is made of it. */
function locationOf(pl: Repetition | undefined, status: string): readonly Piece[] {
  const display = [1, 2, 3, 8, 7, 4]
    .map((component) => part(pl, component))
    .filter((one) => one !== '')
    .join(', ');
  const over = status === 'finished' || status === 'cancelled';
  return display === '' ? [] : [{ location: { display }, status: over ? 'completed' : 'active' }];
}
