import { type Reader, sql } from '#store';

/** Messages of one thing that are looked at: the newest. Merges and orders have few; nobody's admissions have more in ten years. */
const MOST = 1_000;

/**
 * The kept messages of an organisation that are about any of these, by id.
 * Plan: record_hl7v2_message_key, once a key.
 */
export async function messagesAbout(
  reader: Reader,
  organization: number,
  keys: readonly string[],
): Promise<readonly string[]> {
  const rows = await reader.all<{ id: string }>(sql`
    select distinct m.id
    from unnest(${keys}::text[]) as k (key)
    cross join lateral (
      select id from record_hl7v2_message
      where org = ${organization} and key = k.key
      order by moment desc, id limit ${MOST}) m
    order by m.id`);
  return rows.map(({ id }) => id);
}
