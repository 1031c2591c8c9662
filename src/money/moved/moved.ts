import { type Access, inForce, type Instrument } from '#agreement';
import { type Day, day, isDay, plusMonths } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import { type Reader, sql } from '#store';
import { reasonOf } from '../acts/act.ts';
import { agreedNow, type Asking } from '../ask.ts';
import { doneAt } from '../hump/done.ts';
import { MONEY_ROLES } from '../may.ts';
import type { MovedWork, MovedWorkAnswers, MovedWorks, MovedWorkView, NewMovedWork, WorkAssigned } from './contract.ts';
import { assignedRows, type AssignedRow, type WorkRow, workRows } from './moved.queries.ts';
import { lacksOf, monthsOf, needsOf } from './needs.ts';

export function movedWorkAnswers(asking: Asking): MovedWorkAnswers {
  return {
    works: (access) => works(asking, access),
    work: (access, id) => work(asking, access, id),
    proposeWork: (access, wish) => propose(asking, access, wish),
    assignWork: (access, assigned) => assign(asking, access, assigned),
    beginWork: (access, id) => begin(asking, access, id),
  };
}

type Now = {
  readonly access: Access;
  readonly today: Day;
  readonly organization: string;
  /** The names that it answers to. */
  readonly names: readonly string[];
  readonly instruments: readonly Instrument[];
  readonly nameOf: (organization: string) => string;
  readonly heirOf: (organization: string) => string;
};

async function nowFor(asking: Asking, access: Access): Promise<Outcome<Now>> {
  const { stack, today, nameOf, organizationOf, namesOf, heirOf } = await agreedNow(asking);

  const organization = organizationOf(access.organization);
  if (!MONEY_ROLES.includes(access.role) || organization === '') {
    return refuse('forbidden', 'money.not-yours', 'Moved work is for those who look after the money of a partner.');
  }
  const names = namesOf(organization);
  const instruments = inForce(stack, today)
    .map(({ instrument }) => instrument)
    .filter(({ parties }) => parties.some((party) => names.includes(party.organization)));
  return accepted({ access, today, organization, names, instruments, nameOf, heirOf });
}

async function works(asking: Asking, access: Access): Promise<Outcome<MovedWorks>> {
  const found = await nowFor(asking, access);
  if (!found.ok) return found;
  const now = found.value;
  const { store } = asking.services;
  const rows = await workRows(store, { instruments: now.instruments.map(({ id }) => id) });
  const assigned = await assignedRows(
    store,
    rows.map(({ id }) => id),
  );
  return accepted({
    found: rows.map((row) => viewOf(row, assigned, now)),
    agreements: now.instruments.map(({ id, title, parties }) => ({
      id,
      title,
      parties: parties.map(({ organization }) => ({ organization, name: now.nameOf(organization) })),
    })),
    may: { propose: mayPropose(access) },
  });
}

async function work(asking: Asking, access: Access, id: string): Promise<Outcome<MovedWorkView>> {
  const now = await nowFor(asking, access);
  if (!now.ok) return now;
  const row = await rowFor(asking.services.store, now.value, id);
  if (!row.ok) return row;
  const assigned = await assignedRows(asking.services.store, [row.value.id]);
  const { currency } = row.value;
  return accepted({
    ...viewOf(row.value, assigned, now.value),
    assignments: assigned.map(({ kind, amount, words, organization, by, at }) => ({
      kind,
      ...(kind === 'staff' ? { staff: amount } : { money: { minor: amount, currency } }),
      words,
      organization: now.value.nameOf(organization),
      by,
      at: at.toISOString(),
    })),
    months: await monthsSince(asking, row.value, now.value.today),
    may: mayOf(now.value, row.value),
  });
}

/** What was done, month by month, where it went and where it came from: by the record, from the month after it began. */
async function monthsSince(asking: Asking, row: WorkRow, today: Day): Promise<MovedWorkView['months']> {
  if (row.began === null || row.begins > today) return [];
  const first = row.begins.endsWith('-01') ? row.begins : plusMonths(day(`${row.begins.slice(0, 7)}-01`), 1);
  let months = 0;
  while (months < 60 && plusMonths(first, months + 1) <= today) months += 1;
  if (months === 0) return [];
  const until = plusMonths(first, months);
  const done = (organization: string) =>
    doneAt(asking, { system: row.system, codes: [row.code] }, { organization, from: first, until });
  return monthsOf(row, first, {
    months,
    there: await done(row.to_organization),
    here: await done(row.from_organization),
  });
}

const NAMED = /^\S{1,200}$/;
const COUNT_MAX = 1_000_000;
const MINUTES_MAX = 10_000;
const MINOR_MAX = 100_000_000;

async function propose(asking: Asking, access: Access, wish: NewMovedWork): Promise<Outcome<string>> {
  const [now, words] = [await nowFor(asking, access), reasonOf(wish.words)];
  if (!now.ok) return now;
  if (!words.ok) return words;
  if (!mayPropose(access)) return notYours('a commissioner, finance lead or programme lead of a partner');
  const parties = now.value.instruments
    .find(({ id }) => id === wish.instrument)
    ?.parties.map((one) => one.organization);
  const three = [wish.from, wish.to, wish.payer];
  if (!parties || wish.from === wish.to || three.some((one) => !parties.includes(one))) {
    return refuse(
      'business-rule',
      'money.work-parties',
      'Work moves between two parties of one agreement in force, and a party of it pays. Choose the agreement, then its parties.',
    );
  }
  const whole = (value: number, most: number) => Number.isSafeInteger(value) && value > 0 && value <= most;
  const numbers = whole(wish.count, COUNT_MAX) && whole(wish.minutes, MINUTES_MAX) && whole(wish.minor, MINOR_MAX);
  if (!numbers || !NAMED.test(wish.system) || !NAMED.test(wish.code) || !isDay(wish.begins)) {
    return refuse(
      'value',
      'money.work-numbers',
      'Say how many a year, how many minutes each takes, what each costs, its code and the day on which it begins.',
    );
  }
  const by = access.name ?? access.principal;
  const row = await asking.services.store.write((transaction) =>
    transaction.first<{ id: string }>(sql`
      insert into money_moved_work as w (key, instrument, words, from_organization, to_organization, payer, system, code, count,
        minutes, minor, currency, begins, at, principal, by)
      values (${wish.key.slice(0, 100)}, ${wish.instrument}, ${words.value}, ${wish.from}, ${wish.to}, ${wish.payer}, ${wish.system},
        ${wish.code}, ${wish.count}, ${wish.minutes}, ${wish.minor}, ${wish.currency}, ${wish.begins},
        ${new Date(asking.services.now())}, ${access.principal}, ${by})
      on conflict (instrument, key) do update set key = w.key returning id::text as id`),
  );
  return accepted(row?.id ?? '0');
}

/** Staff by whoever takes the work on, money by whoever pays. Less is entered as less than nought. */
async function assign(asking: Asking, access: Access, assigned: WorkAssigned): Promise<Outcome<true>> {
  const [now, words] = [await nowFor(asking, access), reasonOf(assigned.words)];
  if (!now.ok) return now;
  if (!words.ok) return words;
  return asking.services.store.write(async (transaction) => {
    const row = await rowFor(transaction, now.value, assigned.id, true);
    if (!row.ok) return row;
    const may = mayOf(now.value, row.value);
    if (!(assigned.kind === 'staff' ? may.staff : may.money)) {
      const whose = assigned.kind === 'staff' ? row.value.to_organization : row.value.payer;
      return notYours(`those who look after the money of ${now.value.nameOf(now.value.heirOf(whose))}`);
    }
    const all = (await assignedRows(transaction, [row.value.id])).filter(({ kind }) => kind === assigned.kind);
    const sum = all.reduce((total, { amount }) => total + amount, assigned.amount);
    if (!Number.isSafeInteger(assigned.amount) || assigned.amount === 0 || sum < 0 || sum > 1e12) {
      return refuse(
        'value',
        'money.work-numbers',
        'Say how much, in digits; of what is assigned no more can be taken back.',
      );
    }
    await transaction.run(sql`
      insert into money_moved_work_assigned (work, key, kind, amount, words, organization, at, principal, by)
      values (${row.value.id}::bigint, ${assigned.key.slice(0, 100)}, ${assigned.kind}, ${assigned.amount}, ${words.value},
        ${now.value.organization}, ${new Date(asking.services.now())}, ${access.principal}, ${access.name ?? access.principal})
      on conflict (work, kind, key) do nothing`);
    return accepted(true as const);
  });
}

/** Work does not move before the staff and the money do. */
async function begin(asking: Asking, access: Access, id: string): Promise<Outcome<true>> {
  const now = await nowFor(asking, access);
  if (!now.ok) return now;
  return asking.services.store.write(async (transaction) => {
    const row = await rowFor(transaction, now.value, id, true);
    if (!row.ok) return row;
    if (!mayOf(now.value, row.value).begin && row.value.began === null)
      return notYours(
        `the commissioner or finance lead of ${now.value.nameOf(now.value.heirOf(row.value.payer))}, which pays`,
      );
    if (row.value.began !== null) return accepted(true as const);
    const { lacks } = viewOf(row.value, await assignedRows(transaction, [row.value.id]), now.value);
    if (lacks.length > 0) return refuse('business-rule', 'money.work-lacks', `Not yet. ${lacks.join(' ')}`);
    const at = new Date(asking.services.now());
    const later = row.value.begins > now.value.today ? row.value.begins : now.value.today;
    await transaction.run(sql`
      update money_moved_work set began = ${at}, began_by = ${access.name ?? access.principal}, begins = ${later}
      where id = ${row.value.id}::bigint`);
    return accepted(true as const);
  });
}

async function rowFor(reader: Reader, { instruments }: Now, id: string, locked?: true): Promise<Outcome<WorkRow>> {
  const wanted = { id: /^\d{1,15}$/.test(id) ? id : '0', ...(locked ? { locked } : {}) };
  const [row] = await workRows(reader, wanted);
  return row && instruments.some((one) => one.id === row.instrument)
    ? accepted(row)
    : refuse(
        'not-found',
        'money.no-work',
        'No work that moves under an agreement of your organisation has this number.',
      );
}

function mayPropose({ role }: Access): boolean {
  return role === 'commissioner' || role === 'finance-lead' || role === 'programme-lead';
}

function mayOf({ access, names }: Now, { to_organization, payer, began }: WorkRow): MovedWorkView['may'] {
  const speaks = access.role === 'commissioner' || access.role === 'finance-lead';
  const pays = speaks && names.includes(payer);
  return {
    staff: names.includes(to_organization) && access.role !== 'board-member',
    money: pays,
    begin: pays && began === null,
  };
}

function notYours(who: string): Outcome<never> {
  return refuse('forbidden', 'money.not-yours', `This is for ${who}.`);
}

function viewOf(row: WorkRow, all: readonly AssignedRow[], now: Now): MovedWork {
  const sum = (kind: AssignedRow['kind']) =>
    all.reduce((total, one) => (one.work === row.id && one.kind === kind ? total + one.amount : total), 0);
  const needs = needsOf(row);
  const assigned = { staff: sum('staff'), money: { minor: sum('money'), currency: row.currency } };
  // Whose place was taken is spoken for, and called, by whoever took it.
  const named = (of: string) => ({ organization: now.heirOf(of), name: now.nameOf(now.heirOf(of)) });
  const [to, payer] = [named(row.to_organization), named(row.payer)];
  return {
    id: row.id,
    instrument: row.instrument,
    title: now.instruments.find(({ id }) => id === row.instrument)?.title ?? row.instrument,
    words: row.words,
    from: named(row.from_organization),
    to,
    payer,
    count: row.count,
    minutes: row.minutes,
    each: { minor: row.minor, currency: row.currency },
    begins: row.begins,
    ...(row.began === null ? {} : { began: { at: row.began.toISOString(), by: row.began_by ?? '' } }),
    needs,
    assigned,
    lacks: lacksOf(needs, assigned, { to: to.name, payer: payer.name }),
  };
}
