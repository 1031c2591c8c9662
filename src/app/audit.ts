import type { Audit, Shown } from '#http';
import type { AuditLog, NotedLine } from '#repository';

/** Writes a look at the record as one line a person looked at, so that each can be told who looked at theirs. */
export function auditOn(log: Pick<AuditLog, 'note'>): Audit {
  return async (access, { action, type, id, query, shown, outcome }) => {
    const what = {
      action,
      outcome: outcome === 'success' ? 'done' : 'refused',
      ...(type === undefined ? {} : { type }),
      ...(id === undefined ? {} : { id }),
      ...(query === undefined ? {} : { query }),
    };
    const groups = byCompartment(shown);
    if (groups.length === 0) return log.note(access, what);
    return log.note(access, ...groups.map((group) => ({ ...what, ...toldOf(group, access.organization) })));
  };
}

function toldOf(group: Group, own: number): Pick<NotedLine, 'found' | 'compartment' | 'disclosed'> {
  const [{ bkt, cmp }] = group;
  const found = group.map(({ type, id }) => `${type}/${id}`);
  if (bkt === undefined || cmp === undefined || cmp === '0') return { found };
  const others = new Set<number>();
  for (const { org } of group) if (org !== undefined && org !== own) others.add(org);
  return { found, compartment: { bkt, cmp }, ...(others.size === 0 ? {} : { disclosed: [...others] }) };
}

type Group = [Shown, ...Shown[]];

function byCompartment(shown: readonly Shown[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const one of shown) {
    const group = groups.get(one.cmp ?? '0');
    if (group) group.push(one);
    else groups.set(one.cmp ?? '0', [one]);
  }
  return [...groups.values()];
}
