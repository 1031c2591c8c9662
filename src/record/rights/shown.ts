import { type Access, objectionOn } from '#agreement';
import { day, dayIn } from '#base';
import { lawIn, type Services } from '#joint';
import type { ObligationView } from '#obligation';
import type { CopyState, PersonRequest, RequestState } from './contract.ts';
import { clockFor, groundOf } from './law.ts';
import { type Objection, objectionsOf } from './object.ts';
import { type RequestRow, type StepRow, stepsOf } from './request.queries.ts';

const MOST = 500;

/** Requests as who may read them reads them. */
export async function shownAll(
  services: Services,
  access: Access,
  rows: readonly RequestRow[],
): Promise<readonly PersonRequest[]> {
  const [steps, organizations, due, objections] = await Promise.all([
    stepsOf(
      services.store,
      rows.map(({ id }) => id),
    ),
    services.ports.contributors.organizations(),
    dueOf(services, access, rows),
    objectionsOf(
      services.store,
      rows.filter(({ kind }) => kind === 'object').map(({ id }) => id),
    ),
  ]);
  const called = new Map(organizations.map(({ organization, name }) => [organization, name]));
  const names = new Map(organizations.map(({ key, name }) => [key, name]));
  return rows.map((row) =>
    shownOf(services, row, {
      organization: names.get(row.organization) ?? 'An organisation',
      steps: steps.filter(({ request }) => request === row.id),
      due: due.get(row.obligation),
      objection: objections.find(({ request }) => request === row.id),
      called,
    }),
  );
}

type Around = {
  readonly organization: string;
  readonly steps: readonly StepRow[];
  readonly due: ObligationView | undefined;
  readonly objection: Objection | undefined;
  readonly called: ReadonlyMap<string, string>;
};

function shownOf(services: Services, row: RequestRow, around: Around): PersonRequest {
  const { organization, steps, due } = around;
  const law = lawIn(services.zone);
  const open = row.decision === null && row.withdrawn === null;
  const copy = copyOf(row, services.now());
  return {
    id: row.id,
    right: row.kind,
    organization,
    about: row.about,
    ...(row.item === null ? {} : { item: row.item }),
    words: row.words,
    way: row.way,
    asked: row.asked.toISOString(),
    state: stateOf(row),
    ...(open && due?.dueDay !== undefined ? { due: due.dueDay } : {}),
    late: open && due?.late === true,
    law: `${clockFor(law, row.kind).words} (${clockFor(law, row.kind).law})`,
    ...decisionOf(services, row),
    ...(row.decision === null || law.regulator === undefined ? {} : { complain: law.regulator.words }),
    ...(copy === undefined ? {} : { copy }),
    ...objectionIn(around),
    ...standingOf(services, row, around),
    steps: steps.map(({ at, what, by_whom: by, words }) => ({
      at: at.toISOString(),
      what,
      by,
      ...(words === null ? {} : { words }),
    })),
  };
}

export function stateOf({ withdrawn, decision, done, proved }: RequestRow): RequestState {
  if (withdrawn !== null) return 'withdrawn';
  if (decision === 'refused') return 'refused';
  if (decision !== null) return done === null ? 'working' : 'done';
  return proved ? 'open' : 'identity';
}

function decisionOf({ zone }: Services, row: RequestRow): Pick<PersonRequest, 'decision'> {
  if (row.decision === null || row.decided === null) return {};
  const ground = row.ground === null ? undefined : groundOf(lawIn(zone), row.kind, row.ground);
  return {
    decision: {
      given: row.decision,
      at: row.decided.toISOString(),
      ...(ground === undefined ? {} : { ground }),
      words: row.reason ?? '',
    },
  };
}

function objectionIn({ objection, called }: Around): Pick<PersonRequest, 'objection'> {
  if (objection === undefined) return {};
  const from = objection.viewers.map((one) => called.get(one) ?? 'An organisation');
  return { objection: { from, holds: objection.consent !== null } };
}

/**
 * Where what somebody objected to stands today, in words: what they object to is kept back, and what is to rest is not used, from the moment it
 * was asked for. A restriction that was decided says so itself: it ends when it is lifted.
 */
function standingOf(
  { zone, now }: Services,
  row: RequestRow,
  { organization, due }: Around,
): Pick<PersonRequest, 'standing'> {
  const rests = row.kind === 'restrict';
  if (!row.proved || (row.kind !== 'object' && !rests) || (rests && row.decision !== null)) return {};
  const law = lawIn(zone);
  const dayOf = (at: Date) => dayIn(zone, at.getTime());
  const ground = row.ground === null ? undefined : groundOf(law, row.kind, row.ground);
  const standing = objectionOn(
    {
      kind: rests ? 'restriction' : 'direct-care',
      made: dayOf(row.asked),
      by: 'The person',
      ...(due?.dueDay === undefined ? {} : { due: day(due.dueDay) }),
      ...(row.decision === null || row.decided === null
        ? {}
        : {
            outcome: {
              upheld: row.decision !== 'refused',
              on: dayOf(row.decided),
              by: organization,
              reason: [ground?.words, row.reason].filter(Boolean).join(' '),
            },
          }),
      ...(row.withdrawn === null ? {} : { withdrawn: dayOf(row.withdrawn) }),
    },
    dayIn(zone, now()),
    law,
  );
  return { standing: standing.words };
}

function copyOf(row: RequestRow, now: number): CopyState | undefined {
  if (row.copy_total === null) return undefined;
  const until = row.copy_until;
  return {
    done: row.copy_done ?? 0,
    total: row.copy_total,
    ready: until !== null && until.getTime() > now,
    over: until !== null && until.getTime() <= now,
    ...(until === null ? {} : { until: until.toISOString() }),
  };
}

/** What of these is due, and when, by the id of the obligation. */
async function dueOf(
  { obligations }: Services,
  access: Access,
  rows: readonly RequestRow[],
): Promise<ReadonlyMap<string, ObligationView>> {
  const open = rows.filter(({ decision, withdrawn }) => decision === null && withdrawn === null);
  if (obligations === undefined || open.length === 0) return new Map();
  const list = access.role === 'person' ? obligations.owedTo : obligations.owedBy;
  const { items } = await list(access, { state: 'open', limit: MOST });
  return new Map(items.map((one) => [one.id, one]));
}
