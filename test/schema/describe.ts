import { type Reader, sql } from '#store';

/** The schema of a database as text, from the catalog: one line a table, column, constraint, index and trigger, in an order that never varies. */
export async function describeSchema(reader: Reader): Promise<string> {
  const lines = await reader.all<{ line: string }>(sql`
    with relation as (
      select c.oid, c.relname, c.relkind, c.relpersistence, c.reloptions from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind in ('r', 'p', 'v', 'm', 'S')
    ), line as (
      select relname as of, 0 as rank, relname as name,
        case relkind when 'r' then 'table' when 'p' then 'partitioned table' when 'v' then 'view' when 'm' then 'materialized view' else 'sequence' end
        || ' ' || relname || coalesce(' with (' || array_to_string(reloptions, ', ') || ')', '')
        || case relpersistence when 'u' then ' unlogged' else '' end as line
      from relation
      union all
      select r.relname, 1, a.attname, '  column ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
        || case when a.attcollation <> t.typcollation then ' collate ' || quote_ident(o.collname) else '' end
        || case when a.attnotnull then ' not null' else '' end
        || case a.attidentity when 'a' then ' identity always' when 'd' then ' identity by default' else '' end
        || coalesce(case a.attgenerated when '' then ' default ' else ' generated as ' end || pg_get_expr(d.adbin, d.adrelid), '')
      from relation r join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
      join pg_type t on t.oid = a.atttypid left join pg_collation o on o.oid = a.attcollation
      left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where r.relkind <> 'S'
      union all
      select r.relname, 2, c.conname, '  constraint ' || c.conname || ' ' || pg_get_constraintdef(c.oid)
      from relation r join pg_constraint c on c.conrelid = r.oid where c.contype <> 'n'
      union all
      select r.relname, 3, i.relname, '  index ' || replace(pg_get_indexdef(i.oid), ' ON public.', ' ON ')
      from relation r join pg_index x on x.indrelid = r.oid join pg_class i on i.oid = x.indexrelid
      union all
      select r.relname, 4, g.tgname, '  trigger ' || replace(pg_get_triggerdef(g.oid), ' ON public.', ' ON ')
      from relation r join pg_trigger g on g.tgrelid = r.oid where not g.tgisinternal
      union all
      select r.relname, 5, '', '  as ' || regexp_replace(pg_get_viewdef(r.oid), '[[:space:]]+', ' ', 'g') from relation r where r.relkind in ('v', 'm')
      union all
      select '~function ' || p.oid::regprocedure::text, 6, '', 'function ' || p.oid::regprocedure::text || ' returns ' || pg_get_function_result(p.oid)
        || ' body ' || md5(p.prosrc)
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname = 'public' and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
      union all
      select '~extension ' || extname, 7, '', 'extension ' || extname from pg_extension where extname <> 'plpgsql'
    )
    select line from line order by of collate "C", rank, name collate "C"`);
  return `${lines.map(({ line }) => line).join('\n')}\n`;
}
