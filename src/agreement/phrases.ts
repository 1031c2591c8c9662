import type { Rank } from './instrument.ts';
import type { DataClass, Label, Purpose, Relationship, Role } from './words.ts';

/** What screens and explanations call the words of an agreement; a pack may give other languages later. */
export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  gp: 'GPs',
  'practice-nurse': 'practice nurses',
  'practice-manager': 'practice managers',
  consultant: 'consultants',
  'specialist-nurse': 'specialist nurses',
  'community-nurse': 'community nurses',
  therapist: 'therapists',
  'social-worker': 'social workers',
  'community-health-worker': 'community health workers',
  receptionist: 'receptionists',
  commissioner: 'commissioners',
  'finance-lead': 'finance leads',
  'programme-lead': 'programme leads',
  'ig-lead': 'information-governance leads',
  'board-member': 'board members',
  signatory: 'signatories',
  person: 'the person',
  system: 'systems',
  'financial-assessor': 'financial assessors',
  'payment-clerk': 'payment clerks',
  'safety-officer': 'clinical safety officers',
};

/** One holder of a role: 'finance lead'. */
export function roleOfOne(role: Role): string {
  const many: string | undefined = ROLE_WORDS[role];
  if (many === undefined) return '…'; // a clause that is being written
  if (role === 'person' || role === 'signatory') return role;
  return many.replace(/s$/, '');
}

export const CLASS_WORDS: Readonly<Record<DataClass, string>> = {
  directory: 'organisations and places',
  demographics: 'names and contact details',
  problems: 'problems',
  medicines: 'medicines',
  allergies: 'allergies',
  results: 'results',
  procedures: 'procedures and vaccinations',
  encounters: 'appointments and stays',
  documents: 'letters and documents',
  plans: 'plans, goals and referrals',
  'social-care': 'social care',
  'mental-health': 'mental health care',
  finance: 'costs and charges',
  administrative: 'administration',
  other: 'other items',
};

export const LABEL_WORDS: Readonly<Record<Label, string>> = {
  hiv: 'HIV',
  tuberculosis: 'tuberculosis',
  'sexual-health': 'sexual health',
  'mental-health': 'mental health',
  'substance-use': 'substance use',
  safeguarding: 'safeguarding',
  'social-care-finance': 'social care finance',
  genetic: 'genetic',
  restricted: 'restricted',
};

export const PURPOSE_WORDS: Readonly<Record<Purpose, string>> = {
  'direct-care': 'to care for a person',
  planning: 'to plan services for people',
  payment: 'to check payments for people',
  audit: 'to check that what was agreed is kept, for people',
  'own-record': 'to read their own record, for a person',
};

/** After the purpose: "to care for a person on their list". */
export const RELATIONSHIP_WORDS: Readonly<Record<Relationship, string>> = {
  contributed: 'they hold a record of',
  registered: 'on their list',
  team: 'whose care team they are in',
  referred: 'who was referred to them',
  caseload: 'on their caseload',
  population: 'in the population',
  self: 'who they are themselves',
  'safety-alert': 'for whom they prescribe',
  'safeguarding-duty': 'whom they have declared to be at risk',
  'notification-duty': 'whose illness the law makes them notify',
  emergency: 'whom they have declared to be an emergency',
  consented: 'who has agreed to it',
};

export const RANK_WORDS: Readonly<Record<Rank, string>> = {
  'court-order': 'court order',
  statute: 'law or national direction',
  person: "the person's own decision",
  'jurisdiction-pack': 'rule of the jurisdiction',
  partnership: 'agreement of the partnership',
  scheme: 'schedule of a scheme',
  organisation: "organisation's own policy",
};

/** 'a', 'a and b', 'a, b and c'. */
export function listed(words: readonly string[], joint = 'and'): string {
  if (words.length < 2) return words[0] ?? '';
  return `${words.slice(0, -1).join(', ')} ${joint} ${words.at(-1)}`;
}

export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** '1 April 2026'. */
export function dayWords(day: string): string {
  const [year, month, date] = day.split('-');
  return `${Number(date)} ${MONTHS[Number(month) - 1]} ${year}`;
}

/** 'April 2026', of '2026-04' or of any day of it. */
export function monthWords(month: string): string {
  const [year = '', number = ''] = month.split('-');
  return `${MONTHS[Number(number) - 1] ?? number} ${year}`;
}
