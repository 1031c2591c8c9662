import { createHash } from 'node:crypto';
import { type Access, type Expr, PURPOSES, type Within } from '#agreement';
import { type Reader, type Sql, sql } from '#store';
import { ofPopulation } from './within.ts';

/**
 * What a seat may see, of one person where one is named, as a short text that is another as soon as it changes: the rules that
 * were agreed, and the seat's own rows about the person. It says nothing of what was recorded, nor of what others may see.
 * Plan: access_person, a row for each record of the person.
 */
export async function standingOf(reader: Reader, access: Access, person?: string): Promise<string> {
  const { viewer, purpose, role, organization, filter } = access;
  const hash = createHash('sha256').update(JSON.stringify([viewer, purpose, role, organization, ruleOf(filter)]));
  if (person !== undefined) {
    const asked = standingWith(access, person.replace(/^Person\//, ''));
    hash.update(JSON.stringify(await reader.all(sql.prepared(asked))));
  }
  return hash.digest('base64url').slice(0, 22);
}

/** One statement, since every open page asks it each second: the seat's rows, and what of the person its rules turn on. */
function standingWith({ viewer, purpose, filter }: Access, person: string): Sql {
  const populations = withinsOf(filter).map(
    (one) => sql`bool_or(${ofPopulation(one, { row: sql`p`, access: sql`a` })})`,
  );
  const more = [
    ...(asksCharged(filter)
      ? [
          sql`(select json_build_array(count(*), md5(string_agg(k.typ || '/' || k.id || ' ' || k.org, ',' order by k.typ, k.id, k.org)))
        from person_record p join charged k on (k.bkt, k.cmp) = (p.bkt, p.cmp) where p.person = ${person}) as charged`,
        ]
      : []),
    ...(populations.length > 0
      ? [sql`(select array[${sql.join(populations)}] from person_record p where p.person = ${person}) as is_of`]
      : []),
  ];
  const rows = sql`(select json_agg(json_build_array(s.bkt, s.cmp::text, s.rel, s.deny_org, s.deny_lab, s.deny_cls) order by s.bkt, s.cmp) from (
      select a.bkt, a.cmp, a.rel, a.deny_org, a.deny_lab, a.deny_cls from person_record p
      join access a on (a.bkt, a.cmp) = (p.bkt, p.cmp)
      where p.person = ${person} and a.viewer = ${viewer} and a.purpose = ${PURPOSES.indexOf(purpose)}
        and a.until > now()
      order by a.bkt, a.cmp limit 100) s) as rows`;
  return sql`select ${sql.join([rows, ...more])}`;
}

/** A rule is long, and stands for as long as the instruments do: it is written out once, not at every look of every open page. */
function ruleOf(filter: Expr): string {
  const known = rules.get(filter);
  if (known !== undefined) return known;
  const made = createHash('sha256').update(JSON.stringify(filter)).digest('base64url');
  rules.set(filter, made);
  return made;
}

const rules = new WeakMap<Expr, string>();

function asksCharged(expr: Expr): boolean {
  if (expr.op === 'and' || expr.op === 'or') return expr.of.some(asksCharged);
  return expr.op === 'not' ? asksCharged(expr.of) : expr.op === 'charged';
}

/** The populations that a filter asks about: a move, a birthday or a condition changes what is seen, and no row of the seat. */
function withinsOf(expr: Expr): readonly Within[] {
  switch (expr.op) {
    case 'and':
    case 'or':
      return expr.of.flatMap(withinsOf);
    case 'not':
      return withinsOf(expr.of);
    case 'within':
      return [expr];
    default:
      return [];
  }
}
