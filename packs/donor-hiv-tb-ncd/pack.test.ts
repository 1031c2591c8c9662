import donorJson from '#packs/donor-hiv-tb-ncd/pack.json';
import ministryJson from '#packs/ministry-hiv-tb-ncd/pack.json';
import { day } from '#base';
import { expect, test } from 'vitest';
import { evaluate, type Fact } from '../../src/insight/evaluate.ts';
import { factReader } from '../../src/insight/fact.ts';
import { readPack } from '../../src/insight/pack.ts';

const [ministry, donor] = [readPack(ministryJson), readPack(donorJson)];
const TODAY = day('2026-06-30');
const BORN = day('1980-05-01');
const WHO = 'http://smart.who.int/hiv/CodeSystem/HIVConcepts';

const met = (facts: readonly Fact[]) =>
  [ministry, donor].flatMap((pack) =>
    [...evaluate(pack, { facts, born: BORN }, TODAY).measures].flatMap(([id, one]) => (one.met ? [id] : [])),
  );
const fact = (name: string, at: string, value?: number): Fact => ({ fact: name, at: day(at), value });

test('what both ask stands beside the other, and is asked once by each', () => {
  const asked = [ministry, donor].map(({ measures }) => measures.flatMap(({ asks }) => asks ?? []).sort());
  expect(asked[0]).toEqual(asked[1]);
  expect(new Set(asked[0]).size).toBe(asked[0]?.length);
  expect(asked[0]?.length).toBe(7);
});

test('one supply, counted by each as it defines it', () => {
  const hiv = fact('hiv', '2024-01-01');
  expect(met([hiv, fact('art', '2026-02-01')])).toEqual(['moh-on-art']);
  expect(met([hiv, fact('art', '2026-03-15')])).toEqual(['moh-on-art', 'donor-on-art']);
});

test('an HbA1c of 55 is controlled for a donor, and not for a ministry', () => {
  expect(met([fact('diabetes', '2024-01-01', 2), fact('hba1c', '2026-05-01', 55)])).toEqual([
    'moh-diabetes-diagnosed',
    'donor-diabetes-controlled',
  ]);
});

test('what they share is read alike: one item of the record, one fact', () => {
  const shared = donor.facts.filter(({ id }) => ministry.facts.some((one) => one.id === id));
  expect(shared.length).toBeGreaterThan(12);
  for (const one of shared) expect(one).toEqual(ministry.facts.find(({ id }) => id === one.id));
});

test('facts are read from resources as clinics write them', () => {
  const read = factReader(ministry.facts);
  const about = (resource: object) =>
    read(resource as Record<string, unknown>).map(({ fact: id, at, value }) => [id, at, value]);
  const coding = (system: string, code: string) => ({ coding: [{ system, code }] });
  const ICD = 'http://hl7.org/fhir/sid/icd-10';
  expect(about({ resourceType: 'Condition', code: coding(ICD, 'A15.0'), recordedDate: '2026-02-01' })).toEqual([
    ['tb', '2026-02-01', undefined],
  ]);
  const refuted = coding('http://terminology.hl7.org/CodeSystem/condition-ver-status', 'refuted');
  expect(
    about({
      resourceType: 'Condition',
      code: coding(ICD, 'B24'),
      recordedDate: '2026-02-01',
      verificationStatus: refuted,
    }),
  ).toEqual([]);
  const outcome = {
    resourceType: 'Observation',
    status: 'final',
    code: coding(WHO, 'HIV.D.DE1002'),
    effectiveDateTime: '2026-01-05',
  };
  expect(about({ ...outcome, valueCodeableConcept: coding(WHO, 'HIV.D.DE1005') })).toEqual([
    ['tb-outcome', '2026-01-05', 2],
  ]);
  expect(about({ ...outcome, valueCodeableConcept: coding(WHO, 'HIV.D.DE1009') })).toEqual([]);
  const glucose = {
    resourceType: 'Observation',
    status: 'final',
    code: coding('http://loinc.org', '1558-6'),
    effectiveDateTime: '2026-01-05',
  };
  expect(about({ ...glucose, valueQuantity: { value: 126, code: 'mg/dL' } })).toEqual([
    ['fasting-glucose', '2026-01-05', 7],
  ]);
});
