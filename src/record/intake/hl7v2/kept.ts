import { keptId } from '../identity.ts';
import { factsKeys, type Facts } from './facts.ts';
import type { Home } from './names.ts';

/** A message in the record: a Basic of the person it is about, restricted, since it tells more than any one item made of it. */
export type Kept = { readonly id: string; readonly text: string };

const KEY = 'urn:concord:hl7v2:about';
const MOMENT = 'urn:concord:hl7v2:moment';
const CONTENT = 'urn:concord:hl7v2:message';

type Extension = {
  readonly url?: string;
  readonly valueString?: string;
  readonly valueInstant?: string;
  readonly valueBase64Binary?: string;
};
type Basic = Readonly<Record<string, unknown>> & { readonly extension?: readonly Extension[] };

/** The id of a message: who sends, from which application, under which control id. */
export function messageId(home: Home, { application, control }: Pick<Facts, 'application' | 'control'>): string {
  return keptId(home.organization, `hl7v2 message ${application} ${control}`);
}

export function keep(
  home: Home,
  facts: Facts,
  content: Uint8Array,
  about: { readonly subject: string; readonly feed: string },
): Kept {
  const id = messageId(home, facts);
  const resource = {
    resourceType: 'Basic',
    id,
    meta: {
      source: about.feed,
      security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' }],
    },
    extension: [
      ...factsKeys(facts).map((key) => ({ url: KEY, valueString: key })),
      { url: MOMENT, valueInstant: new Date(facts.moment).toISOString() },
      { url: CONTENT, valueBase64Binary: Buffer.from(content).toString('base64') },
    ],
    identifier: [{ system: `${about.feed}:message`, value: facts.control }],
    code: { text: `HL7 v2 message ${facts.type}^${facts.event}` },
    subject: { reference: about.subject },
  };
  return { id, text: JSON.stringify(resource) };
}

/** What the message of a Basic is about, for the projection; nothing where it holds none. */
export function keysKept(
  resource: Readonly<Record<string, unknown>>,
): readonly { readonly key: string; readonly moment: string }[] {
  const extensions = extensionsOf(resource);
  const moment = extensions.find(({ url }) => url === MOMENT)?.valueInstant;
  if (moment === undefined) return [];
  return extensions.flatMap(({ url, valueString }) =>
    url === KEY && valueString ? [{ key: valueString.slice(0, 500), moment }] : [],
  );
}

/** The bytes of a kept message. */
export function contentOf(body: string): Uint8Array | undefined {
  const said = extensionsOf(JSON.parse(body) as Basic).find(({ url }) => url === CONTENT)?.valueBase64Binary;
  return said === undefined ? undefined : Buffer.from(said, 'base64');
}

function extensionsOf(resource: Basic): readonly Extension[] {
  return Array.isArray(resource.extension) ? (resource.extension as readonly Extension[]) : [];
}
