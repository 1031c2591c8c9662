import type { Access } from '#agreement';
import { type Outcome, refuse } from '#fhir';
import type { Asking } from './ask.ts';

/** What money asks of governance before it reads what somebody's care costs. */
export type WallAnswer = {
  readonly competition?: {
    readonly walls: (access: Access) => Promise<readonly string[]>;
    readonly looked: (access: Access, of: readonly string[], what: string) => Promise<void>;
  };
};

/** Organisations with which the seat's own competes in a procurement that runs: what they cost is kept from it. */
export async function rivalsOf({ services }: Asking, access: Access): Promise<readonly string[]> {
  const governance = services.answers['governance'] as WallAnswer | undefined;
  return (await governance?.competition?.walls(access)) ?? [];
}

/** Refused, and told to whoever leads the procurement. */
export async function walled(
  { services }: Asking,
  access: Access,
  of: readonly string[],
  what: string,
): Promise<Outcome<never>> {
  const governance = services.answers['governance'] as WallAnswer | undefined;
  await governance?.competition?.looked(access, of, what);
  return refuse(
    'forbidden',
    'money.walled',
    'Your organisation bids against one whose costs these are: they are kept from you until that procurement is closed, or until it opens its book to you. That you asked is written down for whoever leads it.',
  );
}
