import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkInstrument } from './check.ts';
import { coverage } from './coverage.ts';
import { readJurisdiction } from './jurisdiction.ts';
import { readInstrument } from './read.ts';

const folder = new URL('../../examples/instruments/', import.meta.url);
const json = (name: string, from = folder): unknown => JSON.parse(readFileSync(new URL(name, from), 'utf8'));
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));

test.each(files)('%s is read, keeps the law of its jurisdiction, and says in words what it does', (name) => {
  const read = readInstrument(json(name));
  if (!read.ok) throw new Error(read.refusals.map(({ text }) => text).join(' '));
  const law = readJurisdiction(json(`../../packs/jurisdiction-${read.value.jurisdiction}/pack.json`));
  if (!law.ok) throw new Error(law.refusals[0].text);
  expect(checkInstrument(read.value, law.value)).toEqual([]);
  const done = coverage(read.value).flatMap(({ runs }) => runs);
  expect(done.length).toBe(read.value.clauses.length);
});

test('a section 75 agreement cannot hand over what the regulations keep', () => {
  const read = readInstrument(json('vale-pooled-fund.json'));
  const law = readJurisdiction(json('../../packs/jurisdiction-england/pack.json'));
  if (!read.ok || !law.ok) throw new Error('an example is not read');
  const draft = {
    ...read.value,
    clauses: [
      {
        id: 'surgery',
        cites: '3',
        clause: 'functions' as const,
        functions: [{ id: 'surgery', words: 'surgery for feet', law: 'NHS Act 2006, section 3' }],
        of: 'Organization/icb',
        exercisedBy: 'Organization/council',
        host: 'Organization/council',
        liability: 'the board stays liable',
      },
    ],
  };
  expect(checkInstrument(draft, law.value)).toMatchObject([
    { code: 'agreement.function-excluded', text: expect.stringContaining('regulation 5') },
  ]);
});
