import {
  classBits,
  DATA_CLASSES,
  type DataClass,
  LABELS,
  type Label,
  labelBits,
  PURPOSES,
  type Purpose,
  type Role,
} from './words.ts';

/** What staff in a role see of what their own organisation recorded. No agreement is needed for it, and none widens it. */
export type OwnRecordRule = {
  readonly purpose: Purpose;
  readonly classes: readonly DataClass[];
  /** Labels that do not keep an item back from this role. */
  readonly labels: readonly Label[];
  readonly because: string;
};

/** The rule for a role; undefined where a role sees no records of its organisation at all. */
export function ownRecordRule(role: Role): OwnRecordRule | undefined {
  return OWN_RECORD[role];
}

/** Class bits that a role sees of its own organisation's records for a purpose; 0 for none. */
export function ownRecordClasses(role: Role, purpose: Purpose): number {
  const rule = OWN_RECORD[role];
  return rule?.purpose === purpose ? classBits(...rule.classes) : 0;
}

/** Label bits that keep an item of the own organisation back from a role. */
export function ownRecordKeptBack(role: Role): number {
  return labelBits(...LABELS.filter((label) => !OWN_RECORD[role]?.labels.includes(label)));
}

/** Purposes for which a role may ask. A share for another purpose cannot name it, and a seat cannot choose it. */
export function purposesOf(role: Role): readonly Purpose[] {
  return ROLE_PURPOSES[role];
}

const CLINICAL: OwnRecordRule = {
  purpose: 'direct-care',
  classes: DATA_CLASSES.filter((one) => one !== 'finance'),
  labels: LABELS.filter((label) => label !== 'social-care-finance'),
  because: 'who treats or supports a person needs the whole of what the organisation recorded',
};

const OWN_RECORD: Readonly<Record<Role, OwnRecordRule | undefined>> = {
  gp: CLINICAL,
  'practice-nurse': CLINICAL,
  consultant: CLINICAL,
  'specialist-nurse': CLINICAL,
  'community-nurse': CLINICAL,
  therapist: CLINICAL,
  'social-worker': {
    ...CLINICAL,
    classes: DATA_CLASSES,
    labels: LABELS,
    because: 'assesses needs and charges together, under one duty',
  },
  'community-health-worker': {
    purpose: 'direct-care',
    classes: [
      'demographics',
      'problems',
      'medicines',
      'allergies',
      'results',
      'procedures',
      'encounters',
      'plans',
      'social-care',
    ],
    labels: [],
    because: 'carries the record to the door, on a telephone: what the visit needs and nothing labelled sensitive',
  },
  'practice-manager': {
    purpose: 'direct-care',
    classes: [
      'demographics',
      'problems',
      'medicines',
      'results',
      'procedures',
      'encounters',
      'plans',
      'finance',
      'administrative',
    ],
    labels: [],
    because: 'checks what was recorded and claimed, without documents or anything labelled sensitive',
  },
  receptionist: {
    purpose: 'direct-care',
    classes: ['demographics', 'encounters', 'administrative'],
    labels: [],
    because: 'books and greets people; needs no clinical detail',
  },
  'financial-assessor': {
    purpose: 'direct-care',
    classes: ['demographics', 'social-care', 'finance', 'administrative'],
    labels: ['social-care-finance'],
    because: 'works out what a person pays for social care, and needs nothing of their health for it',
  },
  'ig-lead': {
    purpose: 'audit',
    classes: DATA_CLASSES,
    labels: LABELS,
    because: 'answers subject access requests for the organisation',
  },
  commissioner: undefined,
  'finance-lead': undefined,
  'programme-lead': undefined,
  'board-member': undefined,
  signatory: undefined,
  'payment-clerk': undefined, // what was charged, where an agreement shows it for payment
  'safety-officer': undefined,
  person: undefined, // their own record, through the relationship 'self'
  system: undefined, // everything, by the filter 'always'
};

const CARE: readonly Purpose[] = ['direct-care'];
const PLANNING: readonly Purpose[] = ['planning'];

const ROLE_PURPOSES: Readonly<Record<Role, readonly Purpose[]>> = {
  gp: CARE,
  'practice-nurse': CARE,
  consultant: CARE,
  'specialist-nurse': CARE,
  'community-nurse': CARE,
  therapist: CARE,
  'social-worker': CARE,
  'community-health-worker': CARE,
  'practice-manager': ['direct-care', 'planning'],
  receptionist: CARE,
  commissioner: PLANNING,
  'finance-lead': PLANNING,
  'programme-lead': PLANNING,
  'board-member': PLANNING,
  'ig-lead': ['audit'],
  signatory: PLANNING,
  person: ['own-record'],
  system: PURPOSES,
  'financial-assessor': CARE,
  'payment-clerk': ['payment'],
  'safety-officer': PLANNING,
};
