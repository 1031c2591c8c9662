import { once } from 'node:events';
import { type Scan, accepted, isResourceType, type Outcome, refuse, scan } from '#fhir';
import { parse } from 'csv-parse';
import { fill, fillText, type Row } from './fill.ts';
import type { Found } from './item.ts';
import { NO_SIBLINGS } from './item.ts';
import type { Mapping, ResourceMapping } from './mapping.ts';
import { decode } from './decode.ts';

type Line = { readonly record: readonly string[] | undefined; readonly line: number };

/** The longest line of a CSV file, in bytes: an open quotation mark must not swallow the file. */
const LONGEST_LINE = 1024 * 1024;

/** The resources that a mapping makes of a CSV file, line by line. */
export async function* readCsv(content: AsyncIterable<string | Uint8Array>, mapping: Mapping): AsyncGenerator<Found> {
  yield { format: 'csv' };
  let header: readonly string[] | undefined;
  for await (const { record, line } of readLines(content, mapping.delimiter ?? ',')) {
    if (record === undefined) yield unreadable(line);
    else if (header === undefined) {
      header = record.map((name) => name.trim());
      const missing = mapping.columns.filter((name) => !header?.includes(name));
      if (missing.length > 0) return yield noColumns(mapping, missing);
    } else if (record.length === header.length) yield* itemsOf(rowOf(header, record), line, mapping);
    else yield wrongWidth(line, header.length, record.length);
  }
}

/**
 * Lines as the parser finds them. They are taken out of its hands as it goes, since a fault would throw away what it has read
 * and not yet handed on. A line without a record: nothing can be read from there on.
 */
export async function* readLines(content: AsyncIterable<string | Uint8Array>, delimiter: string): AsyncGenerator<Line> {
  let found: Line[] = [];
  let begin = 1;
  let fault: Error | undefined;
  const parser = parse({
    bom: true,
    delimiter,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_LINE,
    on_record: (record: string[], { lines }) => {
      found.push({ record, line: lines });
      begin = lines + 1;
      return null;
    },
  });
  const ended = new Promise<void>((resolve) => {
    parser.once('end', resolve).once('error', (error) => {
      fault = error;
      resolve();
    });
  });
  parser.resume();
  for await (const chunk of decode(content)) {
    if (fault !== undefined) break;
    // A fault that comes while we wait is told by `ended` too; it must not be thrown from here.
    if (!parser.write(chunk)) await Promise.race([once(parser, 'drain').catch(() => undefined), ended]);
    yield* found;
    found = [];
  }
  parser.end();
  await ended;
  yield* found;
  if (fault !== undefined && !isCsvFault(fault)) throw fault;
  if (fault !== undefined) yield { record: undefined, line: begin };
}

function rowOf(header: readonly string[], record: readonly string[]): Row {
  return Object.fromEntries(header.map((name, at) => [name, record[at] ?? '']));
}

function* itemsOf(row: Row, line: number, mapping: Mapping): Generator<Found> {
  for (const resource of mapping.resources) {
    if (!applies(resource, row)) continue;
    const identity = fillText(resource.identity, row);
    const made = resourceOf(resource, row, identity, mapping);
    const record = `${resource.type}/${identity}`;
    if (made.ok)
      yield { item: { line, type: resource.type, identity: record, scan: made.value, siblings: NO_SIBLINGS } };
    else yield { bad: { line, record, because: made } };
  }
}

function applies({ when }: ResourceMapping, row: Row): boolean {
  if (when === undefined) return true;
  const value = row[when.column]?.trim() ?? '';
  return when.is ? when.is.includes(value) : value !== '';
}

function resourceOf(resource: ResourceMapping, row: Row, identity: string, mapping: Mapping): Outcome<Scan> {
  if (!isResourceType(resource.type)) return refuse('invalid', 'intake.mapping', `There is no type ${resource.type}.`);
  if (identity.trim() === '') return noIdentity(resource);
  const filled = fill(resource.template, row, mapping);
  if (!filled.ok) return filled;
  const body = filled.value?.slice(1) ?? '}';
  const scanned = scan(`{"resourceType":${JSON.stringify(resource.type)}${body === '}' ? '' : ','}${body}`);
  return scanned.ok ? accepted(scanned.value) : scanned;
}

function noIdentity({ type, identity }: ResourceMapping): Outcome<never> {
  const text = `The columns of ${identity}, by which this ${type} is known, are empty. Give each record its reference.`;
  return refuse('required', 'intake.no-identity', text);
}

function noColumns(mapping: Mapping, missing: readonly string[]): Found {
  const text = `The file lacks the columns ${missing.join(', ')} that the mapping '${mapping.mapping}' reads.`;
  return { bad: { line: 1, record: 'the file', because: refuse('structure', 'intake.columns', text) } };
}

function wrongWidth(line: number, wanted: number, there: number): Found {
  const text = `The line has ${there} columns and the heading ${wanted}. Quote values that hold the delimiter.`;
  return { bad: { line, record: `line ${line}`, because: refuse('structure', 'intake.columns', text) } };
}

function unreadable(line: number): Found {
  const text = `Nothing can be read from line ${line} on: a quotation mark is not closed, or a line is longer than 1 MB.`;
  return { bad: { line, record: 'the rest of the file', because: refuse('structure', 'intake.csv', text) } };
}

function isCsvFault(fault: unknown): boolean {
  return fault instanceof Error && 'code' in fault && /^(?:CSV|INVALID)_/.test(String(fault.code));
}
