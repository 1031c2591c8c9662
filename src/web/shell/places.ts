import type { Role } from '#agreement';

/** A place of the program, as the top bar names it. `key` goes there after `g`. */
export type Place = {
  readonly href: string;
  readonly words: string;
  readonly key: string;
  readonly roles: readonly Role[] | 'staff';
};

/** People who care for somebody: they find people and open their records. */
export const CARERS: readonly Role[] = [
  'gp',
  'practice-nurse',
  'practice-manager',
  'consultant',
  'specialist-nurse',
  'community-nurse',
  'therapist',
  'social-worker',
  'community-health-worker',
  'receptionist',
  'financial-assessor',
];

/** Who looks at documents of whoever says that they may see somebody's record by law. */
export const DESK: readonly Role[] = ['receptionist', 'practice-manager', 'ig-lead'];

/** Who may find that a young person understands a decision, where the law of the place lets it be found. */
export const JUDGES: readonly Role[] = [
  'gp',
  'practice-nurse',
  'consultant',
  'specialist-nurse',
  'community-nurse',
  'therapist',
  'social-worker',
];

/** Who has the duty by law to protect people. */
export const PROTECTORS = JUDGES;

/** Who may say that two records are of one person. */
export const LINKERS: readonly Role[] = ['practice-manager', 'ig-lead'];

/** Who may look for a person: those who care, and who answers for how data is used. */
export const FINDERS: readonly Role[] = [...CARERS, 'ig-lead'];

export const STAFF: readonly Role[] = [
  ...CARERS,
  'commissioner',
  'finance-lead',
  'payment-clerk',
  'programme-lead',
  'ig-lead',
  'safety-officer',
  'board-member',
  'signatory',
];

/** Who writes agreements: leads, and who signs. Others sign by a scheme of their organisation, and are led there by what they are to sign. */
export const WRITERS: readonly Role[] = ['ig-lead', 'programme-lead', 'signatory'];

/** Who sees the money of their organisation's pools. */
export const MONEY: readonly Role[] = ['finance-lead', 'commissioner', 'programme-lead', 'board-member', 'signatory'];

/** Who reads charges: those who see money, and who checks what is paid for. */
export const CHARGES: readonly Role[] = [...MONEY, 'payment-clerk'];

/** Who sees grants: those who see money, and whoever runs a place that is paid by one. */
export const GRANTS: readonly Role[] = [...MONEY, 'practice-manager'];

/** Who follows a figure of a return to its people: whoever treats them sees visits that are kept from those who run the place. */
export const TRACERS: readonly Role[] = [
  ...GRANTS,
  'gp',
  'practice-nurse',
  'consultant',
  'specialist-nurse',
  'community-nurse',
  'therapist',
];

/** Who sees stock: those who run a site or hand its medicines out, and those who look after money. */
export const STOCK: readonly Role[] = [
  'practice-manager',
  'practice-nurse',
  'community-nurse',
  'specialist-nurse',
  'gp',
  ...MONEY,
];

/** Who sees what people pay for social care, as policy lets them. */
export const MEANS_STAFF: readonly Role[] = ['financial-assessor', 'social-worker'];
export const MEANS: readonly Role[] = [...MEANS_STAFF, 'person'];

const PLACES: readonly Place[] = [
  { href: '/people', words: 'People', key: 'p', roles: FINDERS },
  { href: '/me', words: 'My record', key: 'm', roles: ['person'] },
  { href: '/me/sharing', words: 'What I share', key: 's', roles: ['person'] },
  { href: '/me/requests', words: 'My requests', key: 'r', roles: ['person'] },
  { href: '/me/access', words: 'Who looked', key: 'w', roles: ['person'] },
  { href: '/obligations', words: 'What is due', key: 'd', roles: [...STAFF, 'person'] },
  { href: '/measures', words: 'Measures', key: 'm', roles: 'staff' },
  { href: '/money', words: 'Money', key: 'f', roles: MONEY },
  { href: '/money/charges', words: 'Charges', key: 'f', roles: ['payment-clerk'] },
  { href: '/safety-documents', words: 'Safety documents', key: 's', roles: ['safety-officer'] },
  { href: '/money/grants', words: 'Grants', key: 'f', roles: ['practice-manager'] },
  { href: '/money/incentives', words: 'What I earned', key: 'i', roles: ['community-health-worker'] },
  { href: '/stock', words: 'Stock', key: 'k', roles: ['practice-manager', 'community-nurse', 'specialist-nurse'] },
  { href: '/care-costs', words: 'Care costs', key: 'c', roles: MEANS_STAFF },
  { href: '/me/care-costs', words: 'What I pay', key: 'c', roles: ['person'] },
  { href: '/programmes', words: 'Programmes', key: 'o', roles: 'staff' },
  { href: '/agreements', words: 'Agreements', key: 'a', roles: 'staff' },
  { href: '/explain', words: 'Who can see what', key: 'e', roles: 'staff' },
  { href: '/audit', words: 'How records are used', key: 'u', roles: ['ig-lead'] },
];

export function placesOf(role: Role): readonly Place[] {
  return PLACES.filter(({ roles }) => (roles === 'staff' ? STAFF.includes(role) : roles.includes(role)));
}

/** What a role opens on. */
export function firstPage(role: Role): string {
  if (role === 'person') return '/me';
  if (role === 'signatory' || role === 'ig-lead') return '/agreements';
  if (role === 'payment-clerk') return '/money/charges';
  if (role === 'safety-officer') return '/safety-documents';
  return CARERS.includes(role) ? '/people' : '/measures';
}
