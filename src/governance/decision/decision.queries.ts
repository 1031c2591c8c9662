import type { Day } from '#base';
import { type Reader, type Sql, sql, type Transaction } from '#store';
import type { Actor } from '../act.queries.ts';
import type { BodyName } from './body.ts';
import type { KeptMeeting, MeetingDeed, MeetingSaid } from './meeting.ts';
import type { Sealed } from './minutes.ts';
import { type KeptPaper, type PaperDeed, type PaperSaid, paperState } from './paper.ts';

const LIST_MAX = 200;

export async function readPaper(reader: Reader, id: string): Promise<KeptPaper | undefined> {
  if (!isId(id)) return undefined;
  return (await papers(reader, sql`p.id = ${id}::bigint`))[0];
}

/** Of a body, those that wait or are on an agenda. Plan: governance_paper_body. */
export function papersBefore(reader: Reader, { instrument, name }: BodyName): Promise<readonly KeptPaper[]> {
  return papers(
    reader,
    sql`p.instrument = ${instrument} and p.body = ${name} and p.state in ('waiting', 'tabled') order by p.id`,
  );
}

/** On the agenda of a meeting, in the order in which they were put there. Plan: governance_paper_meeting. */
export function papersOf(reader: Reader, meeting: string): Promise<readonly KeptPaper[]> {
  return papers(reader, sql`p.meeting = ${meeting}::bigint order by p.id`);
}

/** The newest decisions. Plan: governance_paper_decided. */
export function papersDecided(reader: Reader, body?: BodyName): Promise<readonly KeptPaper[]> {
  const of = body ? sql`p.instrument = ${body.instrument} and p.body = ${body.name} and` : sql``;
  return papers(reader, sql`${of} p.decided is not null order by p.decided desc, p.id desc limit ${LIST_MAX}`);
}

export async function keepPaper(transaction: Transaction, { at }: Actor, body: BodyName): Promise<string> {
  const row = await transaction.first<{ readonly id: string }>(sql`
    insert into governance_paper (instrument, body, state, put)
    values (${body.instrument}, ${body.name}, 'waiting', ${at}) returning id::text`);
  if (!row) throw new Error('a paper was not kept');
  return row.id;
}

/** Adds what was done, and keeps the copy that lists read. */
export async function addPaperDeed(
  transaction: Transaction,
  { access, at }: Actor,
  deed: { readonly paper: string; readonly organization: string; readonly said: PaperSaid },
): Promise<void> {
  await transaction.run(sql`
    insert into governance_paper_deed (paper, at, principal, by, organization, role, said)
    values (${deed.paper}::bigint, ${at}, ${access.principal}, ${access.name ?? access.principal}, ${deed.organization},
      ${access.role}, ${JSON.stringify(deed.said)}::jsonb)`);
  const kept = await readPaper(transaction, deed.paper);
  if (!kept) throw new Error('a paper was there');
  const { body, meeting, state, closed } = paperState(kept);
  await transaction.run(sql`
    update governance_paper set instrument = ${body.instrument}, body = ${body.name}, meeting = ${meeting ?? null}::bigint,
      state = ${state}, decided = ${closed?.at ?? null} where id = ${deed.paper}::bigint`);
}

export async function lockPaper(transaction: Transaction, id: string): Promise<KeptPaper | undefined> {
  if (!isId(id)) return undefined;
  await transaction.run(sql`select id from governance_paper where id = ${id}::bigint for update`);
  return readPaper(transaction, id);
}

export async function readMeeting(reader: Reader, id: string): Promise<KeptMeeting | undefined> {
  if (!isId(id)) return undefined;
  return (await meetings(reader, sql`m.id = ${id}::bigint`))[0];
}

/** Locked first, whatever else an act locks: two acts never wait for each other. */
export async function lockMeeting(transaction: Transaction, id: string): Promise<KeptMeeting | undefined> {
  if (!isId(id)) return undefined;
  await transaction.run(sql`select id from governance_meeting where id = ${id}::bigint for update`);
  return readMeeting(transaction, id);
}

/** Plan: governance_meeting_body. */
export function meetingsOf(reader: Reader, { instrument, name }: BodyName): Promise<readonly KeptMeeting[]> {
  return meetings(
    reader,
    sql`m.instrument = ${instrument} and m.body = ${name} order by m.day desc, m.id desc limit ${LIST_MAX}`,
  );
}

/** Of every body, from a day on, soonest first. Plan: a scan; there are few. */
export function meetingsFrom(reader: Reader, day: Day): Promise<readonly KeptMeeting[]> {
  return meetings(reader, sql`m.day >= ${day}::date order by m.day, m.id limit ${LIST_MAX}`);
}

export async function keepMeeting(
  transaction: Transaction,
  { access, at }: Actor,
  meeting: Omit<KeptMeeting, 'id' | 'deeds'>,
): Promise<string> {
  const row = await transaction.first<{ readonly id: string }>(sql`
    insert into governance_meeting (instrument, body, day, starts, place, called, called_by)
    values (${meeting.instrument}, ${meeting.name}, ${meeting.day}::date, ${meeting.starts}, ${meeting.place}, ${at},
      ${access.name ?? access.principal}) returning id::text`);
  if (!row) throw new Error('a meeting was not kept');
  return row.id;
}

export async function addMeetingDeed(
  transaction: Transaction,
  { access, at }: Actor,
  deed: { readonly meeting: string; readonly organization: string; readonly said: MeetingSaid },
): Promise<void> {
  await transaction.run(sql`
    insert into governance_meeting_deed (meeting, at, principal, by, organization, role, said)
    values (${deed.meeting}::bigint, ${at}, ${access.principal}, ${access.name ?? access.principal}, ${deed.organization},
      ${access.role}, ${JSON.stringify(deed.said)}::jsonb)`);
}

export type KeptMinutes = Sealed & {
  readonly meeting: string;
  readonly n: number;
  readonly sealed: Date;
  readonly by: string;
};

/** The minutes of a body in the order in which they were sealed. */
export async function minutesOf(reader: Reader, { instrument, name }: BodyName): Promise<readonly KeptMinutes[]> {
  return reader.all<KeptMinutes>(sql`
    select meeting::text, n, text, previous, hash, sealed, by from governance_minutes
    where instrument = ${instrument} and body = ${name} order by n`);
}

export async function keepMinutes(
  transaction: Transaction,
  { access, at }: Actor,
  {
    body,
    meeting,
    n,
    sealed,
  }: { readonly body: BodyName; readonly meeting: string; readonly n: number; readonly sealed: Sealed },
): Promise<void> {
  await transaction.run(sql`
    insert into governance_minutes (meeting, instrument, body, n, text, previous, hash, sealed, by)
    values (${meeting}::bigint, ${body.instrument}, ${body.name}, ${n}, ${sealed.text}, ${sealed.previous}, ${sealed.hash}, ${at},
      ${access.name ?? access.principal})`);
}

/** One at a time of a body: its seals make one chain. */
export async function lockBody(transaction: Transaction, { instrument }: BodyName): Promise<void> {
  await transaction.run(sql`select id from governance_instrument where id = ${instrument} for update`);
}

export function isId(id: string): boolean {
  return /^\d{1,15}$/.test(id);
}

type DeedRow<D extends { readonly at: Date }> = Omit<D, 'at'> & { readonly at: string };

async function papers(reader: Reader, which: Sql): Promise<readonly KeptPaper[]> {
  const rows = await reader.all<{ readonly id: string; readonly deeds: readonly DeedRow<PaperDeed>[] }>(sql`
    select p.id::text, (select jsonb_agg(jsonb_build_object('at', e.at, 'by', e.by, 'organization', e.organization, 'role', e.role,
      'said', e.said) order by e.seq) from governance_paper_deed e where e.paper = p.id) as deeds
    from governance_paper p where exists (select from governance_paper_deed e where e.paper = p.id) and ${which}`);
  return rows.map(({ id, deeds }) => ({ id, deeds: deeds.map((deed) => ({ ...deed, at: new Date(deed.at) })) }));
}

type MeetingRow = Omit<KeptMeeting, 'deeds'> & { readonly deeds: readonly DeedRow<MeetingDeed>[] | null };

async function meetings(reader: Reader, which: Sql): Promise<readonly KeptMeeting[]> {
  const rows = await reader.all<MeetingRow>(sql`
    select m.id::text, m.instrument, m.body as name, m.day::text as day, m.starts, m.place,
      (select jsonb_agg(jsonb_build_object('at', e.at, 'by', e.by, 'organization', e.organization, 'role', e.role,
        'said', e.said) order by e.seq) from governance_meeting_deed e where e.meeting = m.id) as deeds
    from governance_meeting m where ${which}`);
  return rows.map(({ deeds, ...row }) => ({
    ...row,
    deeds: (deeds ?? []).map((deed) => ({ ...deed, at: new Date(deed.at) })),
  }));
}
