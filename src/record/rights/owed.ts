import type { Access, ClockRule, Right } from '#agreement';
import { lawIn, type Services } from '#joint';
import type { DueRule } from '#obligation';
import type { Transaction } from '#store';
import { ladderOf } from '../break-glass/owed.ts';
import { clockFor } from './law.ts';
import type { RequestRow } from './request.queries.ts';
import { personOf } from './whose.ts';

const KIND = 'record-request';

const TITLES: Readonly<Record<Right, string>> = {
  copy: 'Give somebody a copy of their record',
  correct: 'Decide on a correction that somebody asks for',
  restrict: 'Decide on a restriction that somebody asks for',
  erase: 'Decide on an erasure that somebody asks for',
  object: 'Decide on an objection to sharing',
};

export type Owing = {
  readonly id: string;
  readonly right: Right;
  /** 'Organization/x' and 'Person/x'. */
  readonly organization: string;
  readonly person: string;
  /** 'Patient/x'. */
  readonly patient: string;
  readonly clock: ClockRule;
  readonly from: number;
};

/** The last day on which it is in time; one that is no working day moves to the next (ICO: "the end of the next working day"). */
export function dueOf({ days, workingDays, months = 1 }: ClockRule, more = 0): DueRule {
  const roll = 'next-working-day' as const;
  if (workingDays !== undefined) return { in: workingDays, unit: 'working-days' };
  return days === undefined ? { in: months + more, unit: 'months', roll } : { in: days, unit: 'days', roll };
}

export async function owedDecision(
  services: Services,
  transaction: Transaction,
  access: Access,
  owing: Owing,
): Promise<string> {
  if (services.obligations === undefined) return '';
  const { id, right, organization, clock } = owing;
  const opened = await services.obligations.open(transaction, access, {
    kind: KIND,
    key: id,
    title: TITLES[right],
    owner: { organization, role: 'ig-lead' },
    owed: { person: owing.person },
    concerns: owing.patient,
    because: `${clock.words} (${clock.law})`,
    page: `/audit/requests/${id}`,
    due: dueOf(clock),
    from: owing.from,
    ladder: await ladderOf(services, organization),
    closedBy: { fact: factOf(id) },
    attested: false,
  });
  if (!opened.ok) throw new Error(`a request could not be passed on: ${opened.refusals[0].code}`);
  return opened.value;
}

export async function keptDecision(
  services: Services,
  transaction: Transaction,
  access: Access,
  id: string,
): Promise<void> {
  await services.obligations?.fact(transaction, access, factOf(id), { reference: `/audit/requests/${id}` });
}

const REVIEW = 'objection-review';

/** A refusal stands when the person can no longer decide; that it is looked at again has a day. */
export async function owedReview(
  services: Services,
  transaction: Transaction,
  access: Access,
  { id, row }: { readonly id: string; readonly row: RequestRow },
): Promise<string> {
  if (services.obligations === undefined) return '';
  const { person, places } = await personOf(services, transaction, row);
  const organization = (await services.ports.contributors.organizations()).find(({ key }) => key === row.organization);
  const [patient] = await services
    .repository({ ...access, filter: { op: 'always' } })
    .compartments(places, { types: ['Patient'], limit: 1 });
  if (organization === undefined) return '';
  const opened = await services.obligations.open(transaction, access, {
    kind: REVIEW,
    key: id,
    title: 'Look again at an objection that was not granted',
    owner: { organization: organization.organization, role: 'ig-lead' },
    owed: { person: `Person/${person}` },
    ...(patient === undefined ? {} : { concerns: `Patient/${patient.id}` }),
    because: 'Somebody found that the person can no longer decide about sharing; what was decided stands meanwhile.',
    page: `/audit/requests/${row.id}`,
    due: dueOf(clockFor(lawIn(services.zone), 'object')),
    from: services.now(),
    ladder: await ladderOf(services, organization.organization),
    closedBy: { fact: `${REVIEW}:${id}` },
    attested: false,
  });
  if (!opened.ok) throw new Error(`a review could not be passed on: ${opened.refusals[0].code}`);
  return opened.value;
}

export async function keptReview(
  services: Services,
  transaction: Transaction,
  access: Access,
  { id, request }: { readonly id: string; readonly request: string },
): Promise<void> {
  await services.obligations?.fact(transaction, access, `${REVIEW}:${id}`, { reference: `/audit/requests/${request}` });
}

function factOf(id: string): string {
  return `${KIND}:${id}`;
}
