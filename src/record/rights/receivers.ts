import type { Access, Right } from '#agreement';
import { accepted, type Outcome } from '#fhir';
import type { Services } from '#joint';
import { type Reader, sql, type Transaction } from '#store';
import { ladderOf } from '../break-glass/owed.ts';
import type { ToldReceiver } from './contract.ts';
import type { RequestRow } from './request.queries.ts';
import { noRequest, notAnOfficer, personOf } from './whose.ts';

const KIND = 'record-told';
const WORKING_DAYS = 10;

const TITLES: Partial<Readonly<Record<Right, string>>> = {
  correct: 'Take over a correction of something that you were shown',
  erase: 'Take away something that you were shown and that was erased',
  restrict: 'Stop using something that you were shown and that is restricted',
};

export type Receiver = { readonly organization: number; readonly seen: Date };

/** Who else was shown what a decision is about. Asked before an erasure, which takes that out of the log. */
export async function receiversOf(
  services: Services,
  reader: Reader,
  row: RequestRow,
  items: readonly string[],
): Promise<readonly Receiver[]> {
  const { person, places } = await personOf(services, reader, row);
  return services.ports.rights.receivers(reader, { person, places, items, of: row.organization });
}

/** Each is told, and owes that it did the same with what it kept (UK GDPR, article 19). Answers their names, for the person. */
export async function tellReceivers(
  services: Services,
  transaction: Transaction,
  access: Access,
  {
    row,
    receivers,
    patient,
  }: { readonly row: RequestRow; readonly receivers: readonly Receiver[]; readonly patient: string | undefined },
): Promise<readonly string[]> {
  const organizations = await services.ports.contributors.organizations();
  const from = organizations.find(({ key }) => key === row.organization);
  const named: string[] = [];
  for (const { organization: key, seen } of receivers) {
    const to = organizations.find((one) => one.key === key);
    // What works for nobody in particular is not an organisation that could be told.
    if (to === undefined || from === undefined || key === row.organization) continue;
    const id = services.newId();
    const at = new Date(services.now());
    await transaction.run(
      sql`insert into record_told (id, request, organization, seen, at) values (${id}, ${row.id}, ${key}, ${seen}, ${at})`,
    );
    const opened = await services.obligations?.open(transaction, access, {
      kind: KIND,
      key: id,
      title: TITLES[row.kind] ?? 'Take note of what was decided about something that you were shown',
      owner: { organization: to.organization, role: 'ig-lead' },
      owed: { organization: from.organization, role: 'ig-lead' },
      ...(patient === undefined ? {} : { concerns: patient }),
      because: 'Whoever was shown it is told what was put right, erased or restricted (UK GDPR, article 19)',
      page: `/audit/told/${id}`,
      due: { in: WORKING_DAYS, unit: 'working-days' },
      ladder: await ladderOf(services, to.organization),
    });
    if (opened?.ok === false) throw new Error(`a receiver could not be told: ${opened.refusals[0].code}`);
    named.push(to.name);
  }
  return named;
}

type ToldRow = {
  readonly id: string;
  readonly organization: number;
  readonly from: number;
  readonly kind: Right;
  readonly about: string;
  readonly at: Date;
  readonly seen: Date;
};

/** What an organisation was told. What it was about is there as far as it still is. */
export async function told(services: Services, access: Access, id: string): Promise<Outcome<ToldReceiver>> {
  if (access.role !== 'ig-lead') return notAnOfficer();
  const row = await services.store.first<ToldRow>(sql`
    select t.id, t.organization, q.organization as from, q.kind, q.about, t.at, t.seen
    from record_told t join record_request q on q.id = t.request where t.id = ${id}`);
  if (row === undefined || row.organization !== access.organization) return noRequest();
  const organizations = await services.ports.contributors.organizations();
  return accepted({
    id,
    right: row.kind,
    from: organizations.find(({ key }) => key === row.from)?.name ?? 'An organisation',
    item: row.about,
    at: row.at.toISOString(),
    seen: row.seen.toISOString(),
  });
}
