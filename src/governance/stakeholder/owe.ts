import type { Access } from '#agreement';
import type { Actor, NewObligation } from '#obligation';
import type { Transaction } from '#store';
import type { Acting } from '../acts.ts';
import type { ProgrammeState } from '../programme/programme.ts';
import type { AboutAll, AboutOne, Of } from './said.ts';
import type { Circle, Stakeholder } from './stakeholder.ts';

export type Tending = Acting & { readonly viewerOf: (person: string) => Promise<number | undefined> };

type Owing = {
  readonly tending: Tending;
  readonly transaction: Transaction;
  readonly access: Access;
  readonly id: string;
  readonly programme: ProgrammeState;
  readonly before: Stakeholder;
  readonly after: Stakeholder;
};

/** What is due because of what was said of somebody, and what it keeps. In the transaction of the deed. */
export async function oweAfter(owing: Owing, said: AboutOne): Promise<void> {
  const { tending, transaction, access, id, after } = owing;
  if (said.did === 'promised') return owePledge(owing, said);
  const fact =
    said.did === 'contact'
      ? silenceFact(id, after.id)
      : said.did === 'done'
        ? pledgeFact(id, after.id, said.promise)
        : undefined;
  if (fact !== undefined) await tending.obligations?.fact(transaction, access, fact, { reference: pageOf(id, after) });
}

async function owePledge(
  { tending, transaction, access, id, programme, after }: Owing,
  said: Of<'promised'>,
): Promise<void> {
  const fact = pledgeFact(id, after.id, said.id);
  await openDuty(tending, transaction, access, {
    kind: 'stakeholder-promise',
    key: fact,
    title:
      said.side === 'us'
        ? `Do what was promised: ${titleOf(programme, after)}`
        : `Say what became of a promise: ${titleOf(programme, after)}`,
    owner: said.owner,
    owed: { organization: after.tender.organization, role: after.tender.role },
    // In words only where it is about no person: what is due is kept longer than an entry.
    because: after.kind === 'person' ? 'What was promised stands with the entry.' : said.words.slice(0, 500),
    page: pageOf(id, after),
    due: { on: said.until },
    ladder: [{ to: programme.lead, afterWorkingDays: 5 }],
    closedBy: { fact },
    attested: false,
  });
}

/** Nobody has spoken with them for too long: once, until somebody does. */
export async function oweWord(
  tending: Tending,
  transaction: Transaction,
  by: Actor,
  about: {
    readonly id: string;
    readonly programme: ProgrammeState;
    readonly one: Stakeholder;
    readonly circle: Circle;
  },
): Promise<boolean> {
  const { id, programme, one, circle } = about;
  const key = `${silenceFact(id, one.id)}#${one.contacts.length}`;
  if (!tending.obligations || (await tending.obligations.find(transaction, 'stakeholder-silent', key)) !== undefined)
    return false;
  await openDuty(tending, transaction, by, {
    kind: 'stakeholder-silent',
    key,
    title: `Speak with a stakeholder who has gone silent: ${titleOf(programme, one)}`,
    owner: one.tender,
    because: `Nobody has spoken with them for ${circle.cadence.silent} days.`,
    page: pageOf(id, one),
    due: { in: 5, unit: 'working-days' },
    ladder: [{ to: programme.lead, afterWorkingDays: 5 }],
    closedBy: { fact: silenceFact(id, one.id) },
    attested: false,
  });
  return true;
}

type OwingAll = Pick<Owing, 'tending' | 'transaction' | 'access' | 'id' | 'programme'> & { readonly circle: Circle };

/** A line of influence is asked about six months after it was last said; a kit is to be read, and a concern to be answered. */
export async function oweOfAll(
  { tending, transaction, access, id, programme, circle }: OwingAll,
  said: AboutAll,
  after: Circle,
): Promise<void> {
  const kept = (fact: string) =>
    tending.obligations?.fact(transaction, access, fact, { reference: `/programmes/${id}` });
  const owe = (asked: NewObligation & { readonly key: string }) =>
    openDuty(tending, transaction, access, {
      ...asked,
      closedBy: { fact: `${asked.kind}:${asked.key}` },
      attested: false,
    });
  if (said.did === 'influence-ended') {
    const round = circle.influences.find((each) => each.id === said.influence)?.round ?? 0;
    return void (await kept(`influence:${id}.${said.influence}#${round}`));
  }
  if (said.did === 'influence' || said.did === 'influence-confirmed') {
    const one = after.influences.find((each) => each.id === (said.did === 'influence' ? said.id : said.influence));
    if (!one) return;
    await kept(`influence:${id}.${one.id}#${one.round - 1}`);
    const due = { in: 6, unit: 'months', roll: 'next-working-day' } as const;
    const because = 'Who listens to whom changes; a line that nobody has confirmed for six months misleads.';
    const title = `Say whether it is still so: influence about ${one.topic}`;
    const from = Date.parse(`${one.confirmed}T12:00:00Z`);
    const page = `/programmes/${id}/influence`;
    await owe({
      kind: 'influence',
      key: `${id}.${one.id}#${one.round}`,
      title,
      owner: one.owner,
      because,
      page,
      due,
      from,
    });
  }
  if (said.did === 'kit-given')
    await owe({
      kind: 'kit',
      key: `${id}.${said.id}`,
      title: `Read what it means for you: ${programme.name}`,
      owner: said.to,
      page: `/programmes/${id}/kit?of=${encodeURIComponent(said.to.organization)}&role=${said.to.role}`,
      due: { in: 10, unit: 'working-days' },
    });
  if (said.did === 'kit-read') await kept(`kit:${id}.${said.kit}`);
  if (said.did === 'concern')
    await owe({
      kind: 'concern',
      key: `${id}.${said.id}`,
      title: `Answer a concern: ${programme.name}`,
      owner: programme.lead,
      owed: said.owner,
      because: said.words.slice(0, 500),
      page: `/programmes/${id}/kits`,
      due: { in: 10, unit: 'working-days' },
    });
  if (said.did === 'concern-answered') await kept(`concern:${id}.${said.concern}`);
}

export async function openDuty(
  tending: Tending,
  transaction: Transaction,
  by: Actor,
  asked: NewObligation,
): Promise<void> {
  const opened = await tending.obligations?.open(transaction, by, { ...asked, title: asked.title.slice(0, 200) });
  if (opened && !opened.ok)
    throw new Error(`a duty towards a stakeholder could not be opened: ${opened.refusals[0].code}`);
}

export function silenceFact(programme: string, stakeholder: string): string {
  return `stakeholder-word:${programme}.${stakeholder}`;
}

export function pledgeFact(programme: string, stakeholder: string, promise: string): string {
  return `stakeholder-promise:${programme}.${stakeholder}.${promise}`;
}

export function pageOf(programme: string, { id }: Pick<Stakeholder, 'id'>): string {
  return `/programmes/${programme}/stakeholders/${id}`;
}

/** A title names no person. */
function titleOf({ name }: ProgrammeState, one: Stakeholder): string {
  return one.kind === 'person' ? name : `${one.name}, ${name}`;
}
