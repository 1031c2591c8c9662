import type { Access } from '#agreement';
import { accepted } from '#fhir';
import type { Services } from '#joint';
import type { Actor } from '#obligation';
import type { Transaction } from '#store';
import type { OpenBook, Partner } from '../book.ts';
import type { Current } from '../current.ts';
import { identityOf, lacksIdentity, lacksVouching, registersFor } from './identity.ts';

/** Whose code nobody has said owes it, so that nobody finds out at the audit who a partner is. */
const KIND = 'organisation-code';
const DAYS = 10;
/** What a partner said of itself is looked up by the host before records are taken to name it so. */
const VOUCHING = 'organisation-code-vouched';
const VOUCHING_DAYS = 5;

const BY = {
  principal: 'system/governance',
  name: 'Concord',
  role: 'system',
  organization: 0,
} as const satisfies Actor;

type Owing = Partial<Pick<Services, 'obligations'>>;

/** Asks every partner that lacks one, once; safe to run again. Answers how many were asked. */
export async function oweIdentities(
  owing: Owing & Pick<Services, 'store'> & { readonly current: Pick<Current, 'book'> },
): Promise<number> {
  const book = owing.current.book();
  const lacking = book.partners.filter((one) => lacksIdentity(book, one));
  const unvouched = book.partners.flatMap((partner) => {
    const code = lacksVouching(book, partner.organization) ? identityOf(book, partner.organization)?.code : undefined;
    return code === undefined ? [] : [{ partner, code }];
  });
  if (owing.obligations === undefined || lacking.length + unvouched.length === 0) return 0;
  let asked = 0;
  await owing.store.write(async (transaction) => {
    for (const partner of lacking) asked += (await oweIdentity(owing, transaction, BY, { book, partner })) ? 1 : 0;
    for (const { partner, code } of unvouched)
      asked += (await oweVouching(owing, transaction, BY, { book, partner, code })) ? 1 : 0;
    return accepted(true);
  });
  return asked;
}

/** Opens it where it is not open and not kept. */
export async function oweIdentity(
  { obligations }: Owing,
  transaction: Transaction,
  actor: Actor | Access,
  { book, partner }: { readonly book: OpenBook; readonly partner: Partner },
): Promise<boolean> {
  const [rule] = registersFor(book.zone, partner.kind);
  const { organization, name } = partner;
  if (!rule || !obligations || (await obligations.find(transaction, KIND, organization)) !== undefined) return false;
  const host = book.partners.find(({ hosts }) => hosts);
  const opened = await obligations.open(transaction, actor, {
    kind: KIND,
    key: organization,
    title: `Look up the ${rule.title} of ${name} and say it`.slice(0, 200),
    owner: { organization, role: 'ig-lead' },
    ...(host === undefined ? {} : { owed: { organization: host.organization } }),
    because: `${rule.words} (${rule.law})`.slice(0, 500),
    page: '/partnership',
    due: { in: DAYS, unit: 'working-days' },
    ladder: [
      { to: { organization, role: 'programme-lead' }, afterWorkingDays: 0 },
      ...(host === undefined
        ? []
        : [{ to: { organization: host.organization, role: 'programme-lead' as const }, afterWorkingDays: 5 }]),
    ],
    closedBy: { fact: factOf(organization) },
    attested: false,
  });
  if (!opened.ok) throw new Error(`the code of a partner could not be asked for: ${opened.refusals[0].code}`);
  return true;
}

/** Asks the host to look up what a partner said of itself, where it is not asked for that; of each code once. */
export async function oweVouching(
  { obligations }: Owing,
  transaction: Transaction,
  actor: Actor | Access,
  { book, partner, code }: { readonly book: OpenBook; readonly partner: Partner; readonly code: string },
): Promise<boolean> {
  const [rule] = registersFor(book.zone, partner.kind);
  const { organization, name } = partner;
  const key = `${organization} ${code}`;
  const host = book.partners.find(({ hosts }) => hosts);
  if (!rule || !host || !obligations) return false;
  if ((await obligations.find(transaction, VOUCHING, key)) !== undefined) return false;
  const opened = await obligations.open(transaction, actor, {
    kind: VOUCHING,
    key,
    title: `Look up that the ${rule.title} of ${name} is ${code}, and say it`.slice(0, 200),
    owner: { organization: host.organization, role: 'ig-lead' },
    owed: { organization },
    because: 'Records that name it by this code are taken to name it once the host has looked it up too.',
    page: '/partnership',
    due: { in: VOUCHING_DAYS, unit: 'working-days' },
    ladder: [{ to: { organization: host.organization, role: 'programme-lead' }, afterWorkingDays: 0 }],
    closedBy: { fact: vouchedOf(organization) },
    attested: false,
  });
  if (!opened.ok) throw new Error(`the code of a partner could not be asked for: ${opened.refusals[0].code}`);
  return true;
}

export async function identityVouched(
  { obligations }: Owing,
  transaction: Transaction,
  access: Access,
  organization: string,
): Promise<void> {
  await obligations?.fact(transaction, access, vouchedOf(organization), { reference: '/partnership' });
}

export async function identitySaid(
  { obligations }: Owing,
  transaction: Transaction,
  access: Access,
  organization: string,
): Promise<void> {
  await obligations?.fact(transaction, access, factOf(organization), { reference: '/partnership' });
}

function vouchedOf(organization: string): string {
  return `vouched:${organization}`;
}

function factOf(organization: string): string {
  return `identified:${organization}`;
}
