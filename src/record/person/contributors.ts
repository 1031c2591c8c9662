import type { Access } from '#agreement';
import type { Day } from '#base';
import type { Services } from '#joint';
import { sql } from '#store';
import type { Contributor } from '../contract.ts';

/** What this joint asks of governance; typed here, since joints do not import each other. */
export type PartnershipAnswer = {
  readonly partnership: (access: Access) => Promise<{
    readonly partners: readonly {
      readonly key: number;
      readonly organization: string;
      readonly name: string;
      readonly kind: string;
      readonly sharing: boolean;
    }[];
  }>;
};

type Question = { readonly received: ReadonlyMap<number, Date>; readonly today: Day };

/** A feed that has sent nothing for this long is late, if it ever sent a file. */
const LATE_DAYS = 7;

/**
 * The partners as the page names them. Only what may be seen counts as a record: an organisation whose items the person keeps
 * back stands as one that has none.
 */
export async function contributorsOf(
  services: Services,
  access: Access,
  { received, today }: Question,
): Promise<readonly Contributor[]> {
  const governance = services.answers['governance'] as PartnershipAnswer | undefined;
  const partners = (await governance?.partnership(access))?.partners ?? [];
  const late = await lateFeeds(services, today);
  const named = partners
    .filter(({ key, kind }) => received.has(key) || mayHold(kind))
    .map(({ key, organization, name, sharing }): Contributor => {
      const last = received.get(key);
      const lastReceived = last ? { lastReceived: last.toISOString() } : {};
      if (!sharing) return { name, state: last ? 'sharing' : 'not-joined', ...lastReceived };
      if (!last) return { name, state: 'no-record' };
      return { name, state: late.has(organization) ? 'late' : 'sharing', ...lastReceived };
    });
  const strangers = await strangersOf(services, received, new Set(partners.map(({ key }) => key)));
  return [...named, ...strangers];
}

/** Bodies that pay and plan keep no record of people; and somebody is with one practice, so that the others are no gap. */
function mayHold(kind: string): boolean {
  return !['care-board', 'ministry', 'donor', 'general-practice'].includes(kind);
}

/** Organisations that sent records and are no partners (yet). */
async function strangersOf(
  { ports }: Services,
  received: ReadonlyMap<number, Date>,
  partners: ReadonlySet<number>,
): Promise<readonly Contributor[]> {
  if ([...received.keys()].every((key) => partners.has(key))) return [];
  const organizations = await ports.contributors.organizations();
  return organizations
    .filter(({ key }) => received.has(key) && !partners.has(key))
    .map(({ key, name }) => ({ name, state: 'sharing', lastReceived: received.get(key)?.toISOString() ?? '' }));
}

async function lateFeeds({ store }: Services, today: Day): Promise<ReadonlySet<string>> {
  const rows = await store.all<{ organization: string }>(
    sql.prepared(sql`
    select organization from record_intake group by organization
    having max(ended) < ${`${today}T00:00:00Z`}::timestamptz - make_interval(days => ${LATE_DAYS}) limit 10000`),
  );
  return new Set(rows.map(({ organization }) => organization));
}
