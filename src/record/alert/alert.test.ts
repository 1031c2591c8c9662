import england from '#packs/jurisdiction-england/pack.json';
import {
  type Access,
  alertsFor,
  compile,
  type Expr,
  LABELS,
  labelBits,
  readJurisdiction,
  relationshipBits,
} from '#agreement';
import { day, seeded } from '#base';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase } from '#testing/database';
import { loadFrom, onePerson, type Opened, openForTest, PARTNERS, patient } from '../record.testing.ts';
import { alertRoutes } from './ask.ts';

/*
 * Amina Okafor has records at the surgery and the hospital. The clinic's GP sees what the surgery wrote of her unless it is labelled, and nothing of the
 * hospital: what she is allergic to stands there.
 */
let opened: Opened;
let person: string;
let gp: Access;

const law = readJurisdiction(england);
const RELATED = relationshipBits('contributed', 'registered', 'team', 'referred', 'caseload');

beforeAll(async () => {
  const { store } = await freshDatabase();
  opened = await openForTest(store, PARTNERS);
  await loadFrom(opened, 'elm', patient('e1'));
  await loadFrom(opened, 'clinic', patient('c1'));
  await loadFrom(opened, 'trust', patient('t1'));
  await opened.follow();
  person = await onePerson(opened, await opened.staff('Organization/elm'), 'okafor');
  const clinic = await opened.staff('Organization/clinic', 'gp');
  const elm = await opened.repository.contributors.organizationKey('Organization/elm');
  const filter: Expr = {
    op: 'or',
    of: [
      { op: 'impersonal' },
      {
        op: 'and',
        of: [
          { op: 'org', in: [elm, clinic.organization] },
          { op: 'relationship', bits: RELATED },
          { op: 'unlabelled', bits: labelBits(...LABELS) },
          { op: 'undenied' },
        ],
      },
    ],
  };
  gp = { ...clinic, filter };
  rules(0);
});

afterAll(async () => opened.stop());

/** As governance answers, from what the law of the place says. */
function rules(unnamed: number): void {
  const policy = compile([], day('2026-03-02'), law.ok ? law.value : undefined);
  const governance = opened.services.answers['governance'] as Record<string, unknown>;
  governance['alertRule'] = (access: Access) => {
    const alerts = alertsFor(policy, access, () => undefined);
    return alerts.length === 0 ? undefined : { filter: { op: 'or', of: alerts.map((one) => one.filter) }, unnamed };
  };
}

const allergy = (id: string, of: string, substance: string, more: object = {}) => ({
  resourceType: 'AllergyIntolerance',
  id,
  clinicalStatus: { coding: [{ code: 'active' }] },
  code: { text: substance },
  patient: { reference: `Patient/${of}` },
  ...more,
});
const medicine = (id: string, of: string, name: string) => ({
  resourceType: 'MedicationRequest',
  id,
  status: 'active',
  intent: 'order',
  medicationCodeableConcept: { text: name },
  subject: { reference: `Patient/${of}` },
});

async function warned(access = gp): Promise<readonly string[]> {
  const record = await opened.answers.openPerson(access, person, opened.today);
  if (!record.ok) throw new Error(record.refusals[0].text);
  return (record.value.alerts ?? []).map(({ kind, substance }) => `${kind} ${substance ?? 'not named'}`);
}

async function issues(query = ''): Promise<string> {
  const [route] = alertRoutes(opened.services);
  const repository = opened.services.repository(gp);
  const [home] = await repository.compartments(
    await opened.services.ports.persons.records(opened.services.store, [person]),
    { types: ['Patient'], limit: 1 },
  );
  const call = { params: { id: home?.id ?? '' }, query: new URLSearchParams(query), headers: {}, body: undefined };
  const answer = await route?.handle({ ...call, access: gp, repository });
  return JSON.stringify(answer?.ok ? answer.value : answer);
}

// Shows a control of hazard H9.
test('whoever prescribes is warned of an allergy that they do not see, and sees nothing of the item', async () => {
  expect(await warned()).toEqual([]);
  await loadFrom(
    opened,
    'trust',
    allergy('a1', 't1', 'Penicillin', { note: [{ text: 'after surgery in the HIV clinic' }] }),
  );
  await opened.follow();
  expect(await warned()).toEqual(['allergy Penicillin']);
  const record = await opened.answers.openPerson(gp, person, opened.today);
  expect(record.ok && record.value.banner.allergies).toEqual([]);
  // The person's own id is theirs to see; it may spell anything.
  const answer = (await issues()).replaceAll(/Patient\/[^"]+/g, '');
  expect(answer).toContain('"detail":"Allergy or intolerance: Penicillin.');
  for (const given of ['Norbury', 'trust', 'HIV', 'a1', '2026', 'AllergyIntolerance'])
    expect(answer).not.toContain(given);
  const page = await opened.services
    .repository(gp)
    .search({ type: 'AllergyIntolerance', parameters: [['_total', 'accurate']], handling: 'strict' });
  expect(page.ok && page.value.total).toBe(0);
});

test('nobody is warned of what they see, and nobody who does not prescribe, or asks for another purpose', async () => {
  expect(await warned({ ...gp, role: 'receptionist' })).toEqual([]);
  expect(await warned({ ...gp, role: 'therapist' })).toEqual([]);
  const seesAll = await opened.staff('Organization/clinic', 'gp');
  expect(await warned(seesAll)).toEqual([]);
  await loadFrom(opened, 'elm', allergy('a2', 'e1', 'penicillin'));
  expect(await warned()).toEqual([]);
  await loadFrom(
    opened,
    'elm',
    allergy('a2', 'e1', 'Penicillin', { verificationStatus: { coding: [{ code: 'refuted' }] } }),
  );
  expect(await warned()).toEqual(['allergy Penicillin']);
});

test('a substance is named as far as the rule of the place lets it', async () => {
  const security = [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'HIV' }];
  await loadFrom(opened, 'trust', allergy('a3', 't1', 'Abacavir', { meta: { security } }));
  expect(await warned()).toEqual(['allergy Abacavir', 'allergy Penicillin']);
  rules(labelBits('hiv'));
  expect(await warned()).toEqual(['allergy Penicillin', 'allergy not named']);
  expect(await issues()).not.toContain('Abacavir');
  rules(0);
  await loadFrom(
    opened,
    'trust',
    allergy('a3', 't1', 'Abacavir', { clinicalStatus: { coding: [{ code: 'resolved' }] } }),
  );
});

test('a medicine that is kept back warns of what must not be taken with it, and is not named itself', async () => {
  await loadFrom(opened, 'trust', medicine('m1', 't1', 'Ritonavir 100 mg tablets'));
  expect(await warned()).toEqual(['allergy Penicillin', 'interaction not named']);
  const planned = await issues('medicine=Simvastatin 20 mg');
  expect(planned).toContain('"text":"simvastatin"');
  expect(planned).not.toMatch(/ritonavir/i);
  await loadFrom(opened, 'elm', medicine('m2', 'e1', 'Simvastatin 20 mg tablets'));
  expect(await warned()).toEqual(['allergy Penicillin', 'interaction simvastatin']);
  expect(await issues('medicine=Paracetamol')).toContain('simvastatin');
});

// The declared exception of the test of two worlds: an alert tells that there is a risk, and of which substance; nothing else moves it.
// Shows a control of hazard H5.
test('in two worlds that differ in all but the substances, the warnings are the same to the byte', async () => {
  const random = seeded(34);
  const before = [await issues(), JSON.stringify(await warned())];
  for (let round = 0; round < 12; round += 1) {
    const note = [{ text: `written ${Math.floor(random() * 1e6)}` }];
    const more = { note, recordedDate: `20${10 + round}-01-01`, criticality: random() < 0.5 ? 'low' : 'high' };
    const labelled =
      random() < 0.5
        ? { meta: { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'PSY' }] } }
        : {};
    await loadFrom(
      opened,
      'trust',
      allergy('a1', 't1', 'Penicillin', { ...more, ...labelled }),
      ...(random() < 0.5 ? [allergy(`x${round}`, 't1', 'penicillin')] : []),
      {
        resourceType: 'Condition',
        id: `c${round}`,
        code: { text: 'something else' },
        subject: { reference: 'Patient/t1' },
      },
      medicine(`n${round}`, 't1', 'Paracetamol 500 mg'),
    );
    expect([await issues(), JSON.stringify(await warned())]).toEqual(before);
  }
});

// Shows a control of hazard H9.
test('who refuses, having been told the risk, warns nobody; the words they were shown are kept', async () => {
  const self = await opened.person(person);
  const choice = await opened.answers.alertChoice(self);
  if (!choice.ok) throw new Error(choice.refusals[0].text);
  const { risk } = choice.value;
  expect(choice.value.refused).toBeUndefined();
  for (const said of [
    { understood: false, risk },
    { understood: true, risk: 'something shorter' },
  ]) {
    expect(await opened.answers.refuseAlerts(self, said)).toMatchObject({
      ok: false,
      refusals: [{ code: 'record.alert-risk' }],
    });
  }
  expect(await opened.answers.refuseAlerts(gp, { understood: true, risk })).toMatchObject({ ok: false });
  expect((await warned()).length).toBeGreaterThan(0);
  expect(await opened.answers.refuseAlerts(self, { understood: true, risk })).toEqual({ ok: true, value: true });
  expect(await warned()).toEqual([]);
  expect(await issues('medicine=Simvastatin')).toBe('{"resourceType":"Bundle","type":"collection"}');
  expect(await opened.answers.alertChoice(self)).toMatchObject({ value: { refused: { told: risk } } });
  expect(await opened.answers.allowAlerts(self)).toEqual({ ok: true, value: true });
  expect((await warned()).length).toBeGreaterThan(0);
});

// The other half of the two worlds: that somebody refused is told to nobody whom it would have warned.
// Shows a control of hazard H5.
test('who refused looks the same, to the byte, as somebody of whom nothing is kept back', async () => {
  const self = await opened.person(person);
  const choice = await opened.answers.alertChoice(self);
  const looks = async () => {
    const record = await opened.answers.openPerson(gp, person, opened.today);
    return JSON.stringify([record, await issues(), await issues('medicine=Simvastatin')]);
  };
  const warnedOf = await looks();
  await opened.answers.refuseAlerts(self, { understood: true, risk: choice.ok ? choice.value.risk : '' });
  const refused = await looks();
  expect(refused).not.toBe(warnedOf);
  const trust = opened.services.repository(await opened.system('Organization/trust'));
  const places = await opened.services.ports.persons.records(opened.services.store, [person]);
  const types = ['AllergyIntolerance', 'MedicationRequest', 'Condition'];
  for (const one of await trust.compartments(places, { types, limit: 100 }))
    if (one.org !== gp.organization && !(await seenBy(gp, one.type, one.id))) await trust.remove(one.type, one.id);
  expect(await looks()).toBe(refused);
  await opened.answers.allowAlerts(self);
  expect(await looks()).toBe(refused);
});

async function seenBy(access: Access, type: string, id: string): Promise<boolean> {
  return (await opened.services.repository(access).read(type, id)).ok;
}
