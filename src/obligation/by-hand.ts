import type { Access, Role } from '#agreement';
import { isDay } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Transaction } from '#store';
import { arrivalOf } from './arrives.ts';
import { noObligation } from './change.ts';
import type { Engine } from './engine.ts';
import { found } from './lists.queries.ts';
import { mayOf } from './may.ts';
import type { ByHand, Obligations, Promised } from './obligations.ts';
import type { NewObligation } from './terms.ts';
import type { ObligationView } from './view.ts';

type Does = Pick<
  Obligations,
  'open' | 'answer' | 'askAgain' | 'pause' | 'resume' | 'extend' | 'close' | 'withdraw' | 'handOver'
>;

type Deed = keyof ObligationView['may'];

type Said = { readonly access: Access; readonly id: string; readonly deed: Deed; readonly said: string };
type Work = (transaction: Transaction, words: string) => Promise<Outcome<true>>;

/** What people do by hand: allowed by seat, said in words, one transaction each. */
export function byHandOf(engine: Engine, does: Does): ByHand {
  const act = (said: Said, work: Work): Promise<Outcome<true>> => actOn(engine, said, work);
  return {
    promise: (access, promised) => promise(engine, does, access, promised),
    answer: (access, id, { words: said, until, blockedBy }) =>
      act({ access, id, deed: 'answer', said }, async (transaction, words) => {
        if (blockedBy !== undefined && !(await takesPart(engine, blockedBy))) return nobody();
        const by = blockedBy === undefined ? {} : { blockedBy };
        if (until === undefined) return does.answer(transaction, access, id, { words, ...by });
        return isDay(until) ? does.answer(transaction, access, id, { words, until, ...by }) : noDay();
      }),
    askAgain: (access, id, said) =>
      act({ access, id, deed: 'askAgain', said }, (transaction, words) =>
        does.askAgain(transaction, access, id, words),
      ),
    pause: (access, id, said) =>
      act({ access, id, deed: 'pause', said }, (transaction, words) => does.pause(transaction, access, id, words)),
    resume: (access, id, said) =>
      act({ access, id, deed: 'resume', said }, (transaction, words) => does.resume(transaction, access, id, words)),
    extend: (access, id, { on, reason: said }) =>
      act({ access, id, deed: 'extend', said }, async (transaction, reason) =>
        isDay(on) ? does.extend(transaction, access, id, { due: { on }, reason }) : noDay(),
      ),
    close: (access, id, { words: said, reference = '' }) =>
      act({ access, id, deed: 'close', said }, (transaction, words) => {
        const document = reference.trim() === '' ? {} : { reference: reference.trim() };
        return does.close(transaction, access, id, { by: 'attestation', words, ...document });
      }),
    withdraw: (access, id, said) =>
      act({ access, id, deed: 'withdraw', said }, (transaction, words) =>
        does.withdraw(transaction, access, id, words),
      ),
    handOver: (access, id, { reason: said, ...to }) =>
      act({ access, id, deed: 'handOver', said }, (transaction, reason) =>
        does.handOver(transaction, access, id, { ...to, reason }),
      ),
  };
}

async function actOn(engine: Engine, { access, id, deed, said }: Said, work: Work): Promise<Outcome<true>> {
  const words = wordsOf(said);
  if (!words.ok) return words;
  return engine.store.write(async (transaction) => {
    const row = await found(transaction, access, engine.overseers(), id);
    if (row === undefined) return noObligation(id);
    return mayOf(access, row)[deed]
      ? work(transaction, words.value)
      : refuse('forbidden', 'obligation.not-yours', NOT_YOURS[deed]);
  });
}

const LEADS: readonly Role[] = ['programme-lead', 'practice-manager', 'ig-lead'];

/** One promises for one's own role; a lead for any role of the organisation. Once late, the owner answers before anybody is told. */
async function promise(engine: Engine, does: Does, access: Access, promised: Promised): Promise<Outcome<string>> {
  const { role = access.role, owed, shownBy, ...rest } = promised;
  const own =
    access.role !== 'person' && (role === access.role || LEADS.includes(access.role) || access.role === 'system');
  if (!own) {
    const text = 'A promise is for your own role; a lead can promise for other roles of the organisation.';
    return refuse('forbidden', 'obligation.not-yours', text);
  }
  const organizations = await engine.contributors.organizations();
  const mine = organizations.find(({ key }) => key === access.organization);
  const theirs = owed && organizations.find(({ organization }) => organization === owed.organization);
  if (mine === undefined || (owed !== undefined && theirs === undefined)) {
    return nobody();
  }
  if (shownBy !== undefined && 'arrives' in shownBy && !(await takesPart(engine, shownBy.arrives))) return nobody();
  if (promised.concerns !== undefined) {
    const [person] = await engine.repository(access).readMany([promised.concerns]);
    if (person === undefined) return refuse('not-found', 'obligation.no-person', 'There is no such person here.');
  }
  const wanted: NewObligation = {
    ...rest,
    kind: 'promise',
    owner: { organization: mine.organization, role },
    answerFirst: { in: 5, unit: 'working-days' },
    ...proofOf(shownBy),
    ...(owed === undefined ? {} : { owed, ladder: [{ to: toldOf(owed), afterWorkingDays: 0 }] }),
  };
  return engine.store.write((transaction) => does.open(transaction, access, wanted));
}

/** What shows itself is not said by anybody. */
function proofOf(shownBy: Promised['shownBy']): Pick<NewObligation, 'closedBy' | 'attested'> {
  if (shownBy === undefined) return {};
  return { closedBy: 'arrives' in shownBy ? arrivalOf(shownBy.arrives) : shownBy, attested: false };
}

async function takesPart({ contributors }: Engine, organization: string): Promise<boolean> {
  return (await contributors.organizations()).some((one) => one.organization === organization);
}

function nobody(): Outcome<never> {
  return refuse('value', 'obligation.organization', 'No such organisation takes part.');
}

function toldOf({ organization, role = 'programme-lead' }: NonNullable<Promised['owed']>) {
  return { organization, role };
}

const WORDS_MAX = 2_000;

function wordsOf(said: string): Outcome<string> {
  const words = said.trim();
  if (words !== '' && words.length <= WORDS_MAX) return accepted(words);
  return refuse('required', 'obligation.words', `Say it in words, at most ${WORDS_MAX} characters.`);
}

function noDay(): Outcome<never> {
  return refuse('value', 'obligation.day', 'Name a day, as in 2026-03-31.');
}

const NOT_YOURS: Readonly<Record<Deed, string>> = {
  answer: 'Who owes it answers.',
  close: 'Who owes it says that it was done, unless only a record shows it.',
  pause: 'Whom it is owed to can stop its clock.',
  resume: 'It is not paused, or not between you and others.',
  extend: 'Whom it is owed to can give it another date.',
  withdraw: 'Whom it is owed to can let it go.',
  handOver: 'Who owes it, or a lead of that organisation, hands it over.',
  askAgain: 'Whom it is owed to asks again, once there is an answer.',
};
