import { type Access, checkInstrument, type Instrument, readInstrument } from '#agreement';
import { dayIn } from '#base';
import { accepted, type Outcome, refuse, refused } from '#fhir';
import { lawOf, type Services } from '#joint';
import type { Transaction } from '#store';
import {
  type Actor,
  keepSignature,
  keepSuspension,
  keepVersion,
  liftSuspension,
  note,
  openInstrument,
} from './act.queries.ts';
import { lackingToSign, lackingWords } from './assurance/asked.ts';
import { ASSURANCE_PAGE } from './assurance/contract.ts';
import {
  mainVersion,
  openSuspensions,
  type OpenBook,
  type Partner,
  partnerWithKey,
  type Standing,
  standingVersions,
} from './book.ts';
import { lockInstrument, readBook } from './book.queries.ts';
import type { InstrumentSummary } from './contract.ts';
import type { Current } from './current.ts';
import { oweSignatures, signatureKept } from './signature-owed.ts';
import { mayPropose, mayResume, maySee, maySign, maySuspend } from './may.ts';
import { fitToPartners } from './parties.ts';
import { proved } from './proof.ts';
import { textHash } from './text-hash.ts';
import { variedWrongly } from './varied.ts';
import { suspendable, summaryOf } from './view.ts';

/** What parties do to instruments. Each act is one transaction under the instrument's lock, and shows when it answers. */
export type Acting = Pick<Services, 'store' | 'now' | 'zone' | 'obligations'> &
  Partial<Pick<Services, 'stepUp' | 'holders'>> & {
    readonly current: Pick<Current, 'reload' | 'book'>;
  };

export async function propose(acting: Acting, access: Access, json: unknown): Promise<Outcome<InstrumentSummary>> {
  const read = readInstrument(json);
  if (!read.ok) return read;
  const { signed: _, ...unsigned } = read.value;
  return act(acting, access, async (transaction, actor) => {
    await openInstrument(transaction, unsigned);
    const book = await bookIn(acting, transaction);
    // With those who have joined it since: the next version is theirs to propose too.
    const before = standingVersions(book).findLast(({ instrument }) => instrument.id === unsigned.id)?.instrument;
    const fitted = fitToPartners(book.partners, unsigned);
    if (!fitted.ok) return fitted;
    const draft = fitted.value;
    const law = lawOf(draft.jurisdiction, acting.zone);
    const wrong =
      checkNext(draft, before) ?? outcomeOf([...checkInstrument(draft, law), ...variedWrongly(book, draft)]);
    if (wrong) return wrong;
    const allowed = mayPropose(book, access, draft, before);
    if (!allowed.ok) return allowed;
    await keepVersion(transaction, draft, textHash(draft), actor.at);
    const words = before ? `Proposed version ${draft.version}.` : 'Proposed.';
    await note(transaction, actor, { act: 'propose', instrument: draft.id, version: draft.version, words });
    const { id, version } = draft;
    await oweSignatures(acting, transaction, access, { book: await bookIn(acting, transaction), id, version });
    return accepted({ id: draft.id, version: draft.version });
  });
}

/** Signs what was shown: the hash says which text that was. Signing twice is the same as signing once. */
export async function sign(
  acting: Acting,
  access: Access,
  shown: { readonly id: string; readonly version: number; readonly textHash: string },
): Promise<Outcome<InstrumentSummary>> {
  return act(acting, access, async (transaction, actor) => {
    const found = await locked(acting, { transaction, access, id: shown.id }, shown.version);
    if (!found.ok) return found;
    const { book, version } = found.value;
    const signer = maySign(book, access, version);
    if (!signer.ok) return signer;
    const refusal = unsignable(version, shown.textHash);
    if (refusal) return refusal;
    const { organization, name } = signer.value;
    if (version.awaited.includes(organization)) {
      const unsafe = unassured(book, access, version, organization);
      if (unsafe) return unsafe;
      const fresh = await proved(acting, access);
      if (!fresh.ok) return fresh;
      const signed = { instrument: shown.id, version: shown.version, organization, hash: shown.textHash };
      await keepSignature(transaction, actor, signed);
      const words = `Signed for ${name}.`;
      await note(transaction, actor, { act: 'sign', instrument: shown.id, version: shown.version, words });
      await signatureKept(acting, transaction, access, { ...shown, organization });
    }
    return accepted(shown);
  });
}

export function suspend(
  acting: Acting,
  access: Access,
  id: string,
  reason: string,
): Promise<Outcome<InstrumentSummary>> {
  return actFor(acting, access, { id, reason, may: maySuspend }, async (of) => {
    const { transaction, actor, book, version, partner, why } = of;
    if (!suspendable(version)) {
      const text = `${version.instrument.title} does not run and is not going to; there is nothing to suspend.`;
      return refuse('conflict', 'governance.not-running', text);
    }
    const { organization, name } = partner;
    if (openSuspensions(book, id).some((one) => one.organization === organization)) {
      return refuse('conflict', 'governance.suspended-already', `${name} has suspended it already.`);
    }
    await keepSuspension(transaction, actor, { instrument: id, organization, reason: why });
    await note(transaction, actor, { act: 'suspend', instrument: id, words: `Suspended by ${name}: ${why}` });
    return accepted({ id, version: version.instrument.version });
  });
}

export function resume(
  acting: Acting,
  access: Access,
  id: string,
  reason: string,
): Promise<Outcome<InstrumentSummary>> {
  return actFor(acting, access, { id, reason, may: mayResume }, async (of) => {
    const { transaction, actor, version, partner, why } = of;
    const { organization, name } = partner;
    await liftSuspension(transaction, actor, { instrument: id, organization, reason: why });
    await note(transaction, actor, { act: 'resume', instrument: id, words: `Lifted by ${name}: ${why}` });
    return accepted({ id, version: version.instrument.version });
  });
}

export function noInstrument(id: string): Outcome<never> {
  return refuse('not-found', 'governance.no-instrument', `There is no agreement ${id}.`);
}

export function noVersion(id: string, version: number): Outcome<never> {
  return refuse('not-found', 'governance.no-version', `There is no version ${version} of ${id}.`);
}

type Named = { readonly id: string; readonly version: number };

type Wanted = {
  readonly id: string;
  readonly reason: string;
  /** For which organisation the seat may do it. */
  readonly may: (book: OpenBook, access: Access, version: Standing) => Outcome<Partner>;
};

/** An instrument as it stands, locked, and who does something about it and why. */
export type ActedOn = {
  readonly transaction: Transaction;
  readonly actor: Actor;
  readonly book: OpenBook;
  readonly version: Standing;
  readonly partner: Partner;
  readonly why: string;
};

/** An act with a reason, for an organisation, on an agreement as it stands. */
export async function actFor(
  acting: Acting,
  access: Access,
  { id, reason, may }: Wanted,
  work: (of: ActedOn) => Promise<Outcome<Named>>,
): Promise<Outcome<InstrumentSummary>> {
  const why = reasonOf(reason);
  if (!why.ok) return why;
  return act(acting, access, async (transaction, actor) => {
    const found = await locked(acting, { transaction, access, id });
    if (!found.ok) return found;
    const allowed = may(found.value.book, access, found.value.version);
    if (!allowed.ok) return allowed;
    return work({ transaction, actor, ...found.value, partner: allowed.value, why: why.value });
  });
}

/** One transaction; answers when every seat of this server sees what was done. */
export async function act(
  acting: Acting,
  access: Access,
  work: (transaction: Transaction, actor: Actor) => Promise<Outcome<Named>>,
): Promise<Outcome<InstrumentSummary>> {
  const done = await acting.store.write((transaction) => work(transaction, { access, at: new Date(acting.now()) }));
  if (!done.ok) return done;
  // Before it is answered, so that who acted sees what they did, and nobody on this server sees what was suspended.
  await acting.current.reload();
  const book = acting.current.book();
  const { id, version } = done.value;
  const found = standingVersions(book).find((one) => one.instrument.id === id && one.instrument.version === version);
  return found ? accepted(summaryOf(book, found)) : noVersion(id, version);
}

export async function bookIn(acting: Acting, transaction: Transaction): Promise<OpenBook> {
  return { ...(await readBook(transaction)), zone: acting.zone, today: dayIn(acting.zone, acting.now()) };
}

type Asked = { readonly transaction: Transaction; readonly access: Access; readonly id: string };

/** The instrument as it stands, locked against other acts; what the seat may not see is not there. */
export async function locked(
  acting: Acting,
  { transaction, access, id }: Asked,
  version?: number,
): Promise<Outcome<{ readonly book: OpenBook; readonly version: Standing }>> {
  if (!(await lockInstrument(transaction, id))) return noInstrument(id);
  const book = await bookIn(acting, transaction);
  const family = standingVersions(book).filter((one) => one.instrument.id === id);
  const found = version === undefined ? mainVersion(family) : family.find((one) => one.instrument.version === version);
  if (!found || !maySee(book, access, found)) return version === undefined ? noInstrument(id) : noVersion(id, version);
  return accepted({ book, version: found });
}

/** No body switches sharing on before it has accepted what the law asks of it; who took a party's place answers for itself. */
function unassured(book: OpenBook, access: Access, version: Standing, party: string): Outcome<never> | undefined {
  const body = partnerWithKey(book, access.organization);
  const lacking = body ? lackingToSign(book, version.instrument, { party, body }) : [];
  if (!body || lacking.length === 0) return undefined;
  const text = `${body.name} has yet to accept ${lackingWords(lacking)}. Its lead, manager or signatory hands it in under ${ASSURANCE_PAGE}, then sign.`;
  return refuse('business-rule', 'governance.assurance-missing', text);
}

function unsignable(version: Standing, shown: string): Outcome<never> | undefined {
  if (version.hash !== shown) {
    const text = 'What you were shown is not the text that is there now; read it again and sign that.';
    return refuse('conflict', 'governance.text-changed', text);
  }
  if (version.standing === 'replaced' || version.standing === 'ended') {
    const text = `Version ${version.instrument.version} is ${version.standing}; sign the newest one.`;
    return refuse('conflict', 'governance.version-past', text);
  }
  return undefined;
}

function checkNext(draft: Instrument, before: Instrument | undefined): Outcome<never> | undefined {
  const expected = (before?.version ?? 0) + 1;
  if (draft.version !== expected) {
    const text = before
      ? `Version ${before.version} is there already; the next one is ${expected}. Look at it before you propose yours.`
      : 'A new agreement begins with version 1.';
    return refuse('conflict', 'governance.version-taken', text);
  }
  if (before && before.kind !== draft.kind) {
    return refuse(
      'business-rule',
      'governance.kind-changed',
      `${draft.id} is a ${before.kind}; write a new agreement instead.`,
    );
  }
  return undefined;
}

function outcomeOf(refusals: ReturnType<typeof checkInstrument>): Outcome<never> | undefined {
  const [first, ...rest] = refusals;
  return first && refused(first, ...rest);
}

const REASON_MAX = 2_000;

export function reasonOf(reason: string): Outcome<string> {
  const words = reason.trim();
  return words === '' || words.length > REASON_MAX
    ? refuse(
        'required',
        'governance.reason',
        `Say why, in at most ${REASON_MAX} characters; the other parties read it.`,
      )
    : accepted(words);
}
