import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isLoinc, isSnomed } from '../src/insight/check-digit.ts';

const folder = import.meta.dirname;
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
  (path) => path.endsWith('.json') && !path.endsWith('golden.json'),
);

/** Lists of codes that name no system: what their packs say they are of. */
const BARE: Readonly<Record<string, (code: string) => boolean>> = {
  'limits/pack.json': isLoinc,
  'mending/pack.json': isSnomed,
  'monthly-visits/pack.json': (code) => isIcd10(code) || isLoinc(code) || isSnomed(code) || isCvx(code),
};

/** A category of ICD-10, or a code below one. */
const isIcd10 = (code: string): boolean => /^[A-Z]\d\d(\.\d{1,2})?$/.test(code);
/** A vaccine, by its number of CDC's list. */
const isCvx = (code: string): boolean => /^\d{1,3}$/.test(code);

const SYSTEMS: Readonly<Record<string, (code: string) => boolean>> = {
  'http://snomed.info/sct': isSnomed,
  'http://loinc.org': isLoinc,
};

type Told = { readonly text: string; readonly is: (code: string) => boolean };

/** Every code of a file of whose system the last digit tells: 'system|code', a coding, and lists of codes alone. */
function codesIn(value: unknown, bare: ((code: string) => boolean) | undefined): readonly Told[] {
  if (typeof value === 'string') {
    const [system = '', code = ''] = value.split('|');
    const is = SYSTEMS[system];
    return is && code !== '' ? [{ text: code, is }] : [];
  }
  if (Array.isArray(value)) return value.flatMap((one) => codesIn(one, bare));
  if (typeof value !== 'object' || value === null) return [];
  const { system, code } = value as { readonly system?: unknown; readonly code?: unknown };
  const is = SYSTEMS[String(system)];
  const own = is && typeof code === 'string' ? [{ text: code, is }] : [];
  return [
    ...own,
    ...Object.entries(value).flatMap(([name, inner]): readonly Told[] => {
      if (name !== 'codes' || !bare || !Array.isArray(inner)) return codesIn(inner, bare);
      return inner.map((text) => ({ text: String(text), is: bare }));
    }),
  ];
}

test.each(files)('%s: every code is one of its list, as far as its check digit tells', (path) => {
  const told = codesIn(JSON.parse(readFileSync(join(folder, path), 'utf8')), BARE[path]);
  expect(told.filter(({ text, is }) => !is(text)).map(({ text }) => text)).toEqual([]);
  if (BARE[path]) expect(told.length).toBeGreaterThan(5);
});

test('a code that was typed wrongly is found wherever it stands', () => {
  const wrong = {
    steps: [{ codes: ['8480-7'] }],
    facts: [{ codes: { 1: ['http://snomed.info/sct|44054007'] } }],
    of: { coding: [{ system: 'http://loinc.org', code: '4548-5' }] },
  };
  const told = codesIn(wrong, isLoinc);
  expect(told.map(({ text, is }) => [text, is(text)])).toEqual([
    ['8480-7', false],
    ['44054007', false],
    ['4548-5', false],
  ]);
});
