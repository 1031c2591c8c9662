import { lawIn } from '#joint';
import { type Access, type PartnerKind, coverage, dayWords, joinedBy, named } from '#agreement';
import type { Day } from '#base';
import { lackingToSign, lackingWords } from './assurance/asked.ts';
import {
  feedOf,
  leaving,
  nameOfOrganization,
  type OpenBook,
  openSuspensions,
  partnerWithKey,
  type Standing,
  standingVersions,
} from './book.ts';
import type { InstrumentSummary, InstrumentView, NotYet, PartnerView, Signature } from './contract.ts';
import { identityView, registerViews } from './identity/identity.ts';
import { ladderOf, speaksFor } from './dispute/ladder.ts';
import { leavePlanOf, leavingOf, mayStillStay } from './leaving.ts';
import { heirOf } from './succession/house.ts';
import { isLead, mayLeave, mayPropose, mayResume, maySee, maySign, maySuspend } from './may.ts';

/** What a seat sees of the partnership's instruments. Pure: the book and the day are given. */
export function summaryOf(book: OpenBook, version: Standing): InstrumentSummary {
  const { instrument, standing } = version;
  return {
    id: instrument.id,
    version: instrument.version,
    title: instrument.title,
    kind: instrument.kind,
    ...(instrument.mandate ? { mandate: instrument.mandate } : {}),
    rank: instrument.rank,
    state: standing,
    effective: instrument.effective,
    parties: instrument.parties.map((party) => party.name),
    notYet: notYet(book, version),
  };
}

/** Every version that still counts, of every instrument that the seat may see. */
export function summariesOf(book: OpenBook, access: Access): readonly InstrumentSummary[] {
  return standingVersions(book)
    .filter((version) => version.standing !== 'replaced' && maySee(book, access, version))
    .map((version) => summaryOf(book, version));
}

export function viewOf(book: OpenBook, access: Access, version: Standing): Omit<InstrumentView, 'acts'> {
  const { instrument, hash } = version;
  const family = standingVersions(book).filter((one) => one.instrument.id === instrument.id);
  const [suspension] = openSuspensions(book, instrument.id);
  return {
    ...summaryOf(book, version),
    instrument: withDayOfSigning(version),
    textHash: hash,
    paragraphs: coverage(instrument),
    lawGives: lawIn(book.zone).floors.map(({ words, law }) => `${words} (${law})`),
    signatures: signaturesOf(book, version),
    versions: family.map((one) => ({
      version: one.instrument.version,
      state: one.standing,
      decided: one.instrument.decided,
    })),
    ...(suspension
      ? {
          suspension: {
            since: suspension.since.toISOString(),
            by: `${suspension.by}, ${nameOfOrganization(book, instrument, suspension.organization)}`,
            reason: suspension.reason,
          },
        }
      : {}),
    ...leavingViews(book, access, version),
    ...lackingOf(book, access, version),
    may: mayOf(book, access, version),
  };
}

/** What the viewer's own organisation accepts first, where its signature is awaited. */
function lackingOf(book: OpenBook, access: Access, version: Standing): Pick<InstrumentView, 'lacking'> {
  const body = partnerWithKey(book, access.organization);
  const signer = maySign(book, access, version);
  if (!body || !signer.ok || !version.awaited.includes(signer.value.organization)) return {};
  const lacking = lackingToSign(book, version.instrument, { party: signer.value.organization, body });
  return lacking.length === 0 ? {} : { lacking: lacking.map(({ rule }) => rule.title) };
}

/** What stands in the way of a version running, and who can do something about it. */
export function notYet(book: OpenBook, version: Standing): readonly NotYet[] {
  const { instrument, awaited, standing } = version;
  if (standing === 'replaced' || standing === 'ended') return [];
  const name = (organization: string) => nameOfOrganization(book, instrument, organization);
  const reach = (day: string) => ({
    who: `nobody: the day comes by itself`,
    missing: `It starts on ${dayWords(day)}.`,
  });
  return [
    ...awaited.flatMap((organization) => [
      {
        missing: `${name(organization)} has not signed.`,
        who: `whoever signs for ${name(organization)}`,
      },
      ...unassured(book, version, organization),
    ]),
    ...(instrument.effective > book.today ? [reach(instrument.effective)] : []),
    ...instrument.clauses.flatMap((clause) =>
      clause.clause === 'inform' && clause.earliest > book.today
        ? [
            {
              missing: `People are told first (${clause.how.replace(/\.$/, '')}); nothing is shared before ${dayWords(clause.earliest)}.`,
              who: 'all parties',
            },
          ]
        : [],
    ),
    ...unheard(book, version),
    ...(version.parentRuns
      ? []
      : [{ missing: `${parentTitle(book, instrument.parent)} is not in effect.`, who: 'its parties' }]),
    ...openSuspensions(book, instrument.id).map((one) => ({
      missing: `Suspended since ${dayWords(one.since.toISOString().slice(0, 10))}: ${one.reason}`,
      who: `${name(one.organization)}, which suspended it`,
    })),
  ];
}

/** A system by whose name nothing ever came may be called otherwise: what is agreed of it does nothing meanwhile, and nobody would notice. */
function unheard(book: OpenBook, { instrument }: Standing): readonly NotYet[] {
  const known = new Set(book.feeds.map(({ feed }) => feed));
  const named = instrument.clauses.flatMap((clause) => ('feeds' in clause ? (clause.feeds ?? []) : []));
  const missing = [...new Set(named)].filter((feed) => !known.has(feedOf(feed)));
  return missing.map((feed) => ({
    missing: `Nothing came from the feed “${feed}” yet; what is said of it does nothing until something does.`,
    who: 'whoever runs that system, or who wrote its name',
  }));
}

/** Papers without which a party that is awaited cannot sign. */
function unassured(book: OpenBook, { instrument }: Standing, party: string): readonly NotYet[] {
  const body = book.partners.find(({ organization }) => organization === heirOf(book, party));
  const lacking = body ? lackingToSign(book, instrument, { party, body }) : [];
  if (!body || lacking.length === 0) return [];
  const who = `a lead, manager or signatory of ${body.name}, under safety documents`;
  return [{ missing: `${body.name} has yet to accept ${lackingWords(lacking)}.`, who }];
}

/** Who a partner is by the register of the place, or which registers would know it. */
export function identified(book: OpenBook, organization: string, kind: PartnerKind) {
  const identity = identityView(book, organization);
  const registers = registerViews(book.zone, kind);
  return { ...(identity ? { identity } : {}), ...(registers.length > 0 ? { registers } : {}) };
}

/** Of one book once, as `standingVersions`. */
export function partnersOf(book: OpenBook): readonly PartnerView[] {
  const before = partnersOnce.get(book);
  if (before !== undefined) return before;
  const made = partnersIn(book);
  partnersOnce.set(book, made);
  return made;
}

const partnersOnce = new WeakMap<OpenBook, readonly PartnerView[]>();

function partnersIn(book: OpenBook): readonly PartnerView[] {
  const sharing = new Set(
    standingVersions(book)
      .filter((version) => version.standing === 'in-effect')
      .flatMap(({ instrument }) =>
        instrument.clauses.flatMap((clause) => (clause.clause === 'share' ? named(clause.from, instrument) : [])),
      ),
  );
  const from = sharesFrom(book);
  return book.partners.map(({ key, organization, name, kind, locality, hosts }) => ({
    key,
    organization,
    name,
    kind,
    sharing: sharing.has(organization),
    ...identified(book, organization, kind),
    ...(locality === undefined ? {} : { locality }),
    ...(hosts ? { hosts: true as const } : {}),
    ...(!sharing.has(organization) && from.has(organization)
      ? { sharesFrom: from.get(organization) ?? book.today }
      : {}),
  }));
}

/** Who shares from a later day on: under a version that begins then, or by joining one that runs. */
function sharesFrom(book: OpenBook): ReadonlyMap<string, Day> {
  const found = new Map<string, Day>();
  const put = (organization: string, day: Day) => {
    const before = found.get(organization);
    if (day > book.today && (before === undefined || day < before)) found.set(organization, day);
  };
  for (const version of standingVersions(book)) {
    if (version.standing !== 'signed' && version.standing !== 'in-effect') continue;
    const { instrument } = joinedBy(version);
    const joins = new Map((version.accessions ?? []).map(({ party, on }) => [party.organization, on]));
    for (const clause of instrument.clauses) {
      if (clause.clause !== 'share') continue;
      for (const one of named(clause.from, instrument)) put(one, joins.get(one) ?? version.begins);
    }
  }
  return found;
}

function signaturesOf(book: OpenBook, { instrument, awaited }: Standing): readonly Signature[] {
  const given = book.signatures.filter((one) => one.instrument === instrument.id && one.version === instrument.version);
  return [
    ...given.map(({ organization, by, at }) => ({
      organization,
      name: nameOfOrganization(book, instrument, organization),
      by,
      at: at.toISOString(),
    })),
    ...awaited.map((organization) => ({ organization, name: nameOfOrganization(book, instrument, organization) })),
  ];
}

function withDayOfSigning({ instrument, awaited, signatures }: Standing): InstrumentView['instrument'] {
  const last = signatures
    .map((signature) => signature.on)
    .sort()
    .at(-1);
  return awaited.length === 0 && last ? { ...instrument, signed: last } : instrument;
}

function mayOf(book: OpenBook, access: Access, version: Standing): InstrumentView['may'] {
  const { standing, instrument, awaited } = version;
  const signer = maySign(book, access, version);
  const suspender = maySuspend(book, access, version);
  const already = openSuspensions(book, instrument.id).map((one) => one.organization);
  return {
    sign: standing === 'awaiting-signatures' && signer.ok && awaited.includes(signer.value.organization),
    suspend: suspendable(version) && suspender.ok && !already.includes(suspender.value.organization),
    resume: mayResume(book, access, version).ok,
    propose: mayPropose(book, access, instrument, instrument).ok,
    document: mayPropose(book, access, instrument, instrument).ok && instrument.kind !== 'mandate',
    invite:
      (standing === 'in-effect' || standing === 'signed') &&
      isLead(access) &&
      mayPropose(book, access, instrument, instrument).ok &&
      instrument.clauses.some(({ clause }) => clause === 'join'),
    simulate:
      (standing === 'awaiting-signatures' || standing === 'signed') &&
      mayPropose(book, access, instrument, instrument).ok,
    dispute: mayDispute(book, access, version),
    leave: mayGiveNotice(book, access, version),
    stay: mayStillStay(book, access, version),
  };
}

function mayDispute(book: OpenBook, access: Access, version: Standing): boolean {
  const runs = suspendable(version) && ladderOf(book, version.instrument) !== undefined;
  return runs && speaksFor({ book, access, version }).ok;
}

function leavingViews(
  book: OpenBook,
  access: Access,
  version: Standing,
): Pick<InstrumentView, 'leaving' | 'leavePlan'> {
  const plan = mayGiveNotice(book, access, version) ? leavePlanOf(book, access, version) : undefined;
  return { leaving: leavingOf(book, version), ...(plan ? { leavePlan: plan } : {}) };
}

function mayGiveNotice(book: OpenBook, access: Access, version: Standing): boolean {
  const leaver = mayLeave(book, access, version);
  return suspendable(version) && leaver.ok && leaving(book, version, leaver.value.organization) === undefined;
}

/** Something that runs or is going to can be suspended. */
export function suspendable({ standing }: Pick<Standing, 'standing'>): boolean {
  return standing === 'in-effect' || standing === 'suspended' || standing === 'signed';
}

function parentTitle(book: OpenBook, parent: string | undefined): string {
  return book.versions.findLast(({ instrument }) => instrument.id === parent)?.instrument.title ?? String(parent);
}
