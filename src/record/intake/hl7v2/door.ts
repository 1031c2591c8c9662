import type { Access } from '#agreement';
import { type Outcome, refuse } from '#fhir';
import type { Acknowledgement } from '#http';
import type { Services } from '#joint';
import { writerFor } from '../intake.ts';
import { acknowledge } from './ack.ts';
import type { Message } from './message.ts';
import { parse } from './parse.ts';
import { receive, type Received } from './receive.ts';
import { sentBy } from './sender.ts';
import { single } from './split.ts';

/** Takes one message of the organisation whose token it comes with, and answers its acknowledgement. */
export type ReceiveMessage = (access: Access, content: AsyncIterable<Uint8Array>) => Promise<Outcome<Acknowledgement>>;

export function receiveOf(services: Services): ReceiveMessage {
  return async (access, content) => {
    if (access.role !== 'system')
      return refuse(
        'forbidden',
        'intake.systems-only',
        'Messages are taken from systems. Use a token made with `concord token`.',
      );
    const body = await single(content);
    const parsed = body.ok ? parse(body.value) : body;
    const outcome =
      body.ok && parsed.ok
        ? await taken(services, access, { bytes: body.value, message: parsed.value })
        : refusalOf(parsed);
    const { newId, now } = services;
    const answer = acknowledge(parsed.ok ? parsed.value : undefined, outcome, { id: newId(), at: now() });
    return { ok: true, value: { answer, type: 'x-application/hl7-v2+er7' } };
  };
}

async function taken(
  services: Services,
  access: Access,
  { bytes, message }: { readonly bytes: Uint8Array; readonly message: Message },
): Promise<Outcome<Received>> {
  const { ports, store, now, zone } = services;
  const own = (await ports.contributors.organizations()).find(({ key }) => key === access.organization);
  if (own === undefined)
    return refuse('forbidden', 'hl7v2.sender', 'The token is of no organisation. Make one with --organization.');
  const { organization, name } = own;
  const writer = await writerFor(services, access, { organization, name });
  const repository = services.repository(writer);
  const sender = await sentBy(message, organization, repository);
  if (!sender.ok) return sender;
  return receive(bytes, { repository, reader: store, key: writer.organization, organization, zone, now });
}

function refusalOf(outcome: Outcome<unknown>): Outcome<never> {
  return outcome.ok ? refuse('structure', 'hl7v2.no-message', 'There is no message.') : outcome;
}
