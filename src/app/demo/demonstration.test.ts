import { day } from '#base';
import cascade from '#packs/cascade-diabetes/pack.json';
import json from '#packs/diabetes-uk/pack.json';
import balancing from '#packs/balancing/pack.json';
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { demonstration } from './demonstration.ts';
import { checkDigit, nhsNumber } from './identity.ts';
import type { Resource } from './written.ts';

const today = day('2026-11-22');
const small = demonstration({ size: 'small', seed: 1, today });
const linesOf = (made: typeof small) =>
  made.files.flatMap((file) => [...file.lines()].map((line) => `${file.name} ${line}`));
const resources = small.files
  .filter((file) => file.format === 'ndjson')
  .flatMap((file) =>
    [...file.lines()].flatMap((line) => {
      const one = JSON.parse(line) as Resource & { entry?: { resource: Resource }[] };
      return (one.entry?.map((entry) => entry.resource) ?? [one]).map((resource) => ({
        by: file.organization,
        resource,
      }));
    }),
  );
const hash = (lines: readonly string[]) => createHash('sha256').update(lines.join('\n')).digest('hex');

test('the same size, seed and day give the same bytes; another seed gives others', () => {
  const first = hash(linesOf(small));
  expect(hash(linesOf(demonstration({ size: 'small', seed: 1, today })))).toBe(first);
  expect(hash(linesOf(demonstration({ size: 'small', seed: 2, today })))).not.toBe(first);
});

test('the default size stays within 100,000 resources for its 2,000 people', () => {
  const made = demonstration({ size: 'default', seed: 1, today });
  let count = 0;
  for (const file of made.files)
    for (const line of file.lines()) count += (line.match(/"resourceType"/g) ?? ['csv']).length;
  expect(count).toBeGreaterThan(60_000);
  expect(count).toBeLessThanOrEqual(100_000);
  expect(made.truths().people).toBe(2_000);
});

test('NHS numbers are valid, in the range never issued, and all different', () => {
  const numbers = Array.from({ length: 5_000 }, (_, index) => nhsNumber(index));
  expect(new Set(numbers).size).toBe(numbers.length);
  for (const number of numbers) {
    expect(number.startsWith('999')).toBe(true);
    expect(checkDigit(number.slice(0, 9))).toBe(Number(number[9]));
  }
});

test('nothing happens before a person is born or after today', () => {
  const births = new Map(
    resources
      .filter(({ resource }) => resource.resourceType === 'Patient')
      .map(({ by, resource }) => [`${by}|Patient/${String(resource['id'])}`, String(resource['birthDate'])]),
  );
  for (const { by, resource } of resources) {
    const on = String(
      resource['effectiveDateTime'] ??
        resource['performedDateTime'] ??
        resource['onsetDateTime'] ??
        resource['authoredOn'] ??
        '',
    );
    if (!on) continue;
    expect(on.slice(0, 10) <= today).toBe(true);
    const subject = (resource['subject'] as { reference: string }).reference;
    const born = births.get(`${by}|${subject}`);
    if (born) expect(on.slice(0, born.length) >= born).toBe(true);
  }
});

test('one in three of those with diabetes has their next check-up booked, on a working day to come and asked for before', () => {
  const booked = resources.filter(({ resource }) => resource['status'] === 'booked');
  const withDiabetes = resources.filter(
    ({ resource }) => resource.resourceType === 'Condition' && /type [12]/.test(JSON.stringify(resource['code'])),
  );
  expect(booked.length / withDiabetes.length).toBeGreaterThan(0.2);
  expect(booked.length / withDiabetes.length).toBeLessThan(0.5);
  expect(new Set(booked.map(({ by }) => by)).size).toBeGreaterThan(2);
  for (const { resource } of booked) {
    const start = new Date(String(resource['start']));
    expect(start.getTime()).toBeGreaterThan(Date.parse(today) + 86_400_000 - 1);
    expect([0, 6]).not.toContain(start.getUTCDay());
    expect(String(resource['created']) <= today).toBe(true);
  }
});

test('every measure of the pack has a planted answer for every practice, and the outlier is worst at what was planted', () => {
  const truths = small.truths();
  for (const tallies of Object.values(truths.measures))
    expect(Object.keys(tallies).sort()).toEqual(
      json.measures
        .filter((measure) => !('variantOf' in measure))
        .map(({ id }) => id)
        .sort(),
    );
  const rate = (practice: string, id: string) => {
    const tally = truths.measures[practice]?.[id];
    return tally ? tally.met / tally.of : 1;
  };
  for (const id of truths.outlier.weakAt)
    for (const practice of Object.keys(truths.measures).filter((name) => name !== truths.outlier.practice))
      expect(rate(truths.outlier.practice, id)).toBeLessThan(rate(practice, id));
});

test('the oldest whom one practice goes on treating are the only ones under 120, and nobody is without the planting', () => {
  const { practice, people } = small.truths().overTreated;
  expect(practice).toBe('practice-1');
  expect(people).toBeGreaterThanOrEqual(10);
  const plain = demonstration({ size: 'small', seed: 1, today, planted: false }).truths().overTreated;
  expect(plain).toMatchObject({ practice: '', people: 0 });
});

test('medicines start after the diagnosis they are for', () => {
  for (const file of small.files.filter(({ name }) => name.startsWith('practice-')))
    for (const line of file.lines()) {
      const all = (JSON.parse(line) as { entry: { resource: Resource }[] }).entry.map((entry) => entry.resource);
      const onset = all.find(
        (one) => one.resourceType === 'Condition' && /type [12]/.test(JSON.stringify(one['code'])),
      )?.['onsetDateTime'];
      const metformin = all.filter((one) =>
        JSON.stringify(one['medicationCodeableConcept'] ?? '').includes('Metformin'),
      );
      for (const issue of metformin) expect(String(issue['authoredOn']) >= String(onset)).toBe(true);
    }
});

test('a plan names the goal that its person said, where one was said, and was agreed at a visit; some name none', () => {
  const bundles = small.files
    .filter(({ name }) => name.startsWith('practice-'))
    .flatMap((file) => [...file.lines()])
    .map((line) => (JSON.parse(line) as { entry: { fullUrl: string; resource: Resource }[] }).entry);
  const plans = bundles.flatMap((entries) => {
    const own = entries.find(({ resource }) => resource.resourceType === 'CarePlan')?.resource;
    return own ? [{ entries, own, start: String((own['period'] as { start: string }).start) }] : [];
  });
  expect(plans.length).toBeGreaterThan(30);
  for (const { entries, own, start } of plans) {
    const goal = entries.find(({ resource }) => resource.resourceType === 'Goal');
    expect(own['goal'] ?? []).toEqual(goal ? [{ reference: goal.fullUrl }] : []);
    const visits = entries.filter(({ resource }) => resource.resourceType === 'Encounter');
    expect(
      visits.map(({ resource }) => String((resource['period'] as { start: string }).start).slice(0, 10)),
    ).toContain(start);
  }
  const own = plans.filter((one) => one.own['goal'] !== undefined).length / plans.length;
  expect(own).toBeGreaterThan(0.5);
  expect(own).toBeLessThan(0.95);
  expect(new Set(plans.map(({ start }) => start.slice(0, 4))).size).toBeGreaterThan(3);
});

test('people known to several organisations, doubtful records, twins and a local code are planted', () => {
  const truths = small.truths();
  expect(Object.values(truths.records).filter((sources) => sources.length > 2).length).toBeGreaterThan(20);
  expect(truths.doubtful.length).toBeGreaterThan(0);
  expect(truths.twins.length).toBeGreaterThan(0);
  expect(truths.codeVariance).toMatchObject({ practice: 'practice-2' });
  expect(truths.codeVariance.results).toBeGreaterThan(5);
});

test('one in twenty has opted out by the national list; who has an account of their own is still to decide', () => {
  const [heading, ...lines] = small.optedOut();
  expect(heading).toBe('nhs_number,opted_out_on');
  expect(lines.length).toBeGreaterThanOrEqual(10);
  expect(lines.join()).not.toContain(small.self.nhs);
  for (const line of lines) expect(line).toMatch(/^999\d{7},20\d\d-\d\d-\d\d$/);
});

test('every medicine that a practice writes is one that some measure reads', () => {
  const read = JSON.stringify([json, cascade, balancing]);
  const written = resources.flatMap(({ resource }) => {
    const { coding = [] } = (resource['medicationCodeableConcept'] ?? {}) as { coding?: { code: string }[] };
    return coding.map(({ code }) => code);
  });
  expect(new Set(written).size).toBeGreaterThan(3);
  expect([...new Set(written)].filter((code) => !read.includes(`"http://snomed.info/sct|${code}"`))).toEqual([]);
});
