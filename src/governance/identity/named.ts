import type { Access } from '#agreement';
import { accepted } from '#fhir';
import type { Services } from '#joint';
import { sql } from '#store';
import type { OpenBook } from '../book.ts';
import type { Current } from '../current.ts';
import { type KeptIdentity, nameBy } from './identity.ts';

/**
 * What names an organisation in records is what its Organization says: this is where access, places and payment look. So that a code of a register counts
 * as such a name, it is written there, and nowhere else.
 */
export type Naming = Pick<Services, 'store'> & Records & { readonly current: Pick<Current, 'book' | 'reload'> };

/** Absent where the joint is tested alone. */
export type Records = Partial<Pick<Services, 'repository' | 'accessOf' | 'log'>>;

type Identifier = { readonly system?: string; readonly value?: string };
type Organization = { readonly identifier?: readonly Identifier[] };

/**
 * Every partner's Organization carries the code that the host has looked up, and no more the one that it took the place of. Safe to run again, and run again
 * every hour: a system may have sent the Organization without it. Answers how many were changed.
 */
export async function nameIdentities(naming: Naming): Promise<number> {
  const book = naming.current.book();
  const due = book.identities.flatMap((one) => {
    const name = one.vouched ? nameBy(book.zone, one) : undefined;
    return name === undefined ? [] : [{ one, name }];
  });
  if (due.length === 0) return 0;
  const organizations = await partnersWritten(naming, book);
  let changed = 0;
  for (const { one, name } of due) {
    const names = said(organizations.get(one.organization));
    if (names.includes(name) && !names.some((other) => other !== name && one.named.includes(other))) continue;
    if (await nameOne(naming, { book, one, name, organizations })) changed += 1;
  }
  if (changed > 0) await naming.current.reload();
  return changed;
}

type Written = ReadonlyMap<string, Organization>;
type Told = {
  readonly book: OpenBook;
  readonly one: KeptIdentity;
  readonly name: string;
  readonly organizations: Written;
};

async function nameOne(naming: Naming, { book, one, name, organizations }: Told): Promise<boolean> {
  const { organization } = one;
  const partner = book.partners.find((other) => other.organization === organization);
  const access = await systemOf(naming, organization);
  if (!naming.repository || !access || !partner) return false;
  const refused = (code: string): false => {
    naming.log?.warn({ code }, 'governance: a code was not written into its organisation');
    return false;
  };
  if (carriedBy(book, organizations, { organization, name }) !== undefined) return refused('governance.identity-taken');
  // Kept before it is written: what stands there because of it is known whenever the program ends.
  await naming.store.run(sql`
    update governance_identity set named = array_append(named, ${name})
    where organization = ${organization} and not ${name} = any(named)`);
  const id = organization.replace('Organization/', '');
  const records = naming.repository({ ...access, choosesIds: true });
  const fresh = { resourceType: 'Organization', id, active: true, name: partner.name, identifier: [] };
  const written = organizations.has(organization)
    ? await records.change('Organization', id, (json) =>
        accepted(JSON.stringify(withName(JSON.parse(json) as Organization, { name, named: one.named }))),
      )
    : await records.update('Organization', id, JSON.stringify(withName(fresh, { name, named: [] })));
  return written.ok || refused(written.refusals[0].code);
}

/** With the name among its identifiers, and without those it was given before. */
function withName(
  organization: Organization,
  { name, named }: { readonly name: string; readonly named: readonly string[] },
): Organization {
  const kept = (organization.identifier ?? []).filter((one) => nameOf(one) === name || !named.includes(nameOf(one)));
  const at = name.lastIndexOf('|');
  const own = { system: name.slice(0, at), value: name.slice(at + 1) };
  const there = kept.some((one) => nameOf(one) === name);
  return { ...organization, identifier: there ? kept : [...kept, own] };
}

/** Another partner whose own Organization carries this identifier: two are never named by one. */
export function carriedBy(
  book: OpenBook,
  organizations: Written,
  { organization, name }: { readonly organization: string; readonly name: string },
): string | undefined {
  return book.partners.find(
    (one) => one.organization !== organization && said(organizations.get(one.organization)).includes(name),
  )?.name;
}

/** The Organizations of the partners, as far as they are written down. */
export async function partnersWritten(records: Records, { partners }: OpenBook): Promise<Written> {
  const [first] = partners;
  const access = first && (await systemOf(records, first.organization));
  if (!records.repository || !access) return new Map();
  const found = await records.repository(access).readMany(partners.map(({ organization }) => organization));
  return new Map(found.map(({ id, body }) => [`Organization/${id}`, JSON.parse(body) as Organization]));
}

async function systemOf({ accessOf }: Records, organization: string): Promise<Access | undefined> {
  return accessOf?.({ organization, role: 'system' });
}

function said(organization: Organization | undefined): readonly string[] {
  return (organization?.identifier ?? []).map(nameOf);
}

function nameOf({ system, value }: Identifier): string {
  return `${system}|${value}`;
}
