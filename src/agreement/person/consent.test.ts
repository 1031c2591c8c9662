import { day } from '#base';
import { expect, test } from 'vitest';
import { classBits, labelBits } from '../words.ts';
import { type ConsentDecision, consentDecision, consentDenied, consentGiven, consentSays } from './consent.ts';

const today = day('2026-06-01');
const [elm, trust, council] = ['Organization/elm', 'Organization/trust', 'Organization/council'];
const code = (code: string, system = 'http://terminology.hl7.org/CodeSystem/v3-ActCode') => ({ system, code });
const cls = (name: string) => code(name, 'https://concord.health/data-class');
const viewer = (organization: string) => ({
  role: { coding: [{ code: 'IRCP' }] },
  reference: { reference: organization },
});
const recorder = (organization: string) => ({
  role: { coding: [{ code: 'CST' }] },
  reference: { reference: organization },
});
const consent = (provision: object | undefined, more: object = {}) => ({
  resourceType: 'Consent',
  id: 'one',
  status: 'active',
  dateTime: '2026-01-15',
  ...(provision ? { provision } : {}),
  ...more,
});
const read = (...consents: readonly unknown[]) => consentDecision(consents, today);
const says = (decision: ConsentDecision, look: Partial<Parameters<typeof consentSays>[1]> = {}) =>
  consentSays(decision, { viewer: trust, purpose: 'direct-care', recorder: elm, cls: 'results', labels: [], ...look })
    .effect;
const denied = (decision: ConsentDecision, who = trust) => consentDenied(decision, who, 'direct-care');

test('nothing said is silence, and keeps nothing back', () => {
  expect(says(read())).toBe('silent');
  expect(denied(read())).toEqual({ everything: false, organizations: [], labels: 0, classes: 0, because: [] });
});

test('denies an organisation as recorder for everybody, and as viewer for its own staff alone', () => {
  const from = read(consent({ type: 'deny', actor: [recorder(elm)] }));
  expect([says(from), says(from, { recorder: council })]).toEqual(['deny', 'silent']);
  expect(denied(from)).toMatchObject({ everything: false, organizations: [elm] });
  const to = read(consent({ type: 'deny', actor: [viewer(trust)] }));
  expect([says(to), says(to, { viewer: council })]).toEqual(['deny', 'silent']);
  expect([denied(to).everything, denied(to, council).everything]).toEqual([true, false]);
});

test('denies a category, by label or by class of data', () => {
  const hiv = read(consent({ type: 'deny', securityLabel: [code('HIV')] }));
  expect([says(hiv), says(hiv, { labels: ['hiv'] })]).toEqual(['silent', 'deny']);
  expect(denied(hiv)).toMatchObject({ labels: labelBits('hiv'), classes: 0, organizations: [] });
  const letters = read(consent({ type: 'deny', class: [cls('documents')] }));
  expect([says(letters), says(letters, { cls: 'documents' })]).toEqual(['silent', 'deny']);
  expect(denied(letters)).toMatchObject({ labels: 0, classes: classBits('documents') });
});

test('an exception stands within what it is an exception of, and one of an exception turns it again', () => {
  const decision = read(
    consent({
      type: 'deny',
      securityLabel: [code('HIV')],
      provision: [{ type: 'permit', actor: [viewer(trust)], provision: [{ type: 'deny', class: [cls('documents')] }] }],
    }),
  );
  expect(says(decision, { labels: ['hiv'] })).toBe('permit');
  expect(says(decision, { labels: ['hiv'], viewer: council })).toBe('deny');
  expect(says(decision, { labels: ['hiv'], cls: 'documents' })).toBe('deny');
  expect(says(decision, { cls: 'documents' })).toBe('silent');
});

test('between equals a denial wins, in one consent and between two', () => {
  const both = {
    type: 'deny',
    provision: [
      { type: 'permit', class: [cls('results')] },
      { type: 'deny', class: [cls('results')] },
    ],
  };
  expect(says(read(consent(both)))).toBe('deny');
  expect(
    says(read(consent({ type: 'permit' }), consent({ type: 'deny', class: [cls('results')] }, { id: 'two' }))),
  ).toBe('deny');
});

test.each([
  ['withdrawn', consent({ type: 'deny' }, { status: 'inactive' }), 'it is inactive'],
  ['only proposed', consent({ type: 'deny' }, { status: 'proposed' }), 'it is proposed'],
  ['entered in error', consent({ type: 'deny' }, { status: 'entered-in-error' }), 'it is entered-in-error'],
  ['given later', consent({ type: 'deny' }, { dateTime: '2026-06-02' }), 'it was given on 2 June 2026'],
  ['expired', consent({ type: 'deny', period: { end: '2026-05-31' } }), 'a provision is outside its dates'],
  ['to come', consent({ type: 'deny', period: { start: '2026-06-02' } }), 'a provision is outside its dates'],
  [
    'about research',
    consent(
      { type: 'deny' },
      { scope: { coding: [code('research', 'http://terminology.hl7.org/CodeSystem/consentscope')] } },
    ),
    'it is about research, not about privacy',
  ],
])('a consent that is %s says nothing, and why is kept', (_, one, why) => {
  expect(says(read(one))).toBe('silent');
  expect(read(one).passedOver).toEqual([{ consent: 'Consent/one', why }]);
});

test('the last day of a period counts, also where only its month is given', () => {
  expect(says(read(consent({ type: 'deny', period: { end: '2026-06-01' } })))).toBe('deny');
  expect(says(read(consent({ type: 'deny', period: { end: '2026-06' } })))).toBe('deny');
});

test('what cannot be read widens a denial and voids a permission, and is listed for somebody to look at', () => {
  const odd = code('12345', 'http://example.org/own-codes');
  const deny = read(consent({ type: 'deny', class: [odd] }));
  expect(says(deny)).toBe('deny');
  expect(deny.unread).toEqual([{ consent: 'Consent/one', what: 'http://example.org/own-codes|12345' }]);
  expect(says(read(consent({ type: 'permit', class: [odd] })))).toBe('silent');
  expect(says(read(consent({ type: 'deny', provision: [{ type: 'permit', class: [odd] }] })))).toBe('deny');
});

test('for one purpose, the others stay as they were', () => {
  const decision = read(
    consent({ type: 'deny', purpose: [code('HMARKT', 'http://terminology.hl7.org/CodeSystem/v3-ActReason')] }),
  );
  expect([says(decision), says(decision, { purpose: 'planning' })]).toEqual(['silent', 'deny']);
});

test('single items are denied as such and never widen to the row', () => {
  const decision = read(
    consent({ type: 'deny', data: [{ meaning: 'instance', reference: { reference: 'Observation/7' } }] }),
  );
  expect(
    consentSays(decision, {
      viewer: trust,
      purpose: 'direct-care',
      recorder: elm,
      cls: 'results',
      labels: [],
      item: 'Observation/7',
    }).effect,
  ).toBe('deny');
  expect(denied(decision)).toMatchObject({ everything: false, labels: 0, classes: 0 });
});

test('a row keeps more back than was asked where two things were joined, never less', () => {
  const decision = read(consent({ type: 'deny', actor: [recorder(elm)], securityLabel: [code('HIV')] }));
  expect(denied(decision)).toMatchObject({ organizations: [], labels: labelBits('hiv') });
});

test('a share that asks for consent is met by a permission, by name or for all, and by nothing else', () => {
  expect(consentGiven(read(), trust, 'planning')).toBe(false);
  expect(consentGiven(read(consent({ type: 'permit', actor: [viewer(trust)] })), trust, 'planning')).toBe(true);
  expect(consentGiven(read(consent({ type: 'permit', actor: [viewer(trust)] })), council, 'planning')).toBe(false);
  expect(
    consentGiven(read(consent({ type: 'permit' }), consent({ type: 'deny' }, { id: 'two' })), trust, 'planning'),
  ).toBe(false);
});

test('reads whatever is sent without a mistake of its own', () => {
  for (const one of [
    null,
    7,
    'text',
    [],
    {},
    { status: 'active' },
    { status: 'active', provision: [1] },
    consent({ actor: [null, 3], class: [null] }),
  ]) {
    expect(() => denied(read(one))).not.toThrow();
  }
});
