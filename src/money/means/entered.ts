import { type Day, day, plusDays, plusMonths } from '#base';
import { dayIn } from '#base';
import { accepted } from '#fhir';
import { type Reader, sql } from '#store';
import { type Asking, SERVICE } from '../ask.ts';
import type { Line, NewEntry } from '../ledger/entry.ts';
import { openLedger } from '../ledger/ledger.ts';
import type { AgreedCharge } from './contract.ts';
import { keptIn } from './kept.ts';
import { agreedCharges, CHARGES_MAX, partsOf } from './standing.ts';

/** What is charged for care is entered this long after its month; what is older is put right by hand. */
const BACK_MONTHS = 24;
const READ_AT_ONCE = 500;
const ENTER_AT_ONCE = 500;

/** Whoever is charged for care stands in the books as one: who owes what is in the record, by the item. */
export const PEOPLE = 'people';
/** The part of a joint package that the health service pays. */
export const HEALTH = 'health';

type Part = {
  readonly item: string;
  readonly party: string;
  readonly month: Day;
  readonly minor: number;
  readonly because: string;
};
type Entered = { readonly item: string; readonly party: string; readonly minor: string; readonly entries: number };

/** The ledger of what one organisation charges for care. */
export function careLedger(organization: string): string {
  return `care-charges/${organization.replace('Organization/', '')}`;
}

export function careItem(place: string, month: Day): string {
  return `care ${place} ${month.slice(0, 7)}`;
}

/**
 * Enters what assessments agreed, month by month once a month is over: the person's part as the council's income, and of a joint package
 * the part that the health service pays. What a later sum changed of months that were entered is an adjusting entry, above or below nought.
 * It looks only where something was assessed since, or a month ended; safe to run at any time, by any number of processes.
 */
export function careCharging(asking: Asking): () => Promise<void> {
  const done = new Map<number, string>();
  return async () => {
    const { services } = asking;
    const until = day(`${dayIn(services.zone, services.now()).slice(0, 7)}-01`);
    for (const { org, known } of await assessedBy(services.store)) {
      const now = `${until} ${known}`;
      if (done.get(org) === now) continue;
      await enterFor(asking, org, until);
      done.set(org, now);
    }
  };
}

async function enterFor(asking: Asking, org: number, until: Day): Promise<void> {
  const { store, ports, log, now } = asking.services;
  const organization = (await ports.contributors.organizations()).find(({ key }) => key === org)?.organization;
  if (organization === undefined) return;
  const from = plusMonths(until, -BACK_MONTHS);
  const charges = await agreedCharges(store, { organization: org, from, until });
  // Half of them would look as if the others were to be paid back.
  if (charges.length >= CHARGES_MAX) return log.error({ org }, 'money: too many care charges to be entered');
  const wanted = partsIn(charges, await healthOf(asking, charges), { from, until });
  const pool = careLedger(organization);
  const currency = charges[0]?.currency;
  if (currency === undefined) return;
  await store
    .write(async (transaction) => {
      const ledger = await openLedger(transaction, { now }, { ...SERVICE, organization: org }, pool);
      const entered = await enteredIn(transaction, pool);
      const entries = differences(wanted, entered, { from, until }).map((one) =>
        entryOf(one, { organization, currency, openDay: ledger.openDay }),
      );
      for (let at = 0; at < entries.length; at += ENTER_AT_ONCE) {
        const posted = await ledger.post(entries.slice(at, at + ENTER_AT_ONCE));
        if (!posted.ok) return posted;
      }
      return accepted(entries.length);
    })
    .then((outcome) => {
      if (!outcome.ok) log.error({ org, refusal: outcome.refusals[0].code }, 'money: care charges were not entered');
    });
}

/** What each month comes to, by person and by who pays. */
function partsIn(
  charges: readonly AgreedCharge[],
  health: ReadonlyMap<string, number>,
  { from, until }: { readonly from: Day; readonly until: Day },
): readonly Part[] {
  const joint = charges.flatMap((charge) => {
    const weekly = health.get(charge.reference) ?? 0;
    return weekly === 0 ? [] : [{ ...charge, weekly }];
  });
  const found: Part[] = [];
  for (let month = from; month < until; month = plusMonths(month, 1))
    for (const [party, of] of [
      [PEOPLE, charges],
      [HEALTH, joint],
    ] as const)
      for (const { place, minor, reference } of partsOf(of, month, plusMonths(month, 1)))
        found.push({ item: careItem(place, month), party, month, minor, because: reference });
  return found;
}

type Difference = Omit<Part, 'because'> & { readonly because?: string; readonly number: number };

function differences(
  wanted: readonly Part[],
  entered: readonly Entered[],
  { from, until }: { readonly from: Day; readonly until: Day },
): readonly Difference[] {
  const sums = new Map<string, Difference>();
  const keyOf = ({ item, party }: { readonly item: string; readonly party: string }): string => `${party} ${item}`;
  for (const { item, party, minor, entries } of entered) {
    const month = day(`${item.slice(-7)}-01`);
    if (month >= from && month < until)
      sums.set(keyOf({ item, party }), { item, party, month, minor: -Number(minor), number: entries });
  }
  for (const part of wanted) {
    const known = sums.get(keyOf(part)) ?? { ...part, minor: 0, number: 0 };
    sums.set(keyOf(part), { ...known, minor: known.minor + part.minor, because: part.because });
  }
  return [...sums.values()].filter(({ minor }) => minor !== 0);
}

type Entering = {
  readonly organization: string;
  readonly currency: string;
  readonly openDay: (on: Day) => Day;
};

function entryOf(
  { item, party, month, minor, because, number }: Difference,
  { organization, currency, openDay }: Entering,
): NewEntry {
  const last = plusDays(plusMonths(month, 1), -1);
  const effective = openDay(last);
  const whose = { owner: party === PEOPLE ? organization : HEALTH, fence: '' };
  const lines: readonly Line[] = [
    { account: { kind: 'due-from', party, currency }, minor: BigInt(minor), item },
    { account: { kind: 'fund', currency }, minor: BigInt(-minor), whose, scheme: minor < 0 ? 'care-charges' : '' },
  ];
  const adjusts = number > 0;
  return {
    key: `${item} ${party} ${number}`,
    kind: 'charge',
    effective,
    ...(effective === last ? {} : { about: last }),
    words: `${adjusts ? 'Adjustment of care charges' : 'Care charges'} of ${month.slice(0, 7)}`,
    ...(adjusts
      ? { reason: because === undefined ? 'The sum does not count any more.' : `Worked out anew: ${because}` }
      : {}),
    overspends: true,
    lines,
  };
}

/** Plan: an index scan by organisation; a row an organisation that assesses. */
function assessedBy(reader: Reader): Promise<readonly { readonly org: number; readonly known: string }[]> {
  return reader.all(sql`
    select org, count(*) || ' ' || max(assessed) || ' ' || sum(weekly) as known from money_means group by org`);
}

function enteredIn(reader: Reader, pool: string): Promise<readonly Entered[]> {
  return reader.all<Entered>(sql`
    select p.item, a.party, sum(p.minor)::text as minor, count(*)::int as entries
    from money_account a join money_posting p on p.account = a.id
    where a.pool = ${pool} and a.kind = 'due-from' and p.item <> '' group by 1, 2`);
}

/** A week's part of the health service, by the sum that says so. */
async function healthOf({ services }: Asking, charges: readonly AgreedCharge[]): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  const references = [...new Set(charges.map(({ reference }) => reference))];
  for (let at = 0; at < references.length; at += READ_AT_ONCE)
    for (const { type, id, body } of await services
      .repository(SERVICE)
      .readMany(references.slice(at, at + READ_AT_ONCE)))
      found.set(`${type}/${id}`, keptIn(JSON.parse(body) as Readonly<Record<string, unknown>>)?.worked.health ?? 0);
  return found;
}
