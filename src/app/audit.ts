import type { Audit, Shown } from '#http';
import type { AuditLog } from '#repository';

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
    await Promise.all(
      groups.map(([first, ...rest]) => {
        const found = [first, ...rest].map(({ type: of, id: which }) => `${of}/${which}`);
        const { bkt, cmp } = first;
        const compartment = bkt === undefined || cmp === undefined || cmp === '0' ? {} : { compartment: { bkt, cmp } };
        const others = [...new Set([first, ...rest].flatMap(({ org }) => org ?? []))].filter(
          (org) => org !== access.organization,
        );
        const disclosed = others.length === 0 || compartment.compartment === undefined ? {} : { disclosed: others };
        return log.note(access, { ...what, ...compartment, ...disclosed, found });
      }),
    );
  };
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
