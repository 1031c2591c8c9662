import { day } from '#base';
import type { PoliciesView, PolicyView } from '#governance/contract';

const owner = {
  role: 'finance-lead',
  organization: 'Organization/river',
  name: 'Riverside Hospital',
  holders: ['Sam Adeyemi'],
} as const;
const around: Pick<PoliciesView, 'partners' | 'may' | 'programmes'> = {
  partners: [{ organization: 'Organization/river', name: 'Riverside Hospital' }],
  programmes: [
    { id: '1', name: 'Feet together', rests: 1, hooks: [] },
    {
      id: '2',
      name: 'Eyes',
      rests: 0,
      hooks: [{ policy: 'p1', name: 'Care nearer home', words: ['clinics', 'nearer'] }],
    },
    { id: '3', name: 'Teeth', rests: 0, hooks: [] },
  ],
  may: { write: true },
};

export const POLICY: PolicyView & typeof around = {
  id: 'p1',
  name: 'Care nearer home',
  source: 'A paper of the ministry, of March',
  from: day('2026-01-01'),
  until: day('2027-03-31'),
  standing: 'withdrawn',
  withdrawn: { on: day('2026-06-01'), why: 'An election.' },
  objectives: ['Clinics nearer home', 'One team for one person'],
  opens: [{ what: 'money', words: 'A fund for rooms', until: day('2026-09-01') }],
  rests: [
    { id: 'r1', kind: 'programme', words: 'Feet together', programme: '1', owner },
    { id: 'r2', kind: 'fund', words: 'The pool for clinics', owner },
    { id: 'r3', kind: 'report', words: 'The quarterly return', owner: { ...owner, holders: [] } },
  ],
  ...around,
};

export const POLICIES: PoliciesView = { policies: [POLICY, { ...POLICY, id: 'p2', standing: 'in-effect' }], ...around };
