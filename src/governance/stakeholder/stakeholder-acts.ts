import type { Access, Holder } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Transaction } from '#store';
import { nameOf, partnerOf } from '../decision/who.ts';
import type { OpenBook } from '../book.ts';
import { leads, noProgramme } from '../programme/programme-acts.ts';
import { lockProgramme } from '../programme/programme.queries.ts';
import { type ProgrammeState, programmeState } from '../programme/programme.ts';
import type { Typed } from '../programme/typed.ts';
import { concernFrom, ownerOf } from './concern.ts';
import { allFrom, enteredFrom, noPart, oneFrom, restsOn, type Setting } from './deeds.ts';
import { influenceFrom } from './influence.ts';
import { isAbout, mayLog, sits } from './may.ts';
import { oweAfter, oweOfAll, type Tending } from './owe.ts';
import type { AboutAll, AboutOne, StakeholderSaid } from './said.ts';
import { addStakeholderDeeds, stakeholderDeeds } from './stakeholder.queries.ts';
import { type Circle, circleOf, type Stakeholder } from './stakeholder.ts';

export type Asked = {
  readonly tending: Tending;
  readonly access: Access;
  readonly book: OpenBook;
  readonly transaction: Transaction;
  readonly id: string;
  readonly programme: ProgrammeState;
  readonly circle: Circle;
};

/** Somebody new who has a stake. Where they sit at a partner and it is a person, they are found there by their name. */
export async function enter(
  tending: Tending,
  access: Access,
  programme: string,
  typed: Typed,
): Promise<Outcome<{ readonly id: string }>> {
  return under(tending, access, programme, async (asked) => {
    const { book, circle } = asked;
    if (!leads(book, access, asked.programme)) return notTheirs(book, asked.programme);
    const read = enteredFrom({ ...asked, typed });
    if (!read.ok) return read;
    const { kind, name, place } = read.value;
    const sitting = kind === 'person' && place ? await tending.holders?.(place.organization, place.role) : undefined;
    const found = sitting?.filter((one) => one.name.toLowerCase() === name.toLowerCase()) ?? [];
    const account = found.length === 1 ? found[0]?.account : undefined;
    const subject = `s${circle.stakeholders.length + circle.gone.length + 1}`;
    const said = { ...read.value, ...(account === undefined ? {} : { account: principalOf(account) }) };
    await say(asked, subject, [said]);
    return accepted({ id: subject });
  });
}

export async function act(
  tending: Tending,
  access: Access,
  programme: string,
  done: { readonly did: string; readonly id?: string; readonly typed: Typed },
): Promise<Outcome<true>> {
  return under(tending, access, programme, (asked) =>
    done.id === undefined ? toAll(asked, done) : toOne(asked, done),
  );
}

async function toAll(
  asked: Asked,
  { did, typed }: { readonly did: string; readonly typed: Typed },
): Promise<Outcome<true>> {
  const { book, access, programme, circle } = asked;
  const read = readAll(did, { ...asked, typed });
  if (!read.ok) return read;
  const owner = ownerOf(circle, read.value) ?? circle.influences.find(({ id }) => id === typed['influence'])?.owner;
  const owns = owner !== undefined && sits(book, access, owner);
  if (OWNERS_ALONE.includes(did) && !owns) return notOwner(book, owner);
  if (!owns && !leads(book, access, programme)) return notTheirs(book, programme);
  if (!restsOn(book, read.value))
    return refuse(
      'value',
      'governance.cadence-agreement',
      'Name an agreement in effect and a paragraph of it that says so.',
    );
  await say(asked, 'all', [read.value]);
  await oweOfAll(asked, read.value, circleOf(await stakeholderDeeds(asked.transaction, asked.id)));
  return accepted(true);
}

/** Settled is what its owner says is settled, and read is what its reader says. */
const OWNERS_ALONE: readonly string[] = ['concern-closed', 'kit-read'];

function readAll(did: string, setting: Setting): Outcome<AboutAll> {
  if (did.startsWith('influence')) return INFLUENCE_DEEDS.includes(did) ? influenceFrom(did, setting) : noPart();
  if (CONCERN_DEEDS.includes(did)) return concernFrom(did, setting);
  return ['cadence', 'gathering', 'newsletter'].includes(did) ? allFrom(did, setting) : noPart();
}

const INFLUENCE_DEEDS: readonly string[] = ['influence', 'influence-confirmed', 'influence-ended'];
const CONCERN_DEEDS: readonly string[] = ['concern', 'concern-answered', 'concern-closed', 'kit-given', 'kit-read'];

function notOwner(book: OpenBook, owner: Holder | undefined): Outcome<never> {
  const who = owner ? `the ${owner.role.replaceAll('-', ' ')} of ${nameOf(book, owner.organization)}` : 'whose it is';
  return refuse('forbidden', 'governance.concern-whose', `Only ${who} can say so: ask them.`);
}

async function toOne(
  asked: Asked,
  { did, id, typed }: { readonly did: string; readonly id?: string; readonly typed: Typed },
): Promise<Outcome<true>> {
  const { book, programme, circle } = asked;
  const one = circle.stakeholders.find((each) => each.id === id);
  if (!one) return noPart();
  if (!(await mayDo(asked, did, one))) return notTheirs(book, programme, one);
  const read = oneFrom(did, one, { ...asked, typed });
  if (!read.ok) return read;
  await say(asked, one.id, read.value);
  const after = circleOf([...(await stakeholderDeeds(asked.transaction, asked.id))]).stakeholders.find(
    (each) => each.id === id,
  ) as Stakeholder;
  for (const said of read.value) await oweAfter({ ...asked, before: one, after }, said as AboutOne);
  return accepted(true);
}

/** How somebody sees it themselves is theirs alone to say. */
async function mayDo(asked: Asked, did: string, one: Stakeholder): Promise<boolean> {
  const { book, access, programme, tending } = asked;
  const whose = { book, access, programme, viewerOf: tending.viewerOf };
  if (did === 'own-view') return isAbout(whose, one);
  if (did === 'tended') return leads(book, access, programme);
  const owes =
    did === 'done' &&
    one.promises.some(({ owner }) => owner.role === access.role && ownsAt(book, access, owner.organization));
  return owes || mayLog(whose, one);
}

function ownsAt(book: OpenBook, access: Access, organization: string): boolean {
  return partnerOf(book, access)?.organization === organization;
}

/** Under the lock of the programme, with everything as it stands. */
async function under<T>(
  tending: Tending,
  access: Access,
  id: string,
  work: (asked: Asked) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const book = tending.current.book();
  return tending.store.write(async (transaction): Promise<Outcome<T>> => {
    const kept = await lockProgramme(transaction, id);
    if (!kept) return noProgramme();
    const circle = circleOf(await stakeholderDeeds(transaction, id));
    return work({ tending, access, book, transaction, id, programme: programmeState(kept), circle });
  });
}

async function say(
  { tending, access, book, transaction, id }: Asked,
  subject: string,
  all: readonly StakeholderSaid[],
): Promise<void> {
  await addStakeholderDeeds(
    transaction,
    { access, at: new Date(tending.now()) },
    {
      programme: id,
      organization: partnerOf(book, access)?.organization ?? '',
      all: all.map((said) => ({ subject, said })),
    },
  );
}

function principalOf(account: string): string {
  return account.startsWith('account/') ? account : `account/${account}`;
}

function notTheirs(book: OpenBook, { lead }: ProgrammeState, one?: Stakeholder): Outcome<never> {
  const place = ({ role, organization }: ProgrammeState['lead']) =>
    `the ${role.replaceAll('-', ' ')} of ${nameOf(book, organization)}`;
  const who = one ? `${place(lead)}, or ${place(one.tender)}` : place(lead);
  return refuse(
    'forbidden',
    'governance.stakeholder-whose',
    `That is written by ${who}; how somebody sees it, by themselves.`,
  );
}
