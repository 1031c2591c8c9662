import type { Day } from '#base';
import type { Stored } from '#repository';
import type { ChargeRow } from '../charge/charge.queries.ts';
import {
  agreementOf,
  chargeId,
  itemId,
  type Ground,
  type Json,
  lineOf,
  money,
  nobody,
  organization,
  own,
  reference,
  type Resource,
} from './parts.ts';

export type ItemShown = {
  readonly charge: string;
  readonly number: number;
  /** Random: a number would tell whoever may not see an item that there is one between two others. */
  readonly shown: string;
  /** Type and id of the activity; type 0 for a part of a price by the period. */
  readonly typ: number;
  readonly id: string;
  readonly day: Day;
  readonly units: string;
  readonly minor: string;
  readonly state: 'proposed' | 'queried' | 'accepted' | 'withdrawn';
  readonly reason: string | null;
  readonly answer: string | null;
  readonly words: string | null;
};

const STATUS = { proposed: 'billable', queried: 'billable', accepted: 'billed', withdrawn: 'aborted' } as const;

/** Types that R4 takes for what was done; what is of another type is what supports the charge. */
const SERVICES = [
  'DiagnosticReport',
  'ImagingStudy',
  'Immunization',
  'MedicationAdministration',
  'MedicationDispense',
  'Observation',
  'Procedure',
  'SupplyDelivery',
];

/** One activity that was charged, about the person that the activity is about; or a part of a price, about nobody. */
export function chargeItemOf(item: ItemShown, of: ChargeRow, activity: Stored | undefined, ground: Ground): Resource {
  const { currency } = of;
  const said = [
    ...(item.reason === null ? [] : [`Queried: ${item.reason}`]),
    ...(item.answer === null ? [] : [`Answered: ${item.answer}`]),
  ];
  return {
    resourceType: 'ChargeItem',
    id: itemId(item.shown),
    identifier: [own('charge-item', item.shown)],
    status: STATUS[item.state],
    code: lineOf(of),
    subject: activity === undefined ? nobody(item.words ?? 'A price for a period') : subjectOf(activity),
    ...(activity === undefined ? {} : linkOf(activity)),
    occurrenceDateTime: item.day,
    performingOrganization: organization(of.payee, ground),
    quantity: { value: Number(item.units) },
    priceOverride: money(item.minor, currency),
    overrideReason: 'What it comes to by the agreement',
    enteredDate: of.proposed.toISOString(),
    ...(said.length > 0 ? { note: said.map((text) => ({ text })) } : {}),
    supportingInformation: [
      reference('Claim', chargeId(of.id)),
      agreementOf(of, ground),
      ...(activity === undefined || isLinked(activity.type) ? [] : [reference(activity.type, activity.id)]),
    ],
  };
}

function isLinked(type: string): boolean {
  return type === 'Encounter' || SERVICES.includes(type);
}

function linkOf({ type, id, body }: Stored): Json {
  if (type === 'Encounter') return { context: reference(type, id) };
  if (!SERVICES.includes(type)) return {};
  const { encounter } = JSON.parse(body) as { readonly encounter?: { readonly reference?: string } };
  const context = encounter?.reference;
  return {
    service: [reference(type, id)],
    ...(context?.startsWith('Encounter/') === true ? { context: { reference: context } } : {}),
  };
}

function subjectOf({ body }: Stored): Json {
  const { subject, patient } = JSON.parse(body) as { readonly subject?: Json; readonly patient?: Json };
  return subject ?? patient ?? nobody('Nobody is named');
}
