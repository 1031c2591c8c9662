import { type Access, classNumber, holds } from '#agreement';
import { accepted, type Outcome, parseSearch, printSearch, type SearchAst, typeNumber } from '#fhir';
import { type Reader, type Sql, sql } from '#store';
import { visible } from '../policy/index.ts';
import { notFound } from '../refusals.ts';
import type { SearchPage, SearchRequest, Stored } from '../repository.ts';
import { nextToken, PAGE_PARAMETER, placeOf as pageOf } from '../search/page-token.ts';
import type { Asking } from '../search/asking.ts';
import { timely } from '../read/timely.ts';
import { askedOf, ofPatients, ofPeople, seqOf } from './asked.ts';
import { auditEventOf, eventId, SITE } from './audit-event.ts';
import { contextsOf, organizationsOf } from './context.ts';
import { LINE, type Line } from './line.ts';

const TYPE = 'AuditEvent';
const DEFAULT_COUNT = 20;

/**
 * Whether an asker's AuditEvents are the log of who did what: for people their own, for information governance their
 * organisation's and their people's. Systems keep AuditEvents of their own as they keep anything, and ask for the log by `site=concord`.
 */
export function asksLog({ role, purpose }: Access, request: Pick<SearchRequest, 'type' | 'parameters'>): boolean {
  if (request.type !== TYPE) return false;
  if (role === 'person') return purpose === 'own-record';
  if (role === 'ig-lead') return purpose === 'audit';
  return role === 'system' && request.parameters.some(([name, value]) => name === 'site' && value === SITE);
}

export type Finding = { readonly reader: Reader; readonly asking: Asking };

/** FHIR search of AuditEvent over the log, newest first. */
export function searchLog(finding: Finding, request: SearchRequest): Promise<Outcome<SearchPage>> {
  return timely(async () => {
    const page = request.parameters.find(([name]) => name === PAGE_PARAMETER)?.[1];
    const parameters = request.parameters.filter(([name]) => name !== PAGE_PARAMETER);
    const parsed = parseSearch(TYPE, parameters, request.handling);
    if (!parsed.ok) return parsed;
    const organizations = await organizationsOf(finding.reader);
    const keyOf = (name: string): number | undefined => organizations.find((each) => each.organization === name)?.key;
    const asked = askedOf(parsed.value, keyOf);
    if (!asked.ok) return asked;
    const question = JSON.stringify(['audit', request.compartment ?? null, printSearch(parsed.value)]);
    const from = page === undefined ? accepted(undefined) : pageOf(page, question, finding.asking);
    if (!from.ok) return from;
    const patients = [...asked.value.patients, ...(request.compartment === undefined ? [] : [request.compartment])];
    const conditions = [
      ...asked.value.conditions,
      ...(patients.length === 0 ? [] : [ofPatients(patients)]),
      ...seenBy(finding.asking),
    ];
    return accepted(
      await pageOfLines(finding, {
        ast: parsed.value,
        conditions,
        question,
        after: from.value?.cursor[0] ?? undefined,
      }),
    );
  });
}

/** One line as an AuditEvent; what may not be seen is not there. */
export async function readLog(finding: Finding, id: string): Promise<Outcome<Stored>> {
  const seq = seqOf(id);
  if (seq === undefined) return notFound(TYPE, id);
  const where = [sql`a.seq = ${seq}::bigint`, ...seenBy(finding.asking)];
  const lines = await finding.reader.all<Line>(
    sql`select ${LINE} from audit a where ${sql.join(where, sql` and `)} limit 1`,
  );
  const [stored] = await storedOf(finding, lines);
  return stored ? accepted(stored) : notFound(TYPE, id);
}

/** Told to information governance and to systems alone: whom such a note names may be anybody else who reads the log. */
const QUIET = ['keep-note', 'look-at-note', 'look-again-at-note'];

/** What of the log somebody may see at all. */
export function seenBy({ access, now }: Pick<Asking, 'access' | 'now'>): readonly Sql[] {
  if (access.role === 'system') return [];
  if (access.role === 'person') {
    const self = sql`select substr(v.holder, 8) from viewer v where v.key = ${access.viewer}::int and v.holder like 'Person/%'`;
    const hidden = sql`select 1 from audit_under u where u.id = a.under and u.shown_from > ${now}::timestamptz`;
    return [ofPeople(self), sql`(a.under is null or not exists (${hidden}))`];
  }
  // Of others' looks, those at people whom the asker may see as the policy has it now.
  const patient = (place: Sql): Sql => sql`select 1 from resource r${visible(sql`r`, access, now)}
    where (r.bkt, r.cmp) = (${place}.bkt, ${place}.cmp) and r.typ = ${typeNumber('Patient')}::smallint`;
  return [
    ...(access.role === 'ig-lead' ? [] : [sql`a.action <> all(${QUIET}::text[])`]),
    sql`(a.organization = ${access.organization}::int
      or (a.cmp is not null and exists (${patient(sql`a`)}))
      or (a.person is not null and exists (select 1 from person_record p where p.person = a.person and exists (${patient(sql`p`)}))))`,
  ];
}

type Paging = {
  readonly ast: SearchAst;
  readonly conditions: readonly Sql[];
  readonly question: string;
  readonly after: string | undefined;
};

async function pageOfLines(finding: Finding, { ast, conditions, question, after }: Paging): Promise<SearchPage> {
  const { reader, asking } = finding;
  const all = conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
  const counted = async (): Promise<number> =>
    (await reader.first<{ total: number }>(sql`select count(*)::int as total from audit a where ${all}`))?.total ?? 0;
  if (ast.count === 0 || ast.summary === 'count')
    return { entries: [], total: await counted(), used: ast.used, countOnly: true };
  const oldestFirst = ast.sort[0]?.descending === false;
  const beyond =
    after === undefined
      ? sql.empty
      : oldestFirst
        ? sql` and a.seq > ${after}::bigint`
        : sql` and a.seq < ${after}::bigint`;
  const count = ast.count ?? DEFAULT_COUNT;
  const rows = await reader.all<Line>(sql`select ${LINE} from audit a where ${all}${beyond}
    order by a.seq ${oldestFirst ? sql`asc` : sql`desc`} limit ${count + 1}::int`);
  const stored = await storedOf(finding, rows.slice(0, count));
  const last = rows.length > count ? rows[count - 1] : undefined;
  const total =
    after === undefined && last === undefined ? stored.length : ast.total === 'accurate' ? await counted() : undefined;
  return {
    entries: stored.map((resource) => ({ mode: 'match' as const, resource })),
    ...(total === undefined ? {} : { total }),
    used: ast.used,
    ...(last === undefined ? {} : { next: nextToken({ cursor: [last.seq] }, question, asking) }),
    countOnly: false,
  };
}

async function storedOf(finding: Finding, lines: readonly Line[]): Promise<readonly Stored[]> {
  const within = lines.filter((line) => withinScopes(finding.asking.access, line));
  const contexts = await contextsOf(finding, within);
  return within.map((line, at): Stored => {
    const { seq, organization, bkt, cmp } = line;
    return {
      type: TYPE,
      id: eventId(seq),
      version: 1,
      updated: line.at,
      bkt: bkt ?? 0,
      cmp: cmp ?? '0',
      org: organization,
      basis: 0,
      cls: classNumber('administrative'),
      lab: 0,
      body: JSON.stringify(auditEventOf(line, contexts[at] as (typeof contexts)[number])),
    };
  });
}

/** A token of an app that was given no AuditEvents is shown none. */
function withinScopes({ scopes }: Access, { organization: org, bkt, cmp }: Line): boolean {
  if (scopes === undefined) return true;
  const home = bkt === null || cmp === null ? {} : { home: { bkt, cmp } };
  const row = {
    org,
    basis: 0,
    cls: classNumber('administrative'),
    lab: 0,
    typ: typeNumber(TYPE),
    personal: cmp !== null,
    ...home,
  };
  return holds(scopes.search, row, undefined) || holds(scopes.read, row, undefined);
}
