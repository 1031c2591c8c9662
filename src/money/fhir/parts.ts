import { decimal, type Stack } from '#agreement';
import { accepted, refuse } from '#fhir';
import type { Admission } from '#joint';
import type { ChargeRow } from '../charge/charge.queries.ts';

export type Json = Readonly<Record<string, unknown>>;
export type Resource = Json & { readonly resourceType: string; readonly id: string };

const CONCORD = 'https://concord.health';
const TERMS = 'http://terminology.hl7.org/CodeSystem';
const ABSENT = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason';

/** What a resource is shown with, and by which names whoever is shown it goes. */
export type Ground = {
  readonly stack: Stack;
  readonly nameOf: (organization: string) => string;
  readonly names: readonly string[];
};

/** The same charge is a Claim, its answer and its Invoice. */
export function chargeId(charge: string): string {
  return `money-charge-${charge}`;
}

/** An item of a charge, by what it is shown as. */
export function itemId(shown: string): string {
  return `money-item-${shown}`;
}

export function paymentId(settlement: string, number: number): string {
  return `money-settlement-${settlement}-${number}`;
}

export function contractId(instrument: string, version: number): string | undefined {
  const id = `money-agreement-${instrument}-v${version}`;
  return /^[A-Za-z0-9\-.]{1,64}$/.test(id) ? id : undefined;
}

/** What carries such an id is shown, not kept: nobody writes it. */
export const notWritten: Admission = {
  types: [
    'ChargeItem',
    'Claim',
    'ClaimResponse',
    'Invoice',
    'PaymentReconciliation',
    'Contract',
    'SupplyRequest',
    'SupplyDelivery',
  ],
  admit: ({ id }) =>
    typeof id === 'string' && /^money-(charge|item|settlement|agreement|transfer)-/.test(id)
      ? refuse(
          'business-rule',
          'money.shown',
          `${id.slice(0, 64)} is shown from the ledger, which alone changes it: propose, accept, query, settle or send instead.`,
        )
      : accepted(true),
};

export function money(minor: string | bigint, currency: string): Json {
  return { value: Number(decimal(BigInt(minor), currency)), currency };
}

export function organization(reference: string, { nameOf }: Ground): Json {
  return { reference, display: nameOf(reference) };
}

export function reference(type: string, id: string, display?: string): Json {
  return { reference: `${type}/${id}`, ...(display === undefined ? {} : { display }) };
}

/** R4 wants a person where a charge is about many and names none. */
export function nobody(display: string): Json {
  return { extension: [{ url: ABSENT, valueCode: 'not-applicable' }], display };
}

export function own(name: string, value: string): Json {
  return { system: `${CONCORD}/${name}`, value };
}

export function ownCode(system: string, code: string, text: string): Json {
  return { coding: [{ system: `${CONCORD}/${system}`, code, display: text }], text };
}

export function term(system: string, code: string, text?: string): Json {
  return { coding: [{ system: `${TERMS}/${system}`, code }], ...(text === undefined ? {} : { text }) };
}

/**
 * The agreement as it was when it paid, and its paragraph. Only its parties are led to its Contract: for whoever took over a charge
 * from outside, nothing would be there.
 */
export function agreementOf(
  { instrument, version, paragraph }: Pick<ChargeRow, 'instrument' | 'version' | 'paragraph'>,
  { stack, names }: Ground,
): Json {
  const versions = stack.flatMap((entry) => (entry.instrument.id === instrument ? [entry.instrument] : []));
  const title = versions[0]?.title ?? instrument;
  const parties = versions.find((one) => one.version === version)?.parties ?? [];
  const id = parties.some((one) => names.includes(one.organization)) ? contractId(instrument, version) : undefined;
  return {
    ...(id === undefined ? {} : { reference: `Contract/${id}` }),
    identifier: own('instrument', `${instrument} version ${version}`),
    display: `${title}, version ${version}, paragraph ${paragraph}`,
  };
}

/** What is paid for: the line of the agreement by its words. */
export function lineOf({ clause, line, line_words }: ChargeRow): Json {
  return ownCode('charge-line', `${clause} ${line}`, line_words);
}
