import type { Access, Role } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Services } from '#joint';

/** What an organisation says of who decides about its forms is kept under this topic of its decision rights. */
const TOPIC = 'forms';
/** Who publishes where the organisation has said nothing of it. */
const PUBLISHERS: readonly Role[] = ['programme-lead', 'ig-lead'];

/** Typed here, since joints do not import each other. */
type RightAnswer = {
  readonly rights?: { readonly decides?: (access: Access, topic: string) => Promise<boolean | undefined> };
};

/** A form is published by whom the decision rights of the own organisation name for forms; without such a right, by its leads. */
export async function mayPublish({ answers }: Services, access: Access): Promise<Outcome<true>> {
  const governance = answers['governance'] as RightAnswer | undefined;
  const named = await governance?.rights?.decides?.(access, TOPIC);
  if (named ?? PUBLISHERS.includes(access.role)) return accepted(true);
  const who =
    named === undefined
      ? 'the programme lead and the information governance lead of the organisation'
      : 'whom your organisation’s decision rights name for forms';
  const text = `Forms are published by ${who}. Ask them, or have the decision right changed.`;
  return refuse('forbidden', 'record.form-publisher', text);
}
