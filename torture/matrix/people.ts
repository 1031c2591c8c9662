import type { DataClass, Label } from '#agreement';
import { council, elmTree } from '../../src/agreement/sample.testing.ts';
import { CLASS_SYSTEM } from '../../src/agreement/person/consent-codes.ts';
import { carriedOf } from './carried.ts';
import { ITEM_TYPES, REACHES, type Reach, SAID, type Said } from './factors.ts';

/** An organisation that signed nothing. */
export const STRANGER = 'Organization/stranger';
const OWNERS = [council, elmTree, STRANGER] as const;

/** One thing that is kept of a person: as it is sent, and by hand what policy has to take it for. */
export type Item = {
  readonly type: string;
  readonly id: string;
  readonly body: object;
  readonly owner: string;
  readonly cls: DataClass;
  readonly labels: readonly Label[];
  /** The day of its clinical date. */
  readonly on?: string;
  /** It does not say whose it is. */
  readonly nobodys?: true;
  /** Who pays and is paid for it. */
  readonly chargedTo?: readonly string[];
  /** Words that stand in this item and nowhere else. */
  readonly mark: string;
};

export type Someone = {
  readonly said: Said;
  readonly reach: Reach;
  readonly patient: Item;
  readonly family: string;
  readonly items: readonly Item[];
  /** What names no patient itself, and what makes some of it theirs. */
  readonly carried: readonly Item[];
  /** What they said, as it is kept; restricted like every Consent. */
  readonly consent?: Item;
};

const LABELLED: readonly (readonly [codes: readonly string[], labels: readonly Label[]])[] = [
  [['HIV'], ['hiv']],
  [
    ['MH', 'SDV'],
    ['mental-health', 'safeguarding'],
  ],
  [['STD'], ['sexual-health']],
  [['ETH'], ['substance-use']],
];
const security = (codes: readonly string[]) =>
  codes.map((code) => ({ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code }));

/** The same item, saying something else. */
export function rewritten(item: Item, turn: number): Item {
  const mark = `Other${turn}`;
  return { ...item, mark, body: JSON.parse(JSON.stringify(item.body).replaceAll(item.mark, mark)) as object };
}

/** Everybody: each thing that can be said with each thing that the council can have to do with a person. */
export function everybody(days: readonly (string | undefined)[]): readonly Someone[] {
  return SAID.flatMap((said, first) =>
    REACHES.map((reach, second) => someone(said, reach, { at: first * REACHES.length + second, days })),
  );
}

type Place = { readonly at: number; readonly days: readonly (string | undefined)[] };

function someone(said: Said, reach: Reach, { at, days }: Place): Someone {
  const id = `who-${at}`;
  // Names are looked for by letters alone.
  const [family, given] = [`Family${lettersOf(at)}`, `Given${at}`];
  const patient: Item = {
    type: 'Patient',
    id,
    owner: at % 2 === 0 ? council : elmTree,
    cls: 'demographics',
    labels: [],
    mark: given,
    body: { resourceType: 'Patient', id, name: [{ family, given: [given] }], birthDate: birthDate(at), active: true },
  };
  const items = OWNERS.flatMap((owner, which) =>
    [...ITEM_TYPES, 'social care' as const].flatMap((type, kind) =>
      [0, 1].map((labelled) => {
        const turn = at + which * 7 + kind * 3;
        const [codes, labels] = labelled === 0 ? [[], []] : (LABELLED[turn % LABELLED.length] ?? [[], []]);
        const name = `i${at}-${which}${kind}${labelled}`;
        return itemOf(type, {
          name,
          owner,
          codes,
          labels,
          patient: `Patient/${id}`,
          on: days[(turn + labelled) % days.length],
          // To the council, between others, to nobody, by turns.
          chargedTo: [[council, owner], [elmTree, STRANGER], []][(turn + labelled) % 3] ?? [],
        });
      }),
    ),
  );
  return {
    said,
    reach,
    patient,
    family,
    items,
    carried: carriedOf({ at, patient, next: `who-${at + 1}` }),
    ...(said.provision ? { consent: consentOf(said, at, said.provision) } : {}),
  };
}

function lettersOf(at: number): string {
  return [...String(at)].map((digit) => 'abcdefghij'.charAt(Number(digit))).join('');
}

function birthDate(at: number): string {
  return `19${String(30 + (at % 60)).padStart(2, '0')}-0${1 + (at % 9)}-1${at % 9}`;
}

type Making = {
  readonly name: string;
  readonly owner: string;
  readonly codes: readonly string[];
  readonly labels: readonly Label[];
  readonly patient: string;
  readonly on: string | undefined;
  readonly chargedTo: readonly string[];
};

function itemOf(kind: (typeof ITEM_TYPES)[number] | 'social care', making: Making): Item {
  const { name, owner, codes, labels, patient, on, chargedTo } = making;
  const mark = `Mark${name.replace('-', 'x')}`;
  const type = kind === 'social care' ? 'Observation' : kind;
  const meta = codes.length === 0 ? {} : { meta: { security: security(codes) } };
  const body = { resourceType: type, id: name, ...meta, ...contentOf(kind, { mark, patient, on }) };
  const dated = on !== undefined && (type === 'Observation' || type === 'Condition') ? { on } : {};
  return { type, id: name, body, owner, cls: CLASS_OF[kind], labels, mark, chargedTo, ...dated };
}

const CLASS_OF = {
  Observation: 'results',
  Condition: 'problems',
  MedicationStatement: 'medicines',
  AllergyIntolerance: 'allergies',
  CarePlan: 'plans',
  Task: 'plans',
  'social care': 'social-care',
} as const satisfies Readonly<Record<string, DataClass>>;

type Content = { readonly mark: string; readonly patient: string; readonly on: string | undefined };

function contentOf(kind: keyof typeof CLASS_OF, { mark, patient, on }: Content): object {
  const subject = { reference: patient };
  const code = { text: mark };
  const noon = on && `${on}T12:00:00Z`;
  switch (kind) {
    case 'Observation':
      return { status: 'final', subject, code, valueString: mark, ...(noon ? { effectiveDateTime: noon } : {}) };
    case 'social care': {
      const category = [{ coding: [{ system: CLASS_SYSTEM, code: 'social-care' }] }];
      return { status: 'final', subject, code, category, ...(noon ? { effectiveDateTime: noon } : {}) };
    }
    case 'Condition': {
      const active = {
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }],
      };
      return { clinicalStatus: active, subject, code, ...(noon ? { onsetDateTime: noon, recordedDate: noon } : {}) };
    }
    case 'MedicationStatement':
      return { status: 'active', subject, medicationCodeableConcept: code };
    case 'AllergyIntolerance':
      return { patient: subject, code };
    case 'CarePlan':
      return { status: 'active', intent: 'plan', title: mark, subject };
    case 'Task':
      return { status: 'requested', intent: 'order', description: mark, for: subject };
  }
}

function consentOf({ status = 'active' }: Said, at: number, provision: object): Item {
  const id = `said-${at}`;
  const body = {
    resourceType: 'Consent',
    id,
    status,
    scope: { coding: [{ code: 'patient-privacy' }] },
    category: [{ text: 'privacy' }],
    patient: { reference: `Patient/who-${at}` },
    policyRule: { coding: [{ code: 'OPTOUT' }] },
    dateTime: '2026-01-01',
    provision,
  };
  return { type: 'Consent', id, body, owner: council, cls: 'documents', labels: ['restricted'], mark: id };
}
