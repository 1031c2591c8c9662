import { type Reader, sql } from '#store';

export type Hit = {
  readonly source: 'paper' | 'meeting' | 'programme' | 'case';
  readonly id: string;
  readonly kind: string;
  readonly at: Date;
  readonly by: string;
  readonly organization: string;
  readonly words: string;
  /** Words of the question that stand in it. */
  readonly found: readonly string[];
  /** How many the question has. */
  readonly asked: number;
};

const HITS_MAX = 300;

/**
 * What holds any of the words of a question, what holds most of them first. What bodies did only where the agreement that sets the body up
 * is among those that the reader may read: asked in the query, so that nothing else is ranked, counted or cut off. Plan: governance_memory_tsv.
 */
export function hits(reader: Reader, question: string, readable: readonly string[]): Promise<readonly Hit[]> {
  return reader.all<Hit>(sql`
    with asked as (select tsvector_to_array(to_tsvector('english'::regconfig, ${question})) as words),
    query as (select string_agg(quote_literal(w), ' | ')::tsquery as any_of from asked, unnest(words) w)
    select m.source, m.id::text, m.kind, m.at, m.by, m.organization, m.words, cardinality(a.words) as asked,
      array(select w from unnest(a.words) w where m.tsv @@ quote_literal(w)::tsquery) as found
    from governance_memory m, asked a, query q
    where m.tsv @@ q.any_of and (
      m.source in ('programme', 'case')
      or (m.source = 'paper' and exists (select from governance_paper p where p.id = m.id and p.instrument = any(${readable}::text[])))
      or (m.source = 'meeting' and exists (select from governance_meeting t where t.id = m.id and t.instrument = any(${readable}::text[]))))
    order by cardinality(array(select w from unnest(a.words) w where m.tsv @@ quote_literal(w)::tsquery)) desc,
      ts_rank(m.tsv, q.any_of) desc, m.seq desc limit ${HITS_MAX}`);
}

/** Programmes whose case for change rests on a paper. Plan: a scan; there are few. */
export function restingOn(
  reader: Reader,
  paper: string,
): Promise<readonly { readonly programme: string; readonly name: string }[]> {
  return reader.all(sql`
    select distinct c.programme::text, b.said ->> 'name' as name
    from governance_case_deed c join governance_programme_deed b on b.programme = c.programme and b.said ->> 'did' = 'begun'
    where c.said ->> 'did' = 'paper' and c.said ->> 'paper' = ${paper} order by 1 limit 20`);
}
