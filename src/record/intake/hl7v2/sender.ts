import { type Outcome, accepted, refuse } from '#fhir';
import type { Repository } from '#repository';
import { printable } from './charset.ts';
import { type Message, part, field } from './message.ts';

type Organization = {
  readonly name?: string;
  readonly alias?: readonly string[];
  readonly identifier?: readonly { readonly value?: string }[];
};

/**
 * Whether a message says that it is of this organisation: its sending facility (MSH-4), or application (MSH-3), is the id, name, alias
 * or a business identifier of it. A token of one hospital does not write what another is said to have sent.
 */
export async function sentBy(
  message: Message,
  organization: string,
  repository: Repository,
): Promise<Outcome<Message>> {
  const id = organization.replace(/^Organization\//, '');
  const stored = await repository.read('Organization', id);
  const known = stored.ok ? (JSON.parse(stored.value.body) as Organization) : {};
  const names = [id, known.name, ...(known.alias ?? []), ...(known.identifier ?? []).map(({ value }) => value)]
    .filter((name) => name !== undefined)
    .map(plain);
  const [msh] = message.segments;
  const said = [4, 3]
    .flatMap((number) => [1, 2].map((component) => part(field(msh, number)[0], component)))
    .filter(Boolean);
  if (said.some((one) => names.includes(plain(one)))) return accepted(message);
  const text = `The message is said to come from '${printable(said.join(' '))}', and the token is of ${id}. Use the token of the sender, or give that organisation this identifier.`;
  return refuse('forbidden', 'hl7v2.sender', text, 'MSH-4');
}

function plain(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/^urn:oid:/, '');
}
