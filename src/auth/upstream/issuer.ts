import { accepted, type Outcome, refuse } from '#fhir';
import { type Reader, sql, type Transaction } from '#store';
import { seal, unseal } from '../seal.ts';

/** An organisation's own way to sign in, by OpenID Connect. */
export type Issuer = {
  readonly id: string;
  readonly organization: string;
  /** What its button says: 'Riverside Hospital account'. */
  readonly name: string;
  readonly issuer: string;
  readonly app: string;
  readonly secret?: string;
  /** The claim by which the organisation names whom it expects, until they first sign in: 'email', 'preferred_username'... */
  readonly claim: string;
  /** Whether it asks for a second factor itself, by contract; else its `amr` has to say so each time. */
  readonly strong: boolean;
};

type Row = Omit<Issuer, 'secret'> & { readonly secret: Buffer | null };

/** Keeps an issuer, or replaces it. */
export async function keepIssuer(transaction: Transaction, key: Uint8Array, issuer: Issuer): Promise<Outcome<true>> {
  const url = URL.canParse(issuer.issuer) ? new URL(issuer.issuer) : undefined;
  if (!url || (url.protocol !== 'https:' && !isLoopback(url))) {
    return refuse('value', 'auth.issuer', 'An issuer is an https address, as its organisation publishes it.');
  }
  const secret = issuer.secret === undefined ? null : seal(key, issuer.secret, issuer.id);
  const { id, organization, name, app, claim, strong } = issuer;
  await transaction.run(sql`
    insert into auth_issuer (id, organization, name, issuer, app, secret, claim, strong)
    values (${id}, ${organization}, ${name}, ${issuer.issuer}, ${app}, ${secret}, ${claim}, ${strong})
    on conflict (id) do update set organization = excluded.organization, name = excluded.name, issuer = excluded.issuer,
      app = excluded.app, secret = excluded.secret, claim = excluded.claim, strong = excluded.strong`);
  return accepted(true);
}

export function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
}

const LISTED_MAX = 50;

/** For the buttons of the sign-in page. */
export function issuers(reader: Reader): Promise<readonly { readonly id: string; readonly name: string }[]> {
  return reader.all(sql`select id, name from auth_issuer order by name limit ${LISTED_MAX}`);
}

export async function findIssuer(reader: Reader, key: Uint8Array, id: string): Promise<Issuer | undefined> {
  const row = await reader.first<Row>(sql`select id, organization, name, issuer, app, secret, claim, strong
    from auth_issuer where id = ${id}`);
  if (!row) return undefined;
  const { secret, ...rest } = row;
  return secret === null ? rest : { ...rest, secret: unseal(key, secret, id) };
}

/** Says whom an issuer will name: the account is theirs from their first sign-in on. */
export async function expect(
  transaction: Transaction,
  who: { readonly issuer: string; readonly expected: string; readonly account: string },
): Promise<void> {
  await transaction.run(sql`insert into auth_upstream (issuer, expected, account)
    values (${who.issuer}, ${who.expected.toLowerCase()}, ${who.account})
    on conflict (issuer, expected) do update set account = excluded.account`);
}

/** The account of whom an issuer names. What was expected is bound to the subject once: names are given to others, subjects are not. */
export async function accountOf(
  transaction: Transaction,
  who: { readonly issuer: string; readonly subject: string; readonly named?: string },
): Promise<string | undefined> {
  const known = await transaction.first<{ readonly account: string }>(sql`select account from auth_upstream
    where issuer = ${who.issuer} and subject = ${who.subject}`);
  if (known || who.named === undefined) return known?.account;
  const bound = await transaction.first<{ readonly account: string }>(sql`update auth_upstream
    set subject = ${who.subject}, expected = null
    where issuer = ${who.issuer} and expected = ${who.named.toLowerCase()} and subject is null returning account`);
  return bound?.account;
}
