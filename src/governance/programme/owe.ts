import type { Access, Holder } from '#agreement';
import { endOfDay } from '#base';
import type { NewObligation } from '#obligation';
import type { Transaction } from '#store';
import type { Acting } from '../acts.ts';
import { bodiesToday } from '../decision/body.ts';
import type { ProgrammeState } from './programme.ts';
import { lastSeen, SILENT_DAYS, staffingOn } from './rules.ts';
import type { Of, ProgrammeSaid } from './said.ts';

/** What a deed makes due, and what it keeps. In the transaction of the deed. */
export type Owing = {
  readonly acting: Acting;
  readonly transaction: Transaction;
  readonly access: Access;
  readonly id: string;
  readonly before: ProgrammeState;
  readonly after: ProgrammeState;
};

export async function oweAfter(owing: Owing, said: ProgrammeSaid): Promise<void> {
  switch (said.did) {
    case 'sponsor':
      await kept(owing, `sponsor-named:${owing.id}.${owing.before.sponsors.length}`);
      await oweVisibleAct(owing);
      return said.until === undefined ? undefined : oweSuccessor(owing, said.until);
    case 'sponsor-act':
      return oweVisibleAct(owing);
    case 'sponsor-ended':
      await kept(owing, actFact(owing.id, owing.before));
      return oweSuccessor(owing, said.on);
    // More that was to be worked by now falls short as much as less that was.
    case 'means':
    case 'used':
      return oweForecast(owing);
    case 'shock':
      return oweShock(owing, said);
    case 'told':
      return kept(owing, tellFact(owing.id, said.shock, said.teller));
    case 'promised':
      return owePromise(owing, said);
    case 'arrived':
      return kept(owing, `programme-promise:${owing.id}.${said.promise}`);
    default:
  }
}

/** An act that people see, within sixty days of the day on which the one before was seen: not of when it was written down. */
async function oweVisibleAct(owing: Owing): Promise<void> {
  const { acting, id, before, after } = owing;
  await kept(owing, actFact(id, before));
  const fact = actFact(id, after);
  const { zone } = acting.current.book();
  const sponsor = after.sponsors.at(-1);
  await open(owing, {
    kind: 'sponsor-act',
    key: fact,
    title: `Have the sponsor seen to stand for it: ${after.name}`,
    owner: after.lead,
    because: `A sponsor who is not seen for ${SILENT_DAYS} days is taken for one who has let go.`,
    due: { in: SILENT_DAYS, unit: 'days' },
    ...(sponsor ? { from: endOfDay(zone, lastSeen(sponsor, zone)) - 1 } : {}),
    ladder: chairOf(owing).map((to) => ({ to, afterWorkingDays: 5 })),
    closedBy: { fact },
    attested: false,
  });
}

/** The office ends: a successor and a briefing the same day. What was due on another day is due on this. */
async function oweSuccessor(owing: Owing, on: Of<'sponsor-ended'>['on']): Promise<void> {
  const { id, after } = owing;
  const number = after.sponsors.length;
  const fact = `sponsor-named:${id}.${number}`;
  const because = 'The office of the sponsor ends that day.';
  const due = { on } as const;
  await openOrMove(owing, {
    kind: 'sponsor-successor',
    key: fact,
    title: `Name the successor of the sponsor: ${after.name}`,
    owner: after.lead,
    because,
    due,
    ladder: chairOf(owing).map((to) => ({ to, afterWorkingDays: 1 })),
    closedBy: { fact },
    attested: false,
  });
  await openOrMove(owing, {
    kind: 'sponsor-briefing',
    key: `${id}.${number}`,
    title: `Brief whoever follows the sponsor: ${after.name}`,
    owner: after.lead,
    because,
    due,
  });
}

/** The people who were to do it are not there: the board is told, once each time that it comes to that. */
async function oweForecast(owing: Owing): Promise<void> {
  const { acting, before, after, id } = owing;
  const { today } = acting.current.book();
  const staffing = staffingOn(after, today);
  if (!staffing.short || staffingOn(before, today).short) return;
  const missing = Math.round((1 - (staffing.share ?? 0)) * 100);
  for (const owner of chairOf(owing)) {
    await open(owing, {
      kind: 'programme-short',
      key: `${id}.${after.means.length}.${after.used.length}`,
      title: `Decide what gives: ${after.name} has ${missing} % fewer hours than planned`,
      owner,
      owed: { organization: after.lead.organization, role: after.lead.role },
      because: 'Every milestone ahead is forecast anew at the pace that the hours worked allow.',
      page: `/programmes/${id}/means`,
      due: { in: 10, unit: 'working-days' },
    });
  }
}

async function oweShock(owing: Owing, shock: Of<'shock'>): Promise<void> {
  const { id, after } = owing;
  for (const owner of shock.tellers) {
    await open(owing, {
      kind: 'tell-teams',
      key: tellFact(id, shock.id, owner),
      title: `Tell your teams: ${shock.words}`,
      owner,
      because: shock.message.slice(0, 500),
      page: `/programmes/${id}/plan`,
      due: { in: 3, unit: 'working-days' },
      ladder: [{ to: after.lead, afterWorkingDays: 1 }],
      closedBy: { fact: tellFact(id, shock.id, owner) },
      attested: false,
    });
  }
  for (const owner of chairOf(owing)) {
    await open(owing, {
      kind: 'plan-again',
      key: `${id}.${shock.id}`,
      title: `Look at the plan again: ${after.name}`,
      owner,
      because: `${shock.words} The plan as it was is frozen beside the plan as it is.`.slice(0, 500),
      page: `/programmes/${id}/plan`,
      due: { in: 10, unit: 'working-days' },
    });
  }
}

/** Whoever promised may be nobody's partner, so that the lead owes the asking. */
async function owePromise(owing: Owing, { id: promise, from, words, until }: Of<'promised'>): Promise<void> {
  const fact = `programme-promise:${owing.id}.${promise}`;
  await open(owing, {
    kind: 'programme-promise',
    key: fact,
    title: `Say what became of the promise of ${from}`,
    owner: owing.after.lead,
    because: words.slice(0, 500),
    page: `/programmes/${owing.id}/plan`,
    due: { on: until },
    ladder: chairOf(owing).map((to) => ({ to, afterWorkingDays: 1 })),
    closedBy: { fact },
    attested: false,
  });
}

export function chairOf({ acting, after }: Pick<Owing, 'acting' | 'after'>): readonly Holder[] {
  const body = bodiesToday(acting.current.book()).find(({ id }) => id === after.board);
  return body ? [body.chair] : [];
}

export function tellFact(id: string, shock: string, { organization, role }: Holder): string {
  return `tell-teams:${id}.${shock}.${organization}.${role}`;
}

function actFact(id: string, { sponsors }: ProgrammeState): string {
  return `sponsor-act:${id}.${sponsors.length}.${sponsors.at(-1)?.acts.length ?? 0}`;
}

async function kept({ acting, transaction, access, id }: Owing, fact: string): Promise<void> {
  await acting.obligations?.fact(transaction, access, fact, { reference: `/programmes/${id}` });
}

async function open({ acting, transaction, access, id }: Owing, asked: NewObligation): Promise<void> {
  const title = asked.title.slice(0, 200);
  const opened = await acting.obligations?.open(transaction, access, { page: `/programmes/${id}`, ...asked, title });
  if (opened && !opened.ok) throw new Error(`a duty of a programme could not be opened: ${opened.refusals[0].code}`);
}

async function openOrMove(owing: Owing, asked: NewObligation): Promise<void> {
  const { acting, transaction, access } = owing;
  const there =
    asked.key === undefined ? undefined : await acting.obligations?.find(transaction, asked.kind, asked.key);
  if (there === undefined) return open(owing, asked);
  await acting.obligations?.extend(transaction, access, there, { due: asked.due, reason: 'The office ended sooner.' });
}
