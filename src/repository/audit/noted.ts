import { type Reader, sql } from '#store';

/** What the log says that was done under one name, and with what. */
export type NotedAs = { readonly at: Date; readonly query: string };

/**
 * Lines of one action, oldest first, to compare what is kept elsewhere with what the seals cover. Only what was done counts.
 * Plan: a scan of the log, which whoever verifies reads from end to end anyway.
 */
export function notedAs(reader: Reader, action: string): Promise<readonly NotedAs[]> {
  return reader.all<NotedAs>(sql`
    select at, query from audit where action = ${action} and outcome = 'done' and query is not null order by seq`);
}
