import { randomBytes } from 'node:crypto';
import type { Access } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import { check, type GivenItem } from '#forms';
import type { Transaction } from '#store';
import type { Acting } from '../acts.ts';
import type { OpenBook, Partner } from '../book.ts';
import { nameOf, partnerOf } from '../decision/who.ts';
import { leads } from '../programme/programme-acts.ts';
import { readProgramme } from '../programme/programme.queries.ts';
import { programmeState } from '../programme/programme.ts';
import { holderFrom, readTyped, type Typed } from '../programme/typed.ts';
import { countRound, crowdsOf } from './count.ts';
import type { Scores } from './figures.ts';
import { factorsOf, programOf } from './forms.ts';
import {
  addRoundDeed,
  allRounds,
  countAway,
  keepAnswer,
  keepRound,
  lockRound,
  readRound,
  secretOf,
  takenIn,
  takePart,
} from './readiness.queries.ts';
import {
  CHOICES,
  fallenIn,
  type Round,
  type RoundForm,
  roundOf,
  type RoundSaid,
  type Team,
  undecided,
} from './round.ts';
import { newToken, teamOf } from './token.ts';

const TEAMS_MAX = 40;

/** Opens a round: of a change by the lead of its programme, of organisations by a programme lead of the host. */
export async function openRound(
  acting: Acting,
  access: Access,
  form: RoundForm,
  typed: Typed,
): Promise<Outcome<{ readonly id: string }>> {
  const book = acting.current.book();
  const partner = partnerOf(book, access);
  if (!partner) return notYours();
  const read = readTyped(typed, book, ({ day, many, optional }) => ({
    until: day('until', 'up to which the teams answer'),
    teams: form === 'culture-pulse' ? everybody(book) : teamsFrom(many('teams'), book),
    programme: optional('programme'),
    change: optional('change'),
  }));
  if (!read.ok) return read;
  const { until, teams, programme, change } = read.value;
  const allowed = await mayOpen(acting, access, form, { programme, change });
  if (!allowed.ok) return allowed;
  if (teams.length === 0)
    return refuse('required', 'governance.readiness-teams', 'Name at least one team that is asked.');
  if (until < book.today)
    return refuse('value', 'governance.readiness-until', 'Name a last day that is still to come.');
  return acting.store.write(async (transaction) => {
    const actor = { access, at: new Date(acting.now()) };
    const ofChange = form === 'readiness-change';
    const kept = { form, secret: randomBytes(32), ...(ofChange ? { programme } : {}) };
    const round = await keepRound(transaction, actor, kept);
    const said: RoundSaid = { did: 'opened', until, teams, ...(ofChange ? { change } : {}) };
    await addRoundDeed(transaction, actor, { round, organization: partner.organization, said });
    if (form === 'relationship-pulse')
      await askAgainLater({ acting, transaction, access }, round, partner.organization);
    return accepted({ id: round });
  });
}

async function mayOpen(
  acting: Acting,
  access: Access,
  form: RoundForm,
  { programme, change }: { readonly programme: string; readonly change: string },
): Promise<Outcome<true>> {
  const book = acting.current.book();
  if (form !== 'readiness-change') {
    return access.role === 'programme-lead' && partnerOf(book, access)?.hosts ? accepted(true) : notYours();
  }
  const kept = await readProgramme(acting.store, programme);
  const state = kept && programmeState(kept);
  if (!state?.changes.some(({ id }) => id === change)) {
    return refuse('value', 'governance.readiness-change', 'Name the change that the teams are asked about.');
  }
  return leads(book, access, state) ? accepted(true) : notYours();
}

function teamsFrom(typed: readonly string[], book: OpenBook): readonly Team[] {
  const found = [...new Set(typed)].flatMap((one) => holderFrom(one, book) ?? []);
  return found
    .slice(0, TEAMS_MAX)
    .map(({ organization, role }, index) => ({ id: `t${index + 1}`, organization, role }));
}

function everybody({ partners }: OpenBook): readonly Team[] {
  return partners.slice(0, TEAMS_MAX).map(({ organization }, index) => ({ id: `t${index + 1}`, organization }));
}

/** The team of a round that a member of staff is of. */
export function teamFor(
  { teams }: Pick<Round, 'teams'>,
  partner: Partner | undefined,
  { role }: Access,
): Team | undefined {
  const own = teams.filter(({ organization }) => organization === partner?.organization);
  return own.find((one) => one.role === role) ?? own.find((one) => one.role === undefined);
}

/** Gives a token to somebody of a team, once. That they took part is kept; what they got is not. */
export async function take(acting: Acting, access: Access, id: string): Promise<Outcome<{ readonly token: string }>> {
  const book = acting.current.book();
  const found = await openOne(acting, id);
  if (!found.ok) return found;
  const team = teamFor(found.value, partnerOf(book, access), access);
  if (!team) return refuse('forbidden', 'governance.readiness-team', 'This round asks other teams than yours.');
  const secret = await secretOf(acting.store, id);
  const first = await acting.store.write((transaction) =>
    takePart(transaction, id, { principal: access.principal, team: team.id }),
  );
  return first
    ? accepted({ token: newToken(secret, id, team.id) })
    : refuse(
        'conflict',
        'governance.readiness-taken',
        'You have opened this form already. Nobody knows which answer is whose, so nobody can open it for you again.',
      );
}

/** Keeps an answer under its token alone. */
export async function answer(
  acting: Acting,
  id: string,
  { token, items }: { readonly token: string; readonly items: readonly unknown[] },
): Promise<Outcome<true>> {
  const found = await openOne(acting, id);
  if (!found.ok) return found;
  const { form } = found.value;
  const team = teamOf(await secretOf(acting.store, id), id, token);
  if (team === undefined) return noToken();
  const [wrong] = check(programOf(form), { status: 'completed', item: items });
  if (wrong) return refuse('value', 'governance.readiness-answer', wrong.text);
  const scores = scoresIn(items as readonly GivenItem[]);
  return acting.store.write(async (transaction): Promise<Outcome<true>> => {
    const kept = await lockRound(transaction, id);
    if (!kept || roundOf(kept, acting.zone).closed) return isClosed();
    return (await keepAnswer(transaction, id, { token, team, scores })) ? accepted(true) : noToken();
  });
}

function scoresIn(items: readonly GivenItem[]): Scores {
  const pairs = items.flatMap(({ linkId, answer: given, item }): readonly (readonly [string, number])[] => {
    const coding = given?.[0]?.['valueCoding'] as { readonly code?: string } | undefined;
    const own = coding?.code === undefined ? [] : [[linkId, Number(coding.code)] as const];
    return [...own, ...Object.entries(scoresIn(item ?? []))];
  });
  return Object.fromEntries(pairs);
}

/** Counts a round and removes its answers. The figures are those of this moment, once and for all. */
export async function closeRound(acting: Acting, access: Access, id: string): Promise<Outcome<true>> {
  const book = acting.current.book();
  const partner = partnerOf(book, access);
  return acting.store.write(async (transaction): Promise<Outcome<true>> => {
    const kept = await lockRound(transaction, id);
    if (!kept || !partner) return noRound();
    const round = roundOf(kept, book.zone);
    if (round.closed) return isClosed();
    if (!(await leadsRound(acting, access, round))) return notYours();
    const taken = await takenIn(transaction, round.form);
    // Two rounds of a form that close at once would not know of each other's figures.
    const others = (await allRounds(transaction)).filter((one) => one.form === round.form && one.id !== id);
    const before = others.flatMap((one) => crowdsOf(roundOf(one, book.zone), taken));
    const answers = await countAway(transaction, id);
    const counted = countRound(id, { teams: round.teams, factors: factorsOf(round.form), answers, taken, before });
    const fallen = fallenIn(
      round,
      counted.teams,
      others.map((one) => roundOf(one, book.zone)),
    );
    const said: RoundSaid = { did: 'closed', ...counted, fallen };
    await addRoundDeed(
      transaction,
      { access, at: new Date(acting.now()) },
      { round: id, organization: partner.organization, said },
    );
    const after = { ...round, closed: { on: book.today, ...counted, fallen } };
    await oweDecisions({ acting, transaction, access, round: after });
    return accepted(true);
  });
}

type Owing = {
  readonly acting: Acting;
  readonly transaction: Transaction;
  readonly access: Access;
  readonly round: Round;
};

/** Low readiness stops nothing: whoever leads the programme is shown it, and says what follows and why. */
async function oweDecisions({ acting, transaction, access, round }: Owing): Promise<void> {
  const book = acting.current.book();
  const kept = round.programme === undefined ? undefined : await readProgramme(transaction, round.programme);
  const { organization } = round.opened;
  const owner = kept ? programmeState(kept).lead : ({ organization, role: 'programme-lead' } as const);
  for (const id of undecided(round)) {
    const team = round.teams.find((one) => one.id === id);
    const fact = `readiness:${round.id}.${id}`;
    const opened = await acting.obligations?.open(transaction, access, {
      ...owedFor(round, nameOf(book, team?.organization ?? '')),
      key: fact,
      owner,
      page: `/readiness/${round.id}`,
      due: { in: 10, unit: 'working-days' },
      closedBy: { fact },
      attested: false,
    });
    if (opened && !opened.ok) throw new Error(`a decision could not be asked for: ${opened.refusals[0].code}`);
  }
}

function owedFor({ form }: Round, name: string) {
  if (form === 'relationship-pulse') {
    return {
      kind: 'relationship-fallen',
      title: `Say what follows: a team at ${name} finds working together harder than before`.slice(0, 200),
      because: 'What a team says of its ties fell by half a step or more since it was asked before.',
    };
  }
  return {
    kind: 'readiness-low',
    title: `Say what follows: a team at ${name} is not ready`.slice(0, 200),
    because: 'Scores alone stop nothing. Who leads the change decides, with a reason.',
  };
}

const PULSE = 'relationship-pulse';
const PULSE_MONTHS = 3;

/** Asked once says little: the host's lead owes the next round a quarter later, and asking keeps what was owed of the last. */
async function askAgainLater(
  { acting, transaction, access }: Omit<Owing, 'round'>,
  round: string,
  organization: string,
): Promise<void> {
  const before = (await allRounds(transaction)).filter(({ form, id }) => form === PULSE && id !== round);
  for (const { id } of before) await acting.obligations?.fact(transaction, access, `${PULSE}:${id}`);
  const opened = await acting.obligations?.open(transaction, access, {
    kind: PULSE,
    key: round,
    title: 'Ask the teams again how it is to work together',
    owner: { organization, role: 'programme-lead' },
    because: 'What changes shows only where the same is asked again.',
    page: '/ties',
    due: { in: PULSE_MONTHS, unit: 'months' },
    closedBy: { fact: `${PULSE}:${round}` },
  });
  if (opened && !opened.ok) throw new Error(`the next round could not be asked for: ${opened.refusals[0].code}`);
}

/** The named lead says what follows for a team, and why. It stays on the change. */
export async function decideRound(acting: Acting, access: Access, id: string, typed: Typed): Promise<Outcome<true>> {
  const book = acting.current.book();
  const partner = partnerOf(book, access);
  const read = readTyped(typed, book, ({ text }) => ({
    team: text('team', 'for which team'),
    choice: text('choice', 'what follows'),
    why: text('why', 'why'),
  }));
  if (!read.ok) return read;
  const choice = CHOICES.find((one) => one === read.value.choice);
  return acting.store.write(async (transaction): Promise<Outcome<true>> => {
    const kept = await lockRound(transaction, id);
    if (!kept || !partner) return noRound();
    const round = roundOf(kept, book.zone);
    if (!(await leadsRound(acting, access, round))) return notYours();
    const { team, why } = read.value;
    const told = round.closed?.teams.find((one) => one.team === team)?.figure;
    if (!choice || !told)
      return refuse('value', 'governance.readiness-choice', 'Choose a team whose figures are told, and what follows.');
    const said: RoundSaid = { did: 'decided', team, choice, why };
    await addRoundDeed(
      transaction,
      { access, at: new Date(acting.now()) },
      { round: id, organization: partner.organization, said },
    );
    await acting.obligations?.fact(transaction, access, `readiness:${id}.${team}`);
    return accepted(true);
  });
}

export async function leadsRound(acting: Acting, access: Access, { programme }: Round): Promise<boolean> {
  const book = acting.current.book();
  if (programme === undefined) return access.role === 'programme-lead' && partnerOf(book, access)?.hosts === true;
  const kept = await readProgramme(acting.store, programme);
  return kept !== undefined && leads(book, access, programmeState(kept));
}

async function openOne(acting: Acting, id: string): Promise<Outcome<Round>> {
  const kept = await readRound(acting.store, id);
  if (!kept) return noRound();
  const round = roundOf(kept, acting.zone);
  return round.closed || round.until < acting.current.book().today ? isClosed() : accepted(round);
}

export function noRound(): Outcome<never> {
  return refuse('not-found', 'governance.no-round', 'There is no such round.');
}

function isClosed(): Outcome<never> {
  return refuse('conflict', 'governance.readiness-closed', 'This round is over. Its lead opens the next.');
}

function noToken(): Outcome<never> {
  const text = 'This form was sent already, or was not given out by this round. Each answers once.';
  return refuse('conflict', 'governance.readiness-token', text);
}

function notYours(): Outcome<never> {
  const text =
    'Rounds are opened, closed and decided on by whoever leads the programme; those of all organisations by the host.';
  return refuse('forbidden', 'governance.readiness-whose', text);
}
