import type { CodeMapShown, CodeMapsView } from '#insight/contract';
import { mapTargets } from '../../src/insight/catalogue.ts';
import { PLACES } from './made-up-measures.ts';

const SYSTEM = 'https://codes.millane.example.uk';
const SENDERS = PLACES.filter(({ level }) => level === 'practice').map(({ id, name }) => ({
  organization: `Organization/${id}`,
  name,
}));
const [ELM = { organization: '', name: '' }, MILL = ELM] = SENDERS;
const NOTHING = { approve: false, decline: false, withdraw: false };

const WAITING: CodeMapShown = {
  id: '3',
  state: 'waiting',
  sender: MILL,
  system: SYSTEM,
  code: 'XE24T',
  target: 'http://loinc.org|59261-8',
  title: 'HbA1c',
  reason:
    'The laboratory’s list of June: XE24T is HbA1c by IFCC, in mmol/mol. Checked against twenty reports on paper.',
  by: 'Grace Okafor',
  at: '2026-09-28T10:12:00Z',
  may: { approve: true, decline: true, withdraw: false },
};

const STANDING: CodeMapShown = {
  ...WAITING,
  id: '2',
  state: 'approved',
  sender: ELM,
  system: '',
  code: 'ACR',
  target: 'http://loinc.org|14959-1',
  title: 'Urine albumin',
  reason: 'Sent so by the analyser of the surgery',
  at: '2026-09-18T09:05:00Z',
  approved: { by: 'Stanisław Żółtowski-Featherstonehaugh', at: '2026-09-20T16:00:00Z', reason: '' },
  reading: { percent: 100, done: true, total: 1_204, changed: 1_198 },
  may: { ...NOTHING, withdraw: true },
};

const { sender: _whose, ...EVERYBODYS } = STANDING;
const UNDER_WAY: CodeMapShown = {
  ...EVERYBODYS,
  id: '4',
  system: 'urn:oid:2.16.840.1.113883.2.1.3.2.4.15.99',
  code: 'FOOT-CHK-2',
  target: 'http://snomed.info/sct|401191002',
  title: 'Foot surveillance',
  reason: 'The podiatry form of the county, which all practices use',
  reading: { percent: 42, done: false },
};

const WITHDRAWN: CodeMapShown = {
  ...STANDING,
  id: '1',
  state: 'withdrawn',
  code: 'CHOL',
  target: 'http://loinc.org|2093-3',
  title: 'Cholesterol',
  withdrawn: {
    by: 'Grace Okafor',
    at: '2026-09-25T08:30:00Z',
    reason: 'It is HDL cholesterol, as the laboratory says',
  },
  reading: { percent: 100, done: true, total: 88, changed: 88 },
  may: NOTHING,
};

export const CODE_MAPS: CodeMapsView = {
  waiting: [WAITING],
  standing: [UNDER_WAY, STANDING],
  ended: [WITHDRAWN],
  targets: mapTargets,
  senders: SENDERS,
  may: { say: true, everyone: true },
};

export const CODE_MAPS_NONE: CodeMapsView = {
  ...CODE_MAPS,
  waiting: [],
  standing: [],
  ended: [],
  senders: [],
  may: { say: false, everyone: false },
};

export const CODE_ASKED = { organization: MILL.organization, system: SYSTEM, code: 'XE24T', title: 'HbA1c' };
