import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkInstrument, coverage, type Instrument, readInstrument } from '#agreement';
import { expect, test } from 'vitest';
import { between, fitToPartners, type NamedPartner } from './parties.ts';
import { textHash } from './text-hash.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'examples', 'instruments');
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
const example = (name: string): Instrument => {
  const read = readInstrument(JSON.parse(readFileSync(join(FOLDER, name), 'utf8')));
  if (!read.ok) throw new Error(JSON.stringify(read.refusals));
  return read.value;
};
const sharing = example('vale-data-sharing.json');

const practices: readonly NamedPartner[] = Array.from({ length: 12 }, (_, index) => ({
  organization: `Organization/p${index}`,
  name: `Practice ${index}`,
  kind: 'general-practice',
}));
const others: readonly NamedPartner[] = [
  { organization: 'Organization/trust', name: 'Trust', kind: 'acute-trust' },
  { organization: 'Organization/town', name: 'Town Council', kind: 'local-authority' },
  ...practices,
];

test.each(files)('%s could be signed as it stands', (name) => {
  expect(checkInstrument(example(name))).toEqual([]);
});

test.each(files)('%s runs or owns up to every paragraph', (name) => {
  const parts = coverage(example(name));
  const left = parts.filter((part) => part.coverage !== 'carried-out');
  expect(parts.some((part) => part.coverage === 'carried-out')).toBe(true);
  for (const { id } of left) {
    const { text, clauses } = example(name);
    const paragraph = text.find((one) => one.id === id);
    const said = clauses.some(({ cites }) => cites === id);
    expect(said || paragraph?.coverage !== undefined || paragraph?.section !== undefined, id).toBe(true);
  }
});

test('the same agreement between other partners says of all practices what it said of its own', () => {
  const made = between(others, sharing);
  expect(checkInstrument(made)).toEqual([]);
  expect(made.parties.map((party) => party.organization)).toEqual(others.map((partner) => partner.organization));
  const care = made.clauses.find((clause) => clause.id === 'care');
  expect(care).toMatchObject({ from: ['Organization/trust', ...practices.map((one) => one.organization)] });
});

test('what was said of a kind that is not among them is left out', () => {
  const made = between(others, sharing);
  const ids = made.clauses.map((clause) => clause.id);
  expect(ids).toContain('to-council');
  expect(ids).not.toContain('to-charity');
  expect(ids).not.toContain('planning');
});

test('nobody becomes a local authority by writing so in a draft', () => {
  const listed = others.map((partner, key) => ({ ...partner, key, hosts: false, signingRoles: [] }));
  const draft = between(others, sharing);
  const lying = { ...draft, parties: draft.parties.map((party) => ({ ...party, kind: 'local-authority' as const })) };
  expect(fitToPartners(listed, draft)).toEqual({ ok: true, value: draft });
  const refused = fitToPartners(listed, lying);
  expect(refused.ok ? [] : refused.refusals.map((one) => one.code)).toEqual(
    Array.from({ length: 13 }, () => 'governance.partner-kind'), // all but the council
  );
  expect(fitToPartners(listed.slice(1), draft)).toMatchObject({ refusals: [{ code: 'governance.not-a-partner' }] });
});

test('a hash is of the content, whatever the order of its members, and of every word of it', () => {
  const turned = Object.fromEntries(Object.entries(sharing).reverse()) as Instrument;
  expect(textHash(turned)).toBe(textHash(sharing));
  expect(textHash({ ...sharing, signed: sharing.decided })).toBe(textHash(sharing));
  const [first, ...rest] = sharing.text;
  const changed = { ...sharing, text: [{ ...first, text: `${first?.text} ` }, ...rest] } as Instrument;
  expect(textHash(changed)).not.toBe(textHash(sharing));
  expect(textHash({ ...sharing, clauses: sharing.clauses.slice(1) })).not.toBe(textHash(sharing));
});
