import { type Access, inForce, type Instrument, type Role } from '#agreement';
import type { Day } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import { agreedNow, type Asking } from '../ask.ts';
import { type AgreedStock, agreedStock } from './agreed.ts';
import type { StockLot } from './contract.ts';
import { MONEY_ROLES } from '../may.ts';
import { numberPooled } from './pooled.ts';
import type { Doer, HandRow } from './stock.queries.ts';

/** Who counts, asks, sends and receives at a site: those who run it, and those who hand medicines out. */
export const HANDLERS: readonly Role[] = [
  'practice-manager',
  'practice-nurse',
  'community-nurse',
  'specialist-nurse',
  'gp',
];
/** Who says for a site what it keeps for others. */
const SPEAKERS: readonly Role[] = ['practice-manager', 'programme-lead', 'signatory'];

export type StockNow = {
  readonly access: Access;
  readonly today: Day;
  readonly at: Date;
  /** 'Organization/x' of the seat, or the site whose place it took, where something of that is acted on. */
  readonly site: string;
  /** Its own name, and of every site whose place it took: what these keep it keeps. */
  readonly names: readonly string[];
  readonly heirOf: (organization: string) => string;
  /** Agreements in force that the site is a party of. */
  readonly instruments: readonly Instrument[];
  /** What these say of stock. */
  readonly agreed: readonly AgreedStock[];
  /** All parties of these, the site itself included: among them stock is seen and moved. */
  readonly sites: readonly string[];
  readonly nameOf: (organization: string) => string;
  readonly keyOf: (organization: string) => number;
  readonly handle: boolean;
  readonly speak: boolean;
};

/** Who asks, and among whom. No figure of stock is about a person. */
export async function stockNow(asking: Asking, access: Access): Promise<Outcome<StockNow>> {
  const { stack, today, organizationOf, nameOf, namesOf, heirOf } = await agreedNow(asking);
  const site = organizationOf(access.organization);
  const handle = HANDLERS.includes(access.role);
  if (site === '' || (!handle && access.role !== 'system' && !MONEY_ROLES.includes(access.role))) {
    return refuse(
      'forbidden',
      'money.stock-not-yours',
      'Stock is for those who run a site, hand its medicines out, or look after the money of a partner.',
    );
  }
  const names = namesOf(site);
  const instruments = inForce(stack, today)
    .map(({ instrument }) => instrument)
    .filter(({ parties }) => parties.some(({ organization }) => names.includes(organization)));
  const parties = instruments.flatMap((one) => one.parties.map(({ organization }) => organization));
  const keys = new Map(
    (await asking.services.ports.contributors.organizations()).map((one) => [one.organization, one.key]),
  );
  const agreed = agreedStock(stack, today).filter((one) => instruments.some(({ id }) => id === one.instrument.id));
  await numberPooled(asking, agreed);
  return accepted({
    access,
    today,
    at: new Date(asking.services.now()),
    site,
    names,
    heirOf,
    instruments,
    agreed,
    sites: [...new Set([...names, ...parties, ...parties.map(heirOf)])],
    nameOf,
    keyOf: (one) => keys.get(one) ?? 0,
    handle,
    speak: SPEAKERS.includes(access.role),
  });
}

/** The same for whoever moves stock. */
export async function handling(asking: Asking, access: Access): Promise<Outcome<StockNow>> {
  const now = await stockNow(asking, access);
  if (!now.ok || now.value.handle) return now;
  return refuse(
    'forbidden',
    'money.stock-not-yours',
    `Counting, asking and sending are for those who run ${now.value.nameOf(now.value.site)} or hand its medicines out.`,
  );
}

/** Acts as the site that something is of: names in agreements, items and transfers stay as they were. */
export function actingAs(now: StockNow, site: string): StockNow {
  return { ...now, site };
}

export function doerOf({ access, today, at }: StockNow): Doer {
  return { on: today, at, principal: access.principal, by: access.name ?? access.principal };
}

export function placeOf(item: string): string {
  return `item/${item}`;
}

export function wayOf(transfer: string): string {
  return `transit/${transfer}`;
}

/** Nobody wrote down by when it is to be used. */
export const UNDATED = '9999-12-31' as Day;
const QUANTITY_MAX = 1_000_000_000;

export function lotOf({ lot, expires, quantity }: HandRow): StockLot {
  return { lot, quantity, ...(expires === UNDATED ? {} : { expires }) };
}

/** Batches as they come from outside: whole numbers, each batch once. */
export function lotsIn(
  lots: readonly StockLot[],
  least: 0 | 1,
): Outcome<readonly { readonly lot: string; readonly expires: Day; readonly quantity: number }[]> {
  const made = lots.map(({ lot, expires, quantity }) => ({
    lot: lot.trim().slice(0, 60),
    expires: expires ?? UNDATED,
    quantity,
  }));
  const whole = made.every(
    ({ quantity }) => Number.isSafeInteger(quantity) && quantity >= least && quantity <= QUANTITY_MAX,
  );
  if (!whole) {
    return refuse('value', 'money.stock-quantity', 'Say how many in whole units, in digits, as it is counted.');
  }
  const names = new Set(made.map(({ lot, expires }) => `${lot} ${expires}`));
  if (names.size < made.length || made.some(({ lot }) => lot === '')) {
    return refuse('value', 'money.stock-lot', 'Name each batch once, by the number on its box.');
  }
  return accepted(made);
}

export function numberIn(id: string): string {
  return /^\d{1,15}$/.test(id) ? id : '0';
}
