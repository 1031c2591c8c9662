import { accessFor } from '#agreement';
import { accepted, type Outcome } from '#fhir';
import type { Writing } from '../context.ts';
import { tellsFor } from '../wording/concern.ts';
import { matchIn } from '../search/index.ts';

/** Ids of what matches a condition among what the writer may see: none, one, or two of many. */
export async function matches(
  { context, transaction, access, now }: Writing,
  type: string,
  criteria: string,
): Promise<Outcome<readonly string[]>> {
  const found = await matchIn(
    transaction,
    { access: accessFor(access, 'search'), now, secret: context.secret, ...tellsFor(context, access) },
    { type, criteria },
  );
  return found.ok ? accepted(found.value.map(({ id }) => id)) : found;
}
