import { expect, test } from 'vitest';
import { fc } from '#testing/chance';
import { adt, oru, obr, pv1 } from './messages.testing.ts';
import {
  type Component,
  type Field,
  field,
  type Message,
  type Repetition,
  type Segment,
  text,
  USUAL,
} from './message.ts';
import { parse, serialise } from './parse.ts';
import { split } from './split.ts';

const bytes = (said: string) => Buffer.from(said, 'utf8');

function parsed(said: string | Uint8Array): Message {
  const found = parse(typeof said === 'string' ? bytes(said) : said);
  if (!found.ok) throw new Error(found.refusals[0].text);
  return found.value;
}

test('fields, repetitions, components and sub-components stand where the standard counts them', () => {
  const message = parsed(adt('A01', { control: 'M1', at: '20260301080000+0000' }, { pv1: pv1('V1') }));
  const [msh, , pid, visit] = message.segments;
  expect([text(msh, 3), text(msh, 9, 2), text(msh, 10)]).toEqual(['PAS', 'A01', 'M1']);
  expect(field(pid, 3).map((one) => one[0]?.[0])).toEqual(['T100', '9990000018']);
  expect([text(visit, 2), text(visit, 3, 2), text(visit, 19)]).toEqual(['I', 'B2', 'V1']);
});

test('delimiters are those that the message declares', () => {
  const message = parsed('MSH*%$!?*PAS*TRUST*****ADT%A01*M1*P*2.3\rPID*1**7%%%A?1.2?ISO$8*!F!!S!\r');
  expect(field(message.segments[1], 3)).toEqual([[['7'], [], [], ['A', '1.2', 'ISO']], [['8']]]);
  expect(text(message.segments[1], 4)).toBe('*%');
});

test('escapes are read, and what is none stands as it came', () => {
  const said = (value: string) =>
    text(parsed(`MSH|^~\\&|A|B||||||1|P|2.5||||||UNICODE UTF-8\rNTE|1||${value}\r`).segments[1], 3);
  expect(said('a\\F\\b\\S\\c\\T\\d\\R\\e\\E\\f')).toBe('a|b^c&d~e\\f');
  expect(said('\\XC3A9\\t\\X41\\')).toBe('étA');
  expect(said('one\\.br\\two \\H\\three\\N\\')).toBe('one\ntwo three');
  expect(said('C:\\temp and \\Zab\\ and \\XC3\\ \\')).toBe('C:\\temp and \\Zab\\ and \\XC3\\ \\');
});

test('segments end with CR, LF or both, in a frame of MLLP or without', async () => {
  const one = adt('A08', { control: 'M1', at: '20260301080000' });
  for (const end of ['\r', '\n', '\r\n']) {
    const pieces: string[] = [];
    for await (const piece of split(chunks(`\u000b${one}\u001c\r`.replaceAll('\r', end), 7)))
      pieces.push(Buffer.from(piece.bytes ?? '').toString());
    expect(pieces).toEqual([one]);
  }
});

test('a batch is its messages, and one that lacks some is named', async () => {
  const messages = ['M1', 'M2'].map((control) => adt('A08', { control, at: '20260301080000' }));
  const file = (count: number) =>
    ['FHS|^~\\&|PAS', 'BHS|^~\\&|PAS', ...messages.map((one) => one.trimEnd()), `BTS|${count}`, 'FTS|1', ''].join('\r');
  const found = async (count: number) => {
    const all: (string | undefined)[] = [];
    for await (const piece of split(chunks(file(count), 11))) all.push(piece.bad?.refusals[0].code);
    return all;
  };
  expect(await found(2)).toEqual([undefined, undefined]);
  expect(await found(3)).toEqual([undefined, undefined, 'hl7v2.batch-count']);
});

test('a message is read in the character set that it says, and in no other', () => {
  const named = (charset: string, how: BufferEncoding) =>
    parse(Buffer.from(adt('A08', { control: 'M1', at: '20260301080000', charset }, { pid: '7||Müller^Zoë' }), how));
  const name = (found: ReturnType<typeof parse>) =>
    found.ok ? text(found.value.segments[2], 5) : found.refusals[0].code;
  expect(name(named('UNICODE UTF-8', 'utf8'))).toBe('Müller');
  expect(name(named('8859/1', 'latin1'))).toBe('Müller');
  expect(name(named('UNICODE UTF-8', 'latin1'))).toBe('hl7v2.charset');
  expect(name(named('', 'utf8'))).toBe('hl7v2.charset');
  expect(name(named('KS X 1001', 'utf8'))).toBe('hl7v2.charset');
});

test('what is no message is refused by name', () => {
  const code = (said: string) => {
    const found = parse(bytes(said));
    return found.ok ? 'taken' : found.refusals[0].code;
  };
  expect(code('')).toBe('hl7v2.no-message');
  expect(code('<ClinicalDocument/>')).toBe('hl7v2.no-message');
  expect(code('MSH|^^\\&|A\r')).toBe('hl7v2.delimiters');
  expect(code('MSH|^~\\&|A\rpid|1\r')).toBe('hl7v2.segment');
  expect(code('MSH|^~\\&|A\rMSH|^~\\&|A\r')).toBe('hl7v2.one-message');
  expect(code(`MSH|^~\\&|A\r${'NTE|1\r'.repeat(10_001)}`)).toBe('hl7v2.too-long');
  expect(code(`MSH|^~\\&|${'A'.repeat(1024 * 1024)}\r`)).toBe('hl7v2.too-long');
});

const value = fc.string({ unit: 'grapheme-composite', maxLength: 8 }).map((said) => said.replaceAll(/\p{Cc}/gu, ''));
const noneLast = <T>(all: readonly T[], empty: (one: T) => boolean): readonly T[] => {
  const kept = [...all];
  while (kept.length > 0 && empty(kept.at(-1) as T)) kept.pop();
  return kept;
};
const component = fc.array(value, { maxLength: 3 }).map((all): Component => noneLast(all, (one) => one === ''));
const repetition = fc
  .array(component, { maxLength: 4 })
  .map((all): Repetition => noneLast(all, (one) => one.length === 0));
const aField = fc.array(repetition, { maxLength: 3 }).map((all): Field => noneLast(all, (one) => one.length === 0));
const segment = fc.record({
  name: fc.constantFrom('PID', 'OBX', 'ZZ1'),
  fields: fc.array(aField, { maxLength: 5 }).map((all) => noneLast(all, (one) => one.length === 0)),
});
const delimiters = fc.constantFrom(USUAL, { field: '*', component: '%', repetition: '$', escape: '!', sub: '?' });

test('what is written is read as the same message', () => {
  fc.assert(
    fc.property(fc.array(segment, { maxLength: 6 }), delimiters, (segments, marks) => {
      const head: Segment = { name: 'MSH', fields: [...Array.from({ length: 15 }, (): Field => []), [[['UTF-8']]]] };
      const message: Message = { delimiters: marks, segments: [head, ...segments] };
      expect(parsed(serialise(message))).toEqual(message);
    }),
  );
});

test('a message cut off at any byte is read or refused by name, and so is one with a byte of it changed', () => {
  const some = [
    adt('A01', { control: 'M1', at: '20260301080000' }, { pv1: pv1('V1'), more: ['DG1|1||E11^Type 2 diabetes^I10'] }),
    oru({ control: 'R1', at: '20260301080000' }, obr('F1', { reported: '20260301' }), [
      'ST|1^a\\X41\\^L||Zoë \\S\\||||||F',
    ]),
  ];
  for (const one of some) {
    const whole = bytes(one);
    for (let end = 0; end <= whole.length; end += 1) named(parse(whole.subarray(0, end)));
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, byte) => {
        const changed = Buffer.from(whole);
        changed[at] = byte;
        named(parse(changed));
      }),
    );
  }
});

function named(found: ReturnType<typeof parse>): void {
  if (!found.ok) expect(found.refusals[0].code).toMatch(/^hl7v2\./);
}

async function* chunks(said: string, size: number): AsyncGenerator<Uint8Array> {
  const all = bytes(said);
  for (let at = 0; at < all.length; at += size) yield all.subarray(at, at + size);
}
