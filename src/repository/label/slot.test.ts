import { expect, test } from 'vitest';
import { readSlot } from './slot.ts';

const HEAD = 'id\teffectiveTime\tactive\tmoduleId\trefsetId\treferencedComponentId';
const line = (time: string, active: string, set: string, code: string) =>
  ['80000000-0000-4000-8000-000000000001', time, active, '999000011000000103', set, code].join('\t');
const codesOf = (text: string, refset?: string) => {
  const read = readSlot(text, refset);
  return read.ok ? read.value.codes.map(({ code }) => code) : read.refusals.map(({ code, text }) => `${code} ${text}`);
};

test('reads the members of a reference set that are active, the latest line of each', () => {
  const file = [
    HEAD,
    line('20240401', '1', '1', '86406008'),
    line('20240401', '1', '1', '62479008'),
    line('20250401', '0', '1', '62479008'),
    '',
  ].join('\r\n');
  expect(readSlot(file)).toMatchObject({ ok: true, value: { codes: [{ code: '86406008' }], inactive: 1 } });
});

test('asks which where a file has several reference sets', () => {
  const file = [HEAD, line('20240401', '1', '1', '86406008'), line('20240401', '1', '2', '62479008')].join('\n');
  expect(codesOf(file)).toEqual([expect.stringContaining('label.slot-refset The file holds 2 reference sets (1, 2)')]);
  expect(codesOf(file, '2')).toEqual(['62479008']);
});

test('refuses by line, and the whole file for one line', () => {
  const file = [HEAD, line('20240401', '1', '1', '86406008'), line('20240401', '1', '1', '86406009'), 'x\ty'].join(
    '\n',
  );
  expect(codesOf(file)).toEqual([
    expect.stringContaining("label.slot-code Line 3: '86406009' is no code of a concept"),
    expect.stringContaining('label.slot-line Line 4: 2 columns'),
  ]);
  const yes = codesOf([HEAD, line('20240401', 'yes', '1', '86406008')].join('\n'));
  expect(yes).toEqual([expect.stringContaining("Line 2: 'active' is 'yes'")]);
});

test('takes a description or a relation for no concept, and a code that a spreadsheet has rounded for none', () => {
  const bad = ['1776891014', '2.16E+17', '864060080000000000'];
  for (const code of bad) {
    const csv = `system,code\nhttp://snomed.info/sct,${code}`;
    expect(codesOf(csv), code).toEqual([expect.stringContaining('label.slot-code Line 2')]);
  }
});

test('reads CSV of any code system, and refuses what is none', () => {
  const csv = 'system,code,display\nhttp://snomed.info/sct,86406008,HIV\nhttp://hl7.org/fhir/sid/icd-10,B20,HIV\n';
  expect(codesOf(csv)).toEqual(['86406008', 'B20']);
  expect(codesOf('system,code\nSNOMED,86406008')).toEqual([
    expect.stringContaining("Line 2: 'SNOMED' is no code system"),
  ]);
  expect(codesOf('term\nHIV')).toEqual([expect.stringContaining('label.slot-head')]);
  expect(codesOf('system,code\n')).toEqual([expect.stringContaining('label.slot-empty')]);
});
