import type { Stored } from '#repository';
import type { RecallKind, RecallLetter } from './contract.ts';

type Loose = Readonly<Record<string, unknown>>;

export const RECALL = 'https://concord.health/recall';

/**
 * What a letter says. It names no condition and no check: an envelope is opened by others too, and what somebody asked not to be named
 * cannot be named where nothing is.
 */
export const LETTER =
  'Some of your regular checks are due. Please make an appointment with us. Bring a list of your medicines if you have one.';

/** The address letters go to: not an old one, nor one for bills alone. */
export function addressOf(patient: Loose): readonly string[] {
  const usable = listOf(patient['address']).filter(({ use }) => use !== 'old' && use !== 'billing');
  const address = usable.find(({ use }) => use === 'home') ?? usable[0];
  if (!address) return [];
  const lines = Array.isArray(address['line']) ? address['line'] : [];
  const all = [...lines, address['city'], address['district'], address['postalCode']];
  const parts = all.filter((one): one is string => typeof one === 'string' && one.trim() !== '');
  return parts.length > 0 ? parts : typeof address['text'] === 'string' ? [address['text']] : [];
}

/** The language that somebody prefers, where it is another than English. */
export function languageOf(patient: Loose): string | undefined {
  const said = listOf(patient['communication']);
  const one = said.find(({ preferred }) => preferred === true) ?? said[0];
  const coding = listOf((one?.['language'] as Loose | undefined)?.['coding'])[0];
  const code = typeof coding?.['code'] === 'string' ? coding['code'] : undefined;
  if (code === undefined || code.startsWith('en')) return undefined;
  return typeof coding?.['display'] === 'string' ? coding['display'] : code;
}

export function letterTo(patient: Stored, about: Pick<RecallLetter, 'person' | 'name' | 'from'>): RecallLetter {
  const read = JSON.parse(patient.body) as Loose;
  const language = languageOf(read);
  return { ...about, address: addressOf(read), ...(language ? { language } : {}) };
}

/** Which recall made it: what was interrupted between writing and remembering is recognised by it. */
export const ROUND = `${RECALL}/round`;

type Made = {
  readonly key: string;
  readonly kind: RecallKind;
  readonly patient: string;
  readonly measure: string;
  readonly organization: string;
  readonly now: number;
};

/** What is written into the record: a request for a letter, or a task to ring. One open one a person and measure. */
export function requestOf({
  key,
  kind,
  patient,
  measure,
  organization,
  now,
}: Made): Loose & { readonly resourceType: string } {
  const at = new Date(now).toISOString();
  const identifier = [
    { system: RECALL, value: `${measure}/${patient}` },
    { system: ROUND, value: key },
  ];
  const subject = { reference: `Patient/${patient}` };
  if (kind === 'task')
    return {
      resourceType: 'Task',
      identifier,
      status: 'requested',
      intent: 'order',
      code: { text: 'Ring about checks that are due' },
      for: subject,
      authoredOn: at,
      owner: { reference: organization },
    };
  return {
    resourceType: 'CommunicationRequest',
    identifier,
    status: 'active',
    subject,
    payload: [{ contentString: LETTER }],
    authoredOn: at,
    requester: { reference: organization },
    medium: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationMode', code: 'MAILWRIT' }] }],
  };
}

function listOf(value: unknown): readonly Loose[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter((one): one is Loose => typeof one === 'object' && one !== null);
}
