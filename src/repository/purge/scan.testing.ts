import { type Store, sql } from '#store';

/** Tables of any schema in which a text stands, in whatever column: as it is, in small letters, or as bytes. */
export async function tablesWith(store: Store, text: string): Promise<readonly string[]> {
  const tables = await store.all<{ readonly name: string }>(sql`
    select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema') order by 1`);
  const hex = Buffer.from(text).toString('hex');
  const found: string[] = [];
  for (const { name } of tables) {
    const row = await store.first(sql`select 1 as one from ${sql.raw(name)} t
      where strpos(lower(t::text), lower(${text})) > 0 or strpos(t::text, ${hex}) > 0 limit 1`);
    if (row) found.push(name.replace(/^public\./, ''));
  }
  return found;
}
