import { day } from '#base';
import { expect, test } from 'vitest';
import { consentDecision, consentDenied } from '../person/consent.ts';
import { labelBits } from '../words.ts';
import { agreed, care, type Look, look, of, signed, would } from './vale.testing.ts';

/* Safeguarding against a denied class: she denied the council her mental health notes; then somebody fears she is being harmed. */
const consent = {
  resourceType: 'Consent',
  id: 'amara',
  status: 'active',
  dateTime: '2026-05-02',
  provision: {
    type: 'deny',
    actor: [{ role: { coding: [{ code: 'IRCP' }] }, reference: { reference: of('council') } }],
    securityLabel: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'PSY' }],
  },
};
const clauses = care('notes', ['hospital'], ['council'], { classes: ['mental-health'], sensitive: ['mental-health'] });
const stack = [signed(agreed({ id: 'sharing', title: 'Vale sharing', parties: ['hospital', 'council'], clauses }))];
const note: Look = {
  viewer: 'council',
  role: 'social-worker',
  by: 'hospital',
  cls: 'mental-health',
  labels: ['mental-health'],
  rel: ['caseload'],
  denies: { labels: ['mental-health'] },
};

test('her denial is read from her Consent, for the council alone', () => {
  const decision = consentDecision([consent], day('2026-06-01'));
  expect(consentDenied(decision, of('council'), 'direct-care')).toMatchObject({
    everything: false,
    organizations: [],
    labels: labelBits('mental-health'),
    classes: 0,
    because: ['The person denied everything labelled mental health to council on 2 May 2026 (Consent/amara).'],
  });
  expect(consentDenied(decision, of('hospital'), 'direct-care')).toMatchObject({ labels: 0, classes: 0 });
});

test('her social worker does not see the note, because she said so', () => {
  expect(look(stack, '2026-06-01', { ...note, denies: {} }).visible).toBe(true);
  const why = look(stack, '2026-06-01', note);
  expect(why).toMatchObject({ visible: false, rank: 'person' });
  expect(why.words).toMatchInlineSnapshot(
    `"Not visible: the person has objected. But for that it would be seen: GPs, practice nurses, consultants, therapists and social workers of Vale Council see mental health care recorded by Vale Hospitals, to care for a person on their list, whose care team they are in, who was referred to them or on their caseload, including what is labelled mental health but nothing else that is labelled sensitive. (paragraph 1)"`,
  );
});

test('declared to be at risk, she is protected by law, and the why says what it is stronger than', () => {
  const why = look(stack, '2026-06-01', { ...note, rel: ['caseload', 'safeguarding-duty'] });
  expect(why).toMatchObject({ visible: true, rank: 'statute', decidedBy: { clause: 'safeguarding' } });
  expect(why.words).toMatchInlineSnapshot(
    `"Visible. Whoever has to protect an adult or a child at risk sees what is needed for it, having said why; somebody else looks at that within 7 days. (Care Act 2014, sections 42 and 45; Children Act 1989, section 47) It stands in Law of England, version 1 (law or national direction). It is stronger than this: the person has objected."`,
  );
});

test('the duty is narrow: no medicines, no receptionist, and nothing without the declaration', () => {
  expect(look(stack, '2026-06-01', { ...note, cls: 'medicines', rel: ['safeguarding-duty'] }).visible).toBe(false);
  expect(look(stack, '2026-06-01', { ...note, role: 'receptionist', rel: ['safeguarding-duty'] }).visible).toBe(false);
  expect(look([], '2026-06-01', { ...note, rel: ['safeguarding-duty'] }).visible).toBe(true);
  expect(look([], '2026-06-01', { ...note, rel: ['caseload'] }).visible).toBe(false);
});

test('a draft that ends the sharing takes nothing from those who protect her', () => {
  const ending = agreed({
    id: 'sharing',
    version: 2,
    title: 'Vale sharing',
    parties: ['hospital', 'council'],
    clauses: [],
    effective: day('2026-07-01'),
  });
  expect(would(stack, ending, [{ ...note, denies: {} }])).toContain(
    'mental-health/1 vanishes for social-worker of council',
  );
  expect(would(stack, ending, [{ ...note, denies: {}, rel: ['safeguarding-duty'] }])).toEqual([]);
});
