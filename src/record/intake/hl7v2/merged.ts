import type { Field, Segment } from './message.ts';

/**
 * One segment of several that tell of the same thing, in order: a field that says something replaces what stood there, "" takes
 * it back, and an empty one says nothing (HL7 v2.5.1, 2.5.3).
 */
export function merged(name: string, segments: readonly (Segment | undefined)[]): Segment {
  const fields: Field[] = [];
  for (const segment of segments)
    for (const [at, field] of (segment?.fields ?? []).entries()) if (field.length > 0) fields[at] = field;
  return { name, fields: Array.from(fields, (field) => field ?? []) };
}

/** The segment with fields put in by their numbers; an empty field takes out what stood there. */
export function withFields(segment: Segment, change: Readonly<Record<number, Field>>): Segment {
  const fields = [...segment.fields];
  for (const [number, field] of Object.entries(change)) fields[Number(number) - 1] = field;
  return { ...segment, fields: Array.from(fields, (field) => field ?? []) };
}
