import { type Access, spaced } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import { type Asking } from '../ask.ts';
import { CHARGE_READERS } from '../may.ts';
import type { Bulk, Charges, ChargesAsked, QueriedAges } from '../contract.ts';
import { amountOf } from '../pool/position.ts';
import { chargesOf, countWaiting, oldestQueried, queriedByAge } from './charge.queries.ts';
import { accept, type ChargesNow, chargesNow, query } from './charges.ts';
import { type ElsewhereAge, elsewhereByAge } from './elsewhere.queries.ts';
import { foundTwice, type TwiceRow } from './found.queries.ts';
import { ruleRows, rulesNow } from './propose.ts';
import type { PartRule, Rules } from './rules.ts';
import { takingIds } from './taking.ts';
import { titleOf, viewOf } from './view.ts';

const PAGE = 100;
const COUNTED_MAX = 10_000;
const BULK_MAX = 200;

/** Charges to and from the seat's organisation, and what is paid for by two agreements and therefore by none. */
export async function charges(
  asking: Asking,
  access: Access,
  { before, settled = false }: ChargesAsked = {},
): Promise<Outcome<Charges>> {
  const now = await chargesNow(asking, access, CHARGE_READERS);
  if (!now.ok) return now;
  const { store } = asking.services;
  const { names, keyOf, rivals: without } = now.value;
  const rows = await chargesOf(store, {
    names,
    without,
    waiting: !settled,
    limit: PAGE + 1,
    ...(before !== undefined && ID.test(before) ? { before } : {}),
  });
  const { rules, parts, twice } = allOf(names.map((payee) => rulesNow(now.value, payee)));
  const found = await foundTwice(store, ruleRows(rules, { keyOf, takings: await takingIds(store) }));
  return accepted({
    charges: rows.slice(0, PAGE).map((row) => viewOf(row, now.value, access)),
    ...(rows.length > PAGE ? { next: rows[PAGE - 1]?.id ?? '' } : {}),
    waiting: await countWaiting(store, { names, without, limit: COUNTED_MAX }),
    settled,
    twice: [...new Set([...twice.map(({ words }) => words), ...found.map((one) => twiceWords(one, now.value))])],
    uncounted: uncountedIn(parts),
    may: { propose: access.role === 'finance-lead' && rules.length + parts.length > 0 },
  });
}

function allOf(each: readonly Rules[]): Rules {
  return {
    rules: each.flatMap(({ rules }) => rules),
    parts: each.flatMap(({ parts }) => parts),
    twice: each.flatMap(({ twice }) => twice),
  };
}

/** Accepts what is not queried of each charge; each stands or falls alone, and what did not go says why. */
export function acceptMany(asking: Asking, access: Access, ids: readonly string[]): Promise<Outcome<Bulk>> {
  return each(ids, (id) => accept(asking, access, id, {}));
}

/** Queries whatever of each charge waits, for one reason. */
export function queryMany(
  asking: Asking,
  access: Access,
  { ids, reason }: { readonly ids: readonly string[]; readonly reason: string },
): Promise<Outcome<Bulk>> {
  return each(ids, (id) => query(asking, access, id, { reason }));
}

async function each(ids: readonly string[], act: (id: string) => Promise<Outcome<unknown>>): Promise<Outcome<Bulk>> {
  const chosen = [...new Set(ids)].filter((id) => ID.test(id));
  if (chosen.length === 0 || chosen.length > BULK_MAX)
    return refuse('required', 'money.no-charges', `Tick from one to ${BULK_MAX} charges.`);
  const done: string[] = [];
  const refused: { readonly id: string; readonly words: string }[] = [];
  for (const id of chosen) {
    const outcome = await act(id);
    if (outcome.ok) done.push(id);
    else refused.push({ id, words: outcome.refusals[0].text });
  }
  return done.length > 0 || refused[0] === undefined
    ? accepted({ done, refused })
    : refuse('business-rule', 'money.none-done', `None of them: ${refused[0].words}`);
}

const ID = /^\d{1,18}$/;

/** Days since a query was put; what is older than the last is in a band of its own. */
const AGES = [10, 30, 60, 90];
const OLDEST = 50;

/** What is queried and not settled, by how long it has been so. */
export async function queriedAges(asking: Asking, access: Access): Promise<Outcome<QueriedAges>> {
  const now = await chargesNow(asking, access);
  if (!now.ok) return now;
  const { store, now: at } = asking.services;
  const { names, nameOf, rivals: without } = now.value;
  const own = { names, without };
  const rows = await queriedByAge(store, own, { now: new Date(at()), bounds: AGES });
  const pairs = new Map(rows.map((row) => [`${row.payer} ${row.payee} ${row.currency}`, row]));
  const oldest = await oldestQueried(store, own, OLDEST);
  const views = await chargesOf(store, { ids: oldest.map(({ id }) => id) });
  return accepted({
    asAt: now.value.today,
    bounds: AGES,
    lines: [...pairs.values()].map(({ payer, payee, currency }) => {
      const of = rows.filter((row) => row.payer === payer && row.payee === payee && row.currency === currency);
      return {
        payer: { organization: payer, name: nameOf(payer) },
        payee: { organization: payee, name: nameOf(payee) },
        ...bandsOf(of, currency),
      };
    }),
    elsewhere: await elsewhereAges(asking, now.value),
    oldest: oldest.flatMap(({ id, since }) => {
      const row = views.find((one) => one.id === id);
      return row ? [{ since: since.toISOString(), charge: viewOf(row, now.value, access) }] : [];
    }),
  });
}

/** There is no register of where people live: what would silently come to nought says so. */
function uncountedIn(parts: readonly PartRule[]): readonly string[] {
  const residents = parts.filter(
    ({ clause: { price } }) => price.model === 'capitation' && price.counted === 'resident',
  );
  return [
    ...new Set(
      residents.map(
        ({ instrument, clause }) =>
          `${instrument.title}, paragraph ${clause.cites}, pays for ${spaced(clause.activity)} by where people live. No register of that is kept here, so nothing can be charged by it: agree to count who is registered, or a block.`,
      ),
    ),
  ];
}

function twiceWords({ pair, other, count, day }: TwiceRow, { stack }: ChargesNow): string {
  const title = (of: string): string => {
    const [instrument = '', clause = ''] = of.split('#');
    return `${titleOf(stack, { instrument })} (${clause.replaceAll('-', ' ')})`;
  };
  return `Funded twice, so nothing is charged until it is settled who pays: ${count} recorded from ${day} on, by ${title(pair)} and by ${title(other)}.`;
}

/** What was done for people of another area and nobody pays for yet, by how long ago it was done, or asked of whoever has to answer. */
async function elsewhereAges(asking: Asking, now: ChargesNow): Promise<QueriedAges['elsewhere']> {
  const { store, now: at, zone } = asking.services;
  const { names, nameOf, rivals: without } = now;
  const rows = await elsewhereByAge(store, { names, without }, { now: new Date(at()), zone, bounds: AGES });
  const keyOf = ({ payee, commissioner, state, currency }: ElsewhereAge) =>
    JSON.stringify([payee, commissioner, state, currency]);
  const groups = new Map(rows.map((row) => [keyOf(row), row]));
  const partner = (organization: string) => ({ organization, name: nameOf(organization) });
  return [...groups].map(([key, { payee, commissioner, state, currency }]) => ({
    payee: partner(payee),
    ...(commissioner === null ? {} : { asked: partner(commissioner) }),
    state,
    ...bandsOf(
      rows.filter((row) => keyOf(row) === key),
      currency,
    ),
  }));
}

type Aged = { readonly band: number; readonly items: number; readonly minor: string };

function bandsOf(rows: readonly Aged[], currency: string) {
  const sum = (of: readonly Aged[]): bigint => of.reduce((total, { minor }) => total + BigInt(minor), 0n);
  return {
    items: rows.reduce((total, { items }) => total + items, 0),
    bands: [...AGES, 0].map((_, band) => amountOf(sum(rows.filter((row) => row.band === band)), currency)),
    total: amountOf(sum(rows), currency),
  };
}
