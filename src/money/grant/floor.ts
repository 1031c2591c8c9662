import { type Access, amountWords, spaced, type Stack } from '#agreement';
import type { Day } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import { type Reader, sql } from '#store';
import { reasonOf } from '../acts/act.ts';
import type { Asking } from '../ask.ts';
import type { BudgetLine } from '../budget/read.ts';
import type { AgreedPool } from '../pool/agreed-pool.ts';
import { amountOf } from '../pool/position.ts';
import { type AgreedGrant, grantsOf } from './agreed.ts';
import type { GrantName } from './contract.ts';
import { consentsOf } from './consent.queries.ts';
import { grantNamed, grantNow } from './ground.ts';

/**
 * Whether a budget of a pool leaves protected lines what was agreed: what is planned for a line over the days of its grant is never
 * less than its floor, or than what whoever speaks for it agreed to instead.
 */
export async function keepsFloors(
  reader: Reader,
  { stack, pool, today }: { readonly stack: Stack; readonly pool: AgreedPool; readonly today: Day },
  lines: readonly BudgetLine[],
): Promise<Outcome<true>> {
  const grants = grantsOf(stack, today).filter(
    ({ instrument, clause }) =>
      instrument.id === pool.instrument && clause.pool === pool.name && today < clause.period.until,
  );
  if (grants.length === 0) return accepted(true);
  const agreed = await consentsOf(
    reader,
    grants.map(({ key }) => key),
  );
  for (const grant of grants)
    for (const { id, floor, spokenForBy } of grant.clause.lines) {
      if (!floor || !spokenForBy) continue;
      const consent = agreed.find((one) => one.grant_key === grant.key && one.line === id);
      const least =
        consent && BigInt(consent.minor) < BigInt(floor.minor) ? BigInt(consent.minor) : BigInt(floor.minor);
      const planned = plannedFor(grant, id, lines);
      if (planned >= least) continue;
      const has = amountWords(amountOf(planned, floor.currency));
      const keep = amountWords(amountOf(least, floor.currency));
      return refuse(
        'business-rule',
        'money.protected',
        `${id} would have ${has}, and is protected: never less than ${keep} (${grant.instrument.title}, version ${grant.instrument.version}, paragraph ${grant.clause.cites}). Plan ${keep} for it, or ask the ${spaced(spokenForBy.role)} of ${nameIn(grant, spokenForBy.organization)} to agree to less on the page of the grant.`,
      );
    }
  return accepted(true);
}

/** Whoever speaks for a protected line agrees that less is planned for it, with the reason that all read. */
export async function agreeToLess(
  asking: Asking,
  access: Access,
  name: GrantName,
  { line: id, minor, reason: given }: { readonly line: string; readonly minor: number; readonly reason: string },
): Promise<Outcome<true>> {
  const [now, reason] = [await grantNow(asking, access), reasonOf(given)];
  if (!now.ok) return now;
  const found = grantNamed(now.value, name);
  if (!found.ok) return found;
  if (!reason.ok) return reason;
  const line = found.value.clause.lines.find((one) => one.id === id);
  const who = line?.spokenForBy;
  if (!line?.floor || !who)
    return refuse('not-found', 'money.no-protected-line', 'This grant has no protected line of this name.');
  if (!now.value.names.includes(who.organization) || who.role !== access.role)
    return refuse(
      'forbidden',
      'money.not-yours',
      `This is for the ${spaced(who.role)} of ${now.value.nameOf(who.organization)}.`,
    );
  if (!Number.isSafeInteger(minor) || minor < 0 || minor >= line.floor.minor)
    return refuse(
      'value',
      'money.no-less',
      `Say an amount below ${amountWords(line.floor)}, which the line has without anybody's word.`,
    );
  await asking.services.store.run(sql`
    insert into money_floor_consent (grant_key, line, minor, currency, reason, principal, by, at)
    values (${found.value.key}, ${id}, ${minor}, ${line.floor.currency}, ${reason.value}, ${access.principal},
      ${access.name ?? access.principal}, ${new Date(asking.services.now())})`);
  return accepted(true);
}

function plannedFor({ clause: { period } }: AgreedGrant, line: string, lines: readonly BudgetLine[]): bigint {
  const first = `${period.from.slice(0, 7)}-01`;
  return lines
    .filter(({ scheme, month }) => scheme === line && month >= first && month < period.until)
    .reduce((sum, { minor }) => sum + minor, 0n);
}

function nameIn({ instrument }: AgreedGrant, organization: string): string {
  return instrument.parties.find((one) => one.organization === organization)?.name ?? organization;
}
