import type { Visit } from '../contract.ts';

/** One line of the log as a person is told of it. */
export type Told = {
  readonly at: Date;
  readonly who: string;
  /** It was whoever is told. */
  readonly own?: true;
  readonly role: string;
  readonly organization: string;
  readonly organizationKey: number;
  readonly principal: string;
  readonly purpose: string;
  readonly what: string;
  readonly emergency: boolean;
  /** The opening in an emergency under which it was read. */
  readonly under?: string;
  readonly allowed: boolean;
  readonly basis: Visit['basis'];
};

/** What was written at each opening in an emergency, by its id. */
export type Openings = ReadonlyMap<string, Visit['openings'][number]>;

/** Somebody who does nothing for this long has left: what follows is another visit. */
const PAUSE_MS = 30 * 60_000;

/** Lines, newest first, put together: what one seat did for one reason without a long pause is one visit. */
export function visitsOf(lines: readonly Told[], openings: Openings = new Map()): readonly Visit[] {
  const open = new Map<string, Told[]>();
  const visits: Told[][] = [];
  for (const line of lines) {
    const key = [line.principal, line.role, line.organizationKey, line.purpose, line.emergency].join('|');
    const current = open.get(key);
    const last = current?.at(-1);
    if (current && last && last.at.getTime() - line.at.getTime() <= PAUSE_MS) current.push(line);
    else {
      const fresh = [line];
      open.set(key, fresh);
      visits.push(fresh);
    }
  }
  return visits.map((visit) => visitOf(visit, openings));
}

function visitOf(lines: readonly Told[], openings: Openings): Visit {
  const [newest] = lines as readonly [Told];
  const oldest = lines.at(-1) ?? newest;
  const { who, own, role, organization, organizationKey, purpose, emergency } = newest;
  return {
    key: `${organizationKey}.${oldest.at.getTime()}`,
    from: oldest.at.toISOString(),
    to: newest.at.toISOString(),
    who,
    ...(own ? { own } : {}),
    role,
    organization,
    organizationKey,
    purpose,
    basis: basesOf(lines),
    emergency,
    times: lines.length,
    what: [...new Set(lines.filter(({ allowed }) => allowed).map(({ what }) => what))],
    openings: [...new Set(lines.flatMap(({ under }) => under ?? []))].flatMap((under) => openings.get(under) ?? []),
    refused: [...new Set(lines.filter(({ allowed }) => !allowed).map(({ what }) => what))],
  };
}

/** A visit can go on past midnight, and what was agreed change with the day. */
function basesOf(lines: readonly Told[]): Visit['basis'] {
  const all = lines.filter(({ allowed }) => allowed).flatMap(({ basis }) => basis);
  return [...new Map(all.map((one) => [`${one.where ?? ''} ${one.words}`, one])).values()];
}
