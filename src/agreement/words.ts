/** Why somebody looks. Data received for one purpose never serves another. Codes in the comments are v3-PurposeOfUse. */
export const PURPOSES = [
  'direct-care', // TREAT
  'planning', // HMARKT: commissioning, population health
  'payment', // HPAYMT
  'audit', // HCOMPL: information governance, privacy officer
  'own-record', // PATRQT: the person
] as const;
export type Purpose = (typeof PURPOSES)[number];

/** Roles a person can hold in an organisation; a pack may rename them on screens. */
export const ROLES = [
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
  'commissioner',
  'finance-lead',
  'programme-lead',
  'ig-lead',
  'board-member',
  'signatory',
  'person',
  'system',
  'financial-assessor',
  'payment-clerk',
  'safety-officer',
] as const;
export type Role = (typeof ROLES)[number];

/** Closed vocabulary of the classes of data an agreement can name. The order is the bit (and the stored number): append only. */
export const DATA_CLASSES = [
  'directory', // organisations, practitioners, places, definitions: no one's health
  'demographics',
  'problems',
  'medicines',
  'allergies',
  'results',
  'procedures',
  'encounters',
  'documents',
  'plans', // care plans, goals, tasks, referrals
  'social-care',
  'mental-health',
  'finance',
  'administrative',
  'other',
] as const;
export type DataClass = (typeof DATA_CLASSES)[number];

/** Sensitivity labels. The order is the bit: append only. */
export const LABELS = [
  'hiv',
  'tuberculosis',
  'sexual-health',
  'mental-health',
  'substance-use',
  'safeguarding',
  'social-care-finance',
  'genetic',
  'restricted', // v3-Confidentiality R or V
] as const;
export type Label = (typeof LABELS)[number];

/**
 * Beside the labels, in the same number: the use of the item is restricted, for the person asked for it. No agreement can name it, so none
 * gives it; what law makes seen whatever the person says does, and whoever answers for the record to the person and to courts.
 */
export const RESTRICTED_USE = 1 << 30;

/** Legitimate relationships between a viewer and a person. The order is the bit: append only. */
export const RELATIONSHIPS = [
  'contributed', // the organisation holds a record of its own of this person
  'registered', // the person is registered with the organisation (general practice)
  'team', // the organisation or its staff is on the person's care team
  'referred', // an open referral or task to the organisation
  'caseload',
  'population', // within the population of the instrument (planning, never direct care)
  'self', // the person themself
  'safety-alert', // the viewer prescribes for the person, who has not refused alerts after being told the risk
  'safeguarding-duty', // declared for this person, with a reason: a duty to protect
  'notification-duty', // declared: the law makes this notified
  'emergency', // declared: break-glass, for hours
  'consented', // the person has permitted this viewer for this purpose
] as const;
export type Relationship = (typeof RELATIONSHIPS)[number];

export function bitsOf<T extends string>(all: readonly T[], chosen: readonly T[]): number {
  return chosen.reduce((bits, one) => bits | (1 << all.indexOf(one)), 0);
}

export function classNumber(dataClass: DataClass): number {
  return DATA_CLASSES.indexOf(dataClass);
}

export function relationshipBits(...chosen: readonly Relationship[]): number {
  return bitsOf(RELATIONSHIPS, chosen);
}

export function labelBits(...chosen: readonly Label[]): number {
  return bitsOf(LABELS, chosen);
}

export function classBits(...chosen: readonly DataClass[]): number {
  return bitsOf(DATA_CLASSES, chosen);
}
