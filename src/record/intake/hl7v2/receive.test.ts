import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql, type Store } from '#store';
import { freshDatabase } from '#testing/database';
import { NHS, type Opened, openForTest, PARTNERS } from '../../record.testing.ts';
import { at, of, stateOf, taken } from './feed.testing.ts';
import { adt, AMINA, obr, oru, pv1 } from './messages.testing.ts';

let opened: Opened;
let store: Store;

beforeAll(async () => {
  ({ store } = await freshDatabase());
  opened = await openForTest(store, PARTNERS);
});

afterAll(async () => opened.stop());

test('an admission is a person, a visit and where it is from', async () => {
  const visit = pv1('V1', { admitted: '202603010755' });
  const told = { control: 'A1', at: at('0800') };
  expect(
    await taken(
      opened,
      'h-one',
      adt('A01', told, { pv1: visit, more: ['DG1|1||I50.0^Heart failure^I10||20260228|W'] }),
    ),
  ).toMatchObject({
    format: 'hl7v2',
    taken: 3,
    refused: [],
  });
  expect(await of(store, 'h-one', 'Patient')).toMatchObject({
    identifier: [
      { type: { coding: [{ code: 'MR' }] }, system: 'urn:id:TRUST', value: 'T100' },
      { system: NHS, value: '9990000018' },
    ],
    name: [{ use: 'official', family: 'Okafor', given: ['Amina', 'Grace'], prefix: ['Mrs'] }],
    birthDate: '1957-07-04',
    gender: 'female',
    telecom: [{ system: 'phone', value: '01632 960018', use: 'home' }],
    address: [{ use: 'home', line: ['14 Mill Lane'], city: 'Norbury', postalCode: 'ZZ1 2AB' }],
  });
  expect(await of(store, 'h-one', 'Encounter')).toMatchObject({
    status: 'in-progress',
    class: { code: 'IMP' },
    identifier: [{ value: 'V1' }],
    period: { start: '2026-03-01T07:55:00+00:00' },
    location: [{ location: { display: 'W7, B2, 3, TRUST' }, status: 'active' }],
    participant: [{ individual: { display: 'Dr Priya Shah' } }],
    serviceProvider: { reference: 'Organization/us' },
  });
  expect(await of(store, 'h-one', 'Condition')).toMatchObject({
    code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10', code: 'I50.0' }] },
    verificationStatus: { coding: [{ code: 'provisional' }] },
    onsetDateTime: '2026-02-28',
  });
});

test('the message is kept with the person, restricted, and the provenance names it', async () => {
  const message = adt('A28', { control: 'K1', at: at('0800') }, { pid: 'K1^^^TRUST^MR||Kept^Kay' });
  await taken(opened, 'h-kept', message);
  const repository = opened.repository.bind(await opened.system('Organization/h-kept'));
  const found = await repository.search({
    type: 'Basic',
    parameters: [['identifier', 'urn:concord:feed:h-kept:message|K1']],
    handling: 'strict',
  });
  const kept = found.ok ? found.value.entries[0]?.resource : undefined;
  const basic = JSON.parse(kept?.body ?? '{}') as {
    extension: { valueBase64Binary?: string }[];
    subject: { reference: string };
  };
  const content = basic.extension.find(({ valueBase64Binary }) => valueBase64Binary)?.valueBase64Binary;
  expect(Buffer.from(content ?? '', 'base64').toString()).toBe(message);
  expect(basic).toMatchObject({ meta: { security: [{ code: 'R' }] } });
  const told = await repository.search({
    type: 'Provenance',
    parameters: [['target', basic.subject.reference]],
    handling: 'strict',
  });
  expect(JSON.parse((told.ok ? told.value.entries[0]?.resource.body : '') ?? '{}')).toMatchObject({
    entity: [{ what: { reference: `Basic/${kept?.id}`, display: 'HL7 v2 message ADT^A28, K1' } }],
    agent: [{ who: { reference: 'Organization/h-kept' } }],
  });
});

test('a transfer, a discharge and their cancellations are what they say, and fields that say nothing change nothing', async () => {
  const story = [
    adt('A01', { control: 'S1', at: at('0800') }, { pv1: pv1('V2', { admitted: '202603010755' }) }),
    adt('A02', { control: 'S2', at: at('0900') }, { pv1: pv1('V2', { ward: 'ICU^1^1^TRUST' }) }),
    adt('A03', { control: 'S3', at: at('1000') }, { pv1: pv1('V2', { ward: '', discharged: '202603010955' }) }),
  ];
  await taken(opened, 'h-story', ...story);
  const discharged = await of(store, 'h-story', 'Encounter');
  expect(discharged).toMatchObject({
    status: 'finished',
    period: { start: '2026-03-01T07:55:00+00:00', end: '2026-03-01T09:55:00+00:00' },
    location: [{ location: { display: 'ICU, 1, 1, TRUST' }, status: 'completed' }],
  });
  await taken(opened, 'h-story', adt('A13', { control: 'S4', at: at('1100') }, { pv1: pv1('V2') }));
  const again = await of(store, 'h-story', 'Encounter');
  expect(again).toMatchObject({ status: 'in-progress', period: { start: '2026-03-01T07:55:00+00:00' } });
  expect(JSON.stringify(again)).not.toContain('09:55');
  await taken(opened, 'h-story', adt('A11', { control: 'S5', at: at('1200') }, { pv1: pv1('V2') }));
  expect(await of(store, 'h-story', 'Encounter')).toMatchObject({ status: 'cancelled' });
});

test('"" takes back what was said', async () => {
  const pid = (phone: string) => `B1^^^TRUST^MR||Back^Bo||1960|M|||||${phone}`;
  await taken(opened, 'h-back', adt('A28', { control: 'B1', at: at('0800') }, { pid: pid('01632 960019^PRN^PH') }));
  await taken(opened, 'h-back', adt('A31', { control: 'B2', at: at('0900') }, { pid: pid('') }));
  expect(await of(store, 'h-back', 'Patient')).toMatchObject({
    telecom: [{ value: '01632 960019' }],
    birthDate: '1960',
  });
  await taken(opened, 'h-back', adt('A31', { control: 'B3', at: at('1000') }, { pid: pid('""') }));
  expect(await of(store, 'h-back', 'Patient')).not.toHaveProperty('telecom');
});

const results = [
  'NM|2951-2^Sodium^LN||140.0|mmol/L^^UCUM|133-146|N|||P|||20260301080000+0000',
  'SN|33914-3^eGFR^LN||>^90|mL/min|||||F',
  'ST|1^Comment^L|||||||||F',
  'TX|8251-1^Note^LN||first line||||||F',
  'TX|8251-1^Note^LN||second line||||||F',
  'CWE|600-7^Culture^LN|1|27268008^Salmonella^SCT||||||F',
  'TS|X1^Seen^99LOC||202603010730+0000||||||F',
  'NM|X2^Count^99LOC||60~120||||||F',
  'ED|X3^Picture^99LOC||a^b^c||||||F',
  'SN|X4^Titre^99LOC||^1^:^128||||||F',
];

test('results keep their digits, codes and what no value of FHIR can hold', async () => {
  const report = await taken(
    opened,
    'h-lab',
    oru({ control: 'L1', at: at('0900') }, obr('F1', { reported: at('0900') }), results),
  );
  expect(report).toMatchObject({ taken: 11, refused: [] });
  const all = Object.values(await stateOf(store, 'h-lab'));
  const result = (code: string) =>
    all.find((one) => one.resourceType === 'Observation' && JSON.stringify(one['code']).includes(`"${code}"`));
  expect(result('2951-2')).toMatchObject({
    status: 'preliminary',
    valueQuantity: { value: 140, unit: 'mmol/L', system: 'http://unitsofmeasure.org', code: 'mmol/L' },
    interpretation: [{ coding: [{ code: 'N' }] }],
    referenceRange: [{ text: '133-146' }],
    effectiveDateTime: '2026-03-01T08:00:00+00:00',
  });
  const rows = await store.all<{ body: string }>(sql`select body from resource where body like '%feed:h-lab#%2951-2%'`);
  expect(rows.some(({ body }) => body.includes('"value":140.0'))).toBe(true);
  expect(result('33914-3')).toMatchObject({ valueQuantity: { value: 90, comparator: '>', unit: 'mL/min' } });
  expect(result('1')).not.toHaveProperty('valueString');
  expect(result('8251-1')).toMatchObject({ valueString: 'first line\nsecond line' });
  expect(result('600-7')).toMatchObject({
    valueCodeableConcept: { coding: [{ system: 'http://snomed.info/sct', code: '27268008' }] },
  });
  expect(result('X1')).toMatchObject({
    code: { coding: [{ system: 'urn:code:99LOC' }] },
    valueDateTime: '2026-03-01T07:30:00+00:00',
  });
  expect(result('X2')).toMatchObject({ valueString: '60; 120' });
  expect(result('X3')).toMatchObject({ dataAbsentReason: { coding: [{ code: 'unsupported' }] } });
  expect(result('X4')).toMatchObject({ valueRatio: { numerator: { value: 1 }, denominator: { value: 128 } } });
  const made = all.find(({ resourceType }) => resourceType === 'DiagnosticReport');
  expect(made).toMatchObject({
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: '51990-0' }] },
    category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'CH' }] }],
    issued: '2026-03-01T09:00:00+00:00',
  });
  expect(made?.['result']).toHaveLength(9);
});

test('a merge gives one number up for the other, and leaves it to matching whether they are one person', async () => {
  const old = AMINA.replace('T100', 'T099').replace('~9990000018^^^NHS^NH', '');
  await taken(opened, 'h-merge', adt('A28', { control: 'G1', at: at('0800') }, { pid: old }));
  await taken(opened, 'h-merge', adt('A28', { control: 'G2', at: at('0810') }));
  await taken(opened, 'h-merge', adt('A40', { control: 'G3', at: at('0900') }, { more: ['MRG|T099^^^TRUST^MR'] }));
  const state = await stateOf(store, 'h-merge');
  expect(state['Patient?identifier=urn:concord:feed:h-merge:id:TRUST%7CT099']).toMatchObject({
    active: false,
    name: [{ family: 'Okafor' }],
    link: [{ type: 'replaced-by' }],
  });
  expect(state['Patient?identifier=urn:concord:feed:h-merge:id:TRUST%7CT100']).toMatchObject({
    identifier: [{ value: 'T100' }, { value: '9990000018' }, { use: 'old', value: 'T099' }],
    link: [{ type: 'replaces' }],
  });
  await opened.follow();
  const staff = await opened.staff('Organization/h-merge');
  const found = await opened.answers.findPeople(staff, { text: 'Okafor', limit: 10 });
  expect(found.ok && found.value.people.filter(({ person }) => person !== '').length).toBe(1);
});

test('who is erased is gone with the messages, and what was sent before does not bring them back', async () => {
  const message = adt('A01', { control: 'E1', at: at('0800') }, { pid: 'E1^^^TRUST^MR||Erased^Eve', pv1: pv1('VE') });
  await taken(opened, 'h-erase', message);
  const access = await opened.system('Organization/h-erase');
  const repository = opened.repository.bind(access);
  const found = await repository.search({ type: 'Patient', parameters: [['family', 'Erased']], handling: 'strict' });
  const place = found.ok ? found.value.entries[0]?.resource : undefined;
  if (!place) throw new Error('nobody there');
  const { rights } = opened.repository;
  const held = await rights.held(store, [place], place.org);
  expect(held.map(({ reference }) => reference.replace(/\/.*/, '')).sort()).toEqual([
    'Basic',
    'Encounter',
    'Patient',
    'Provenance',
  ]);
  const kept = () => store.first(sql`select count(*)::int as n from record_hl7v2_message where org = ${place.org}`);
  expect(await kept()).toEqual({ n: 2 });
  await store.write((transaction) =>
    rights.purge(
      transaction,
      held.map(({ reference }) => reference),
      { access, at: new Date(opened.clock.now), because: 'asked for' },
    ),
  );
  expect(await kept()).toEqual({ n: 0 });
  const again = await taken(opened, 'h-erase', message);
  expect(again).toMatchObject({ taken: 0, refused: [{ record: 'message E1' }] });
  expect(await kept()).toEqual({ n: 0 });
  expect(await stateOf(store, 'h-erase')).toEqual({});
});
