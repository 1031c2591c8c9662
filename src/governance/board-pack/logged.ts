import type { NotedLine } from '#repository';
import type { PackFault } from './verify.ts';

/** A report as the log of who did what names it. The seals of the log go to files and to another organisation: the chain alone tells of no newest one that is gone. */
export type Logged = {
  readonly organization: string;
  readonly n: number;
  readonly month: string;
  readonly hash: string;
};

export const ISSUED = 'issue-board-report';

export function inLog({ organization, n, month, hash }: Logged): NotedLine {
  return { action: ISSUED, outcome: 'done', id: month, query: `${organization} ${n} ${month} ${hash}` };
}

export function loggedIn(queries: readonly string[]): readonly Logged[] {
  return queries.flatMap((query) => {
    const [organization = '', n = '', month = '', hash] = query.split(' ');
    return hash === undefined ? [] : [{ organization, n: Number(n), month, hash }];
  });
}

/**
 * What the log and the reports that are kept say differently. Reports of before the log named them are not in it: only those after the
 * first that is have to be.
 */
export function againstLog(logged: readonly Logged[], kept: readonly Logged[]): readonly PackFault[] {
  const at = (all: readonly Logged[]) => new Map(all.map((one) => [`${one.organization} ${one.n}`, one]));
  const [inLogAt, keptAt] = [at(logged), at(kept)];
  const gone = logged.flatMap((one): readonly PackFault[] => {
    const { organization, n, month, hash } = one;
    const found = keptAt.get(`${organization} ${n}`);
    if (!found) return [{ organization, month, what: 'removed' }];
    return found.hash === hash && found.month === month ? [] : [{ organization, month, what: 'rewritten' }];
  });
  const added = kept.flatMap(({ organization, n, month }): readonly PackFault[] => {
    const from = Math.min(...logged.flatMap((one) => (one.organization === organization ? [one.n] : [])));
    return n > from && !inLogAt.has(`${organization} ${n}`) ? [{ organization, month, what: 'added' }] : [];
  });
  return [...gone, ...added];
}
