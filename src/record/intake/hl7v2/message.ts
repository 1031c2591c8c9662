/**
 * An HL7 v2 message as it lies on the wire, taken apart and nothing more: fields have repetitions, these components, these
 * sub-components. What is after the last value of a level is left out, so that two spellings of one message are one value.
 */
export type Component = readonly string[];
export type Repetition = readonly Component[];
export type Field = readonly Repetition[];

export type Segment = {
  /** Three characters: PID, OBX, ZBE. */
  readonly name: string;
  /** fields[0] is the first after the name; of MSH and the batch headers it is the third, after both that declare the delimiters. */
  readonly fields: readonly Field[];
};

export type Delimiters = {
  readonly field: string;
  readonly component: string;
  readonly repetition: string;
  readonly escape: string;
  readonly sub: string;
};

export type Message = { readonly delimiters: Delimiters; readonly segments: readonly Segment[] };

export const USUAL: Delimiters = { field: '|', component: '^', repetition: '~', escape: '\\', sub: '&' };

/** Segments that declare the delimiters in their first two fields. */
export const DECLARING = /^(?:MSH|FHS|BHS)/;

/** What a sender writes to take a value back, where an empty field says nothing. */
export const TAKEN_BACK = '""';

/** The field by its number in the standard (PID-3 is 3); empty where it is not there. */
export function field(segment: Segment | undefined, number: number): Field {
  if (segment === undefined) return [];
  return segment.fields[number - (DECLARING.test(segment.name) ? 3 : 1)] ?? [];
}

/** A component's text by the standard's numbers, of the first repetition; '' where there is none, or where it was taken back. */
export function text(segment: Segment | undefined, number: number, component = 1): string {
  return part(field(segment, number)[0], component);
}

export function part(repetition: Repetition | undefined, component: number, sub = 1): string {
  const said = repetition?.[component - 1]?.[sub - 1] ?? '';
  return said === TAKEN_BACK ? '' : said;
}

export function segmentOf(segments: readonly Segment[], name: string): Segment | undefined {
  return segments.find((one) => one.name === name);
}
