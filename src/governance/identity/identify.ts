import { type Access, dayWords } from '#agreement';
import type { Services } from '#joint';
import { accepted, type Outcome, refuse } from '#fhir';
import { sql } from '#store';
import { note } from '../act.queries.ts';
import { type Acting, bookIn } from '../acts.ts';
import { mayAccept } from '../assurance/accept.ts';
import { type Book, partnerWithKey } from '../book.ts';
import type { Current } from '../current.ts';
import { isLead } from '../may.ts';
import type { TypedIdentity } from './contract.ts';
import { checkIdentity, identityOf, nameBy } from './identity.ts';
import { carriedBy, nameIdentities, partnersWritten, type Records } from './named.ts';
import { identitySaid, identityVouched, oweVouching } from './owed.ts';

type Identifying = Pick<Acting, 'store' | 'now' | 'zone'> &
  Partial<Pick<Services, 'obligations'>> &
  Records & { readonly current: Pick<Current, 'reload' | 'book'> };

/** Its own leads, manager and signatory say its code, and the leads of the host that of anybody: they keep the list. */
export function mayIdentify(book: Book, access: Access, organization: string): boolean {
  if (access.role === 'system') return true;
  const own = partnerWithKey(book, access.organization);
  return (own?.organization === organization && mayAccept(access)) || (own?.hosts === true && isLead(access));
}

/**
 * Whether records may be taken to name it by what this seat says. Who says it of itself would see the people of whomever the code is of: the host, who
 * keeps the list, looks it up too.
 */
function vouches(book: Book, access: Access): boolean {
  return access.role === 'system' || partnerWithKey(book, access.organization)?.hosts === true;
}

/** Keeps the code, the last one that was said; one partner after the other, so that no two are given the same. */
export async function identify(
  identifying: Identifying,
  access: Access,
  organization: string,
  typed: TypedIdentity,
): Promise<Outcome<true>> {
  const written = await partnersWritten(identifying, identifying.current.book());
  const done = await identifying.store.write(async (transaction): Promise<Outcome<true>> => {
    await transaction.run(sql`select name from governance_partnership for update`);
    const book = await bookIn(identifying, transaction);
    const partner = book.partners.find((one) => one.organization === organization);
    if (!partner) return refuse('not-found', 'governance.no-partner', 'No partner of the list has this address.');
    if (!mayIdentify(book, access, organization)) {
      const text = `The code of ${partner.name} is said by its own leads, manager or signatory, or by a lead of the host.`;
      return refuse('forbidden', 'governance.not-identifying', text);
    }
    const checked = checkIdentity(book, partner, typed);
    if (!checked.ok) return checked;
    const { rule, code, lookedUp } = checked.value;
    const name = nameBy(book.zone, { register: rule.id, code });
    const carrier = name === undefined ? undefined : carriedBy(book, written, { organization, name });
    if (carrier !== undefined) {
      const text = `${carrier} is known by ${code} here: its Organization carries that identifier, and two partners are never one organisation.`;
      return refuse('conflict', 'governance.identity-taken', text, 'code');
    }
    const before = identityOf(book, organization);
    const same = before?.register === rule.id && before.code === code;
    const vouched = vouches(book, access) || (same && before.vouched);
    if (same && before.lookedUp === lookedUp && before.vouched === vouched) return accepted(true);
    const at = new Date(identifying.now());
    await transaction.run(sql`
      insert into governance_identity (organization, register, code, looked_up, principal, by, role, at, vouched)
      values (${organization}, ${rule.id}, ${code}, ${lookedUp}::date, ${access.principal}, ${access.name ?? access.principal},
        ${access.role}, ${at}, ${vouched})
      on conflict (organization) do update set register = excluded.register, code = excluded.code, looked_up = excluded.looked_up,
        principal = excluded.principal, by = excluded.by, role = excluded.role, at = excluded.at, vouched = excluded.vouched`);
    const words = `Said that ${partner.name} has the ${rule.title} ${code}, looked up in ${rule.register} on ${dayWords(lookedUp)}.`;
    await note(transaction, { access, at }, { act: 'identify', words });
    await identitySaid(identifying, transaction, access, organization);
    if (vouched) await identityVouched(identifying, transaction, access, organization);
    else if (name !== undefined) await oweVouching(identifying, transaction, access, { book, partner, code });
    return accepted(true);
  });
  if (!done.ok) return done;
  await identifying.current.reload();
  await nameIdentities(identifying);
  return done;
}
