import {
  type Access,
  begins,
  dayWords,
  listed,
  type Instrument,
  PARTNER_KINDS,
  partiesOf,
  ROLE_WORDS,
} from '#agreement';
import { type Day, isDay } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Services } from '#joint';
import type { Transaction } from '#store';
import type { AccessionAnswers, Done, JoiningStep, JoiningView, NewJoining } from './accession.contract.ts';
import { JOINING_STEPS } from './accession.contract.ts';
import { keepAccession, type KeptAccession, lockAccession, openAccession } from './accession.queries.ts';
import { oweAgreement, oweSteps, stepKept } from './accession-owed.ts';
import { lacksIdentity } from './identity/identity.ts';
import { oweIdentity } from './identity/owed.ts';
import { lackingFor, lackingWords } from './assurance/asked.ts';
import { ASSURANCE_PAGE } from './assurance/contract.ts';
import { type Actor, keepPartner, note } from './act.queries.ts';
import { type Acting, bookIn, noInstrument } from './acts.ts';
import { mainVersion, type OpenBook, type Partner, partnerWithKey, type Standing, standingVersions } from './book.ts';
import { agreeing, clauseFor, maySeeJoining, mayStep, versionOf, viewOf } from './accession-view.ts';
import { isLead, mayPropose } from './may.ts';
import { proved } from './proof.ts';
import { signersOf } from './scheme.ts';

export type Joining = Acting & Pick<Services, 'ports'> & Partial<Pick<Services, 'inviteSeat'>>;

/**
 * Joining an agreement without signing it anew: under its `join` clause, agreed by whom that names, in steps that one person there does in ten
 * minutes. Nothing of its people is shared before they are told, and never before it has signed.
 */
export function accessionAnswers(joining: Joining): AccessionAnswers {
  const current = () => joining.current.book();
  return {
    inviteToJoin: (access, wish) => invite(joining, access, wish),
    joinings: async (access, instrument) =>
      current()
        .accessions.filter((one) => instrument === undefined || one.instrument === instrument)
        .flatMap((one) => (maySeeJoining(current(), access, one) ? (viewOf(current(), access, one) ?? []) : [])),
    joining: async (access, id) => viewed(joining, access, id),
    joiningStep: (access, id, step) => stepDone(joining, access, { id, step }),
    tellPeople: (access, id, told) => tell(joining, access, { id, ...told }),
    signJoining: (access, id, hash) => sign(joining, access, { id, hash }),
    agreeToJoining: (access, id) => agree(joining, access, id),
  };
}

async function invite(joining: Joining, access: Access, wish: NewJoining) {
  const at = new Date(joining.now());
  const kept = await joining.store.write(async (transaction) => {
    const book = await bookIn(joining, transaction);
    const found = joinable(book, access, wish);
    if (!found.ok) return found;
    const { version, inviter } = found.value;
    const { organization, kind } = wish;
    const there = listedPartner(book, organization);
    // What a partner is called stands on the list, whatever was typed here.
    const name = there?.name ?? wish.name.trim();
    const key = await joining.ports.contributors.organizationKey(organization, name);
    const partner: Partner = there ?? {
      key,
      organization,
      name,
      kind,
      hosts: false,
      signingRoles: ['signatory', 'ig-lead'],
    };
    if (!there) await keepPartner(transaction, partner, at);
    const { id: instrument, version: number, title } = version.instrument;
    const actor = { access, at };
    const id = await openAccession(transaction, actor, {
      instrument,
      version: number,
      organization,
      name,
      kind,
      beside: wish.beside ?? null,
      inviter: inviter.organization,
    });
    const words = `${inviter.name} invited ${name} to join.`;
    await note(transaction, actor, { act: 'invite', instrument, version: number, words });
    const papers = lackingFor(book, version.instrument.jurisdiction, { organization, kind }).map(({ rule }) => rule);
    if (lacksIdentity(book, partner)) await oweIdentity(joining, transaction, access, { book, partner });
    await oweSteps(joining, transaction, access, { id, title, organization, inviter: inviter.organization, papers });
    const asked = agreeing(version.instrument, wish);
    for (const one of asked) {
      const body = book.partners.find((other) => other.organization === one);
      const role = body && signersOf(book, body, version.instrument)[0];
      if (role) await oweAgreement(joining, transaction, access, { id, title, name, organization: one, role });
    }
    return accepted({ id: String(id), name });
  });
  if (!kept.ok) return kept;
  await joining.current.reload();
  const { organization } = wish;
  const { id, name } = kept.value;
  const person = wish.person?.trim() ?? '';
  if (person === '') return accepted({ id });
  const seat = await joining.inviteSeat?.({
    name: person,
    role: 'ig-lead',
    organization,
    organizationName: name,
    by: access.principal,
  });
  if (seat && !seat.ok) return seat;
  return accepted({ id, ...(seat ? { link: seat.value.link } : {}) });
}

function listedPartner(book: OpenBook, organization: string): Partner | undefined {
  return book.partners.find((one) => one.organization === organization);
}

const NAME_MAX = 120;

function joinable(
  book: OpenBook,
  access: Access,
  wish: NewJoining,
): Outcome<{ readonly version: Standing; readonly inviter: Partner }> {
  const version = mainVersion(standingVersions(book).filter(({ instrument }) => instrument.id === wish.instrument));
  if (!version) return noInstrument(wish.instrument);
  const { instrument, standing } = version;
  const inviter = partnerWithKey(book, access.organization);
  if (!inviter || !isLead(access) || !mayPropose(book, access, instrument, instrument).ok) {
    return refuse('forbidden', 'governance.not-inviter', 'Only a lead of a party invites somebody to join.');
  }
  if (standing !== 'in-effect' && standing !== 'signed') {
    return refuse('conflict', 'governance.not-running', `${instrument.title} does not run; nobody can join it now.`);
  }
  const partner = listedPartner(book, wish.organization);
  const { person = '' } = wish;
  // On the list, it has leads of its own: nobody new is needed there.
  const named = partner !== undefined || (wish.name.trim() !== '' && person.trim() !== '');
  if (!/^Organization\/[A-Za-z0-9.-]{1,64}$/.test(wish.organization) || !named || person.length > NAME_MAX) {
    return refuse(
      'value',
      'governance.joining',
      'Give its name, its code (letters, digits, dots and hyphens), and the name of who does the steps there.',
    );
  }
  if (!PARTNER_KINDS.includes(wish.kind) || !clauseFor(instrument, wish.kind)) {
    const text = `${instrument.title} lets no ${String(wish.kind).replaceAll('-', ' ')} join; a new version that all sign does.`;
    return refuse('business-rule', 'governance.cannot-join', text, 'kind');
  }
  if (partner && partner.kind !== wish.kind) {
    return refuse(
      'business-rule',
      'governance.partner-kind',
      `${partner.name} is on the partnership's list as ${partner.kind}.`,
      'kind',
    );
  }
  const open = book.accessions.some(
    (one) => one.instrument === instrument.id && one.organization === wish.organization,
  );
  if (open || partiesOf(instrument).includes(wish.organization)) {
    const name = partner?.name ?? wish.name;
    return refuse('conflict', 'governance.joined-already', `${name} is a party already, or joining.`);
  }
  const like = instrument.parties.find(({ organization }) => organization === wish.beside);
  if (wish.beside !== undefined && like?.kind !== wish.kind) {
    return refuse('value', 'governance.joining', 'Choose a party of the same kind, whose place it shares.', 'beside');
  }
  return accepted({ version, inviter });
}

const DONE_WORDS: Partial<Readonly<Record<JoiningStep, string>>> = {
  signers: 'Confirmed who signs',
  seats: 'Gave its staff their seats',
  feed: 'Connected its records',
};

async function stepDone(
  joining: Joining,
  access: Access,
  { id, step }: { readonly id: string; readonly step: JoiningStep },
) {
  if (!JOINING_STEPS.includes(step) || step === 'sign' || step === 'told') {
    return refuse('value', 'governance.joining-step', 'There is no such step.');
  }
  return change(joining, access, id, async ({ one, book, done }) => {
    const allowed = mayStep(book, access, one);
    if (!allowed.ok) return allowed;
    if (one.done[step]) return accepted({ one, words: undefined });
    return accepted({
      one: { ...one, done: { ...one.done, [step]: done } },
      words: `${DONE_WORDS[step]} for ${one.name}.`,
      step,
    });
  });
}

type Told = { readonly id: string; readonly how: string; readonly from: string };

async function tell(joining: Joining, access: Access, { id, how, from }: Told) {
  return change(joining, access, id, async ({ one, book, done }) => {
    const allowed = mayStep(book, access, one);
    if (!allowed.ok) return allowed;
    if (one.done.sign) return refuse('conflict', 'governance.joined-already', 'It has signed; the day stands.');
    if (how.trim() === '' || how.length > 2_000) {
      return refuse('required', 'governance.told', 'Say how your people are told, in at most 2,000 characters.', 'how');
    }
    if (!isDay(from) || from < book.today) {
      return refuse(
        'value',
        'governance.told',
        'Give the first day of sharing: today or later, never a day that is past.',
        'from',
      );
    }
    const words = `${one.name} tells its people: ${how.trim()} Nothing is shared before ${dayWords(from)}.`;
    const next = { ...one, told_how: how.trim(), told_from: from, done: { ...one.done, told: done } };
    return accepted({ one: next, words, step: 'told' as const });
  });
}

async function sign(joining: Joining, access: Access, { id, hash }: { readonly id: string; readonly hash: string }) {
  return change(joining, access, id, async ({ one, book, version, done }) => {
    const partner = partnerWithKey(book, access.organization);
    const signers = partner ? signersOf(book, partner, version.instrument) : [];
    if (!partner || partner.organization !== one.organization || !signers.includes(access.role)) {
      const who = listed(
        signers.map((role) => ROLE_WORDS[role]),
        'or',
      );
      return refuse(
        'forbidden',
        'governance.not-signatory',
        `Only ${who || 'who signs there'} of ${one.name} sign for it.`,
      );
    }
    const missing = missingSteps(book, version, one);
    if (missing) return refuse('business-rule', 'governance.joining-steps', `First: ${missing}.`);
    if (version.hash !== hash) {
      return refuse(
        'conflict',
        'governance.text-changed',
        'What you were shown is not the text that is there now; read it again and sign that.',
      );
    }
    if (one.done.sign) return accepted({ one, words: undefined });
    const fresh = await proved(joining, access);
    if (!fresh.ok) return fresh;
    return accepted({
      one: { ...one, hash, done: { ...one.done, sign: done } },
      words: `Signed the joining for ${one.name}.`,
      step: 'sign' as const,
    });
  });
}

/** What is done before signing, in words; undefined where all is. */
function missingSteps(book: OpenBook, { instrument }: Standing, one: KeptAccession): string | undefined {
  const papers = lackingFor(book, instrument.jurisdiction, one);
  const steps = (['signers', 'told'] as const).filter((step) => !one.done[step]);
  const missing = [
    ...(papers.length === 0 ? [] : [`accept ${lackingWords(papers)} under ${ASSURANCE_PAGE}`]),
    ...steps.map((step) => STEP_WORDS[step] ?? step),
  ];
  return missing.length === 0 ? undefined : listed(missing);
}

const STEP_WORDS: Readonly<Record<string, string>> = {
  signers: 'confirm who signs',
  told: 'say how and from when your people are told',
};

async function agree(joining: Joining, access: Access, id: string) {
  return change(joining, access, id, async ({ one, book, version, done }) => {
    const partner = partnerWithKey(book, access.organization);
    const asked = agreeing(version.instrument, one);
    if (
      !partner ||
      !asked.includes(partner.organization) ||
      !signersOf(book, partner, version.instrument).includes(access.role)
    ) {
      return refuse(
        'forbidden',
        'governance.not-agreeing',
        'Only who signs for a party that the agreement asks agrees to a joining.',
      );
    }
    if (one.agreed[partner.organization]) return accepted({ one, words: undefined });
    const fresh = await proved(joining, access);
    if (!fresh.ok) return fresh;
    const agreed = { ...one.agreed, [partner.organization]: done };
    return accepted({
      one: { ...one, agreed },
      words: `${partner.name} agreed that ${one.name} joins.`,
      agreed: partner.organization,
    });
  });
}

type Before = { readonly one: KeptAccession; readonly book: OpenBook; readonly version: Standing; readonly done: Done };
type After = {
  readonly one: KeptAccession;
  readonly words: string | undefined;
  readonly step?: JoiningStep;
  readonly agreed?: string;
};

/** One change under the lock of the joining; when all is there, its first day is kept with it. */
async function change(
  joining: Joining,
  access: Access,
  id: string,
  work: (before: Before) => Promise<Outcome<After>>,
): Promise<Outcome<JoiningView>> {
  const changed = await joining.store.write(async (transaction): Promise<Outcome<true>> => {
    const one = /^\d{1,9}$/.test(id) ? await lockAccession(transaction, Number(id)) : undefined;
    const book = await bookIn(joining, transaction);
    const version = one && versionOf(book, one);
    if (!one || !version || !maySeeJoining(book, access, one)) return noJoining(id);
    const actor: Actor = { access, at: new Date(joining.now()) };
    const done = { by: access.name ?? access.principal, at: actor.at.toISOString() };
    const next = await work({ one, book, version, done });
    if (!next.ok) return next;
    if (next.value.words === undefined) return accepted(true);
    await kept(joining, transaction, actor, { next: next.value, version, today: book.today });
    return accepted(true);
  });
  if (!changed.ok) return changed;
  await joining.current.reload();
  return viewed(joining, access, id);
}

async function kept(
  joining: Joining,
  transaction: Transaction,
  actor: Actor,
  { next, version, today }: { readonly next: After; readonly version: Standing; readonly today: Day },
): Promise<void> {
  const { instrument } = version;
  const starts = firstDay(next.one, instrument, today);
  const one = { ...next.one, starts };
  await keepAccession(transaction, one);
  await note(transaction, actor, {
    act: 'join',
    instrument: instrument.id,
    version: instrument.version,
    words: next.words ?? '',
  });
  if (starts !== null && next.one.starts === null) {
    const words = `${one.name} is a partner from ${dayWords(starts)}.`;
    await note(transaction, actor, { act: 'join', instrument: instrument.id, version: instrument.version, words });
  }
  await stepKept(joining, transaction, actor.access, { id: one.id, ...next });
}

/** Never before its people were told, nor before the agreement itself begins, nor for a day that is past. */
function firstDay(one: KeptAccession, instrument: Instrument, today: Day): Day | null {
  if (one.starts !== null) return one.starts;
  const asked = agreeing(instrument, one);
  const all = one.done.sign && one.told_from !== null && asked.every((party) => one.agreed[party]);
  if (!all || one.told_from === null) return null;
  return [one.told_from, begins(instrument), today].sort().at(-1) ?? today;
}

export function noJoining(id: string): Outcome<never> {
  return refuse('not-found', 'governance.no-joining', `There is no joining ${id}.`);
}

function viewed(joining: Joining, access: Access, id: string): Outcome<JoiningView> {
  const book = joining.current.book();
  const one = book.accessions.find((other) => String(other.id) === id);
  const view = one && maySeeJoining(book, access, one) ? viewOf(book, access, one) : undefined;
  return view ? accepted(view) : noJoining(id);
}
