import { type Access } from '#agreement';
import type { Day } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Asking, Current } from '../ask.ts';
import { notTheirs } from '../charge/charges.ts';
import { MONEY_ROLES } from '../may.ts';
import { rivalsOf } from '../wall.ts';
import { keepAttested } from './claims.queries.ts';
import type { Incentive, IncentiveAnswers, Incentives } from './contract.ts';
import { claimId, lookedAt, type Now, nowOf, type Paying } from './ground.ts';
import { oweAttesting } from './owed.ts';
import { incentiveOf } from './view.ts';

const ATTESTED_MAX = 500;

export function incentiveAnswers(current: Current): IncentiveAnswers {
  return { incentives: current(incentives), attest: current(attest) };
}

/** What the seat earned, what its staff earned, or what its organisation pays others' workers. */
async function incentives(asking: Asking, access: Access): Promise<Outcome<Incentives>> {
  const now = await nowFor(asking, access);
  const { names, today, from, paying } = now;
  const mine = (one: string): boolean => names.includes(one);
  const seen = seenBy(access, now);
  if (seen === undefined) {
    return refuse(
      'forbidden',
      'money.not-yours',
      'What workers earn is for themselves, for whoever attests it, and for those who look after the money of a partner.',
    );
  }
  const rivals = await rivalsOf(asking, access);
  const found: Incentive[] = [];
  const payees = [...new Set(paying.map(({ payee }) => payee))].filter(
    (payee) => mine(payee) || (seen === 'paid' && !rivals.includes(payee)),
  );
  for (const payee of payees) {
    const ours = paying.filter((one) => one.payee === payee && (mine(payee) || mine(one.clause.by)));
    if (ours.length === 0) continue;
    const { claims, charged } = await lookedAt(asking, now, payee);
    const own = seen === 'own' ? asking.services.staff?.practitioner(accountOf(access), payee) : undefined;
    for (const one of ours)
      found.push(
        incentiveOf(one, {
          claims,
          charged,
          nameOf: now.nameOf,
          seen: seenOf(seen, payee, names),
          own,
          attests: mayAttest(access, one, names),
        }),
      );
  }
  return accepted({ asAt: today, from, seen, incentives: found });
}

/** Somebody who did not do it says that it was done. */
async function attest(asking: Asking, access: Access, ids: readonly string[]): Promise<Outcome<number>> {
  if (ids.length === 0 || ids.length > ATTESTED_MAX)
    return refuse('required', 'money.no-claims', `Tick what you attest, ${ATTESTED_MAX} at most.`);
  const now = await nowFor(asking, access);
  const { organization, names } = now;
  const wanted = new Set(ids);
  const mine = now.paying.filter((one) => mayAttest(access, one, names));
  if (mine.length === 0) return notTheirs('whoever the agreement says attests it');
  const selves = names.map((one) => asking.services.staff?.practitioner(accountOf(access), one));
  const rows: { typ: number; id: string; day: Day }[] = [];
  for (const payee of new Set(mine.map((one) => one.payee))) {
    const { claims } = await lookedAt(asking, now, payee);
    for (const { claim, verdict, rule } of claims.judged) {
      const of = mine.find(
        (one) => one.payee === payee && one.clause.id === rule.clause.id && one.instrument.id === rule.instrument.id,
      );
      if (!of || !wanted.has(claimId(claim))) continue;
      if (verdict.state !== 'waits' || verdict.why !== 'not-shown') continue;
      if (claim.named.some((worker) => selves.includes(worker))) {
        return refuse(
          'forbidden',
          'money.own-claim',
          'You did some of this yourself: somebody else attests it. Tick what others did.',
        );
      }
      rows.push({ typ: claim.typ, id: claim.id, day: claim.day });
    }
  }
  if (rows.length === 0)
    return refuse(
      'not-found',
      'money.no-claims',
      'None of what was ticked waits to be attested; look at the list again.',
    );
  const { principal, role } = access;
  const by = { organization, role, principal, by: access.name ?? principal, at: new Date(asking.services.now()) };
  const kept = await asking.services.store.write((transaction) => keepAttested(transaction, rows, by));
  await oweAttesting(asking, now, [...new Set(mine.map(({ payee }) => payee))]);
  return accepted(kept);
}

/** With the names that the seat's organisation answers to: its own, and of all whose place it took. */
type Mine = Now & { readonly organization: string; readonly names: readonly string[] };

async function nowFor(asking: Asking, access: Access): Promise<Mine> {
  const now = await nowOf(asking);
  const organization = now.organizationOf(access.organization);
  return { ...now, organization, names: now.namesOf(organization) };
}

/** A worker sees what they did, who attests and who runs the place what their staff did, those who look after money what it comes to. */
function seenBy(access: Access, { organization, names, paying }: Mine): Incentives['seen'] | undefined {
  const here = paying.filter(({ payee }) => names.includes(payee));
  if (here.some(({ clause }) => clause.worker?.role === access.role)) return 'own';
  if (paying.some((one) => mayAttest(access, one, names))) return here.length > 0 ? 'staff' : 'paid';
  if (access.role === 'practice-manager') return 'staff';
  if (!MONEY_ROLES.includes(access.role) || organization === '') return undefined;
  return here.length > 0 ? 'staff' : 'paid';
}

/** Names of workers stay with whoever employs them. */
function seenOf(seen: Incentives['seen'], payee: string, names: readonly string[]): Incentives['seen'] {
  return names.includes(payee) ? seen : 'paid';
}

function mayAttest({ role }: Access, { clause, payee }: Paying, names: readonly string[]): boolean {
  const { worker, by } = clause;
  return (
    worker?.verified.by === 'second-person' &&
    worker.verified.role === role &&
    (names.includes(payee) || names.includes(by))
  );
}

function accountOf({ principal }: Access): string {
  return principal.replace(/^account\//, '');
}
