import { type Access, amountWords, dayWords } from '#agreement';
import { type Day, isDay, plusDays } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { ObligationView, RoleOf } from '#obligation';
import { minorOf } from '../acts/act.ts';
import { type Asked, askedOf, type Asking, SERVICE } from '../ask.ts';
import { budget } from '../budget/budget.ts';
import type { BudgetView } from '../budget/contract.ts';
import type { PoolName } from '../contract.ts';
import { lockPool } from '../ledger/keep.queries.ts';
import { amountOf } from '../pool/position.ts';
import { revisionOf } from '../pool/sums.queries.ts';
import {
  type ActionPlan,
  type ActionPlans,
  PLAN_ROLES,
  type PlanAsked,
  type PlanBrought,
  type PlanRole,
  WHOLE_POOL,
} from './contract.ts';
import { keepBrought, keepPlan, type PlanRow, planRows } from './plans.queries.ts';

const KIND = 'action-plan';
const WORDS_MAX = 2_000;
const DAYS_MAX = 366;
/** After whoever asked, who is told where nothing is brought, so many working days after it was due. */
const RUNGS = [0, 5, 10] as const;

/** The plans that were asked for in a pool, and where each stands. */
export async function actionPlans(asking: Asking, access: Access, name: PoolName): Promise<Outcome<ActionPlans>> {
  const found = await askedOf(asking, access, name);
  if (!found.ok) return found;
  const asked = found.value;
  const rows = await planRows(asking.services.store, asked.pool.id);
  const plans = await Promise.all(
    rows.map(async (row) => viewOf(row, { asked, access, owed: await owedOf(asking, row) })),
  );
  return accepted({ plans, parties: asked.pool.parties, may: { ask: mayAsk(access, asked) } });
}

/** Asks a partner for a plan about what is over. The figures are worked out here and kept with it, with the entry that they know. */
export async function askPlan(
  asking: Asking,
  access: Access,
  name: PoolName,
  wanted: PlanAsked,
): Promise<Outcome<string>> {
  const found = await askedOf(asking, access, name);
  if (!found.ok) return found;
  const asked = found.value;
  const { pool, today } = asked;
  if (!mayAsk(access, asked)) {
    const words = 'An action plan is asked for by the finance leads and commissioners of the partners.';
    return refuse('forbidden', 'money.plan-asker', words);
  }
  const terms = termsOf(asked, wanted);
  if (!terms.ok) return terms;
  const view = await budget(asking, access, name, wanted.method);
  if (!view.ok) return view;
  const over = varianceOf(view.value, wanted.scheme);
  if (!over.ok) return over;
  const { store, obligations, now } = asking.services;
  if (obligations === undefined) throw new Error('an action plan is owed, and nothing keeps what is owed');
  return store.write(async (transaction) => {
    await lockPool(transaction, pool.id);
    const key = keyOf(pool.id, { ...terms.value, scheme: over.value.scheme, asOf: today });
    if ((await obligations.find(transaction, KIND, key)) !== undefined) return askedAlready(asked, terms.value);
    const opened = await obligations.open(transaction, access, {
      kind: KIND,
      key,
      title: titleOf(over.value, pool.currency),
      owner: { organization: terms.value.party, role: terms.value.role },
      owed: { organization: asked.organization, role: access.role },
      because:
        `Budget of ${pool.name.replaceAll('-', ' ')}, up to ${dayWords(today)}. It is to be shown by: ${terms.value.evidence}`.slice(
          0,
          500,
        ),
      page: `/money/${pool.instrument}/${pool.name}/budget`,
      due: { on: terms.value.due },
      ladder: ladderOf(asked, access, terms.value.party),
      closedBy: { fact: `money ${KIND} ${key}` },
      attested: false,
    });
    if (!opened.ok) return opened;
    const revision = await revisionOf(transaction, pool.id);
    const figures = { ...over.value, asOf: today, revision, method: view.value.method };
    const signed = { principal: access.principal, by: access.name ?? access.principal, at: new Date(now()) };
    const row = { ...figures, ...terms.value, ...signed, pool: pool.id, obligation: opened.value };
    return accepted(await keepPlan(transaction, { ...row, askedBy: asked.organization }));
  });
}

/** What is done about it, by when it is saved and by what it is shown: brought once, and then no longer owed. */
export async function bringPlan(
  asking: Asking,
  access: Access,
  name: PoolName,
  brought: PlanBrought,
): Promise<Outcome<true>> {
  const found = await askedOf(asking, access, name);
  if (!found.ok) return found;
  const asked = found.value;
  const { store, obligations, now } = asking.services;
  const [row] = /^\d{1,18}$/.test(brought.plan) ? await planRows(store, asked.pool.id, brought.plan) : [];
  if (!row)
    return refuse('not-found', 'money.no-plan', 'Nobody asked for this plan in this pool: open the budget again.');
  if (!mayBring(access, asked, row)) {
    const words = `This plan is brought by the finance or programme lead of ${asked.nameOf(row.party)}.`;
    return refuse('forbidden', 'money.plan-owner', words);
  }
  const [words, saves, reference] = [brought.words.trim(), minorOf(brought.minor), brought.reference.trim()];
  if (words.length < 3 || words.length > WORDS_MAX || reference.length > 500) return tooFewWords('what will be done');
  if (!saves.ok) return saves;
  return store.write(async (transaction) => {
    const signed = { principal: access.principal, by: access.name ?? access.principal, at: new Date(now()) };
    const kept = { words, saves: saves.value, reference: reference === '' ? null : reference, ...signed };
    if (!(await keepBrought(transaction, row.id, kept))) {
      return refuse('conflict', 'money.plan-brought', 'This plan was brought already: it stands on the budget.');
    }
    await obligations?.fact(transaction, access, `money ${KIND} ${keyOf(asked.pool.id, row)}`, {
      words: words.slice(0, 500),
      ...(reference === '' ? {} : { reference }),
    });
    return accepted(true);
  });
}

type Terms = { readonly party: string; readonly role: PlanRole; readonly due: Day; readonly evidence: string };

function termsOf(
  { pool, today, nameOf }: Asked,
  { party, role: named, until, evidence: said }: PlanAsked,
): Outcome<Terms> {
  const role = PLAN_ROLES.find((one) => one === named);
  if (role === undefined || !pool.parties.some(({ organization }) => organization === party)) {
    const words = `${nameOf(party)} or this role owes nothing in this pool: choose the finance or programme lead of one of its partners.`;
    return refuse('value', 'money.plan-from', words);
  }
  if (!isDay(until) || until <= today || until > plusDays(today, DAYS_MAX)) {
    return refuse('value', 'money.plan-due', 'Say by which day it is owed: after today, and within a year.');
  }
  const evidence = said.trim();
  if (evidence.length < 3 || evidence.length > 300) return tooFewWords('what shows that the plan is there', 300);
  return accepted({ party, role, due: until, evidence });
}

function tooFewWords(what: string, most = WORDS_MAX): Outcome<never> {
  return refuse('required', 'money.plan-words', `Say ${what}, in up to ${most} letters: the other partners read it.`);
}

type Variance = { readonly scheme: string; readonly over: bigint; readonly year: bigint };

/** A row of the budget, or all of it, that is over what was budgeted so far or forecast to be over the year. */
function varianceOf(view: BudgetView, scheme: string): Outcome<Variance> {
  const row = view.rows.find((one) => one.scheme === scheme);
  const whole = scheme === WHOLE_POOL ? view.forecasts.find(({ method }) => method === view.method) : undefined;
  const over = row ? row.over.minor : view.over.minor;
  const year = row ? row.forecast.minor - row.year.minor : (whole?.over.minor ?? 0);
  if (!row && !whole) {
    const words = `The budget has no '${scheme.slice(0, 60)}': choose one of its lines.`;
    return refuse('not-found', 'money.plan-scheme', words);
  }
  if (over <= 0 && year <= 0) {
    const words = `${scheme} is not over its budget, and not forecast to be: a plan is asked for what is.`;
    return refuse('business-rule', 'money.plan-not-over', words);
  }
  return accepted({ scheme, over: BigInt(over), year: BigInt(year) });
}

function titleOf({ scheme, over, year }: Variance, currency: string): string {
  const words = (minor: bigint): string => amountWords(amountOf(minor, currency));
  const how = over > 0n ? `${words(over)} over its budget so far` : `forecast ${words(year)} over its budget`;
  return `Bring an action plan for ${scheme}: ${how}`.slice(0, 200);
}

/** Whoever asked, then who leads the programme where the books are kept, then who signs for the partner that owes it. */
function ladderOf({ pool, organization }: Asked, { role }: Access, party: string) {
  const told: readonly RoleOf[] = [
    { organization, role },
    { organization: pool.keeper, role: 'programme-lead' },
    { organization: party, role: 'signatory' },
  ];
  return told.map((to, at) => ({ to, afterWorkingDays: RUNGS[at] ?? 0 }));
}

/** What the owner's own side sees of it: the budget is read by all partners, and its figures say no less than what is owed. */
async function owedOf({ services }: Asking, row: PlanRow): Promise<ObligationView | undefined> {
  if (row.brought || services.obligations === undefined) return undefined;
  const organization = await services.ports.contributors.organizationKey(row.party);
  const one = await services.obligations.one({ ...SERVICE, organization }, row.obligation);
  return one.ok ? one.value : undefined;
}

type Viewing = { readonly asked: Asked; readonly access: Access; readonly owed: ObligationView | undefined };

function viewOf(row: PlanRow, { asked, access, owed }: Viewing): ActionPlan {
  const { pool, nameOf, names } = asked;
  const money = (minor: bigint) => amountOf(minor, pool.currency);
  const { brought } = row;
  const due = owed === undefined ? row.due : owed.dueDay;
  const next = owed?.state === 'open' ? owed.next : undefined;
  return {
    id: row.id,
    scheme: row.scheme,
    over: money(row.over),
    year: money(row.year),
    method: row.method,
    asOf: row.asOf,
    owner: { organization: row.party, name: nameOf(row.party), role: row.role },
    askedBy: { organization: row.askedBy, name: nameOf(row.askedBy), by: row.by, at: row.at.toISOString() },
    evidence: row.evidence,
    ...(due === undefined ? {} : { due: due as Day }),
    state: brought ? 'brought' : owed?.state === 'withdrawn' ? 'let-go' : owed?.late ? 'late' : 'owed',
    ...(next === undefined ? {} : { next: { name: next.organizationName, role: next.role, at: next.at } }),
    ...(names.includes(row.party) || names.includes(row.askedBy) ? { page: `/obligations/${row.obligation}` } : {}),
    ...(brought
      ? {
          brought: {
            words: brought.words,
            saves: money(brought.saves),
            ...(brought.reference === null ? {} : { reference: brought.reference }),
            by: brought.by,
            at: brought.at.toISOString(),
          },
        }
      : {}),
    may: { bring: !brought && owed?.state !== 'withdrawn' && mayBring(access, asked, row) },
  };
}

function mayAsk({ role }: Access, { pool, organization }: Asked): boolean {
  return (
    (role === 'finance-lead' || role === 'commissioner') &&
    pool.parties.some((party) => party.organization === organization)
  );
}

function mayBring({ role }: Access, { names }: Asked, { party }: PlanRow): boolean {
  return PLAN_ROLES.some((one) => one === role) && names.includes(party);
}

/** Asked of the same role for the same line on the same day is the same: a form that is sent twice asks once. */
function keyOf(
  pool: string,
  { scheme, party, role, asOf }: Pick<PlanRow, 'scheme' | 'party' | 'role' | 'asOf'>,
): string {
  return `${pool} ${scheme} ${party} ${role} ${asOf}`;
}

function askedAlready({ nameOf }: Asked, { party }: Terms): Outcome<never> {
  const words = `This plan was asked of ${nameOf(party)} today already: it stands under Action plans.`;
  return refuse('conflict', 'money.plan-asked', words);
}
