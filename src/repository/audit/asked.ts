import { accepted, type DateValue, type Filter, type Outcome, refuse, type SearchAst, type TokenValue } from '#fhir';
import { type Sql, sql } from '#store';
import { compartmentOf } from '../place/compartment.ts';
import { ACCOUNT_SYSTEM, ROLE_SYSTEM, SITE } from './audit-event.ts';
import { KNOWN_ACTIONS, kindOf, type LineKind } from './kinds.ts';

/** What a search for AuditEvents asks of the log, as conditions over a line `a`. */
export type Asked = { readonly conditions: readonly Sql[]; readonly patients: readonly string[] };

const ALLOWED = sql`a.outcome in ('done', 'success')`;

/** The filters of a search on the lines; those that the log knows nothing of are refused by name. */
export function askedOf(ast: SearchAst, keyOf: (organization: string) => number | undefined): Outcome<Asked> {
  if (ast.include.length + ast.revinclude.length > 0) return unsupported('_include');
  const odd = ast.sort.find(({ parameter }) => parameter !== 'date' && parameter !== '_lastUpdated');
  if (odd) return unsupported(`_sort=${odd.parameter}`);
  const conditions: Sql[] = [];
  const patients: string[] = [];
  for (const filter of ast.filters) {
    if (filter.kind === 'reference' && filter.parameter === 'patient') {
      patients.push(...filter.values.flatMap(({ id }) => (id === undefined ? [] : [`Patient/${id}`])));
      if (patients.length === 0) conditions.push(sql`false`);
      continue;
    }
    const condition = conditionOf(filter, keyOf);
    if (condition === undefined) return unsupported(filter.kind === 'has' ? '_has' : filter.parameter);
    conditions.push(condition);
  }
  return accepted({ conditions, patients });
}

/** Lines of any record of the people that some Patients are. Plan: audit_compartment, audit_person. */
export function ofPatients(patients: readonly string[]): Sql {
  const places = patients.map(compartmentOf);
  const people = sql`select p.person from person_record p join unnest(${places.map(({ bkt }) => bkt)}::smallint[],
    ${places.map(({ cmp }) => cmp)}::bigint[]) k(bkt, cmp) on (p.bkt, p.cmp) = (k.bkt, k.cmp)`;
  return ofPeople(people);
}

export function ofPeople(people: Sql): Sql {
  return sql`a.seq in (select x.seq from audit x where x.person in (${people})
    union all select x.seq from person_record p join audit x on (x.bkt, x.cmp) = (p.bkt, p.cmp) where p.person in (${people}))`;
}

function conditionOf(filter: Filter, keyOf: (organization: string) => number | undefined): Sql | undefined {
  switch (filter.kind) {
    case 'id':
      return sql`a.seq = any(${filter.values.flatMap((id) => seqOf(id) ?? [])}::bigint[])`;
    case 'date':
      return either(filter.values.map(dated));
    case 'reference':
      return referred(filter, keyOf);
    case 'identifier':
      return filter.parameter === 'agent' ? either(filter.values.map(account)) : undefined;
    case 'token':
      return filter.modifier === undefined
        ? either(filter.values.map((value) => token(filter.parameter, value)))
        : undefined;
    default:
      return undefined;
  }
}

/** The number of a line out of the id of its AuditEvent. */
export function seqOf(id: string): string | undefined {
  return /^audit-(\d{1,18})$/.exec(id)?.[1];
}

function referred(
  { parameter, values }: Extract<Filter, { kind: 'reference' }>,
  keyOf: (organization: string) => number | undefined,
): Sql | undefined {
  if (parameter === 'agent') {
    const keys = values.flatMap(({ type, id }) => keyOf(`${type ?? 'Organization'}/${id}`) ?? []);
    return sql`(a.organization = any(${keys}::int[]) or a.disclosed && ${keys}::int[])`;
  }
  if (parameter !== 'entity') return undefined;
  return either(
    values.map(({ type, id }) =>
      type === undefined || id === undefined
        ? sql`false`
        : sql`((a.typ = ${type} and a.id = ${id}) or ${`${type}/${id}`} = any(a.found))`,
    ),
  );
}

function account({ system, code }: TokenValue): Sql {
  return system === undefined || system === ACCOUNT_SYSTEM ? sql`a.principal = ${code ?? ''}` : sql`false`;
}

function token(parameter: string, value: TokenValue): Sql | undefined {
  const { system, code } = value;
  switch (parameter) {
    case 'altid':
      return sql`a.principal = ${code ?? ''}`;
    case 'agent-role':
      return system === undefined || system === ROLE_SYSTEM ? sql`a.role = ${code ?? ''}` : sql`false`;
    case 'outcome':
      return code === '0' ? ALLOWED : code === '8' ? sql`not (${ALLOWED})` : sql`false`;
    case 'site':
      return code === SITE ? sql`true` : sql`false`;
    case 'action':
      return ofKind(({ action }) => action === code);
    case 'type':
      return ofKind(({ type }) => is(value, type));
    case 'subtype':
      return ofKind(({ subtype }) => subtype.some((each) => is(value, each)));
    default:
      return undefined;
  }
}

/** Lines of the kinds that a code means; what Concord has no word for counts as an operation. */
function ofKind(fits: (kind: LineKind) => boolean): Sql {
  const of = (allowed: boolean): Sql => {
    const fitting = KNOWN_ACTIONS.filter((action) => fits(kindOf(action, allowed)));
    if (!fits(kindOf('', allowed))) return sql`a.action = any(${fitting}::text[])`;
    return sql`a.action <> all(${KNOWN_ACTIONS.filter((action) => !fitting.includes(action))}::text[])`;
  };
  return sql`case when ${ALLOWED} then ${of(true)} else ${of(false)} end`;
}

function is({ system, code }: TokenValue, coded: { readonly system: string; readonly code: string }): boolean {
  return (system === undefined || system === coded.system) && (code === undefined || code === coded.code);
}

/**
 * The line's time, and beside it the line numbers between which it must be: a line is sealed after it was written, so the first seal
 * of an hour has the first lines of that hour or later ones. So no index of times is needed, which every write would pay for.
 */
function dated({ prefix, lo, hi }: DateValue): Sql {
  const [low, high] = [new Date(lo), new Date(hi)];
  const from = sql`a.seq >= coalesce((select min(s.first) from audit_seal s where s.at >= ${new Date(lo - SLACK_MS)}::timestamptz
    and s.at < ${new Date(lo + DAY_MS)}::timestamptz), 0)`;
  switch (prefix) {
    case 'eq':
      return sql`(a.at >= ${low} and a.at < ${high} and ${from})`;
    case 'ne':
      return sql`(a.at < ${low} or a.at >= ${high})`;
    case 'gt':
    case 'sa':
      return sql`(a.at >= ${high} and ${from})`;
    case 'ge':
      return sql`(a.at >= ${low} and ${from})`;
    case 'lt':
    case 'eb':
      return sql`a.at < ${low}`;
    case 'le':
      return sql`a.at < ${high}`;
    case 'ap':
      return sql`(a.at >= ${new Date(lo - DAY_MS)} and a.at < ${new Date(hi + DAY_MS)})`;
  }
}

/** Clocks of several programs, and transactions that took their time. */
const SLACK_MS = 3_600_000;
const DAY_MS = 86_400_000;

function either(conditions: readonly (Sql | undefined)[]): Sql | undefined {
  if (conditions.some((each) => each === undefined)) return undefined;
  return sql`(${sql.join(conditions as readonly Sql[], sql` or `)})`;
}

function unsupported(what: string): Outcome<never> {
  const text = `The log of who did what is not searched by ${what}. It is by patient, date, agent, agent-role, altid, action, type, subtype, outcome, entity, site and _id.`;
  return refuse('not-supported', 'audit.unsupported', text, what);
}
