import { type Day, isDay } from '#base';
import type { Projection } from '#repository';

type Json = Readonly<Record<string, unknown>>;

const CODES_MAX = 20;
const GIVEN: Readonly<Record<string, { readonly status: string; readonly when: readonly string[] }>> = {
  MedicationDispense: { status: 'completed', when: ['whenHandedOver', 'whenPrepared'] },
  MedicationAdministration: { status: 'completed', when: ['effectiveDateTime', 'effectivePeriod'] },
  SupplyDelivery: { status: 'completed', when: ['occurrenceDateTime', 'occurrencePeriod'] },
};

export type Use = {
  readonly system: string;
  readonly code: string;
  readonly day: Day;
  readonly quantity?: number;
  readonly unit?: string;
};

/** What was given to people, written with the resource: how fast stock is used is told without reading a body. */
export const stockUseProjection: Projection = {
  table: 'money_stock_use',
  types: Object.keys(GIVEN),
  columns: [
    { name: 'system', type: 'text' },
    { name: 'code', type: 'text' },
    { name: 'day', type: 'date' },
    { name: 'quantity', type: 'float8' },
    { name: 'unit', type: 'text' },
  ],
  rows: (resource) =>
    usesOf(resource).map(({ system, code, day, quantity, unit }) => [
      system,
      code,
      day,
      quantity ?? null,
      unit ?? null,
    ]),
};

/** A row a code. What goes from site to site is given to nobody; what was stopped, prepared or entered by mistake was not given. */
export function usesOf(resource: Json): readonly Use[] {
  const type = String(resource['resourceType']);
  const rule = GIVEN[type];
  if (!rule || resource['status'] !== rule.status) return [];
  if (type === 'SupplyDelivery' && resource['patient'] === undefined) return [];
  const day = rule.when.map((name) => dayOf(resource[name])).find((one) => one !== undefined);
  if (day === undefined) return [];
  const supplied = membersOf(resource['suppliedItem']);
  const concept =
    type === 'SupplyDelivery' ? supplied['itemCodeableConcept'] : membersOf(resource)['medicationCodeableConcept'];
  const quantity =
    type === 'MedicationDispense'
      ? resource['quantity']
      : type === 'SupplyDelivery'
        ? supplied['quantity']
        : membersOf(resource['dosage'])['dose'];
  return codingsOf(concept).map((coding) => ({ ...coding, day, ...countOf(quantity) }));
}

function countOf(quantity: unknown): { readonly quantity?: number; readonly unit?: string } {
  const { value, unit, code } = membersOf(quantity);
  const count = Number(value);
  if (!Number.isFinite(count) || count <= 0) return {};
  const named = typeof unit === 'string' ? unit : typeof code === 'string' ? code : undefined;
  return { quantity: count, ...(named === undefined ? {} : { unit: named.trim().toLowerCase() }) };
}

function codingsOf(concept: unknown): readonly { readonly system: string; readonly code: string }[] {
  const { coding } = membersOf(concept);
  if (!Array.isArray(coding)) return [];
  const found = new Map<string, { readonly system: string; readonly code: string }>();
  for (const one of coding) {
    const { system, code } = membersOf(one);
    if (typeof system === 'string' && typeof code === 'string') found.set(`${system}|${code}`, { system, code });
  }
  return [...found.values()].slice(0, CODES_MAX);
}

function dayOf(when: unknown): Day | undefined {
  const said = typeof when === 'string' ? when : membersOf(when)['start'];
  const whole = typeof said === 'string' ? said.slice(0, 10) : '';
  return isDay(whole) ? whole : undefined;
}

function membersOf(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}
