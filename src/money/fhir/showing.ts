import { type Access, standings } from '#agreement';
import { typeName } from '#fhir';
import type { Showing, Shown, ShownPage } from '#joint';
import type { Compartment, Stored } from '#repository';
import { agreedNow, type Asking } from '../ask.ts';
import { type ChargeRow, chargesOf } from '../charge/charge.queries.ts';
import { rivalsOf } from '../wall.ts';
import { MONEY_ROLES } from '../may.ts';
import { HANDLERS } from '../stock/ground.ts';
import { type TransferRow, transferRows } from '../stock/stock.queries.ts';
import { sidesOf } from '../stock/views.ts';
import { chargeItemOf, type ItemShown } from './charge-item.ts';
import { claimOf, claimResponseOf } from './claim.ts';
import { contractOf } from './contract.ts';
import { billedOf, invoicesIn, itemsShown, paymentsShown, saidOf } from './fhir.queries.ts';
import { invoiceOf, type PaymentShown, reconciliationOf } from './invoice.ts';
import { contractId, type Resource } from './parts.ts';
import { supplyDeliveryOf, supplyRequestOf } from './supply.ts';

type Asked = Parameters<Showing['some']>[2];
type Now = Awaited<ReturnType<typeof nowFor>>;
type By = (asking: Asking, now: Now, wanted: Wanted) => Promise<ShownPage>;
/** One of them by its numbers, or some. */
type Wanted = { readonly one: readonly string[] } | Asked;

const BY_TYPE: Readonly<Record<string, By>> = {
  Claim: (asking, now, wanted) =>
    charges(asking, now, wanted, async (rows) => rows.map((row) => dated(row, claimOf(row, now)))),
  ClaimResponse: (asking, now, wanted) => charges(asking, now, wanted, (rows) => responses(asking, now, rows)),
  Invoice: (asking, now, wanted) => charges(asking, now, wanted, (rows) => invoices(asking, now, rows)),
  ChargeItem: items,
  PaymentReconciliation: payments,
  Contract: (_, now, wanted) => contracts(now, wanted),
  SupplyRequest: (asking, now, wanted) => transfers(asking, now, wanted, (row) => supplyRequestOf(row, now)),
  SupplyDelivery: (asking, now, wanted) => transfers(asking, now, wanted, (row) => supplyDeliveryOf(row, now)),
};

/**
 * Charges and settlements as resources of R4, rendered from the ledger whenever they are asked for: nothing is kept twice. They are
 * there for the payer and the payee, and for nobody else; what is about a person, for those of them who may see the activity itself.
 */
export function showingOf(asking: Asking): Showing {
  return {
    types: Object.keys(BY_TYPE),
    one: async (access, type, id) => {
      const numbers = numbersIn(type, id);
      if (numbers === undefined) return undefined;
      const found = await BY_TYPE[type]?.(asking, await nowFor(asking, access), { one: numbers });
      return found?.shown[0];
    },
    some: async (access, type, asked) => (await BY_TYPE[type]?.(asking, await nowFor(asking, access), asked)) ?? NONE,
  };
}

const NONE: ShownPage = { shown: [] };

/** People read charges in the roles that look after money; a partner's own systems read them too. */
async function nowFor(asking: Asking, access: Access) {
  const now = await agreedNow(asking);
  const trusted = access.role === 'system' || MONEY_ROLES.includes(access.role);
  const organization = access.role === 'person' ? '' : now.organizationOf(access.organization);
  const keys = new Map(
    (await asking.services.ports.contributors.organizations()).map((one) => [one.organization, one.key]),
  );
  const rivals = trusted ? await rivalsOf(asking, access) : [];
  const names = now.namesOf(organization);
  return { ...now, access, organization, names, trusted, rivals, keyOf: (one: string) => keys.get(one) ?? 0 };
}

function numbersIn(type: string, id: string): readonly string[] | undefined {
  if (type === 'Contract') return id.startsWith('money-agreement-') ? [id] : undefined;
  if (type === 'ChargeItem') {
    const [, shown] = /^money-item-([0-9a-f]{32})$/.exec(id) ?? [];
    return shown === undefined ? undefined : [shown];
  }
  const [, kind, first = '', second] = /^money-(charge|settlement|transfer)-(\d{1,18})(?:-(\d{1,9}))?$/.exec(id) ?? [];
  const supply = type === 'SupplyRequest' || type === 'SupplyDelivery';
  const wanted = supply ? 'transfer' : type === 'PaymentReconciliation' ? 'settlement' : 'charge';
  const two = type === 'PaymentReconciliation';
  if (kind !== wanted || two !== (second !== undefined)) return undefined;
  return second === undefined ? [first] : [first, second];
}

async function charges(
  { services }: Asking,
  { organization, names, trusted, rivals, keyOf }: Now,
  wanted: Wanted,
  render: (rows: readonly ChargeRow[]) => Promise<readonly (Dated | undefined)[]>,
): Promise<ShownPage> {
  // About nobody in particular: whoever asks for somebody's is not given these.
  if (!trusted || organization === '' || ('patients' in wanted && wanted.patients !== undefined)) return NONE;
  const rows =
    'one' in wanted
      ? (await chargesOf(services.store, { ids: wanted.one })).filter(
          ({ payer, payee }) => (names.includes(payer) || names.includes(payee)) && !rivals.includes(payee),
        )
      : await chargesOf(services.store, {
          names,
          without: rivals,
          all: true,
          limit: wanted.limit,
          ...(wanted.after === undefined ? {} : { before: wanted.after }),
        });
  const rendered = await render(rows);
  const shown = rows.flatMap((row, at) => {
    const one = rendered[at];
    return one ? [{ ...one, organization: keyOf(row.payee), place: row.id }] : [];
  });
  return { shown, ...further(wanted, rows.length, rows.at(-1)?.id) };
}

type Dated = Pick<Shown, 'resource' | 'updated'>;

function dated({ changed, proposed }: ChargeRow, resource: Resource): Dated {
  return { resource, updated: changed ?? proposed };
}

function further(wanted: Wanted, found: number, last: string | undefined): Pick<ShownPage, 'next'> {
  return 'one' in wanted || found < wanted.limit || last === undefined ? {} : { next: last };
}

async function responses({ services }: Asking, now: Now, rows: readonly ChargeRow[]): Promise<readonly Dated[]> {
  const said = await saidOf(
    services.store,
    rows.map(({ id }) => id),
  );
  return rows.map((row) =>
    dated(
      row,
      claimResponseOf(
        row,
        said.filter(({ charge }) => charge === row.id),
        now,
      ),
    ),
  );
}

/** Nothing is asked to be paid of which nothing was accepted. */
async function invoices(
  { services }: Asking,
  now: Now,
  rows: readonly ChargeRow[],
): Promise<readonly (Dated | undefined)[]> {
  const taken = rows.filter((row) => row.taken > 0).map(({ id }) => id);
  const billed = await billedOf(services.store, taken);
  return rows.map((row) => {
    if (row.taken === 0) return undefined;
    const of = billed.find(({ charge }) => charge === row.id);
    const { resource, updated } = dated(row, invoiceOf(row, of, now));
    return { resource, updated: of?.cleared && of.cleared > updated ? of.cleared : updated };
  });
}

async function items(asking: Asking, now: Now, wanted: Wanted): Promise<ShownPage> {
  const { organization, names, access } = now;
  if (organization === '') return NONE;
  const { store, repository } = asking.services;
  const places = 'one' in wanted ? undefined : await placesOf(asking, now, wanted.patients);
  const rows = await itemsShown(store, {
    names,
    ...('one' in wanted
      ? { limit: 1, one: wanted.one[0] ?? '' }
      : {
          limit: wanted.limit,
          ...(wanted.after === undefined ? {} : { after: wanted.after }),
          ...(places ? { places } : {}),
        }),
  });
  const of = new Map(
    (await chargesOf(store, { ids: [...new Set(rows.map(({ charge }) => charge))] })).map((row) => [row.id, row]),
  );
  const named = [...new Set(rows.filter(({ typ }) => typ !== 0).map(({ typ, id }) => `${typeName(typ)}/${id}`))];
  const found = await repository(access).readMany(named);
  const activities = new Map(found.map((one) => [`${one.type}/${one.id}`, one]));
  const last = rows.at(-1);
  return {
    shown: rows.flatMap((row) => itemShown(row, of.get(row.charge), activities, now) ?? []),
    ...further(wanted, rows.length, last?.shown),
  };
}

/** Whoever may not see the activity is not shown what it cost either. */
function itemShown(
  item: ItemShown,
  of: ChargeRow | undefined,
  activities: ReadonlyMap<string, Stored>,
  now: Now,
): Shown | undefined {
  if (of === undefined || now.rivals.includes(of.payee)) return undefined;
  const activity = item.typ === 0 ? undefined : activities.get(`${typeName(item.typ)}/${item.id}`);
  if (item.typ === 0 ? !now.trusted : activity === undefined) return undefined;
  return {
    resource: chargeItemOf(item, of, activity, now),
    updated: of.changed ?? of.proposed,
    organization: now.keyOf(of.payee),
    place: item.shown,
    ...(activity === undefined ? {} : { home: { bkt: activity.bkt, cmp: activity.cmp } }),
  };
}

/** Where the records of people lie; of whom the asker may not see nothing is there. */
async function placesOf(
  { services }: Asking,
  { access }: Now,
  patients: readonly string[] | undefined,
): Promise<readonly Compartment[] | undefined> {
  if (patients === undefined) return undefined;
  const found = await services.repository(access).readMany(patients);
  return found.map(({ bkt, cmp }) => ({ bkt, cmp }));
}

async function payments({ services }: Asking, now: Now, wanted: Wanted): Promise<ShownPage> {
  const { organization, names, trusted, rivals, keyOf } = now;
  if (!trusted || organization === '' || ('patients' in wanted && wanted.patients !== undefined)) return NONE;
  const rows = await paymentsShown(services.store, {
    names,
    ...('one' in wanted
      ? { limit: 1, one: twoOf(wanted.one) }
      : { limit: wanted.limit, ...(wanted.after === undefined ? {} : { after: twoOf(wanted.after.split('-')) }) }),
  });
  const shown: Shown[] = [];
  for (const row of rows)
    shown.push({
      // What a rival is paid for is kept back, as its invoices are; that it is paid is one's own payment.
      resource: reconciliationOf(row, rivals.includes(row.payee) ? [] : await invoicesIn(services.store, row), now),
      updated: paidAt(row),
      organization: keyOf(row.payer),
      place: `${row.settlement}-${row.number}`,
    });
  return { shown, ...further(wanted, rows.length, shown.at(-1)?.place) };
}

/** Of what came only the day is known. */
function paidAt({ posted, received }: PaymentShown): Date {
  return received === null ? posted : new Date(Math.max(posted.getTime(), Date.parse(received)) + 1_000);
}

/** Agreements that the asker's organisation is a party of, once all have signed. They are few: one stretch has them all. */
async function contracts(now: Now, wanted: Wanted): Promise<ShownPage> {
  const { organization, names, trusted, keyOf, stack, today } = now;
  if (!trusted || organization === '' || ('after' in wanted && wanted.after !== undefined)) return NONE;
  const shown = standings(stack, today).flatMap((entry) => {
    const { instrument, awaited, standing } = entry;
    const party = instrument.parties.some((one) => names.includes(one.organization));
    const resource = contractOf(entry, now);
    if (!party || awaited.length > 0 || standing === 'awaiting-signatures' || resource === undefined) return [];
    if ('one' in wanted && wanted.one[0] !== contractId(instrument.id, instrument.version)) return [];
    const updated = new Date(`${instrument.decided}T00:00:00Z`);
    const owner = instrument.parties[0]?.organization ?? organization;
    return [{ resource, updated, organization: keyOf(owner), place: resource.id }];
  });
  return { shown };
}

/** What one site asked of another and what was sent, for both of them; about nobody. */
async function transfers(
  { services }: Asking,
  { organization, names, access, trusted, keyOf }: Now,
  wanted: Wanted,
  render: (row: TransferRow) => Resource | undefined,
): Promise<ShownPage> {
  const allowed = trusted || HANDLERS.includes(access.role);
  if (!allowed || organization === '' || ('patients' in wanted && wanted.patients !== undefined)) return NONE;
  const { store } = services;
  const rows =
    'one' in wanted
      ? (await transferRows(store, { id: wanted.one[0] ?? '0' })).filter((row) =>
          sidesOf(row).some((one) => names.includes(one)),
        )
      : await transferRows(store, {
          sites: names,
          limit: wanted.limit,
          ...(wanted.after === undefined ? {} : { before: wanted.after }),
        });
  const shown = rows.flatMap((row) => {
    const resource = render(row);
    if (resource === undefined) return [];
    const asks = resource.resourceType === 'SupplyRequest';
    return [{ resource, updated: row.changed, organization: keyOf(asks ? row.to_site : row.from_site), place: row.id }];
  });
  return { shown, ...further(wanted, rows.length, rows.at(-1)?.id) };
}

function twoOf([first = '', second = '']: readonly string[]): readonly [string, string] {
  return [/^\d{1,18}$/.test(first) ? first : '0', /^\d{1,9}$/.test(second) ? second : '0'];
}
