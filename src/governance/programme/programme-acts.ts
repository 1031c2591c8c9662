import type { Access } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Acting } from '../acts.ts';
import type { OpenBook } from '../book.ts';
import { countedMeasures, type Counting, noMeasure, watchable } from '../counted.ts';
import { nameOf, partnerOf } from '../decision/who.ts';
import { deedFrom, noPart } from './deeds.ts';
import { oweAfter } from './owe.ts';
import { addProgrammeDeeds, keepProgramme, lockProgramme } from './programme.queries.ts';
import { type ProgrammeState, programmeState } from './programme.ts';
import type { ProgrammeSaid } from './said.ts';
import { newProgrammeFrom, type Typed } from './typed.ts';

/** Begins a programme. Any partner's programme lead may; there may be several at a time. */
export async function begin(
  acting: Acting & Counting,
  access: Access,
  typed: Typed,
): Promise<Outcome<{ readonly id: string }>> {
  const book = acting.current.book();
  const partner = partnerOf(book, access);
  if (!partner || access.role !== 'programme-lead') {
    return refuse(
      'forbidden',
      'governance.programme-begin',
      'A programme is begun by the programme lead of a partner.',
    );
  }
  const read = newProgrammeFrom(typed, book);
  if (!read.ok) return read;
  const fits = await chosen(acting, access, read.value.measure);
  if (!fits.ok) return fits;
  return acting.store.write(async (transaction) => {
    const actor = { access, at: new Date(acting.now()) };
    const programme = await keepProgramme(transaction, actor);
    const all = [{ did: 'begun', ...read.value }] as const;
    await addProgrammeDeeds(transaction, actor, { programme, organization: partner.organization, all });
    return accepted({ id: programme });
  });
}

/** Does one thing to a programme: what was typed is read against the programme as it stands, under its lock. */
export async function act(
  acting: Acting & Counting,
  access: Access,
  id: string,
  { did, typed }: { readonly did: string; readonly typed: Typed },
): Promise<Outcome<true>> {
  const book = acting.current.book();
  // Asked before the transaction: figures are read through another joint.
  const fits = await countedAt(acting, access, did, typed);
  if (!fits.ok) return fits;
  return acting.store.write(async (transaction): Promise<Outcome<true>> => {
    const partner = partnerOf(book, access);
    const kept = partner && (await lockProgramme(transaction, id));
    if (!partner || !kept) return noProgramme();
    const before = programmeState(kept);
    const read = did === 'told' ? toldFrom(book, access, before, typed) : deedFrom(did, { state: before, book, typed });
    if (!read.ok) return read;
    const said = read.value;
    if (!mayDo(book, access, before, said)) return notLead(book, before);
    const actor = { access, at: new Date(acting.now()) };
    await addProgrammeDeeds(transaction, actor, { programme: id, organization: partner.organization, all: [said] });
    const deed = {
      at: actor.at,
      by: access.name ?? access.principal,
      organization: partner.organization,
      role: access.role,
    };
    const after = programmeState({ deeds: [...kept.deeds, { ...deed, said }] });
    await oweAfter({ acting, transaction, access, id, before, after }, said);
    return accepted(true);
  });
}

function countedAt(counting: Counting, access: Access, did: string, typed: Typed): Promise<Outcome<true>> {
  if (did === 'measured-by') return chosen(counting, access, String(typed['measure'] ?? '').trim());
  return did === 'feared'
    ? watched(counting, access, String(typed['series'] ?? '').trim())
    : Promise.resolve(accepted(true));
}

/** What nobody counts as it happens nobody can watch. */
async function watched(counting: Counting, access: Access, series: string): Promise<Outcome<true>> {
  const choices = await watchable(counting, access);
  if (series === '' || choices.some(({ id }) => id === series)) return accepted(true);
  return refuse(
    'value',
    'governance.no-series',
    `'${series.slice(0, 80)}' is not counted as it happens. Choose one of the contacts or balancing measures that are.`,
  );
}

/** Chosen from what is counted; where nothing is, or nothing is told to whoever writes, it is said in words. */
async function chosen(counting: Counting, access: Access, measure: string): Promise<Outcome<true>> {
  const choices = await countedMeasures(counting, access);
  if (measure === '' || choices.length === 0 || choices.some(({ id }) => id === measure)) return accepted(true);
  return noMeasure(measure);
}

export function leads(book: OpenBook, access: Access, { lead }: ProgrammeState): boolean {
  const partner = partnerOf(book, access);
  if (!partner) return false;
  const own = partner.organization === lead.organization && access.role === lead.role;
  return own || (partner.hosts && access.role === 'programme-lead');
}

/** The lead does everything; who pays writes down what was used; a lesson is anybody's. */
export function mayDo(
  book: OpenBook,
  access: Access,
  state: ProgrammeState,
  { did }: Pick<ProgrammeSaid, 'did'>,
): boolean {
  if (!partnerOf(book, access)) return false;
  if (did === 'lesson' || did === 'told') return true;
  if ((did === 'used' || did === 'hours') && access.role === 'finance-lead') return true;
  if (did === 'sponsor-act' && access.role === 'board-member') return true;
  return leads(book, access, state);
}

/** Who was to tell the teams says that it is done. */
function toldFrom(book: OpenBook, access: Access, state: ProgrammeState, typed: Typed): Outcome<ProgrammeSaid> {
  const partner = partnerOf(book, access);
  const shock = state.shocks.find(({ id }) => id === typed['shock']);
  const teller = shock?.tellers.find((one) => one.organization === partner?.organization && one.role === access.role);
  return shock && teller ? accepted({ did: 'told', shock: shock.id, teller }) : noPart();
}

export function noProgramme(): Outcome<never> {
  return refuse('not-found', 'governance.no-programme', 'There is no such programme.');
}

function notLead(book: OpenBook, { lead, name }: ProgrammeState): Outcome<never> {
  const who = `the ${lead.role.replaceAll('-', ' ')} of ${nameOf(book, lead.organization)}`;
  return refuse('forbidden', 'governance.programme-whose', `${name} is led by ${who}: ask them.`);
}
