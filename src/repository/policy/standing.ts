import { createHash } from 'node:crypto';
import { type Access, PURPOSES } from '#agreement';
import { type Reader, sql } from '#store';

/**
 * What a seat may see, of one person where one is named, as a short text that is another as soon as it changes: the rules that
 * were agreed, and the seat's own rows about the person. It says nothing of what was recorded, nor of what others may see.
 * Plan: access_person, a row for each record of the person.
 */
export async function standingOf(reader: Reader, access: Access, person?: string): Promise<string> {
  const { viewer, purpose, role, organization, filter } = access;
  const hash = createHash('sha256').update(JSON.stringify([viewer, purpose, role, organization, filter]));
  if (person !== undefined) {
    const rows = await reader.all(sql`
      select a.bkt, a.cmp::text as cmp, a.rel, a.deny_org, a.deny_lab, a.deny_cls from person_record p
      join access a on (a.bkt, a.cmp) = (p.bkt, p.cmp)
      where p.person = ${person.replace(/^Person\//, '')} and a.viewer = ${viewer} and a.purpose = ${PURPOSES.indexOf(purpose)}
        and a.until > now()
      order by a.bkt, a.cmp limit 100`);
    hash.update(JSON.stringify(rows));
  }
  return hash.digest('base64url').slice(0, 22);
}
