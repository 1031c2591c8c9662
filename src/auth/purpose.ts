import type { Access, Purpose, Role } from '#agreement';

/** What a role looks at the record for. A viewer's rights are by purpose, never a union of memberships. */
const PURPOSE_OF: Readonly<Record<Role, Purpose>> = {
  gp: 'direct-care',
  'practice-nurse': 'direct-care',
  'practice-manager': 'direct-care',
  consultant: 'direct-care',
  'specialist-nurse': 'direct-care',
  'community-nurse': 'direct-care',
  therapist: 'direct-care',
  'social-worker': 'direct-care',
  'community-health-worker': 'direct-care',
  receptionist: 'direct-care',
  commissioner: 'planning',
  'finance-lead': 'planning',
  'programme-lead': 'planning',
  'ig-lead': 'audit',
  'board-member': 'planning',
  signatory: 'planning',
  person: 'own-record',
  system: 'direct-care',
  'financial-assessor': 'direct-care',
  'payment-clerk': 'payment',
  'safety-officer': 'planning',
};

export function purposeOf(role: Role): Purpose {
  return PURPOSE_OF[role];
}

/** Who looks for direct care writes for their own people; a system writes anything; nobody else writes to the record. */
export function writesOf(role: Role): Access['writes'] {
  if (role === 'system') return 'everything';
  return PURPOSE_OF[role] === 'direct-care' ? 'own-people' : 'none';
}
