import type { Access } from '#agreement';
import { accepted } from '#fhir';
import type { Services } from '#joint';
import type { Actor } from '#obligation';
import type { Transaction } from '#store';
import type { OpenBook, Partner } from '../book.ts';
import type { Current } from '../current.ts';
import { lacksIdentity, registersFor } from './identity.ts';

/** Whose code nobody has said owes it, so that nobody finds out at the audit who a partner is. */
const KIND = 'organisation-code';
const DAYS = 10;

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
  if (owing.obligations === undefined || lacking.length === 0) return 0;
  let asked = 0;
  await owing.store.write(async (transaction) => {
    for (const partner of lacking) asked += (await oweIdentity(owing, transaction, BY, { book, partner })) ? 1 : 0;
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

export async function identitySaid(
  { obligations }: Owing,
  transaction: Transaction,
  access: Access,
  organization: string,
): Promise<void> {
  await obligations?.fact(transaction, access, factOf(organization), { reference: '/partnership' });
}

function factOf(organization: string): string {
  return `identified:${organization}`;
}
