import type { GivenItem } from '#forms';

type Json = Readonly<Record<string, unknown>>;

/** Marks the sheet of paper, so to speak: the same one that is sent twice is one answer. */
export const SHEET = 'https://concord.health/form-sheet';
export const ACCOUNT = 'https://concord.health/account';
const DONE = 'http://terminology.hl7.org/CodeSystem/v3-DataOperation';

export type Writer = {
  readonly principal: string;
  readonly name: string;
  /** 'Organization/x' for whom they answer. */
  readonly organization?: string;
  /** 'Patient/x' where a person answers about themself. */
  readonly patient?: string;
};

export type ToWrite = {
  readonly canonical: string;
  readonly sheet: string;
  readonly at: string;
  readonly by: Writer;
  /** 'Patient/x' whom it is about. */
  readonly subject?: string;
  readonly items: readonly GivenItem[];
};

/** An answer as it lies in the record. */
export function responseOf({ canonical, sheet, at, by, subject, items }: ToWrite): Json {
  const author = whoOf(by);
  return {
    resourceType: 'QuestionnaireResponse',
    identifier: { system: SHEET, value: sheet },
    questionnaire: canonical,
    status: 'completed',
    ...(subject === undefined ? {} : { subject: { reference: subject } }),
    authored: at,
    author,
    ...(by.patient === undefined ? {} : { source: author }),
    item: items,
  };
}

/** The same put right: a new version of it, and never another answer. */
export function amendedOf(before: Json, { at, by, items }: Pick<ToWrite, 'at' | 'by' | 'items'>): Json {
  const { text: _, ...rest } = before;
  return { ...rest, status: 'amended', authored: at, author: whoOf(by), item: items };
}

/** Who answered, for whom, when, and why it was put right. */
export function provenanceOf(
  target: string,
  { at, by, subject, reason }: Pick<ToWrite, 'at' | 'by' | 'subject'> & { readonly reason?: string },
): Json {
  const behalf = by.organization === undefined ? {} : { onBehalfOf: { reference: by.organization } };
  return {
    resourceType: 'Provenance',
    // It lies in the record of whom it names.
    target: [target, subject].flatMap((reference) => (reference === undefined ? [] : [{ reference }])),
    recorded: at,
    activity: { coding: [{ system: DONE, code: reason === undefined ? 'CREATE' : 'UPDATE' }] },
    ...(reason === undefined ? {} : { reason: [{ text: reason }] }),
    agent: [{ who: whoOf(by), ...(by.patient === undefined ? behalf : {}) }],
  };
}

function whoOf({ principal, name, patient }: Writer): Json {
  if (patient !== undefined) return { reference: patient, display: name };
  return { identifier: { system: ACCOUNT, value: principal }, display: name };
}

export function bySaid(json: Json): string {
  const author = json['author'] as { readonly display?: string } | undefined;
  return author?.display ?? 'Somebody';
}
