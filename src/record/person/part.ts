import type { Stored } from '#repository';
import type { Source } from '../contract.ts';
import { type Fields, textOf } from './element.ts';

/** One visible resource of a person's record, read, with where it comes from. */
export type Part = {
  readonly type: string;
  readonly fields: Fields;
  readonly source: Source;
  /** When the store took it in. */
  readonly received: string;
};

/** Elements in which a contributor says when it recorded something; where it says nothing, when it arrived stands for it. */
const RECORDED = [
  'issued',
  'recordedDate',
  'authoredOn',
  'dateAsserted',
  'created',
  'date',
  'startDate',
  'assertedDate',
];

export function partOf(stored: Stored, organizationName: (key: number) => string): Part {
  const fields = JSON.parse(stored.body) as Fields;
  const received = stored.updated.toISOString();
  const source = {
    organization: organizationName(stored.org),
    recorded: textOf(fields, ...RECORDED) ?? received,
    reference: `${stored.type}/${stored.id}`,
  };
  return { type: stored.type, fields, source, received };
}

/** Whether the contributor has taken it back: entered in error, refuted. */
export function isWithdrawn({ fields }: Part): boolean {
  const verification = fields['verificationStatus'] as { coding?: readonly { code?: string }[] } | undefined;
  const code = verification?.coding?.[0]?.code;
  return fields['status'] === 'entered-in-error' || code === 'entered-in-error' || code === 'refuted';
}
