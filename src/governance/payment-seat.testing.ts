import type { Clause } from '#agreement';
import { care, of } from '../agreement/hard-cases/vale.testing.ts';
import { boardAlone, type openVale, PERSON, sharing } from './hard-cases.testing.ts';

const SNOMED = 'http://snomed.info/sct';
export const CHARGED = '229070002';
const pay: Clause = {
  id: 'podiatry',
  cites: '',
  clause: 'pay',
  activity: 'podiatry',
  by: of('council'),
  to: [of('community')],
  queryWorkingDays: 20,
  price: {
    model: 'tariff',
    lines: [
      {
        id: 'home',
        words: 'treatment at home',
        codes: { system: SNOMED, codes: [CHARGED] },
        unit: 'contact',
        price: { minor: 10_300, currency: 'GBP' },
      },
    ],
  },
};
const check: Clause = {
  id: 'check',
  cites: '',
  clause: 'share',
  classes: ['encounters', 'procedures'],
  from: [of('community')],
  to: { organizations: [of('council'), of('hospital')], roles: ['payment-clerk'] },
  purpose: 'payment',
  relationships: ['population'],
};

/** The agreement by which the council pays the trust for visits, and payment clerks of both see what is charged. */
export async function agreePayment(vale: Awaited<ReturnType<typeof openVale>>): Promise<void> {
  await vale.agree(
    sharing(['community', 'council', 'hospital'], [...care('care', ['community'], ['council']), check, pay]),
    boardAlone(),
  );
}

export const visit = (code: string, more: object = {}) => ({
  resourceType: 'Encounter',
  status: 'finished',
  class: { code: 'HH' },
  type: [{ text: 'A visit of a podiatrist', coding: [{ system: SNOMED, code }] }],
  subject: { reference: PERSON },
  period: { start: '2026-05-04T09:00:00Z', end: '2026-05-04T10:00:00Z' },
  ...more,
});
