import type { Violation } from './record.ts';

/** What must hold of the ledger at every moment, each a query that finds what breaks it. SQL alone: nothing of the program is used. */
const CHECKS: Readonly<Record<string, string>> = {
  'I4 balanced': `
    select p.entry, a.currency, sum(p.minor) as out from money_posting p join money_account a on a.id = p.account
    group by 1, 2 having sum(p.minor) <> 0`,
  'I4 balances are the fold of entries': `
    select a.id, a.pool, a.kind, a.party, a.posted, coalesce(f.sum, 0) as fold from money_account a
    left join (select p.account, sum(p.minor) as sum from money_posting p join money_entry e on e.seq = p.entry
      where e.state in ('posted', 'post') group by 1) f on f.account = a.id
    where a.posted <> coalesce(f.sum, 0)`,
  'I4 what is promised is the fold of open promises': `
    select a.id, a.pool, a.reserved, coalesce(f.sum, 0) as fold from money_account a
    left join (select p.account, sum(p.minor) as sum from money_posting p join money_entry e on e.seq = p.entry
      join money_account m on m.id = p.account and m.kind = 'fund'
      where e.state = 'pending' and p.minor > 0 and not exists (select from money_entry o where o.ends = e.seq)
      group by 1) f on f.account = a.id
    where a.reserved <> coalesce(f.sum, 0)`,
  'I4 no balance below its floor': `
    select id, pool, posted from money_account
    where floor is not null and (case kind when 'fund' then -posted else posted end) - reserved < floor`,
  'lineage is its posting': `
    select p.entry, p.line, p.minor, sum(l.minor) as lineage from money_posting p
    join money_account a on a.id = p.account and a.kind = 'fund'
    left join money_lineage l on l.entry = p.entry and l.line = p.line
    group by 1, 2, 3 having p.minor is distinct from sum(l.minor)`,
  'shares are the fold of lineage': `
    select s.account, s.owner, s.fence, s.posted, -coalesce(f.sum, 0) as fold from money_share s
    left join (select p.account, l.owner, l.fence, sum(l.minor) as sum from money_lineage l
      join money_posting p on p.entry = l.entry and p.line = l.line
      join money_entry e on e.seq = l.entry and e.state in ('posted', 'post') group by 1, 2, 3) f
      on f.account = s.account and f.owner = s.owner and f.fence = s.fence
    where s.posted <> -coalesce(f.sum, 0)`,
  'what partners have there is the pool, to the penny': `
    select a.id, a.pool, -a.posted as pool_has, coalesce(sum(s.posted), 0) as partners_have from money_account a
    left join money_share s on s.account = a.id where a.kind = 'fund'
    group by 1, 2, 3 having -a.posted <> coalesce(sum(s.posted), 0)`,
  'what is put in and what is owed is what is left': `
    select pool, currency, sum(posted) as out from money_account group by 1, 2 having sum(posted) <> 0`,
  'a promise ends once': `
    select ends, count(*) from money_entry where ends is not null group by 1 having count(*) > 1`,
  'I3 a key has one effect': `
    select pool, key, count(*) from money_entry group by 1, 2 having count(*) > 1`,
  'instants of a pool only rise': `
    select a.seq, b.seq as later from money_entry a join money_entry b on a.pool = b.pool and b.seq > a.seq
    where b.recorded < a.recorded limit 5`,
  'a settlement is entered whole or not at all': `
    select s.id, s.state, l.pool, l.owed, e.cleared from money_settlement s
    join (select settlement, pool, count(*) as owed from money_settlement_line group by 1, 2) l on l.settlement = s.id
    left join (select e.key, e.pool, count(distinct (a.kind, a.party, p.item)) filter (where a.kind <> 'bank') as cleared from money_entry e
      join money_posting p on p.entry = e.seq join money_account a on a.id = p.account
      where e.kind = 'settlement' group by 1, 2) e on e.key = 'settlement ' || s.id and e.pool = l.pool
    where coalesce(e.cleared, 0) <> case when s.state = 'posted' then l.owed else 0 end`,
  'what a settlement clears is what it says, to the penny': `
    select l.settlement, l.number, l.minor, p.minor as posted from money_settlement_line l
    join money_entry e on e.key = 'settlement ' || l.settlement and e.pool = l.pool
    left join (select p.entry, a.kind, a.party, p.item, sum(p.minor) as minor from money_posting p
      join money_account a on a.id = p.account group by 1, 2, 3, 4) p
      on p.entry = e.seq and p.kind = l.kind and p.party = l.party and p.item = l.item
    where p.minor is distinct from -l.minor`,
  'positions of a settlement add up to nought': `
    select settlement, sum(minor) from money_settlement_party group by 1 having sum(minor) <> 0`,
  'payments of a settlement bring each to nought': `
    select p.settlement, p.organization, p.minor, coalesce(f.sum, 0) as paid from money_settlement_party p
    left join (select settlement, organization, sum(minor) as sum from (
        select settlement, payee as organization, minor from money_settlement_payment
        union all select settlement, payer, -minor from money_settlement_payment) b group by 1, 2) f
      on f.settlement = p.settlement and f.organization = p.organization
    where p.minor <> coalesce(f.sum, 0)`,
  'nobody is settled with who has not signed': `
    select s.id, p.organization from money_settlement s join money_settlement_party p on p.settlement = s.id
    where s.state = 'posted' and p.signed is null`,
  'what was shared of a period is what moved, to the penny': `
    select r.pool, r.clause, r.until_day, s.by, s.minor, f.minor as moved from (select distinct on (pool, clause, until_day) *
      from money_risk order by pool, clause, until_day, number desc) r
    cross join lateral (select x->>'by' as by, sum((x->>'minor')::bigint) as minor from jsonb_array_elements(r.shares) x
      where x->>'by' like 'Organization/%' group by 1) s
    left join (select e.pool, p.item, sum(p.minor) as minor from money_entry e join money_posting p on p.entry = e.seq
      join money_account a on a.id = p.account and a.kind in ('due-from', 'due-to')
      where e.kind = 'risk-share' group by 1, 2) f
      on f.pool = r.pool and f.item = 'risk ' || r.clause || '@' || r.until_day || ' ' || s.by
    where s.minor is distinct from coalesce(f.minor, 0)`,
  'what was taken over of another area is owed on its ledger, to the penny': `
    select c.pool, c.payer, c.sum as taken, coalesce(f.sum, 0) as entered from (
      select c.pool, c.payer, sum(i.minor) as sum from money_charge c
      join money_charge_item i on i.charge = c.id and i.state = 'accepted' where c.elsewhere group by 1, 2) c
    left join (select a.pool, a.party, sum(p.minor) as sum from money_entry e join money_posting p on p.entry = e.seq
      join money_account a on a.id = p.account and a.kind = 'due-from' where e.kind = 'charge' group by 1, 2) f
      on f.pool = c.pool and f.party = c.payer
    where c.sum is distinct from coalesce(f.sum, 0)`,
  'nothing of another area is left behind by a settlement of its ledger': `
    select c.pool, s.id, a.kind, a.party, sum(p.minor) as left from (select distinct pool from money_charge where elsewhere) c
    join money_entry se on se.pool = c.pool and se.kind = 'settlement'
    join money_settlement s on se.key = 'settlement ' || s.id
    join money_entry e on e.pool = c.pool and e.seq <= se.seq and e.state in ('posted', 'post')
      and (e.effective <= s.until_day or e.kind = 'settlement')
    join money_posting p on p.entry = e.seq
    join money_account a on a.id = p.account and a.kind in ('due-from', 'due-to') and a.currency = s.currency
    group by 1, 2, 3, 4 having sum(p.minor) <> 0`,
  'an entry is whole': `
    select seq from money_entry e where state <> 'void' and (select count(*) from money_posting where entry = e.seq) < 2`,
};

export type Ask = (text: string) => Promise<readonly object[]>;

export async function checkMoney(ask: Ask): Promise<readonly Violation[]> {
  const found: Violation[] = [];
  for (const [invariant, text] of Object.entries(CHECKS)) {
    for (const row of (await ask(text)).slice(0, 5)) found.push({ invariant, text: JSON.stringify(row) });
  }
  return found;
}
