import type { Outcome, Refused } from '#fhir';
import { field, type Message, type Field, type Segment, text, USUAL } from './message.ts';
import { serialise } from './parse.ts';
import type { Received } from './receive.ts';

/** Our codes as table 0357 has them; what is not here is an error of the application (207). */
const CONDITIONS: Readonly<Record<string, string>> = {
  'hl7v2.no-message': '100',
  'hl7v2.delimiters': '100',
  'hl7v2.segment': '100',
  'hl7v2.one-message': '100',
  'hl7v2.missing': '101',
  'hl7v2.charset': '103',
  'hl7v2.event': '200',
  'hl7v2.not-production': '202',
  'hl7v2.control-id': '205',
};

/** What is wrong with the message or its sender, whatever it says: sending it again will not help (AR). Others are AE. */
const REJECTED = /^hl7v2\.(?:no-message|delimiters|segment|one-message|charset|event|not-production|sender|too-long)$/;

/** The acknowledgement of a message, in the original mode: sent when what it changes has been committed. */
export function acknowledge(
  message: Message | undefined,
  outcome: Outcome<Received>,
  { id, at }: { readonly id: string; readonly at: number },
): string {
  const [msh] = message?.segments ?? [];
  const code = outcome.ok ? 'AA' : outcome.refusals.some((one) => REJECTED.test(one.code)) ? 'AR' : 'AE';
  const event = text(msh, 9, 2);
  const head: Segment = {
    name: 'MSH',
    fields: [
      field(msh, 5),
      field(msh, 6),
      field(msh, 3),
      field(msh, 4),
      said(stamp(at)),
      [],
      [[['ACK'], ...(event === '' ? [] : [[event]]), ...(event === '' ? [] : [['ACK']])]],
      said(id.slice(0, 50)),
      said(text(msh, 11) || 'P'),
      said(text(msh, 12) || '2.5.1'),
      [],
      [],
      [],
      [],
      [],
      said('UNICODE UTF-8'),
    ],
  };
  const msa: Segment = { name: 'MSA', fields: [said(code), said(text(msh, 10))] };
  const errors = outcome.ok ? [] : errorsOf(outcome);
  return serialise({ delimiters: USUAL, segments: [head, msa, ...errors] });
}

function errorsOf({ refusals }: Refused): readonly Segment[] {
  return refusals.map(({ code, text: why, expression }) => ({
    name: 'ERR',
    fields: [
      [],
      place(expression),
      [[[CONDITIONS[code] ?? '207'], [], ['HL70357']]],
      said('E'),
      [[[code]]],
      [],
      [],
      said(why),
    ],
  }));
}

/** ERR-2: segment and field, where the refusal names one. */
function place(expression: string | undefined): Field {
  const [, name, number] = /^([A-Z][A-Z0-9]{2})(?:-(\d+))?$/.exec(expression ?? '') ?? [];
  return name === undefined ? [] : [[[name], ['1'], ...(number === undefined ? [] : [[number]])]];
}

function said(value: string): Field {
  return value === '' ? [] : [[[value]]];
}

function stamp(at: number): string {
  return `${new Date(at).toISOString().replace(/[-:T]/g, '').slice(0, 14)}+0000`;
}
