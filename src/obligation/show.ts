import type { Access } from '#agreement';
import { dayIn } from '#base';
import type { Engine } from './engine.ts';
import { arrivesFrom } from './arrives.ts';
import { commitmentOf } from './commitment.ts';
import { isLate } from './state.ts';
import type { Evidence } from './obligations.ts';
import type { HappeningRow, Row } from './row.ts';
import { mayOf, owes, type Seer } from './may.ts';
import type { HappeningView, ObligationView } from './view.ts';

/** Names of organisations by key and by reference, read once for a list. */
export type Names = { readonly byKey: ReadonlyMap<number, Named>; readonly byReference: ReadonlyMap<string, Named> };
type Named = { readonly organization: string; readonly name: string };

export async function namesOf({ contributors }: Engine): Promise<Names> {
  const all = await contributors.organizations();
  return {
    byKey: new Map(all.map((one) => [one.key, one])),
    byReference: new Map(all.map((one) => [one.organization, one])),
  };
}

/** People and evidence of a list that this seat may see: to everybody else it says only that there is somebody, or something. */
export async function referencesSeen(
  engine: Engine,
  access: Access,
  rows: readonly Row[],
): Promise<ReadonlySet<string>> {
  const named = rows.flatMap(({ concerns, evidence }) => [concerns, evidence?.reference]);
  const asked = [...new Set(named.filter((one) => typeof one === 'string' && isResource(one)))] as readonly string[];
  if (asked.length === 0) return new Set();
  const seen = await engine.repository(access).readMany(asked);
  return new Set(seen.map(({ type, id }) => `${type}/${id}`));
}

/** Who was shown something about a person is in the audit before it is shown. One line a person. */
export async function auditShown(engine: Engine, access: Access, rows: readonly Row[]): Promise<void> {
  const people = new Map(rows.flatMap((row) => (row.concerns === null ? [] : [[`${row.bkt} ${row.cmp}`, row]])));
  await Promise.all(
    [...people.values()].map(({ bkt, cmp }) =>
      engine.audit.note(access, { action: 'look-at-obligations', outcome: 'done', compartment: { bkt, cmp } }),
    ),
  );
}

export type Showing = {
  readonly seer: Seer;
  readonly now: number;
  readonly names: Names;
  /** Resources of the list that this seat may see. */
  readonly seen: ReadonlySet<string>;
};

export function viewOf(row: Row, { seer, now, names, seen }: Showing): ObligationView {
  const { terms, due, holder_name: holder, because, page, evidence, concerns } = row;
  const organization = names.byKey.get(row.owner);
  // Within the answer-first period nobody else sees that it is late.
  const late = owesOrganization(seer, row)
    ? isLate({ state: row.state, ...(due === null ? {} : { due: due.getTime() }) }, now)
    : row.state === 'open' && row.owners_own_until !== null && row.owners_own_until.getTime() <= now;
  return {
    id: row.id,
    kind: row.kind,
    title: row.title,
    owner: {
      organization: organization?.organization ?? '',
      organizationName: organization?.name ?? '',
      role: row.owner_role,
    },
    ...(holder === null ? {} : { holder }),
    ...owedView(row, names),
    ...(concerns !== null && seen.has(concerns) ? { concerns } : {}),
    aboutPerson: concerns !== null,
    ...(because === null ? {} : { because }),
    ...(page === null ? {} : { page }),
    state: row.state,
    late,
    answered: row.answered,
    ...(due === null ? {} : { dueDay: dayIn(terms.zone, due.getTime() - 1), due: due.toISOString() }),
    opened: row.opened.toISOString(),
    ...(row.closed === null ? {} : { closed: row.closed.toISOString() }),
    escalated: row.told_rungs,
    ...nextView(row, names),
    ...(evidence === null ? {} : { evidence: evidenceSeen(evidence, seen) }),
    ...arrival(row, names),
    ...(terms.repeats === undefined ? {} : { repeats: terms.repeats.every }),
    may: mayOf(seer, row),
  };
}

export function happeningViews(row: Row, happenings: readonly HappeningRow[], names: Names): readonly HappeningView[] {
  const opened: HappeningView = {
    at: row.opened.toISOString(),
    what: 'opened',
    by: signed(row.opened_by, names.byKey.get(row.opened_org)),
  };
  const rest = happenings.map(({ at, what, by, organization, words, rung }): HappeningView => {
    const step = what === 'escalated' ? row.terms.ladder[rung ?? 0] : undefined;
    const to =
      step && `${step.to.role.replaceAll('-', ' ')}, ${names.byReference.get(step.to.organization)?.name ?? ''}`;
    const said = words ?? to;
    return {
      at: at.toISOString(),
      what,
      by: signed(by, names.byKey.get(organization)),
      ...(said === undefined || said === null ? {} : { words: said }),
    };
  });
  return [opened, ...rest].reverse();
}

/** Whether there is a reason to tell: an answer, or a clock that stands. */
export function saysWhy({ answered, state }: Row): boolean {
  return answered || state === 'paused';
}

export function whyOf(row: Row, happenings: readonly HappeningRow[], names: Names): Pick<ObligationView, 'why'> {
  if (!saysWhy(row)) return {};
  const wanted = row.state === 'paused' ? 'paused' : 'answered';
  const last = happenings.findLast(({ what }) => what === wanted);
  if (last === undefined || last.words === null) return {};
  const blocked = last.blocked_by === null ? undefined : names.byReference.get(last.blocked_by)?.name;
  return {
    why: {
      by: signed(last.by, names.byKey.get(last.organization)),
      words: last.words,
      ...(blocked === undefined ? {} : { blockedBy: blocked }),
    },
  };
}

/** Who neither owes it nor is owed it reads what was answered once the answer-first period is over. */
export function asTold(row: Row, seer: Seer, now: number, view: ObligationView): ObligationView {
  const outside = seer.organization !== row.owner && seer.organization !== row.owed;
  const own = row.owners_own_until !== null && row.owners_own_until.getTime() > now;
  if (row.kind !== 'promise' || !outside || !own) return view;
  const { why: _why, happenings: _happenings, ...rest } = view;
  return { ...rest, answered: false };
}

/** A promise says where it stands. An answer within the answer-first period is the owner's own affair too. */
export function committed(row: Row, view: ObligationView, seer: Seer, now: number): Pick<ObligationView, 'commitment'> {
  if (row.kind !== 'promise') return {};
  const own = owesOrganization(seer, row) || row.owners_own_until === null || row.owners_own_until.getTime() <= now;
  const blocked = row.closed === null && own && view.why?.blockedBy !== undefined;
  return { commitment: commitmentOf(row, { late: view.late, blocked }) };
}

function owesOrganization(seer: Seer, row: Row): boolean {
  return owes(seer, row) || (seer.organization === row.owner && seer.role !== 'person');
}

function arrival({ fact }: Row, names: Names): Pick<ObligationView, 'arrivesFrom'> {
  const organization = arrivesFrom(fact);
  return organization === undefined ? {} : { arrivesFrom: names.byReference.get(organization)?.name ?? organization };
}

function owedView(row: Row, names: Names): Pick<ObligationView, 'owed'> {
  if (row.owed_person !== null) return { owed: { toPerson: true } };
  if (row.owed === null) return {};
  const to = names.byKey.get(row.owed);
  return {
    owed: {
      organization: to?.organization ?? '',
      organizationName: to?.name ?? '',
      ...(row.owed_role === null ? {} : { role: row.owed_role }),
      toPerson: false,
    },
  };
}

function evidenceSeen(evidence: Evidence, seen: ReadonlySet<string>): Evidence {
  const { reference, ...rest } = evidence;
  return reference !== undefined && isResource(reference) && !seen.has(reference) ? rest : evidence;
}

function isResource(reference: string): boolean {
  return /^[A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64}$/.test(reference);
}

function nextView(row: Row, names: Names): Pick<ObligationView, 'next'> {
  const rung = row.terms.ladder[row.told_rungs];
  if (row.state !== 'open' || rung === undefined || row.next === null) return {};
  // What time brings next may be another thing than a rung.
  if (row.answered || row.terms.repeats !== undefined) return {};
  const { organization, role } = rung.to;
  return {
    next: {
      at: row.next.toISOString(),
      organizationName: names.byReference.get(organization)?.name ?? '',
      role,
    },
  };
}

function signed(by: string, organization: Named | undefined): string {
  return organization === undefined || by === 'Concord' ? by : `${by}, ${organization.name}`;
}
