import { type DataClass, type Label, type Relationship, type Role, ROLES } from '#agreement';
import { CLASS_SYSTEM } from '../../src/agreement/person/consent-codes.ts';
import { council, elmTree } from '../../src/agreement/sample.testing.ts';

/** Whoever can sit in a seat of the council, and a person at their own record. */
export const SEATED: readonly Role[] = ROLES.filter((role) => role !== 'system');

/** What a person said, as a connected system sends it, and by hand what it keeps back from the council's seats. */
export type Said = {
  readonly name: string;
  readonly provision?: object;
  readonly status?: string;
  readonly organizations: readonly string[];
  readonly labels: readonly Label[];
  readonly classes: readonly DataClass[];
  readonly everything?: true;
  /** The person has agreed that the council looks. */
  readonly consents?: true;
};

const NOTHING = { organizations: [], labels: [], classes: [] };
const coding = (code: string) => ({ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code });
const actor = (code: string, organization: string) => ({
  role: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code }] },
  reference: { reference: organization },
});
const denyElm = { type: 'deny', actor: [actor('CST', elmTree)] };
const denyResults = { type: 'deny', class: [{ system: CLASS_SYSTEM, code: 'results' }] };
const denyHiv = { type: 'deny', securityLabel: [coding('HIV')] };

export const SAID: readonly Said[] = [
  { name: 'nothing', ...NOTHING },
  {
    name: 'permits the council',
    provision: { type: 'permit', actor: [actor('IRCP', council)] },
    ...NOTHING,
    consents: true,
  },
  { name: 'denies an organisation', provision: denyElm, ...NOTHING, organizations: [elmTree] },
  { name: 'denies a category', provision: denyHiv, ...NOTHING, labels: ['hiv'] },
  { name: 'denies a class', provision: denyResults, ...NOTHING, classes: ['results'] },
  { name: 'denies everything', provision: { type: 'deny' }, ...NOTHING, everything: true },
  {
    name: 'denies a category, but not to the council',
    provision: { ...denyHiv, provision: [{ type: 'permit', actor: [actor('IRCP', council)] }] },
    ...NOTHING,
  },
  { name: 'denied an organisation and took it back', provision: denyElm, status: 'inactive', ...NOTHING },
  { name: 'denied an organisation until lately', provision: { ...denyElm, period: { end: '2020-01-31' } }, ...NOTHING },
  { name: 'will deny an organisation', provision: { ...denyElm, period: { start: '2099-01-01' } }, ...NOTHING },
];

/** What the council has to do with a person. */
export type Reach = {
  readonly name: string;
  readonly relationships: readonly Relationship[];
  /** It had, until a while ago. */
  readonly over?: true;
  /** There is no row at all. */
  readonly none?: true;
};

const alone = (...relationships: readonly Relationship[]): Reach => ({ name: relationships.join(' '), relationships });

export const REACHES: readonly Reach[] = [
  { name: 'nothing', relationships: [], none: true },
  { name: 'nothing any more', relationships: ['registered', 'contributed'], over: true },
  alone('contributed'),
  alone('registered'),
  alone('team'),
  alone('referred'),
  alone('caseload'),
  alone('population'),
  alone('safety-alert'),
  alone('safeguarding-duty'),
  alone('notification-duty'),
  alone('emergency'),
  { name: 'an emergency that is over', relationships: ['emergency'], over: true },
  alone('consented'),
  alone('contributed', 'population', 'consented'),
  alone('registered', 'safety-alert', 'referred'),
];

/** What a request shows itself with. */
export const CREDENTIALS = [
  'session',
  'app with user/*.rs',
  'app with user/Observation.rs',
  'app with patient/*.rs, opened for them',
  'app with patient/*.rs, opened for somebody else',
] as const;
export type Credential = (typeof CREDENTIALS)[number];

/** Types of what each person has, and the class of data that each is. */
export const ITEM_TYPES = [
  'Observation',
  'Condition',
  'MedicationStatement',
  'AllergyIntolerance',
  'CarePlan',
  'Task',
] as const;
export type ItemType = (typeof ITEM_TYPES)[number];
