import type { Access } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Transaction } from '#store';
import type { Acting } from '../acts.ts';
import { countedMeasure, countedMeasures, type Counting } from '../counted.ts';
import { bodiesToday } from '../decision/body.ts';
import { readPaper } from '../decision/decision.queries.ts';
import { put } from '../decision/paper-acts.ts';
import { paperState } from '../decision/paper.ts';
import { partnerOf } from '../decision/who.ts';
import { leads, noProgramme } from '../programme/programme-acts.ts';
import { addProgrammeDeeds, lockProgramme, readProgramme } from '../programme/programme.queries.ts';
import { type ProgrammeState, programmeState } from '../programme/programme.ts';
import { readTyped, type Typed } from '../programme/typed.ts';
import { type CaseState, caseState, lackingIn } from './case.ts';
import { addCaseDeed, caseDeeds } from './case.queries.ts';
import { caseDeedFrom } from './deeds.ts';
import { totalsOf, winnerOf } from './sensitivity.ts';

type Done = { readonly did: string; readonly typed: Typed };

/** Does one thing to the case of a programme, under the programme's lock. */
export async function actOnCase(
  acting: Acting & Counting,
  access: Access,
  id: string,
  { did, typed }: Done,
): Promise<Outcome<true>> {
  if (did === 'paper') return putToBoard(acting, access, id, typed);
  const named = did === 'evidence' ? typed['measure'] : undefined;
  // Evidence that names a measure names one whose figure is there to be looked at: what nobody counts is said in words.
  const counted = typeof named === 'string' && named !== '' ? await countedMeasure(acting, access, named) : undefined;
  if (counted?.ok === false) return counted;
  const book = acting.current.book();
  return acting.store.write(async (transaction): Promise<Outcome<true>> => {
    const partner = partnerOf(book, access);
    const kept = partner && (await lockProgramme(transaction, id));
    if (!partner || !kept) return noProgramme();
    const programme = programmeState(kept);
    const state = caseState(await caseDeeds(transaction, id));
    const { organization } = partner;
    if (did === 'gate') return passGate(acting, { transaction, access, id, programme, state, organization });
    const sits = state.panel?.members.some((one) => one.organization === organization && one.role === access.role);
    if (did === 'scored' ? !sits : !leads(book, access, programme)) return notYours(did);
    const read = caseDeedFrom(did, { state, book, typed });
    if (!read.ok) return read;
    await addCaseDeed(
      transaction,
      { access, at: new Date(acting.now()) },
      { programme: id, organization, said: read.value },
    );
    if (read.value.did === 'panel') await oweScores(acting, { transaction, access, id, programme, panel: read.value });
    if (read.value.did === 'scored')
      await acting.obligations?.fact(transaction, access, scoreFact(id, organization, access.role));
    return accepted(true);
  });
}

type Owing = {
  readonly transaction: Transaction;
  readonly access: Access;
  readonly id: string;
  readonly programme: ProgrammeState;
  readonly panel: NonNullable<CaseState['panel']>;
};

async function oweScores({ obligations }: Acting, { transaction, access, id, programme, panel }: Owing): Promise<void> {
  for (const owner of panel.members) {
    const fact = scoreFact(id, owner.organization, owner.role);
    const opened = await obligations?.open(transaction, access, {
      kind: 'case-scores',
      key: fact,
      title: `Score the options: ${programme.name}`.slice(0, 200),
      owner,
      because: 'Nobody sees the scores of others before all have scored, or the last day is over.',
      page: `/programmes/${id}/case`,
      due: { on: panel.until },
      closedBy: { fact },
      attested: false,
    });
    if (opened && !opened.ok) throw new Error(`scores could not be asked for: ${opened.refusals[0].code}`);
  }
}

function scoreFact(id: string, organization: string, role: string): string {
  return `case-scores:${id}.${organization}.${role}`;
}

type AtGate = Omit<Owing, 'panel'> & { readonly state: CaseState; readonly organization: string };

/** The programme goes on: only with a case that is whole and agreed. What is left unsaid of people at work is a warning that is kept. */
async function passGate(
  acting: Acting,
  { transaction, access, id, programme, state, organization }: AtGate,
): Promise<Outcome<true>> {
  const book = acting.current.book();
  if (!leads(book, access, programme)) return notYours('gate');
  if (programme.gate) return refuse('conflict', 'governance.case-passed', 'It went through already.');
  const lacks = lackingIn(state, await decidedOf(transaction, state), book.today);
  if (lacks.length > 0) {
    const text = `Not yet: ${programme.name} lacks ${lacks.join(', ')}. Its lead adds it on this page; the board decides at its meeting.`;
    return refuse('business-rule', 'governance.case-gate', text);
  }
  const all = [{ did: 'gate', warnings: warningsOf(programme, state) }] as const;
  await addProgrammeDeeds(transaction, { access, at: new Date(acting.now()) }, { programme: id, organization, all });
  return accepted(true);
}

/** What does not stop it, and has to be seen. */
export function warningsOf({ changes }: ProgrammeState, { options }: CaseState): readonly string[] {
  const unsaid = changes.filter(({ effects }) => !effects.some(({ level }) => level === 'individual'));
  return [
    ...unsaid.map(({ words }) => `Nobody has said what it means for one person at work: ${words}`),
    ...(options.some(({ kind }) => kind === 'not-integrating') ? [] : ['Not integrating was never an option.']),
  ];
}

export async function decidedOf(
  reader: Transaction | Acting['store'],
  { paper }: CaseState,
): Promise<'agreed' | 'not-yet'> {
  const kept = paper === undefined ? undefined : await readPaper(reader, paper);
  return kept && paperState(kept).state === 'agreed' ? 'agreed' : 'not-yet';
}

/** Puts the option that came out best to the body that decides about the programme. */
async function putToBoard(acting: Acting & Counting, access: Access, id: string, typed: Typed): Promise<Outcome<true>> {
  const book = acting.current.book();
  const kept = partnerOf(book, access) && (await readProgramme(acting.store, id));
  if (!kept) return noProgramme();
  const programme = programmeState(kept);
  if (!leads(book, access, programme)) return notYours('paper');
  const state = caseState(await caseDeeds(acting.store, id));
  const lacks = lackingIn(state, 'agreed', book.today);
  if (lacks.length > 0) {
    return refuse('business-rule', 'governance.case-gate', `Not yet: ${programme.name} lacks ${lacks.join(', ')}.`);
  }
  const best = winnerOf(totalsOf(state)) ?? totalsOf(state)[0]?.option;
  const option = state.options.find((one) => one.id === best)?.words ?? '';
  const body = bodiesToday(book).find((one) => one.id === programme.board);
  const topics = body?.remits.flatMap((remit) => remit.topics) ?? [];
  const read = readTyped(typed, book, ({ day }) => day('reviewOn', 'on which somebody looks at what came of it'));
  if (!read.ok) return read;
  const seenIn = await seenInOf(acting, access, programme);
  const paper = await put(acting, access, programme.board, {
    title: `Case for change: ${programme.name}`,
    ask: `Agree to “${option}”, which the panel scored best of ${state.options.length} options.`,
    topic: topics.find((one) => one === 'programme') ?? topics[0] ?? '',
    effect: programme.aim,
    reviewOn: read.value,
    ...(seenIn ? { seenIn } : {}),
  });
  if (!paper.ok) return paper;
  const organization = partnerOf(book, access)?.organization ?? '';
  await acting.store.write((transaction) =>
    addCaseDeed(
      transaction,
      { access, at: new Date(acting.now()) },
      { programme: id, organization, said: { did: 'paper', paper: paper.value.id } },
    ),
  );
  return accepted(true);
}

/** The measure by which the aim is reached, where it is one that is counted: the decision is held against it, the way that is better. */
async function seenInOf(counting: Counting, access: Access, { measure }: ProgrammeState) {
  const counted = (await countedMeasures(counting, access)).find(({ id }) => id === measure);
  return counted && { measure: counted.id, wants: counted.better === 'lower' ? 'fall' : 'rise' };
}

function notYours(did: string): Outcome<never> {
  const text =
    did === 'scored'
      ? 'Only who sits on the panel scores.'
      : 'The case is written by the lead of the programme: ask them.';
  return refuse('forbidden', 'governance.case-whose', text);
}
