import { clausesThen, type Instrument, linesOf, named, type TariffLine, workingDaysAfter } from '#agreement';
import { type Day, plusMonths } from '#base';
import { accepted } from '#fhir';
import type { Compartment } from '#repository';
import type { Transaction } from '#store';
import { agreedNow, type Asking, SERVICE } from '../ask.ts';
import { daysOffOf } from '../pool/days-off.ts';
import { amountOf } from '../pool/position.ts';
import type { MovementFigures, MovementSide } from './contract.ts';
import { type Movement, movementIn, percentOf, type PersonMonth, RULE, RULE_WORDS, type Side } from './movement.ts';
import { doneMonths, keepMovement, lookOnce, ROWS_MAX } from './shift.queries.ts';

const COMMENT_WORKING_DAYS = 5;
const PAIRS_MAX = 200;
const PEOPLE_MAX = 500;
const MINUTES: Readonly<Record<string, number>> = { hour: 60, day: 1_440, week: 10_080 };
const COHORTS: Readonly<Record<Movement['cohort'], string>> = {
  'there-this-month': 'people who were there in that month',
  'there-before': 'people who had been there in the six months before',
};

/** Something that is paid by each, at one partner. */
type Kind = { readonly organization: string; readonly clause: string; readonly line: TariffLine };
type Names = Awaited<ReturnType<typeof agreedNow>>;

/** Looks at the last whole month of every agreement that pays two partners by each; once a day, or when it is asked. */
export async function watchMovements(asking: Asking, asked?: readonly string[]): Promise<number> {
  const now = await agreedNow(asking);
  const month = plusMonths(`${now.today.slice(0, 7)}-01` as Day, -1);
  let found = 0;
  for (const [instrument, kinds] of kindsBy(now)) {
    if (asked ? !asked.includes(instrument.id) : !(await dueToday(asking, instrument, now.today))) continue;
    found += await lookAt(asking, now, { instrument, kinds, month });
  }
  return found;
}

async function dueToday({ services }: Asking, { id }: Instrument, today: Day): Promise<boolean> {
  let due = false;
  await services.store.write(async (transaction) => {
    due = await lookOnce(transaction, id, today);
    return accepted(due);
  });
  return due;
}

function kindsBy({ stack, today, heirOf }: Names): ReadonlyMap<Instrument, readonly Kind[]> {
  const found = new Map<Instrument, Kind[]>();
  for (const { instrument, clause } of clausesThen(stack, 'pay', { on: today })) {
    const known = [...found.keys()].find(({ id }) => id === instrument.id) ?? instrument;
    const kinds = found.get(known) ?? [];
    found.set(known, kinds);
    for (const organization of new Set(named(clause.to, instrument).map(heirOf)))
      for (const line of linesOf(clause.price)) if (line.codes) kinds.push({ organization, clause: clause.id, line });
  }
  return new Map([...found].filter(([, kinds]) => new Set(kinds.map(({ organization }) => organization)).size > 1));
}

type Looking = { readonly instrument: Instrument; readonly kinds: readonly Kind[]; readonly month: Day };

async function lookAt(asking: Asking, now: Names, { instrument, kinds, month }: Looking): Promise<number> {
  const done = new Map<Kind, readonly PersonMonth[]>();
  for (const kind of kinds) done.set(kind, await doneOf(asking, now, { kind, month }));
  const pairs = kinds
    .flatMap((from) => kinds.filter((to) => to.organization !== from.organization).map((to) => ({ from, to })))
    .slice(0, PAIRS_MAX);
  let count = 0;
  for (const { from, to } of pairs) {
    const moved = movementIn(done.get(from) ?? [], done.get(to) ?? [], month);
    if (moved && (await keep(asking, now, { instrument, from, to, month, moved }))) count += 1;
  }
  return count;
}

type Doing = { readonly kind: Kind; readonly month: Day };

/** What was done under each of its names: that one takes another's place is no movement. */
async function doneOf(asking: Asking, names: Names, { kind, month }: Doing): Promise<readonly PersonMonth[]> {
  const done: PersonMonth[] = [];
  for (const organization of names.namesOf(kind.organization))
    done.push(...(await doneBy(asking, { ...kind, organization }, month)));
  return done;
}

async function doneBy({ services }: Asking, { organization, line }: Kind, month: Day): Promise<readonly PersonMonth[]> {
  const org = await services.ports.contributors.organizationKey(organization);
  const span = { from: plusMonths(month, -RULE.months - RULE.recent), until: plusMonths(month, 1) };
  const codes = { system: line.codes?.system ?? '', codes: line.codes?.codes ?? [] };
  const rows = await doneMonths(services.store, { org, ...codes, minutes: MINUTES[line.unit] ?? 0 }, span);
  if (rows.length > ROWS_MAX) {
    services.log.warn({ organization: org, line: line.id }, 'money: too much was recorded to look for cost movement');
    return [];
  }
  const personOf = await personsOf({ services }, rows);
  return rows.map((row) => ({ person: personOf(row), month: row.month, units: row.units }));
}

const AT_ONCE = 5_000;

/** Who is behind compartments: the records of one person, at whichever partner, are one. */
async function personsOf({ services }: Pick<Asking, 'services'>, of: readonly Compartment[]) {
  const places = [...new Map(of.map(({ bkt, cmp }) => [`${bkt} ${cmp}`, { bkt, cmp }])).values()];
  const known = new Map<string, string>();
  for (let at = 0; at < places.length; at += AT_ONCE)
    for (const { bkt, cmp, person } of await services.ports.persons.of(services.store, places.slice(at, at + AT_ONCE)))
      known.set(`${bkt} ${cmp}`, person);
  return ({ bkt, cmp }: Compartment): string => known.get(`${bkt} ${cmp}`) ?? `${bkt} ${cmp}`;
}

type Keeping = Omit<Looking, 'kinds'> & { readonly from: Kind; readonly to: Kind; readonly moved: Movement };

async function keep(asking: Asking, { today, nameOf }: Names, keeping: Keeping): Promise<boolean> {
  const { instrument, from, to, month, moved } = keeping;
  const { services } = asking;
  const side = ({ organization, line }: Kind, of: Side): MovementSide => ({
    organization,
    name: nameOf(organization),
    words: line.words,
    unit: line.unit,
    before: of.before,
    now: of.now,
    percent: percentOf(of),
    z: of.z,
    amount: amountOf(BigInt(Math.round((of.now - of.before) * moved.count * line.price.minor)), line.price.currency),
  });
  const shown: MovementFigures = {
    month,
    title: instrument.title,
    cohort: COHORTS[moved.cohort],
    count: moved.count,
    fell: side(from, moved.fell),
    rose: side(to, moved.rose),
    othersPercent: moved.othersPercent,
    rule: RULE_WORDS,
  };
  const pair = [from, to].map(({ organization, clause, line }) => `${organization} ${clause} ${line.id}`).join(' to ');
  const due = workingDaysAfter(today, COMMENT_WORKING_DAYS, daysOffOf(instrument.jurisdiction));
  let fresh = false;
  await services.store.write(async (transaction) => {
    const id = await keepMovement(transaction, {
      instrument: instrument.id,
      pair,
      from_organization: from.organization,
      to_organization: to.organization,
      shown,
      people: moved.people.slice(0, PEOPLE_MAX),
      found: new Date(services.now()),
      due,
    });
    fresh = id !== undefined;
    if (id !== undefined)
      for (const organization of [from.organization, to.organization])
        await oweComment(asking, transaction, { id, organization, instrument });
    return accepted(true);
  });
  return fresh;
}

type Owing = { readonly id: string; readonly organization: string; readonly instrument: Instrument };

/** Both are asked before anybody else sees it. */
async function oweComment({ services }: Asking, transaction: Transaction, { id, organization, instrument }: Owing) {
  const { obligations, ports } = services;
  if (obligations === undefined) return;
  const by = { ...SERVICE, organization: await ports.contributors.organizationKey(organization) };
  const opened = await obligations.open(transaction, by, {
    kind: 'cost-movement-comment',
    key: `${id} ${organization}`,
    title: 'Say what is behind a cost movement, before the other partners see it',
    owner: { organization, role: 'finance-lead' },
    because: `${instrument.title}: what moves costs between two partners is shown to both for comment first.`.slice(
      0,
      500,
    ),
    page: `/money/movements/${id}`,
    due: { in: COMMENT_WORKING_DAYS, unit: 'working-days' },
    closedBy: { fact: commentFact(id, organization) },
    attested: false,
  });
  if (!opened.ok) throw new Error(`a comment could not be asked for: ${opened.refusals[0].code}`);
}

export function commentFact(id: string, organization: string): string {
  return `cost movement commented: ${id} ${organization}`;
}
