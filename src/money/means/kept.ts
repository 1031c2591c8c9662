import { decimal } from '#agreement';
import type { Dispute, Means, Worked } from './contract.ts';

type Json = Readonly<Record<string, unknown>>;
type Item = {
  readonly linkId?: string;
  readonly text?: string;
  readonly answer?: readonly {
    readonly valueString?: string;
    readonly valueDecimal?: unknown;
    readonly valueDateTime?: string;
  }[];
  readonly item?: readonly Item[];
};

export const ASSESSMENT = 'https://concord.health/Questionnaire/financial-assessment';
export const CHECKLIST = 'https://concord.health/Questionnaire/continuing-health-care-checklist';

/** Of every item: it is about money, or social care, and nobody sees it who may not see what people pay for care. */
export function meta(dataClass: 'finance' | 'social-care'): Json {
  return {
    tag: [{ system: 'https://concord.health/data-class', code: dataClass }],
    security: [{ system: 'https://concord.health/label', code: 'social-care-finance' }],
  };
}

export type ToKeep = {
  readonly patient: string;
  readonly at: string;
  readonly by: string;
  readonly reason?: string;
  readonly means: Means;
  readonly worked: Worked;
};

/** A sum as it lies in the record: what was entered, what came of it, and each line for whoever reads it as FHIR. */
export function responseOf({ patient, at, by, reason, means, worked }: ToKeep): Json {
  return {
    resourceType: 'QuestionnaireResponse',
    meta: meta('finance'),
    questionnaire: ASSESSMENT,
    status: 'completed',
    subject: { reference: patient },
    authored: at,
    item: [
      text('by', by),
      ...(reason === undefined ? [] : [text('reason', reason)]),
      text('pack', worked.pack),
      text('means', JSON.stringify(means)),
      text('worked', JSON.stringify(worked)),
      {
        linkId: 'lines',
        item: worked.lines.map(({ id, words, minor, source }) => ({
          linkId: id,
          text: words,
          answer: [
            {
              valueString: `${decimal(BigInt(minor), worked.currency)} ${worked.currency}`,
              item: [text('source', source)],
            },
          ],
        })),
      },
    ],
  };
}

export type Kept = {
  readonly patient: string;
  readonly at: string;
  readonly by: string;
  readonly reason?: string;
  readonly means: Means;
  readonly worked: Worked;
  readonly disputes: readonly Dispute[];
};

/** Undefined where it is something else, or was written by another system. */
export function keptIn(resource: Json): Kept | undefined {
  if (resource['questionnaire'] !== ASSESSMENT || resource['status'] === 'entered-in-error') return undefined;
  const items = itemsOf(resource);
  const said = (linkId: string) => saidIn(items, linkId);
  const [means, worked] = [parsed<Means>(said('means')), parsed<Worked>(said('worked'))];
  if (means === undefined || worked === undefined || !Array.isArray(worked.lines)) return undefined;
  const reason = said('reason');
  return {
    patient: referenceIn(resource),
    at: String(resource['authored']),
    by: said('by') ?? '',
    ...(reason === undefined ? {} : { reason }),
    means,
    worked,
    disputes: items.filter(({ linkId }) => linkId === 'dispute').map(disputeIn),
  };
}

/** The same with a dispute, or with the answer to the open one of its line. */
export function withDispute(resource: Json, said: Dispute): Json {
  const items = itemsOf(resource);
  const at = items.findIndex((item) => item.linkId === 'dispute' && same(disputeIn(item), said));
  const item = at < 0 ? [...items, disputeItem(said)] : items.with(at, disputeItem(said));
  return { ...resource, status: 'amended', item };
}

function same(one: Dispute, other: Dispute): boolean {
  return one.line === other.line && one.on === other.on;
}

function disputeItem({ line, words, on, by, answer }: Dispute): Item {
  return {
    linkId: 'dispute',
    item: [
      text('line', line),
      text('words', words),
      text('on', on),
      text('by', by),
      ...(answer === undefined
        ? []
        : [{ linkId: 'answer', item: [text('words', answer.words), text('on', answer.on), text('by', answer.by)] }]),
    ],
  };
}

function disputeIn({ item = [] }: Item): Dispute {
  const said = (linkId: string) => saidIn(item, linkId) ?? '';
  const answer = item.find(({ linkId }) => linkId === 'answer')?.item;
  const of = (linkId: string) => saidIn(answer ?? [], linkId) ?? '';
  return {
    line: said('line'),
    words: said('words'),
    on: said('on'),
    by: said('by'),
    ...(answer === undefined ? {} : { answer: { words: of('words'), on: of('on'), by: of('by') } }),
  };
}

export function text(linkId: string, value: string): Item {
  return { linkId, answer: [{ valueString: value }] };
}

export function itemsOf(resource: Json): readonly Item[] {
  return Array.isArray(resource['item']) ? (resource['item'] as readonly Item[]) : [];
}

export function saidIn(items: readonly Item[], linkId: string): string | undefined {
  return items.find((item) => item.linkId === linkId)?.answer?.[0]?.valueString;
}

export function referenceIn(resource: Json): string {
  const { subject } = resource as { readonly subject?: { readonly reference?: string } };
  return subject?.reference ?? '';
}

function parsed<T>(json: string | undefined): T | undefined {
  try {
    return json === undefined ? undefined : (JSON.parse(json) as T);
  } catch {
    return undefined;
  }
}
