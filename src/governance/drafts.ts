import { lawIn, lawOf } from '#joint';
import { type Access, checkInstrument, type Instrument, INSTRUMENT_KINDS, readInstrument } from '#agreement';
import { dayIn } from '#base';
import { accepted, type Outcome, type Refusal, refuse } from '#fhir';
import type { Actor } from './act.queries.ts';
import { type Acting, propose } from './acts.ts';
import { mainVersion, type OpenBook, type Partner, partnerWithKey, standingVersions } from './book.ts';
import { asInstrument, changed, differenceOf, newAgreement, nextVersion, NOTHING_OUT, partOf, slug } from './draft.ts';
import {
  draftOf,
  draftsOf,
  keepDraft,
  type KeptDraft,
  lockDraft,
  openDraft,
  removeDraft,
  type Touched,
} from './draft.queries.ts';
import type { DraftAnswers, DraftBody, DraftChange, DraftSummary, DraftView, NewDraft } from './drafts.contract.ts';
import { isLead, maySee } from './may.ts';
import { fitToPartners } from './parties.ts';
import { schemeOf } from './scheme.ts';
import { variedWrongly } from './varied.ts';

const DRAFTS_MAX = 200;
const BODY_MAX = 1_000_000;

/** Writing agreements: drafts of an organisation, kept as they are typed, and sent when they are whole. */
export function draftAnswers(acting: Acting): DraftAnswers {
  return {
    drafts: async (access) => {
      const writer = mayWrite(acting, access);
      if (!writer.ok) return writer;
      const kept = await draftsOf(acting.store, access.organization, DRAFTS_MAX);
      return accepted(kept.map((one) => summaryOf(acting.current.book(), one)));
    },
    draft: async (access, id) => {
      const found = await own(acting, access, id);
      return found.ok ? accepted(viewOf(acting, access, found.value)) : found;
    },
    startDraft: (access, draft) => start(acting, access, draft),
    changeDraft: (access, id, change, revision) => keep(acting, access, { id, change, revision }),
    sendDraft: (access, id, revision) => send(acting, access, { id, revision }),
    dropDraft: async (access, id) => {
      const found = await own(acting, access, id);
      if (!found.ok) return found;
      await acting.store.write((transaction) => removeDraft(transaction, id));
      return accepted(true);
    },
  };
}

async function start(acting: Acting, access: Access, wish: NewDraft): Promise<Outcome<{ readonly id: string }>> {
  const writer = mayWrite(acting, access);
  if (!writer.ok) return writer;
  const book = acting.current.book();
  const there = await draftsOf(acting.store, access.organization, DRAFTS_MAX);
  if (there.length >= DRAFTS_MAX) {
    const text = `There are ${DRAFTS_MAX} drafts; send or drop one first.`;
    return refuse('too-costly', 'governance.drafts-many', text);
  }
  const body = 'of' in wish ? next(book, access, wish.of) : begun(acting, writer.value, wish);
  if (!body.ok) return body;
  const same = there.find((one) => one.instrument === body.value.id);
  if (same) return accepted({ id: same.id });
  const written = { body: body.value, takenOut: NOTHING_OUT };
  const id = await acting.store.write((transaction) =>
    openDraft(transaction, actorOf(acting, access), { instrument: body.value.id, written }),
  );
  return accepted({ id });
}

function next(book: OpenBook, access: Access, id: string): Outcome<DraftBody> {
  const family = standingVersions(book).filter(({ instrument }) => instrument.id === id);
  const found = mainVersion(family);
  return found && maySee(book, access, found)
    ? accepted(nextVersion(found.instrument, book.today))
    : refuse('not-found', 'governance.no-instrument', `There is no agreement ${id}.`);
}

function begun(
  acting: Acting,
  { organization, name, kind: partner }: Partner,
  { title, kind, effective }: Exclude<NewDraft, { readonly of: string }>,
): Outcome<DraftBody> {
  if (title.trim() === '' || title.length > 300 || !INSTRUMENT_KINDS.includes(kind)) {
    return refuse(
      'required',
      'governance.draft-title',
      'Give it a title of at most 300 characters, and say what kind it is.',
      'title',
    );
  }
  const { versions } = acting.current.book();
  const taken = new Set(versions.map(({ instrument }) => instrument.id));
  let id = slug(title);
  for (let number = 2; taken.has(id); number += 1) id = `${slug(title)}-${number}`;
  const parties = [{ organization, name, kind: partner }];
  const jurisdiction = lawIn(acting.zone).id;
  return accepted(newAgreement({ id, title: title.trim(), kind, jurisdiction, parties, effective }));
}

type Keeping = { readonly id: string; readonly change: DraftChange; readonly revision: number };

/** One change. Two who write different parts of a draft do not disturb each other; of one part the later is told who was before. */
async function keep(acting: Acting, access: Access, { id, change, revision }: Keeping) {
  const found = await own(acting, access, id);
  if (!found.ok) return found;
  return acting.store.write(async (transaction) => {
    const draft = await lockDraft(transaction, id);
    if (!draft) return noDraft(id);
    const part = partOf(change);
    const last = part === undefined ? undefined : draft.touched[part];
    if (last && last.revision > revision && last.by !== (access.name ?? access.principal))
      return overtaken(last, acting.zone);
    const done = changed(draft.written, change);
    if (!done.ok) return done;
    const { added, ...written } = done.value;
    if (JSON.stringify(written).length > BODY_MAX) {
      return refuse(
        'too-long',
        'governance.draft-large',
        'A draft holds at most a million characters; take something out.',
      );
    }
    const actor = actorOf(acting, access);
    const now = draft.revision + 1;
    const mark = { revision: now, by: access.name ?? access.principal, at: actor.at.toISOString() };
    const touched: Touched = part === undefined ? draft.touched : { ...draft.touched, [part]: mark };
    await keepDraft(transaction, actor, { id, written, touched, revision: now });
    return accepted({ revision: now, ...(added === undefined ? {} : { added }) });
  });
}

function overtaken({ by, at }: Touched[string], timeZone: string): Outcome<never> {
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(new Date(at));
  const text = `${by} changed this part at ${clock}, after you had opened it. What you typed is below and not kept yet: open the draft again beside it, compare, and keep yours over theirs if it is right.`;
  return refuse('lock-error', 'governance.draft-moved', text);
}

async function send(
  acting: Acting,
  access: Access,
  { id, revision }: { readonly id: string; readonly revision: number },
) {
  const found = await own(acting, access, id);
  if (!found.ok) return found;
  const draft = found.value;
  if (draft.revision !== revision) {
    const text = `${draft.by} changed the draft after you had opened it. Read it again, then send it.`;
    return refuse('lock-error', 'governance.draft-moved', text);
  }
  const sent = await propose(acting, access, asInstrument(draft.written.body, nextOf(acting, draft)));
  if (!sent.ok) return sent;
  await acting.store.write((transaction) => removeDraft(transaction, id));
  return accepted({ instrument: sent.value.id, version: sent.value.version });
}

function viewOf(acting: Acting, access: Access, draft: KeptDraft): DraftView {
  const book = acting.current.book();
  const { body, takenOut } = draft.written;
  const family = standingVersions(book).filter(({ instrument }) => instrument.id === draft.instrument);
  const base = mainVersion(family.filter((one) => maySee(book, access, one)))?.instrument;
  return {
    ...summaryOf(book, draft),
    revision: draft.revision,
    body,
    takenOut,
    ...(base ? { base } : {}),
    difference: base ? differenceOf(base, body) : [],
    faults: faultsOf(acting, draft),
  };
}

/** What would keep it from being proposed now, all of it at once. */
function faultsOf(acting: Acting, draft: KeptDraft): readonly Refusal[] {
  const proposed = asInstrument(draft.written.body, nextOf(acting, draft));
  const read = readInstrument(proposed);
  if (!read.ok) return read.refusals;
  const fitted = fitToPartners(acting.current.book().partners, read.value);
  const checked: Instrument = fitted.ok ? fitted.value : read.value;
  const law = lawOf(checked.jurisdiction, acting.zone);
  const varied = variedWrongly(acting.current.book(), checked);
  return [...(fitted.ok ? [] : fitted.refusals), ...checkInstrument(checked, law), ...varied];
}

function nextOf(acting: Acting, { instrument }: KeptDraft) {
  const versions = acting.current.book().versions.filter((one) => one.instrument.id === instrument);
  const version = Math.max(0, ...versions.map((one) => one.instrument.version)) + 1;
  return { version, decided: dayIn(acting.zone, acting.now()) };
}

function summaryOf(book: OpenBook, { id, instrument, written, by, at }: KeptDraft): DraftSummary {
  const { title, kind } = written.body;
  const versions = book.versions.filter((one) => one.instrument.id === instrument);
  const last = versions.at(-1)?.instrument.version;
  return { id, title, kind, by, at: at.toISOString(), ...(last === undefined ? {} : { after: last }) };
}

/** Writing is for who proposes: leads, and the roles that sign. Another organisation's draft is not there. */
async function own(acting: Acting, access: Access, id: string): Promise<Outcome<KeptDraft>> {
  const writer = mayWrite(acting, access);
  if (!writer.ok) return writer;
  const found = /^\d{1,15}$/.test(id) ? await draftOf(acting.store, id) : undefined;
  return found && found.organization === access.organization ? accepted(found) : noDraft(id);
}

function mayWrite(acting: Acting, access: Access): Outcome<Partner> {
  const book = acting.current.book();
  const partner = partnerWithKey(book, access.organization);
  const signs = partner !== undefined && schemeOf(book, partner).signs.some(({ roles }) => roles.includes(access.role));
  return partner && (signs || isLead(access))
    ? accepted(partner)
    : refuse(
        'forbidden',
        'governance.not-writer',
        'Agreements are written by leads of a partner and by who signs for it.',
      );
}

function noDraft(id: string): Outcome<never> {
  return refuse('not-found', 'governance.no-draft', `There is no draft ${id}; it may have been sent or dropped.`);
}

function actorOf({ now }: Acting, access: Access): Actor {
  return { access, at: new Date(now()) };
}
